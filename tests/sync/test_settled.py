"""What is settled for the whole council reaches every laptop, from those alone who may settle it."""

from datetime import date
from uuid import UUID, uuid4

from sia_desktop.domain.calendar import Span, SpanKind
from sia_desktop.domain.framework_choice import ChoiceOf, FrameworkChoice
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.loaded_calendar import LoadedCalendar
from sia_desktop.storage.queries.settled import StoredSettled
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import NOON, Desktop


def chooses(desktop: Desktop, what: ChoiceOf, code: str, value: str | int) -> None:
    choice = FrameworkChoice(uuid4(), "reading", what, code, value, "Agreed", desktop.me, NOON)
    with desktop.uow as uow:
        uow.choices.add(choice)
        uow.commit()


def loads(desktop: Desktop, school: int | None) -> UUID:
    span = Span(SpanKind.TERM, date(2026, 9, 2), date(2026, 12, 18), "Autumn")
    loaded = LoadedCalendar(
        uuid4(), Urn(school) if school else None, date(2026, 9, 1), date(2026, 12, 31), (span,),
        "terms.csv", "", desktop.me, NOON,
    )  # fmt: skip
    with desktop.uow as uow:
        uow.calendars.add(loaded)
        uow.commit()
    return loaded.id


def test_a_setting_switched_by_who_may_reaches_an_adviser(stage: Stage) -> None:
    chooses(stage.helen, ChoiceOf.SETTING, "quality_sample_percent", 20)
    stage.helen.syncs_well()
    settled = StoredSettled(stage.anna.store)
    assert settled.choices() == ()
    stage.anna.syncs_well()
    (seen,) = settled.choices()
    assert (seen.code, seen.value, seen.by) == ("quality_sample_percent", 20, stage.helen.me)
    assert settled.choices() is settled.choices()
    assert stage.helen.outbox() == []


def test_central_refuses_a_choice_and_a_council_calendar_of_who_may_not(stage: Stage) -> None:
    chooses(stage.anna, ChoiceOf.SETTING, "quality_sample_percent", 20)
    chooses(stage.anna, ChoiceOf.READING, "T-RD-01", "inspection_working_days")
    loads(stage.anna, None)
    stage.anna.syncs()
    assert len(stage.anna.parked()) == 3


def test_term_dates_of_a_school_are_loaded_by_its_adviser_and_shared(stage: Stage) -> None:
    loaded = loads(stage.anna, stage.urns[0])
    stage.anna.syncs_well()
    stage.helen.syncs_well()
    (seen,) = StoredSettled(stage.helen.store).calendars()
    assert (seen.id, seen.school, seen.spans[0].name) == (loaded, stage.urns[0], "Autumn")
    loads(stage.anna, 999_999)
    stage.anna.syncs()
    assert len(stage.anna.parked()) == 1
