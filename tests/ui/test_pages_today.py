"""Today: the next obligation first, and every date answers why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action
from sia_desktop.domain.inspection import Inspection
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.today import AskToday
from sia_desktop.ui.pages.today.words import subtitle
from sia_desktop.ui.widgets.due_rows import why_rect
from sia_desktop.ui.widgets.popover import Popover
from sia_desktop.ui.widgets.row_list import Heading
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from tests.helpers.a_desk import ME, TODAY, Laptop, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, a_screen, screen

__all__ = ["screen"]

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_the_day_and_its_counts_are_the_title(screen: Screen) -> None:
    page = screen.page("today")
    assert page.title == "Wednesday 10 June 2026"
    words = page.header.findChildren(type(page._headline))
    assert "1 overdue, 2 due today, 2 visits. 58 schools not yet categorised." in [w.text() for w in words]
    assert "Wednesday 10 June 2026" in screen.window.windowTitle()


def test_due_stands_in_groups_soonest_first(screen: Screen) -> None:
    rows = screen.page("today").due.rows
    headings = [(row.text, row.count) for row in rows if isinstance(row, Heading)]
    assert headings == [("Overdue", "1"), ("Today", "2"), ("Next 10 working days", "4")]
    first = rows[1]
    assert first.spoken == (
        "Alfred Sutton Primary School, Note of visit · visit Tue 2 Jun · draft, Tue 9 Jun, "
        "1 working day late. Ctrl+Shift+W says why."
    )


def test_why_opens_by_key_and_closes_by_escape(screen: Screen) -> None:
    due = screen.page("today").due
    screen.press(due, Qt.Key.Key_W, CTRL_SHIFT)
    (why,) = screen.window.findChildren(WhyThisDate)
    assert why.accessibleName() == "Why Tuesday 9 June 2026?"
    assert "Day 5" in why.accessibleDescription()
    assert "Weekend" in why.accessibleDescription()
    assert "T-RD-02" in why.accessibleDescription()
    screen.keys(Qt.Key.Key_Escape)
    screen.wait(lambda: not screen.window.findChildren(Popover))
    assert due.hasFocus()


def test_why_opens_by_a_click_on_its_link(screen: Screen) -> None:
    due = screen.page("today").due
    index = due.model().index(2, 0)
    row = (
        due.visualRect(due.model().index(3, 0)) if isinstance(due.rows[2], Heading) else due.visualRect(index)
    )
    due.cursor().setPos(due.viewport().mapToGlobal(why_rect(row).center()))
    QTest.mouseClick(due.viewport(), Qt.MouseButton.LeftButton, pos=why_rect(row).center())
    assert screen.window.findChildren(WhyThisDate)


def test_a_note_beyond_the_calendar_shows_the_sentence_and_no_date(screen: Screen) -> None:
    store = screen.laptop.store
    (visit, *_) = store.visits.kept.values()
    (note,) = store.notes.of_visit(visit.id)
    far = replace(visit, visited_on=visit.visited_on.replace(year=2011))
    store.visits.save(far)
    store.notes.kept[note.id] = replace(note, visited_on=far.visited_on)
    screen.page("today").ask_again()
    screen.wait(
        lambda: "No date" in [r.text for r in screen.page("today").due.rows if isinstance(r, Heading)]
    )
    row = screen.page("today").due.rows[-1]
    assert row.subtitle.startswith("Thursday 2 June 2011 is outside the bank-holiday data")
    assert not row.has_why


def test_the_end_of_the_calendar_is_said_in_time(screen: Screen) -> None:
    page = screen.page("today")
    assert not page._calendar.isVisible()
    screen.laptop.clock.move(timedelta(days=900))
    page.ask_again()
    screen.wait(page._calendar.isVisible)
    assert "31 December 2028" in page._calendar.accessibleName()


def test_nothing_due_is_said_and_a_visit_can_be_logged() -> None:
    laptop: Laptop = a_laptop(with_visits=False)
    assert subtitle(laptop.desk.ask(AskToday())) == "Nothing is due today. 61 schools not yet categorised."
    assert laptop.clock.now == TODAY


@pytest.fixture
def oxfordshire(qtbot: QtBot) -> Iterator[Screen]:
    """An adviser of Oxfordshire's, with the shipped packs."""
    laptop = with_real_packs(a_laptop(with_visits=False))
    laptop.store.me = replace(laptop.store.me, council_code="oxfordshire")
    yield from a_screen(qtbot, laptop)


def test_every_kind_of_casework_opens_where_it_is_done(oxfordshire: Screen) -> None:
    laptop, day = oxfordshire.laptop, TODAY.date()
    urn = laptop.urn_of("Micklands")
    inspection = Inspection(
        urn, "10400001", "ofsted-2019", "graded", ME, ended_on=day - timedelta(days=20),
        overall="requires_improvement",
    )  # fmt: skip
    laptop.store.inspections.kept[inspection.id] = inspection
    opened = OpenCaseRecord("support_record", urn, About("school", str(urn)))
    laptop.desk.do(opened)
    places = {
        "Of the record": (About("case_record", str(opened.record_id)), "record"),
        "Of the school": (About("school", str(urn)), "school"),
    }
    for text, (about, _) in places.items():
        action = Action(uuid4(), urn, about, day, ME, text, "Priya Nair", due_on=day + timedelta(days=1))
        laptop.store.actions.kept[action.id] = action
    opens(oxfordshire, "Visit after a judgement", "inspections")
    for text, (_, place) in places.items():
        opens(oxfordshire, text, place)


def opens(screen: Screen, begins: str, place: str) -> None:
    """Enter on this row of Today leads to that page."""
    page = screen.open("today")
    page.ask_again()
    screen.wait(lambda: _row(page, begins) is not None)
    page.due.setCurrentIndex(page.due.model().index(_row(page, begins), 0))
    screen.press(page.due, Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.navigation.current == place)


def test_an_inspection_that_has_clocks_running_is_the_one_that_opens(oxfordshire: Screen) -> None:
    laptop, day = oxfordshire.laptop, TODAY.date()
    for n, begins in enumerate(("Micklands", "Alfred Sutton", "Katesgrove")):
        inspection = Inspection(
            laptop.urn_of(begins), f"1040000{n}", "ofsted-2019", "graded", ME,
            started_on=day - timedelta(days=30 * n), ended_on=day - timedelta(days=30 * n),
        )  # fmt: skip
        laptop.store.inspections.kept[inspection.id] = inspection
    page = oxfordshire.open("inspections", inspection_id=str(inspection.id))
    oxfordshire.wait(lambda: page.table.current_row() is not None)
    assert page.table.current_row().inspection.id == inspection.id


def _row(page: Any, begins: str) -> int | None:
    rows = (n for n, row in enumerate(page.due.rows) if getattr(row, "subtitle", "").startswith(begins))
    return next(rows, None)
