"""School: every decision of its category, and what the framework asks of it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

import pytest
from PySide6.QtCore import Qt

from sia_desktop.domain.category import CategoryDecision
from sia_desktop.services.queries.school_page import AskSchool
from sia_desktop.ui.pages.school.category_history import CategoryHistory
from sia_desktop.ui.pages.school.category_words import criteria_title, decision_rows, spoken
from sia_desktop.ui.widgets.popover import Popover
from tests.helpers import reading_framework
from tests.helpers.a_desk import MANAGER, Laptop, a_laptop
from tests.helpers.a_window import Screen, screen
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


def page_of(laptop: Laptop) -> Any:
    """What the page is told."""
    return laptop.desk.ask(AskSchool(laptop.urn_of("Micklands")))


def test_every_decision_says_when_why_and_who_the_latest_first() -> None:
    rows = decision_rows(page_of(decided(a_laptop())))
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
    first, second, _ = decision_rows(page_of(laptop))
    assert (first.title, first.icon) == ("G Strengthening Good", "circle")
    assert second.icon == "circle-check"


def test_a_category_of_an_older_framework_and_an_unknown_colleague_are_kept_as_they_are() -> None:
    laptop = a_laptop()
    urn = laptop.urn_of("Micklands")
    old = CategoryDecision(uuid5(MANAGER, "old"), urn, "LA3", date(2015, 9, 1), uuid5(MANAGER, "gone"), "")
    laptop.store.categories.kept.append(old)
    assert page_of(laptop).category.label == "LA3"
    decide(laptop, "G", date(2024, 9, 2), "Annual review")
    assert [(row.title, row.subtitle) for row in decision_rows(page_of(laptop))][1] == ("LA3", "")


def test_without_criteria_it_says_so() -> None:
    laptop = a_laptop()
    decide(laptop, "G", date(2024, 9, 2), "Annual review")
    assert criteria_title(page_of(laptop)) == "The framework states no criteria for Strengthening Good."
    assert "Annual review" in spoken(page_of(laptop))


def test_history_and_criteria_open_at_their_link(screen: Screen) -> None:
    laptop = decided(screen.laptop)
    page = screen.open("school", urn=laptop.urn_of("Micklands"))
    screen.wait(page.category.history.isVisible)
    page.category.history.setFocus()
    screen.press(page.category.history, Qt.Key.Key_Space)
    (content,) = screen.window.findChildren(CategoryHistory)
    assert content.accessibleName() == "Category of Micklands Primary School"
    for said in ("Standards at KS2", "decided by Helen Okafor", *CRITERIA):
        assert said in content.accessibleDescription()
    assert_accessible(screen.window)
    screen.keys(Qt.Key.Key_Escape)
    screen.wait(lambda: not screen.window.findChildren(Popover))
    assert page.category.history.hasFocus()


def test_a_school_without_a_category_has_no_history(screen: Screen) -> None:
    page = screen.open("school", urn=screen.laptop.urn_of("Blagdon"))
    screen.wait(lambda: page.title.startswith("Blagdon"))
    assert not page.category.history.isVisible()
