"""Actions: one list across the caseload, agreed, changed and closed from the keyboard."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action, ActionStatus, Rag
from sia_desktop.services.agree_action import AgreeAction
from sia_desktop.ui.pages.actions import words
from tests.helpers.a_desk import TODAY
from tests.helpers.a_window import Screen, screen
from tests.helpers.accessible import assert_accessible

__all__ = ["screen"]

DAY = TODAY.date()
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def agree(screen: Screen, begins: str, text: str, due: date | None, owner: str = "Deputy head") -> Action:
    """An action of this school, agreed at it."""
    urn = screen.laptop.urn_of(begins)
    command = AgreeAction(urn, About("school", str(urn)), text, owner, due, due is None)
    screen.laptop.desk.do(command)
    return screen.laptop.store.actions.kept[command.action_id]


def kept(screen: Screen, action: Action) -> Action:
    """As it stands on disk."""
    return screen.laptop.store.actions.kept[action.id]


@pytest.fixture
def five(screen: Screen) -> list[Action]:
    """One later, one overdue, one at the next meeting, one today and one overdue for longer."""
    return [
        agree(screen, "Micklands", "Later", DAY + timedelta(30)),
        agree(screen, "Blagdon", "Overdue", DAY - timedelta(1), owner="Headteacher"),
        agree(screen, "Blagdon", "At the meeting", None),
        agree(screen, "Alfred Sutton", "Today", DAY),
        agree(screen, "Micklands", "Long overdue", DAY - timedelta(20)),
    ]


def test_what_is_overdue_stands_first_and_the_next_meeting_last(screen: Screen, five: list[Action]) -> None:
    page = screen.open("actions")
    shown = [row.action.text for row in page.table.shown_rows]
    assert shown == ["Long overdue", "Overdue", "Today", "Later", "At the meeting"]
    assert page.frame._count.text() == "5 actions shown"
    assert page.frame._rest.text() == "2 overdue · 1 due at the next meeting"
    late = words.due_cell(page.table.row_at(1), DAY)
    assert (late.note, late.icon) == ("1 day overdue", "octagon-alert")
    assert_accessible(page)


def test_the_list_is_filtered_by_school_owner_rating_and_state(screen: Screen, five: list[Action]) -> None:
    page = screen.open("actions")
    screen.type(page.box, "blagdon")
    assert [row.action.text for row in page.table.shown_rows] == ["Overdue", "At the meeting"]
    page.box.clear()
    page.owner.choose("Headteacher")
    page.owner.picked.emit("Headteacher")
    assert [row.action.text for row in page.table.shown_rows] == ["Overdue"]
    page.owner.choose(words.ALL)
    page.state.choose("next_meeting")
    page.state.picked.emit("next_meeting")
    assert [row.action.text for row in page.table.shown_rows] == ["At the meeting"]
    page.state.choose("done")
    page.state.picked.emit("done")
    assert page._states.currentWidget() is page._none


def test_progress_rating_and_state_are_written_by_keyboard(screen: Screen, five: list[Action]) -> None:
    page = screen.open("actions")
    screen.press(page.table, Qt.Key.Key_Return)
    dialog = page.dialog
    screen.wait(dialog.progress.hasFocus)
    screen.type(dialog.progress, "Two lessons seen")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Down):
        screen.keys(key)
    dialog.save.setFocus()
    screen.keys(Qt.Key.Key_Space)
    screen.wait(lambda: kept(screen, five[4]).status is ActionStatus.DONE)
    done = kept(screen, five[4])
    assert (done.progress, done.rag, done.closed_on) == ("Two lessons seen", Rag.RED, DAY)
    screen.wait(lambda: len(page.table.shown_rows) == 4)


def test_a_day_becomes_the_next_meeting_and_back(screen: Screen, five: list[Action]) -> None:
    page = screen.open("actions")
    screen.press(page.table, Qt.Key.Key_Return)
    screen.wait(page.dialog.progress.hasFocus)
    page.dialog.next_meeting.setFocus()
    screen.keys(Qt.Key.Key_Space)
    assert not page.dialog.due.field.isEnabled()
    page.dialog.save.click()
    screen.wait(lambda: kept(screen, five[4]).at_next_meeting)
    assert kept(screen, five[4]).due_on is None
    screen.wait(lambda: page.table.row_at(0).action.text == "Overdue")
    row = next(each for each in page.table.shown_rows if each.action.id == five[4].id)
    page.table.opened.emit(row)
    page.dialog.next_meeting.click()
    screen.type(page.dialog.due.field, "+5wd")
    page.dialog.save.click()
    screen.wait(lambda: not kept(screen, five[4]).at_next_meeting)
    assert kept(screen, five[4]).due_on == date(2026, 6, 17)


def test_an_action_is_agreed_about_the_school_in_front(screen: Screen) -> None:
    urn = screen.laptop.urn_of("Blagdon")
    screen.open("school", urn=urn)
    screen.keys(Qt.Key.Key_N, CTRL_SHIFT)
    page = screen.page("actions")
    screen.wait(lambda: page.dialog is not None and page.dialog.text.hasFocus())
    screen.type(page.dialog.text, "Plan transition visits")
    page.dialog.save.click()
    screen.wait(page.dialog._fault.isVisible)
    screen.type(page.dialog.owner, "Early years lead")
    page.dialog.next_meeting.click()
    page.dialog.save.click()
    screen.wait(lambda: len(page.table.shown_rows) == 1)
    (action,) = screen.laptop.store.actions.kept.values()
    assert (action.urn, action.about, action.owner) == (urn, About("school", str(urn)), "Early years lead")


def test_ctrl_enter_goes_to_where_it_was_agreed(screen: Screen) -> None:
    note = next(iter(screen.laptop.store.notes.kept.values()))
    command = AgreeAction(note.urn, About("visit", str(note.visit_id)), "Coach", "Deputy", DAY)
    screen.laptop.desk.do(command)
    page = screen.open("actions")
    screen.wait(lambda: page.table.shown_rows)
    screen.press(page.table, Qt.Key.Key_Return, CTRL)
    screen.wait(lambda: screen.window.navigation.current == "visit")
    assert screen.page("visit")._note_id == note.id


def test_an_empty_list_says_where_actions_come_from(screen: Screen) -> None:
    page = screen.open("actions")
    assert page._states.currentWidget() is page._empty
    assert screen.window.rail._buttons["actions"].item.shortcut == "Alt+5"
    assert screen.window.rail._buttons["team"].item.shortcut == "Alt+0"
