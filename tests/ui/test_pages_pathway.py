"""The page of a pathway: what is next and who may, what is late, and the way to everything on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.mark import MarkWay
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.pathway import about_school
from sia_desktop.services.sign_step import SignStep
from tests.helpers.a_desk import MANAGER, a_laptop
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.accessible import assert_accessible
from tests.helpers.played import PASSPHRASE

RAISING = "raising_achievement"
SCHOOL = "Micklands"


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An unlocked window over Reading's own pack, with a school in category R."""
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = Shelf(resources())
    decide(laptop.store.categories.kept, laptop.urn_of(SCHOOL), "R", date(2026, 1, 12))
    yield from a_screen(qtbot, laptop)


def decide(kept: list[CategoryDecision], urn: Urn, letter: str, on: date) -> None:
    """The school stands in this category from that day."""
    kept.append(CategoryDecision(uuid5(MANAGER, letter), urn, letter, on, MANAGER, "Key Stage 2"))


def opened(screen: Screen) -> Any:
    """The page."""
    page = screen.open("pathway", urn=screen.laptop.urn_of(SCHOOL), pathway=RAISING)
    screen.wait(lambda: page.now.lines)
    return page


def begin(screen: Screen, form: str, answers: dict[str, Json]) -> UUID:
    """A record of the school with these words."""
    urn = screen.laptop.urn_of(SCHOOL)
    begun = OpenCaseRecord(form, urn, about_school(urn))
    screen.laptop.desk.do(begun)
    screen.laptop.desk.do(AnswerSection(begun.record_id, answers))
    return begun.record_id


def said(page: Any) -> list[tuple[str, str]]:
    """What stands under Next."""
    return [(line.words, line.note) for line in page.now.lines]


def test_a_school_that_came_into_the_category_is_shown_where_to_begin(screen: Screen) -> None:
    page = opened(screen)
    assert page.title == "Raising Achievement"
    assert said(page) == [("Begin: Categorisation of a school", "")]
    assert list(page.stages.rows) == ["categorisation", "raising_achievement_plan", "exit_record"]
    assert "warning_notice" in page.beside.rows
    watched = [row.title for row in page.owed.rows]
    assert "Out of a category of concern" in watched
    assert "RAP evidence reviewed and verified" in watched
    assert_accessible(screen.window)


def test_a_stage_is_begun_from_here_and_shows_what_is_next_and_who_may(screen: Screen) -> None:
    page = opened(screen)
    page.stages.rows["raising_achievement_plan"].begin_button.click()
    screen.wait(lambda: screen.window.navigation.current == "record" and screen.page("record").is_shown)
    assert screen.page("record").title == "Raising Achievement Plan"
    page = opened(screen)
    screen.wait(lambda: said(page) == [("Agree the draft", "Raising Achievement Plan: yours to take")])
    plan = screen.laptop.store.case_records.of_school(screen.laptop.urn_of(SCHOOL))[0]
    signature = SignStep(plan.id, "agree", plan.digest, MarkWay.TYPED, PASSPHRASE, typed="Priya Nair")
    screen.laptop.desk.do(signature)
    page.ask_again()
    screen.wait(lambda: len(page.now.lines) == 2)
    assert said(page) == [
        ("Return the draft", "Raising Achievement Plan: for the Strategic Lead for School Improvement"),
        ("Agree the plan", "Raising Achievement Plan: for the Strategic Lead for School Improvement"),
    ]
    row = page.stages.rows["raising_achievement_plan"]
    assert row.chip._words.text == "Agreed by the adviser"
    row.open_button.click()
    screen.wait(lambda: screen.window.navigation.current == "record")


def test_milestones_criteria_and_ratings_are_counted_and_what_is_late_stands_out(screen: Screen) -> None:
    milestones: list[Json] = [
        {"id": "1", "milestone": "Writing moderated", "by": "2026-04-01", "reached": "yes"},
        {"id": "2", "milestone": "Year 5 on track", "by": "2026-05-22", "reached": "no"},
        {"id": "3", "milestone": "Governors monitor", "by": "2026-07-10"},
    ]
    begin(screen, "raising_achievement_plan", {"milestones": milestones})
    criteria: list[Json] = [{"id": "plan", "met": "yes"}, {"id": "leadership", "met": "no"}]
    begin(screen, "exit_record", {"criteria": criteria})
    ratings: list[Json] = [
        {"id": "outcomes", "rag": "red", "contributor": "School Improvement Team", "evidence": "KS2"},
        {"id": "beyond_ofsted", "rag": "green", "contributor": "Finance"},
    ]
    begin(screen, "categorisation", {"indicators": ratings})
    page = opened(screen)
    rows = page.stages.rows
    assert rows["raising_achievement_plan"].note.text() == "1 of 3 milestones reached"
    assert rows["exit_record"].note.text() == "1 of 5 met"
    assert rows["categorisation"].note.text() == "1 red, 1 green"
    team = page.ratings.groups["School Improvement Team"].lines
    assert [(line.words, line.note) for line in team] == [
        ("Data: consistency, decline or improvement against national", "Red. KS2")
    ]
    assert page.ratings.groups["Finance"].accessibleName() == "Finance: 1 green"
    assert len(page.ratings.groups[""].lines) == 8
    assert_accessible(screen.window)
    assert ("Year 5 on track", "Milestone, was to be reached by Fri 22 May") in said(page)
    assert [line.note for line in page.milestones.lines] == [
        "By Wed 1 Apr, reached",
        "By Fri 22 May, late",
        "By Fri 10 Jul",
    ]


def test_a_meeting_is_planned_from_here_with_its_chain_and_a_missed_paper_is_late(screen: Screen) -> None:
    page = opened(screen)
    page.plan_button.click()
    screen.wait(lambda: page.dialog.chain.words)
    assert page.dialog.kind.code == "rap_meeting"
    page.dialog.button.click()
    screen.wait(lambda: page.meetings.rows)
    assert isinstance(screen.laptop.sent[-1], FixMeeting)
    assert page.meetings.rows[0].subtitle == "Wednesday 24 June 2026 · 5 papers to come"
    screen.laptop.clock.move(timedelta(days=2))
    page.ask_again()
    screen.wait(lambda: any("Agenda of" in words for words, _ in said(page)))
    assert ("Agenda of Wed 24 Jun", "2 working days late") in said(page)
    page.meetings.setFocus()
    page.meetings.opened.emit(page.meetings.rows[0])
    screen.wait(lambda: screen.window.navigation.current == "meeting")


def test_at_the_end_the_category_it_leads_to_is_asked_for_until_it_is_decided(screen: Screen) -> None:
    exit_record = begin(screen, "exit_record", {"criteria": [{"id": "plan", "met": "yes"}]})
    kept = screen.laptop.store.case_records.kept
    kept[exit_record] = replace(kept[exit_record], state="told")
    page = opened(screen)
    assert page.now.lines[0].words == "Decide category G, Strengthening Good"
    urn = screen.laptop.urn_of(SCHOOL)
    decide(screen.laptop.store.categories.kept, urn, "G", date(2026, 6, 10))
    page.ask_again()
    screen.wait(lambda: page.now.lines[0].words == "Nothing is open on this pathway.")


def test_the_schools_page_leads_to_the_pathway_only_where_there_is_one(screen: Screen) -> None:
    school = screen.open("school", urn=screen.laptop.urn_of(SCHOOL))
    screen.wait(school.pathway_button.isVisible)
    school.pathway_button.click()
    screen.wait(lambda: screen.window.navigation.current == "pathway")
    school = screen.open("school", urn=screen.laptop.urn_of("Blagdon"))
    screen.wait(lambda: school.title.startswith("Blagdon"))
    assert not school.pathway_button.isVisible()
