"""School: facts, history, logging a visit and voiding one."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sia_desktop.domain.ids import note_id
from sia_desktop.domain.school import Head
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.queries.school_page import AskSchool
from sia_desktop.services.void_visit import VoidVisit
from sia_desktop.ui.navigation import Place
from sia_desktop.ui.pages.school.words import facts
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from tests.helpers.a_desk import a_laptop
from tests.helpers.a_window import Screen, screen
from tests.helpers.accessible import assert_accessible

__all__ = ["screen"]


class NotePageDouble(QWidget):
    """Stands where the editor opens, and remembers for which note."""

    title = "Note of visit"

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Any] = []

    def open(self, **args: Any) -> None:
        """Remember."""
        self.opened.append(args["note_id"])

    def leave(self) -> None:
        """Nothing."""


def _at(screen: Screen, begins: str) -> Any:
    screen.window.navigation.register(Place("visit", "Note", "notebook-pen", NotePageDouble, in_rail=False))
    page = screen.open("school", urn=screen.laptop.urn_of(begins))
    screen.wait(lambda: page.title.startswith(begins))
    return page


def test_history_says_how_each_note_stands(screen: Screen) -> None:
    page = _at(screen, "Alfred Sutton")
    said = [(row.date, row.chip.text, row.subtitle) for row in page.history.rows]
    assert said == [
        ("Tue 2 Jun", "Draft", "Due Tue 9 Jun, 1 working day late"),
        ("Tue 28 Apr", "Voided", "Does not count"),
        ("Tue 10 Mar", "Provided", "Provided Thu 12 Mar, in time"),
    ]


def test_facts_stand_as_the_register_has_them(screen: Screen) -> None:
    page = screen.laptop.desk.ask(AskSchool(screen.laptop.urn_of("Alfred Sutton")))
    said = {fact.caption: fact.words for fact in facts(page)}
    assert said["URN and LAESTAB"] == "109776 · 870/2000"
    assert said["Phase and ages"] == "Primary, 3 to 11"
    assert said["Adviser"] == "Priya Nair"
    assert said["Headteacher"] == "Not shown in the demonstration"


def test_two_heads_stand_one_under_the_other() -> None:
    laptop = a_laptop()
    urn = laptop.urn_of("Alfred Sutton")
    heads = (Head("Ms", "A", "One", "Co Headteacher"), Head("", "B", "Two", "Headteacher"))
    laptop.store.schools.kept[urn] = replace(laptop.store.schools.kept[urn], heads=heads)
    laptop.store.me = replace(laptop.store.me, is_demonstration=False)
    said = {fact.caption: fact.words for fact in facts(laptop.desk.ask(AskSchool(urn)))}
    assert said["Headteachers"] == "Ms A One (Co Headteacher)\nB Two"


def test_a_visit_is_logged_by_keyboard_and_its_note_opens(screen: Screen) -> None:
    page = _at(screen, "Blagdon")
    screen.keys(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = page.dialog
    assert_accessible(dialog)
    line = dialog.on.field
    screen.wait(line.hasFocus)
    screen.type(line, "-1wd")
    screen.press(line, Qt.Key.Key_Tab)
    assert line.text() == "Tuesday 9 June 2026"
    dialog.type.choose("keeping_in_touch")
    dialog.button.click()
    screen.wait(lambda: screen.window.navigation.current == "visit")
    (command,) = screen.laptop.sent
    assert isinstance(command, LogVisit)
    assert (command.visited_on, command.visit_type) == (date(2026, 6, 9), "keeping_in_touch")
    assert screen.page("visit").opened == [note_id(command.visit_id, 1)]


def test_a_day_to_come_is_refused_beside_the_field(screen: Screen) -> None:
    page = _at(screen, "Blagdon")
    page.log_visit()
    dialog = page.dialog
    dialog.on.field.setText("+2wd")
    dialog.button.click()
    screen.wait(lambda: dialog.on.field.property("fault"))
    assert "still to come" in dialog.on.field.accessibleDescription()
    assert dialog.isVisible()
    assert not screen.laptop.sent
    dialog.reject()


def test_nonsense_for_a_day_is_said_and_nothing_sent(screen: Screen) -> None:
    page = _at(screen, "Blagdon")
    page.log_visit()
    dialog = page.dialog
    dialog.on.field.setText("someday")
    dialog.button.click()
    assert "is not a date" in dialog.on.field.accessibleDescription()
    assert not screen.laptop.sent
    dialog.reject()


def test_a_school_of_nobody_cannot_be_visited(screen: Screen) -> None:
    screen.laptop.store.assignments.kept.clear()
    page = _at(screen, "Blagdon")
    assert not page.log_button.isEnabled()
    page.log_visit()
    assert page.dialog is None


def test_a_visit_is_voided_with_a_reason_until_its_note_is_signed(screen: Screen) -> None:
    page = _at(screen, "Alfred Sutton")
    assert page.void_button.isEnabled()
    page.void_button.click()
    dialog = page.dialog
    assert_accessible(dialog)
    dialog.button.click()
    screen.wait(lambda: dialog.reason.property("fault"))
    assert "Say why" in dialog.reason.accessibleDescription()
    screen.type(dialog.reason, "Logged to the wrong day")
    dialog.button.click()
    screen.wait(lambda: page.history.rows[0].chip.text == "Voided")
    assert [type(command) for command in screen.laptop.sent] == [VoidVisit]
    screen.wait(lambda: not page.void_button.isEnabled())


def test_a_signed_note_keeps_its_visit(screen: Screen) -> None:
    page = _at(screen, "Caversham Primary")
    assert page.history.rows[0].chip.text == "Signed, not yet provided"
    assert not page.void_button.isEnabled()


def test_why_by_its_button_and_by_its_key(screen: Screen) -> None:
    page = _at(screen, "Alfred Sutton")
    page.next_due.why.click()
    (why,) = screen.window.findChildren(WhyThisDate)
    assert why.accessibleName() == "Why Tuesday 9 June 2026?"
    screen.keys(Qt.Key.Key_Escape)
    screen.wait(lambda: not screen.window.findChildren(WhyThisDate))
    page.history.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    screen.press(page.history, Qt.Key.Key_W, both)
    assert screen.window.findChildren(WhyThisDate)


def test_enter_opens_the_note(screen: Screen) -> None:
    page = _at(screen, "Alfred Sutton")
    screen.press(page.history, Qt.Key.Key_Return)
    assert screen.window.navigation.current == "visit"
    assert str(screen.page("visit").opened[0]) == page.history.rows[0].key


def test_the_credit_names_the_register_and_its_day(screen: Screen) -> None:
    page = _at(screen, "Alfred Sutton")
    said = page.facts._credit.text()
    assert "Department for Education" in said
    assert "2 June 2026" in said
    assert "Open Government Licence v3.0" in said
