"""Deadlines: a list by state and a month, filtered, each date explained by key and button."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4, uuid5

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.row_list import Heading
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from tests.helpers.a_desk import MANAGER, ME, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, a_screen, screen
from tests.helpers.accessible import assert_accessible

__all__ = ["screen"]

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(screen: Screen) -> Any:
    """The page, with one school in a category of concern for longer than a year."""
    urn = screen.laptop.urn_of("Micklands")
    screen.laptop.store.categories.kept.append(
        CategoryDecision(uuid5(MANAGER, "R"), urn, "R", date(2025, 6, 2), MANAGER, "Review")
    )
    return screen.open("deadlines")


def headings(page: Any) -> list[tuple[str, str]]:
    """The groups of the list."""
    return [(row.text, row.count) for row in page.list.rows if isinstance(row, Heading)]


def picks(page: Any, choice: str, code: str) -> None:
    """As the person chooses in a filter."""
    getattr(page, choice).setFocus()
    getattr(page, choice).choose(code)
    getattr(page, choice).picked.emit(code)


def test_deadlines_stand_in_groups_with_totals_in_words(page: Any) -> None:
    assert headings(page) == [
        ("Overdue", "1"),
        ("Past its date, but not binding", "1"),
        ("Today", "2"),
        ("Next 10 working days", "4"),
        ("Later", "1"),
    ]
    assert page.frame._count.text() == "9 deadlines shown"
    assert page.list.hasFocus()


def test_filters_narrow_the_list_and_can_be_undone(page: Any, screen: Screen) -> None:
    picks(page, "strength", "target")
    assert headings(page) == [("Past its date, but not binding", "1")]
    assert page.frame._count.text() == "1 of 9 deadlines shown"
    picks(page, "state", "today")
    assert page._states.currentWidget() is page._none
    (undo,) = [b for b in page._none.findChildren(Button) if b.text() == "Show all"]
    undo.click()
    assert page.frame._count.text() == "9 deadlines shown"
    screen.type(page.box, "alfred")
    assert [row.title for row in page.list.rows[1:]] == ["Alfred Sutton Primary School"]


def test_why_by_key_in_the_list(page: Any, screen: Screen) -> None:
    picks(page, "rule", "T-RD-09")
    page.list.setFocus()
    screen.press(page.list, Qt.Key.Key_W, CTRL_SHIFT)
    (why,) = screen.window.findChildren(WhyThisDate)
    assert why.accessibleName() == "Why Tuesday 2 June 2026?"
    assert "move out of a category of concern within a year" in why.accessibleDescription()
    assert "target" in why.accessibleDescription()


def test_enter_opens_the_note_or_the_school(page: Any, screen: Screen) -> None:
    picks(page, "rule", "T-RD-09")
    page.list.setFocus()
    screen.press(page.list, Qt.Key.Key_Return)
    assert screen.window.navigation.current == "school"
    screen.open("deadlines")
    picks(page, "rule", "T-RD-02")
    page.list.setFocus()
    screen.press(page.list, Qt.Key.Key_Return)
    assert screen.window.navigation.current == "visit"


def test_the_month_is_walked_by_keyboard_and_says_each_day(page: Any, screen: Screen) -> None:
    page.view.choose("month")
    grid = page.month.grid
    screen.wait(grid.isVisible)
    assert (grid.day, page.month._title.text()) == (date(2026, 6, 10), "June 2026")
    assert page.month._day.text() == "Wednesday 10 June 2026: 2 deadlines"
    grid.setFocus()
    screen.press(grid, Qt.Key.Key_Left)
    assert page.month._day.text() == "Tuesday 9 June 2026: 1 deadline"
    spoken = grid.model().data(grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Tuesday 9 June 2026: Alfred Sutton Primary School, Note of visit")
    screen.press(grid, Qt.Key.Key_PageDown)
    assert (grid.day, page.month._title.text()) == (date(2026, 7, 9), "July 2026")
    screen.press(grid, Qt.Key.Key_Home)
    assert grid.day == date(2026, 6, 10)
    (before,) = [b for b in page.month.findChildren(Button) if b.accessibleName() == "Month before"]
    before.click()
    assert page.month._title.text() == "May 2026"


def test_a_day_of_the_month_explains_and_opens(page: Any, screen: Screen) -> None:
    page.view.choose("month")
    screen.wait(page.month.list.isVisible)
    page.month.list.setFocus()
    screen.press(page.month.list, Qt.Key.Key_W, CTRL_SHIFT)
    assert screen.window.findChildren(WhyThisDate)
    screen.keys(Qt.Key.Key_Escape)
    screen.press(page.month.list, Qt.Key.Key_Return)
    assert screen.window.navigation.current == "visit"


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_the_month_is_named_and_reached_by_keyboard(page: Any, screen: Screen, size: tuple[int, int]) -> None:
    page.view.choose("month")
    screen.window.resize(*size)
    screen.wait(page.month.grid.isVisible)
    assert_accessible(screen.window)
    named = QAccessible.queryAccessibleInterface(page.month.grid)
    assert named.text(QAccessible.Text.Name) == "Month"


def test_what_is_shown_goes_into_a_calendar_file(page: Any, screen: Screen, tmp_path: Path) -> None:
    picks(page, "state", "today")
    page.save_button.click()
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("deadlines.ics")
    dialog.fileSelected.emit(str(tmp_path / "mine.ics"))
    dialog.close()
    screen.wait(page.said.isVisible)
    assert page.said.accessibleName().startswith("2 deadlines written to mine.ics.")
    assert (tmp_path / "mine.ics").read_bytes().count(b"BEGIN:VEVENT") == 2


def test_a_calendar_that_cannot_be_written_says_so(page: Any, screen: Screen, tmp_path: Path) -> None:
    page._save(tmp_path / "nowhere" / "mine.ics")
    screen.wait(page.said.isVisible)
    assert "could not be written" in page.said.accessibleName()


def test_where_a_calendar_is_missing_enter_leads_to_the_calendars(qtbot: QtBot) -> None:
    laptop = with_real_packs(a_laptop(with_visits=False))
    laptop.store.categories.kept.append(
        CategoryDecision(
            uuid5(MANAGER, "R"), laptop.urn_of("Micklands"), "R", date(2026, 4, 20), MANAGER, "Review"
        )
    )
    with contextmanager(a_screen)(qtbot, laptop) as shown:
        page = shown.open("deadlines")
        picks(page, "rule", "T-RD-07")
        assert "Load its school calendar" in page.shown[0].due.sentence
        page.list.setFocus()
        shown.press(page.list, Qt.Key.Key_Return)
        assert shown.window.navigation.current == "packs"
        assert shown.page("packs").view.code == "calendars"
        shown.wait(shown.page("packs").body.isVisible)


def test_an_agreed_day_says_why_though_no_rule_stands_behind_it(qtbot: QtBot) -> None:
    laptop = with_real_packs(a_laptop(with_visits=False))
    laptop.store.me = replace(laptop.store.me, council_code="oxfordshire")
    urn = laptop.urn_of("Micklands")
    action = Action(
        uuid4(), urn, About("school", str(urn)), date(2026, 6, 1), ME, "Share the plan", "Priya Nair",
        due_on=date(2026, 6, 12),
    )  # fmt: skip
    laptop.store.actions.kept[action.id] = action
    with contextmanager(a_screen)(qtbot, laptop) as shown:
        page = shown.open("deadlines")
        shown.wait(lambda: page.list.rows)
        shown.type(page.box, "share")
        page.list.setFocus()
        shown.press(page.list, Qt.Key.Key_W, CTRL_SHIFT)
        (why,) = shown.window.findChildren(WhyThisDate)
        assert why.accessibleName() == "Why Friday 12 June 2026?"
        assert "Agreed for Friday 12 June 2026" in why.accessibleDescription()
