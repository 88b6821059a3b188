"""School: every decision of its category, level, stage and status, and what the framework asks of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.category import CategoryDecision, Grounds, Track
from sia_desktop.domain.inspection import Inspection
from sia_desktop.services.queries.school_page import AskSchool
from sia_desktop.ui.pages.caseload.words import category_cell
from sia_desktop.ui.pages.school.category_history import CategoryHistory
from sia_desktop.ui.pages.school.category_words import criteria_title, decision_rows, spoken
from sia_desktop.ui.widgets.popover import Popover
from sia_desktop.ui.widgets.words import Words
from tests.helpers import reading_framework
from tests.helpers.a_desk import MANAGER, ME, TODAY, Laptop, a_demonstration_school, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, close_window, screen, show_window
from tests.helpers.accessible import assert_accessible

__all__ = ["screen"]

CRITERIA = ("Outcomes below national for two years", "Leaders need support to improve")


@pytest.fixture(autouse=True)
def _criteria(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading's framework with criteria for one category."""
    framework = reading_framework.READING
    categories = tuple(
        replace(each, criteria=CRITERIA) if each.code == "R" else each for each in framework.categories
    )
    monkeypatch.setattr(reading_framework, "READING", replace(framework, categories=categories))


def decide(laptop: Laptop, letter: str, on: date, reason: str) -> None:
    """One decision for Micklands."""
    urn = laptop.urn_of("Micklands")
    laptop.store.categories.kept.append(
        CategoryDecision(uuid5(MANAGER, f"{on}"), urn, letter, on, MANAGER, reason)
    )


def decided(laptop: Laptop) -> Laptop:
    """Twice, the second time for support; and once to come."""
    decide(laptop, "G", date(2024, 9, 2), "Annual review")
    decide(laptop, "R", date(2025, 9, 1), "Standards at KS2")
    return laptop


def stands(laptop: Laptop, track: Track = Track.CATEGORY) -> Any:
    """Where Micklands stands, as the page is told."""
    page = laptop.desk.ask(AskSchool(laptop.urn_of("Micklands")))
    return next(each for each in page.standings if each.track is track)


def test_every_decision_says_when_why_and_who_the_latest_first() -> None:
    rows = decision_rows(stands(decided(a_laptop())), TODAY.date())
    assert [(row.date, row.title, row.subtitle, row.icon) for row in rows] == [
        (
            "1 Sep 2025",
            "R Raising Achievement",
            "Standards at KS2 · decided by Helen Okafor",
            "circle-check",
        ),
        ("2 Sep 2024", "G Strengthening Good", "Annual review · decided by Helen Okafor", "circle"),
    ]


def test_a_decision_to_come_is_listed_and_not_in_force() -> None:
    laptop = decided(a_laptop())
    decide(laptop, "G", date(2026, 9, 1), "Improved")
    first, second, _ = decision_rows(stands(laptop), TODAY.date())
    assert (first.title, first.icon) == ("G Strengthening Good", "circle")
    assert second.icon == "circle-check"


def test_a_category_of_an_older_framework_and_an_unknown_colleague_are_kept_as_they_are() -> None:
    laptop = a_laptop()
    urn = laptop.urn_of("Micklands")
    old = CategoryDecision(uuid5(MANAGER, "old"), urn, "LA3", date(2015, 9, 1), uuid5(MANAGER, "gone"), "")
    laptop.store.categories.kept.append(old)
    assert stands(laptop).in_force.category.label == "LA3"
    decide(laptop, "G", date(2024, 9, 2), "Annual review")
    assert [(row.title, row.subtitle) for row in decision_rows(stands(laptop), TODAY.date())][1] == (
        "LA3",
        "",
    )


def test_without_criteria_it_says_so() -> None:
    laptop = a_laptop()
    decide(laptop, "G", date(2024, 9, 2), "Annual review")
    assert (
        criteria_title(stands(laptop).in_force) == "The framework states no criteria for Strengthening Good."
    )
    assert "Annual review" in spoken(stands(laptop))


def test_history_and_criteria_open_at_their_link(screen: Screen) -> None:
    laptop = decided(screen.laptop)
    page = screen.open("school", urn=laptop.urn_of("Micklands"))
    screen.wait(page.category.rows[Track.CATEGORY].history.isVisible)
    page.category.rows[Track.CATEGORY].history.setFocus()
    screen.press(page.category.rows[Track.CATEGORY].history, Qt.Key.Key_Space)
    (content,) = screen.window.findChildren(CategoryHistory)
    assert content.accessibleName() == "Category of Micklands Primary School"
    for said in ("Standards at KS2", "decided by Helen Okafor", *CRITERIA):
        assert said in content.accessibleDescription()
    assert_accessible(screen.window)
    screen.keys(Qt.Key.Key_Escape)
    screen.wait(lambda: not screen.window.findChildren(Popover))
    assert page.category.rows[Track.CATEGORY].history.hasFocus()


def test_a_school_without_a_category_has_no_history(screen: Screen) -> None:
    page = screen.open("school", urn=screen.laptop.urn_of("Blagdon"))
    screen.wait(lambda: page.title.startswith("Blagdon"))
    assert not page.category.rows[Track.CATEGORY].history.isVisible()


def told_by(content: CategoryHistory) -> list[str]:
    """What stands at the right."""
    told = content.told.currentWidget()
    assert told is not None
    return [each.text() for each in told.findChildren(Words)]


@pytest.fixture
def oxfordshire(qtbot: QtBot) -> Iterator[Screen]:
    """Oxfordshire's own pack: a level of support and a status, one of them proposed and disagreed with."""
    schools = (
        a_demonstration_school(999901, "Hilltop Primary School"),
        a_demonstration_school(999902, "Lowmead Primary School"),
    )
    laptop = with_real_packs(a_laptop(with_visits=False, schools=schools), "adviser")
    laptop.store.me = replace(laptop.store.me, council_code="oxfordshire")
    urn = laptop.urn_of("Hilltop")
    made = Inspection(urn, "10400001", "ofsted-2019", "graded", ME, ended_on=date(2026, 4, 22))
    laptop.store.inspections.kept[made.id] = made
    bands = laptop.frameworks.current("oxfordshire", TODAY.date()).categories
    grounds = Grounds(
        bands[2].criteria[:2], (About("inspection", str(made.id)),), "The governing body: too soon"
    )
    for code, on, track, more in (
        (bands[0].code, date(2024, 9, 2), Track.CATEGORY, Grounds()),
        (bands[2].code, date(2026, 5, 1), Track.CATEGORY, grounds),
        ("causing_concern", date(2026, 5, 11), Track.STATUS, Grounds()),
    ):
        laptop.store.categories.kept.append(
            CategoryDecision(
                uuid5(MANAGER, f"{track} {on}"), urn, code, on, MANAGER, "Panel of the term", track,
                date(2026, 4, 28), ME, grounds=more,
            )
        )  # fmt: skip
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    yield shown
    close_window(shown)


def test_each_track_of_the_council_says_where_the_school_stands(oxfordshire: Screen) -> None:
    page = oxfordshire.open("school", urn=oxfordshire.laptop.urn_of("Hilltop"))
    oxfordshire.wait(lambda: page.title.startswith("Hilltop"))
    rows = {track: row for track, row in page.category.rows.items() if row.isVisible()}
    assert list(rows) == [Track.CATEGORY, Track.STATUS], (
        "Oxfordshire has neither levels nor stages of its own"
    )
    said = {
        track: [each.text() for each in row.findChildren(Words) if each.isVisible()]
        for track, row in rows.items()
    }
    assert said[Track.CATEGORY] == [
        "Level of support", "High level support", "Decided on Friday 1 May 2026. Panel of the term"
    ]  # fmt: skip
    assert said[Track.STATUS][:2] == ["Schools Causing Concern", "Schools Causing Concern"]
    assert_accessible(page)
    empty = oxfordshire.open("school", urn=oxfordshire.laptop.urn_of("Lowmead"))
    oxfordshire.wait(lambda: empty.title.startswith("Lowmead"))
    shown = [each.text() for each in empty.category.rows[Track.STATUS].findChildren(Words)]
    assert shown[1] == "Nothing decided"


def test_the_caseload_shows_no_letter_where_the_council_has_none(oxfordshire: Screen) -> None:
    page = oxfordshire.open("caseload")
    oxfordshire.wait(lambda: page.table.shown_rows)
    row = next(each for each in page.table.shown_rows if each.category is not None)
    cell = category_cell(row)
    assert (cell.text, cell.letter) == ("High level support", "")
    offered = [page.category.itemText(at) for at in range(page.category.count())]
    assert any(each.endswith("High level support") for each in offered)
    assert not any(row.category.code in each for each in offered), "the pack's own key is no word"


def test_a_decision_tells_its_criteria_evidence_and_everybody_who_was_part_of_it(oxfordshire: Screen) -> None:
    page = oxfordshire.open("school", urn=oxfordshire.laptop.urn_of("Hilltop"))
    oxfordshire.wait(lambda: page.title.startswith("Hilltop"))
    button = page.category.rows[Track.CATEGORY].history
    button.setFocus()
    oxfordshire.press(button, Qt.Key.Key_Space)
    (content,) = oxfordshire.window.findChildren(CategoryHistory)
    assert content.accessibleName() == "Level of support of Hilltop Primary School (demonstration)"
    told = told_by(content)
    asked = oxfordshire.laptop.frameworks.current("oxfordshire", TODAY.date()).categories[2].criteria
    for words in (
        "Inspection of Wednesday 22 April 2026",
        "Priya Nair, Tuesday 28 April 2026",
        "Helen Okafor",
        "The governing body: too soon",
        *asked,
    ):
        assert words in told
    assert told.count("Met") == 2
    assert f"Met: {asked[0]}" in content.accessibleDescription()
    assert_accessible(oxfordshire.window)
    content.list.setFocus()
    oxfordshire.press(content.list, Qt.Key.Key_Down)
    told = told_by(content)
    assert "What the framework asks of Light touch support" in told
    assert "Met" not in told


def test_reading_has_a_category_alone(screen: Screen) -> None:
    laptop = decided(screen.laptop)
    page = screen.open("school", urn=laptop.urn_of("Micklands"))
    screen.wait(lambda: page.title.startswith("Micklands"))
    assert [track for track, row in page.category.rows.items() if row.isVisible()] == [Track.CATEGORY]
    said = [
        each.text() for each in page.category.rows[Track.CATEGORY].findChildren(Words) if each.isVisible()
    ]
    assert said[0] == "Raising Achievement"
