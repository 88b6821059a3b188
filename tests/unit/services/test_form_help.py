"""What a form knows of its school, and what it carries over from the one before."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from sia_desktop.domain.about import About
from sia_desktop.domain.calendar import SchoolCalendar, Span, SpanKind
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.category import CategoryDecision, Track
from sia_desktop.domain.completeness import shown_sections, unsupported
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Form, FormSection, SectionKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.periods import season_of
from sia_desktop.domain.school import phase_code
from sia_desktop.domain.time_limits import Condition
from sia_desktop.services.move_case_record import MoveCaseRecord, move_case_record
from sia_desktop.services.queries.form_help import carried, known_of
from sia_desktop.services.queries.record_page import AskRecord, ask_record
from tests.helpers.a_desk import ME, TODAY, Laptop, a_laptop, with_real_packs
from tests.helpers.memory_store import MemoryFacts
from tests.helpers.plausible_answers import all_answers

DAY = TODAY.date()
ACTION: Json = {
    "id": "1",
    "what": "Share the check",
    "who": "Headteacher",
    "by": "next_meeting",
    "success": "Seen",
}


@pytest.fixture
def laptop() -> Laptop:
    """Priya Nair's laptop under Reading's own pack."""
    return with_real_packs(a_laptop(with_visits=False))


def an_inspection(urn: Urn, number: str, day: date, overall: str, concern: str = "") -> Inspection:
    """One that is over."""
    return Inspection(
        urn,
        number,
        "ofsted-2012",
        "graded",
        ME,
        started_on=day,
        ended_on=day,
        overall=overall,
        concern=concern,
    )


def test_everything_that_a_pack_may_ask_of_a_school_is_known(laptop: Laptop) -> None:
    urn = laptop.urn_of("Micklands")
    store, framework = laptop.store, laptop.frameworks.current("reading", DAY)
    for track, code in ((Track.CATEGORY, "R"), (Track.STATUS, "causing_concern")):
        decision = CategoryDecision(uuid4(), urn, code, date(2026, 1, 5), ME, "Review", track=track)
        store.categories.kept.append(decision)
    store.inspections.save(an_inspection(urn, "1", date(2023, 3, 1), "good"))
    store.inspections.save(an_inspection(urn, "2", date(2026, 2, 3), "inadequate", "special_measures"))
    other = replace(an_inspection(urn, "3", date(2026, 3, 3), "good"), predecessor_urn=Urn(999901))
    store.inspections.save(other)
    known = known_of(store, laptop.frameworks, framework, urn, DAY)
    assert {
        "category": ("R",),
        "status": ("causing_concern",),
        "overall": ("inadequate",),
        "concern": ("special_measures",),
        "phase": ("primary",),
        "term": ("summer",),
    }.items() <= known.items()
    before = known_of(store, laptop.frameworks, framework, urn, date(2025, 11, 3))
    assert (before["overall"], before["term"]) == (("good",), ("autumn",))
    assert "category" not in before


def test_a_section_is_asked_for_where_its_condition_holds_and_never_hidden_once_written() -> None:
    sections = tuple(
        FormSection(fact, fact, SectionKind.LONG_TEXT, when=(Condition(fact, (value,)),))
        for fact, value in (
            ("overall", "inadequate"),
            ("concern", "special_measures"),
            ("phase", "secondary"),
        )
    )
    form = Form("x", "X", (*sections, FormSection("again", "Again", SectionKind.LONG_TEXT, repeated=True)))
    shown = shown_sections(form, {}, {"overall": ("inadequate",), "concern": (), "phase": ("primary",)})
    assert [each.code for each in shown] == ["overall", "again"]
    written = shown_sections(form, {"phase": "Sixth form"}, {})
    assert [each.code for each in written] == ["phase", "again"]


@pytest.mark.parametrize(
    ("phase", "code"),
    [("Primary", "primary"), ("Middle deemed primary", "middle_deemed_primary"), ("16 plus", "sixteen_plus"),
     ("All-through", "all_through"), ("Not applicable", "not_applicable")],
)  # fmt: skip
def test_phases_of_the_register_have_the_codes_of_the_packs(phase: str, code: str) -> None:
    assert phase_code(phase) == code


def test_the_term_is_that_of_the_schools_own_dates_where_they_are_known() -> None:
    spring = Span(SpanKind.TERM, date(2026, 1, 5), date(2026, 4, 2), "Spring term")
    summer = Span(SpanKind.TERM, date(2026, 4, 20), date(2026, 7, 20), "Summer term")
    school = SchoolCalendar(date(2026, 1, 1), date(2026, 7, 31), (spring, summer))
    assert season_of(date(2026, 4, 1), school) == "spring"
    assert season_of(date(2026, 4, 8), school) == "spring"  # the Easter holiday
    assert season_of(date(2026, 4, 20), school) == "summer"
    assert season_of(date(2026, 4, 1), None) == "summer"  # nobody told when term ends


def test_what_was_agreed_and_what_is_still_open_is_carried_into_any_form() -> None:
    follow_up = FormSection("followed", "Followed up", SectionKind.ACTIONS, carries="agreed")
    form = Form("x", "X", (follow_up, FormSection("agreed", "Agreed", SectionKind.ACTIONS)))
    still_open: Json = {"id": "0", "what": "Older", "status": "open", "progress": "Half way"}
    done: Json = {"id": "9", "what": "Done", "status": "done", "progress": "All"}
    found = carried(form, {"agreed": [ACTION], "followed": [still_open, done]})
    assert found == {"followed": [still_open, ACTION]}


def test_a_record_is_offered_what_the_last_of_its_form_left(laptop: Laptop) -> None:
    urn = laptop.urn_of("Micklands")
    form = "note_of_visit"  # the form of Reading's that carries
    old, new = (
        CaseRecord(
            uuid4(), urn, form, "reading", "2016.1", About("school", str(urn)), ME, day, answers=answers
        )
        for day, answers in ((date(2026, 5, 1), {"agreed_actions": [ACTION]}), (date(2026, 6, 1), {}))
    )
    for record in (old, new):
        laptop.store.case_records.save(record)
    page = ask_record(
        AskRecord(new.id), MemoryFacts(laptop.store), laptop.store, laptop.frameworks, laptop.clock
    )
    assert page.help.carried["previous_actions"] == [ACTION]
    assert laptop.store.case_records.get(new.id) == new


def test_no_words_are_fixed_over_a_judgement_that_rests_on_nothing(laptop: Laptop) -> None:
    urn = laptop.urn_of("Micklands")
    framework = laptop.frameworks.current("reading", DAY)
    form = framework.form("exit_record")
    judged: Json = {"seen": "", "judgement": "Ready to leave.", "evidence": []}
    (fault,) = unsupported(form, {"recommendation": judged})
    assert fault.section == "recommendation"
    flow = framework.flow_of("exit_record")
    assert flow is not None
    (last,) = (move for move in flow.moves if move.to == "told")
    laptop.store.me = replace(laptop.store.me, role=last.by[0])
    answers = {**all_answers(form), "recommendation": judged, "impact": []}
    record = CaseRecord(
        uuid4(), urn, form.code, "reading", "2016.1", About("school", str(urn)), ME, DAY,
        state=last.from_[0], answers=answers,
    )  # fmt: skip
    letter = replace(
        record, id=uuid4(), form="category_letter", state="", answers={"category": "G", "process": "None"}
    )
    for each in (record, letter):
        laptop.store.case_records.save(each)
    step = MoveCaseRecord(record.id, last.code, reason="The exit was approved.")
    with pytest.raises(RuleBroken, match="has no evidence yet"):
        move_case_record(step, laptop.store, laptop.frameworks, laptop.clock)
    rests: Json = {"seen": "Books", "judgement": "Ready to leave.", "evidence": ["seen:recommendation"]}
    laptop.store.case_records.save(record.write({"recommendation": rests}))
    move_case_record(step, laptop.store, laptop.frameworks, laptop.clock)
    assert laptop.store.case_records.get(record.id).is_locked
