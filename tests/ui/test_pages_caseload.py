"""Caseload: three hundred schools sorted and filtered at once, by keyboard or mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from sia_desktop.domain.ids import Urn
from sia_desktop.services.queries.caseload import AskCaseload
from sia_desktop.ui.pages.caseload.words import NONE, Sieve, totals
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from tests.helpers.a_desk import a_laptop
from tests.helpers.a_window import Screen, screen

__all__ = ["screen"]

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def _names(screen: Screen) -> list[str]:
    return [row.school.name for row in screen.page("caseload").table.shown_rows]


def test_what_is_due_soonest_stands_first(screen: Screen) -> None:
    screen.open("caseload")
    assert _names(screen)[:3] == [
        "Alfred Sutton Primary School",
        "Caversham Primary School",
        "Micklands Primary School",
    ]
    assert len(_names(screen)) == 61


@pytest.mark.parametrize("column", range(6))
def test_every_column_sorts_by_what_it_means(screen: Screen, column: int) -> None:
    page = screen.open("caseload")
    keys = [page.table._columns[column].sort(row) for row in page.table.shown_rows]
    page.table.sort_by(column)
    upwards = [page.table._columns[column].sort(row) for row in page.table.shown_rows]
    page.table.sort_by(column, descending=True)
    downwards = [page.table._columns[column].sort(row) for row in page.table.shown_rows]
    assert upwards == sorted(keys)
    assert downwards == sorted(keys, reverse=True)


def test_dates_sort_as_dates_not_as_words(screen: Screen) -> None:
    page = screen.open("caseload")
    page.table.sort_by(4, descending=True)
    visits = [row.school.last_visit_on for row in page.table.shown_rows if row.school.last_visit_on]
    assert visits == sorted(visits, reverse=True)
    assert page.table.shown_rows[0].school.last_visit_on == visits[0]


def test_ctrl_f_filters_as_one_types_and_enter_opens_the_only_one(screen: Screen) -> None:
    page = screen.open("caseload")
    screen.keys(Qt.Key.Key_F, CTRL)
    assert page.box.hasFocus()
    screen.type(page.box, "micklands")
    assert _names(screen) == ["Micklands Primary School"]
    screen.press(page.box, Qt.Key.Key_Return)
    assert screen.window.navigation.current == "school"


def test_a_filter_that_keeps_nothing_offers_the_way_back(screen: Screen) -> None:
    page = screen.open("caseload")
    screen.type(page.box, "zzz")
    assert page._states.currentWidget() is page._none
    page._show_all()
    assert len(_names(screen)) == 61
    assert page.table.hasFocus()


def test_phase_category_and_due_narrow_together(screen: Screen) -> None:
    page = screen.open("caseload")
    page.phase.choose("Nursery")
    page.phase.picked.emit("Nursery")
    assert {row.school.phase for row in page.table.shown_rows} == {"Nursery"}
    page.phase.choose("")
    page.category.choose("S")
    page.category.picked.emit("S")
    assert _names(screen) == ["Alfred Sutton Primary School"]
    page.category.choose(NONE)
    page.due.choose("due")
    page.due.picked.emit("due")
    assert _names(screen)[0] == "Caversham Primary School"
    assert all(row.category is None and row.due for row in page.table.shown_rows)


def test_the_totals_are_in_words(screen: Screen) -> None:
    page = screen.open("caseload")
    assert page.frame._count.text() == "61 schools shown"
    assert page.frame._rest.text() == "1 overdue · 2 due today · 3 of 61 have a category"


def test_enter_opens_the_school_and_back_returns_to_its_row(screen: Screen) -> None:
    page = screen.open("caseload")
    screen.press(page.table, Qt.Key.Key_Down)
    screen.press(page.table, Qt.Key.Key_Return)
    screen.wait(lambda: screen.page("school").title == "Caversham Primary School")
    screen.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    screen.wait(page.isVisible)
    assert page.table.current_row().school.name == "Caversham Primary School"


def test_why_this_date_by_key(screen: Screen) -> None:
    page = screen.open("caseload")
    screen.press(page.table, Qt.Key.Key_W, CTRL_SHIFT)
    (why,) = screen.window.findChildren(WhyThisDate)
    assert why.accessibleName() == "Why Tuesday 9 June 2026?"


def test_three_hundred_schools_sort_and_filter_within_a_blink(screen: Screen) -> None:
    laptop = a_laptop()
    schools = list(laptop.store.schools.kept.values())
    for n in range(300 - len(schools)):
        school = replace(schools[n % len(schools)], urn=Urn(900000 + n))
        laptop.store.schools.kept[school.urn] = school
    caseload = laptop.desk.ask(AskCaseload())
    assert len(caseload.rows) == 300
    page = screen.open("caseload")
    page.show_answer(caseload)
    page.table.sort_by(0)
    assert page.table.shown_rows[0].school.name.startswith("Alfred Sutton")
    assert totals(page.table.shown_rows, caseload)[0] == "300 schools shown"
    assert sum(Sieve("alfred").keeps(row) for row in caseload.rows) >= 4
