"""What is agreed in the words of a note or record stands on the list of the whole caseload."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from sia_desktop.domain.about import About
from sia_desktop.domain.action import ActionStatus
from sia_desktop.domain.answers import AgreedAction
from sia_desktop.domain.framework import Form, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.keep_agreed import keep_agreed, keep_agreed_in_turn
from tests.helpers.a_desk import TODAY, Laptop, a_laptop

DAY = TODAY.date()
AGREED = FormSection("next_steps", "Next steps", SectionKind.ACTIONS)
EARLIER = FormSection("last_time", "Last time", SectionKind.ACTIONS, carries="next_steps")
ABOUT = About("visit", str(uuid4()))


@pytest.fixture
def laptop() -> Laptop:
    """Priya Nair's, with nothing agreed."""
    return a_laptop(with_visits=False)


def keep(laptop: Laptop, section: FormSection, *said: AgreedAction) -> bool:
    """Keep these words; True if anything came of it."""
    form = Form("note_of_visit", "Note of visit", (section,))
    urn = laptop.urn_of("Micklands")
    rows: list[Json] = [each.as_answer() for each in said]
    with laptop.store as uow:
        changed = keep_agreed(uow, form, ABOUT, urn, {section.code: rows}, DAY)
        uow.commit()
    return changed.touches("action")


def test_an_action_is_listed_once_it_says_what_who_and_by_when(laptop: Laptop) -> None:
    half = AgreedAction("Coach", "", "2026-07-01", id=str(uuid4()))
    assert not keep(laptop, AGREED, half)
    whole = replace(half, who="Deputy", success="Every lesson good")
    assert keep(laptop, AGREED, whole)
    assert not keep(laptop, AGREED, whole)
    (listed,) = laptop.store.actions.kept.values()
    assert (str(listed.id), listed.text, listed.owner) == (whole.id, "Coach", "Deputy")
    assert (listed.due_on, listed.success_measure, listed.about) == (
        date(2026, 7, 1),
        "Every lesson good",
        ABOUT,
    )


def test_rewriting_the_words_moves_the_action_and_keeps_what_came_of_it(laptop: Laptop) -> None:
    said = AgreedAction("Coach", "Deputy", "2026-07-01", id=str(uuid4()))
    keep(laptop, AGREED, said)
    (listed,) = laptop.store.actions.kept.values()
    laptop.store.actions.save(replace(listed, progress="Begun"))
    keep(laptop, AGREED, replace(said, by="next_meeting"))
    (moved,) = laptop.store.actions.kept.values()
    assert (moved.at_next_meeting, moved.due_on, moved.progress) == (True, None, "Begun")


def test_the_next_visit_says_how_it_went(laptop: Laptop) -> None:
    said = AgreedAction("Coach", "Deputy", "2026-07-01", id=str(uuid4()))
    keep(laptop, AGREED, said)
    keep(laptop, EARLIER, replace(said, progress="Two seen", impact="Calmer", status="done"))
    (listed,) = laptop.store.actions.kept.values()
    assert (listed.status, listed.closed_on) == (ActionStatus.DONE, DAY)
    assert (listed.progress, listed.impact) == ("Two seen", "Calmer")


def test_what_stands_in_a_restricted_section_is_not_listed(laptop: Laptop) -> None:
    said = AgreedAction("Refer", "Adviser", "2026-07-01", id=str(uuid4()))
    assert not keep(laptop, replace(AGREED, restricted=True), said)


def test_another_school_in_a_meeting_of_the_council_takes_the_action_to_its_own_list(laptop: Laptop) -> None:
    first, second = laptop.urn_of("Micklands"), laptop.urn_of("Thameside")
    form = Form("meeting_record", "Record", (AGREED,))

    def said(urn: str) -> None:
        action = AgreedAction("Coach", "Deputy", "2026-07-01", id="7", school="A school", urn=urn)
        with laptop.store as uow:
            keep_agreed_in_turn(uow, form, (first, second), {AGREED.code: [action.as_answer()]}, DAY)
            uow.commit()

    def stands() -> dict[int, ActionStatus]:
        return {each.urn: each.status for each in laptop.store.actions.kept.values()}

    said("")
    assert stands() == {}
    said(str(first))
    assert stands() == {first: ActionStatus.OPEN}
    said(str(second))
    assert stands() == {first: ActionStatus.DROPPED, second: ActionStatus.OPEN}
    said(str(first))
    assert stands() == {first: ActionStatus.OPEN, second: ActionStatus.DROPPED}
