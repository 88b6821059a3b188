"""Every form that a pack defines opens, changes nothing by being opened, and fills from the keyboard.

Keys go to the main window alone, as a keyboard sends them; where they land is the program's business.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.answers import is_written
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.completeness import shown_sections
from sia_desktop.domain.framework import Form, Framework
from sia_desktop.domain.inspection import Inspection
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.ui.forms.editing import Editing
from sia_desktop.ui.forms.sections.cell import AmountLine
from sia_desktop.ui.forms.sections.editor import Around, Days
from sia_desktop.ui.pages.record.page import RecordPageView
from sia_desktop.ui.widgets.date_field import DateField, TimeField
from tests.helpers.a_desk import ME, Laptop, a_laptop
from tests.helpers.a_window import Screen, close_window, show_window
from tests.unit.services.test_late_steps import followed, inspected, of

PACKS = (
    ("reading", "2016.1"),
    ("oxfordshire", "2013.1"),
    ("staffordshire", "2006.1"),
    ("oldham", "2017.1"),
    ("tri-borough", "2013.1"),
)
SCHOOL = "Thameside"
MOST_STOPS = 120
LETTERS = {".": Qt.Key.Key_Period}


@dataclass
class Keyboard:
    """What a person does at the keys; it reaches no widget but through the window."""

    screen: Screen

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        QTest.keyClick(self.screen.window.windowHandle(), key, modifier)

    def type(self, words: str) -> None:
        """Letter by letter."""
        for letter in words:
            self.press(LETTERS.get(letter) or Qt.Key(ord(letter.upper())))

    def fill(self) -> None:
        """Whatever has the keyboard is answered as somebody would."""
        field = QApplication.focusWidget()
        match field:
            case QTextEdit():
                self.type("x")
            case AmountLine():
                self.type("1")
            case QLineEdit() if _is_in(field, DateField):
                self.type("t")
            case QLineEdit() if _is_in(field, TimeField):
                self.type("0930")
            case QLineEdit():
                self.type("x")
            case QComboBox():
                self.press(Qt.Key.Key_Down)
            case QCheckBox() | QRadioButton():
                self.press(Qt.Key.Key_Space)
            case QAbstractButton() if field.text() == "Add to the record":
                self.press(Qt.Key.Key_Space)
            case _:
                pass


def _is_in(widget: QWidget, kind: type[QWidget]) -> bool:
    return isinstance(widget.parentWidget(), kind)


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An unlocked window over a laptop with real packs."""
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = Shelf(resources())
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    yield shown
    close_window(shown)


def begin(laptop: Laptop, framework: Framework, form: Form) -> CaseRecord:
    """A record of this form, as it is received."""
    urn = laptop.urn_of(SCHOOL)
    flow = framework.flow_of(form.code)
    record = CaseRecord(
        uuid4(),
        urn,
        form.code,
        framework.code,
        framework.version,
        About("school", str(urn)),
        ME,
        date(2026, 5, 20),
        state=flow.starts_in if flow else "",
    )
    laptop.store.case_records.kept[record.id] = record
    return record


def shown(screen: Screen, record: CaseRecord) -> RecordPageView:
    """The record's page, once it is read."""
    screen.window.navigation.go("record", record_id=record.id)
    page = screen.page("record")
    assert isinstance(page, RecordPageView)
    screen.wait(lambda: page.is_shown and page.autosave is not None)
    return page


def has_keyboard(page: RecordPageView) -> bool:
    """The keyboard is in one of its fields."""
    focus = QApplication.focusWidget()
    return focus is not None and page.editing.isAncestorOf(focus)


def is_kept(page: RecordPageView) -> bool:
    """Every word is on disk."""
    return not page.autosave.unsaved


@pytest.mark.parametrize(("pack", "version"), PACKS)
def test_every_form_opens_and_opening_writes_nothing(qtbot: QtBot, pack: str, version: str) -> None:
    around = Around(Days(date.today, lambda day, count: day + timedelta(count)))
    for form in Shelf(resources()).pinned(pack, version).forms:
        editing = Editing(form, around, QWidget(), QWidget())
        qtbot.addWidget(editing)
        with qtbot.assertNotEmitted(editing.typed):
            editing.show_answers({}, {})
            editing.settle()
        assert not editing.answers
        wanted = [section.code for section in shown_sections(form, {}) if section.required]
        assert [fault.section for fault in editing.problems] == wanted


@pytest.mark.parametrize("code", ["deployment", "exit_record"])
def test_a_form_fills_from_the_keyboard_and_is_kept(screen: Screen, code: str) -> None:
    framework = screen.laptop.frameworks.pinned("reading", "2016.1")
    form = framework.form(code)
    keys = Keyboard(screen)
    record = begin(screen.laptop, framework, form)
    page = shown(screen, record)
    screen.wait(partial(has_keyboard, page))
    assert not [each for each in screen.laptop.sent if isinstance(each, AnswerSection)]
    for _ in range(MOST_STOPS):
        keys.fill()
        keys.press(Qt.Key.Key_Tab)
        if not has_keyboard(page):
            break
    keys.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    screen.wait(partial(is_kept, page))
    kept = screen.laptop.store.case_records.kept[record.id].answers
    assert [each.code for each in form.sections if not is_written(each, kept.get(each.code))] == []


def test_a_record_is_begun_from_the_schools_page_and_moved_on(screen: Screen) -> None:
    urn = screen.laptop.urn_of(SCHOOL)
    screen.window.navigation.go("records", urn=urn)
    records = screen.page("records")
    screen.wait(records.body.isVisible)
    assert records.form.findData("raising_achievement_plan") >= 0
    records.form.choose("categorisation")
    records.begin.click()
    screen.wait(lambda: screen.window.navigation.current == "record" and screen.page("record").is_shown)
    (begun,) = [each for each in screen.laptop.sent if isinstance(each, OpenCaseRecord)]
    page = screen.page("record")
    assert page.title == "Categorisation of a school"
    screen.window.navigation.go("records", urn=urn)
    screen.wait(lambda: len(records.list.rows) == 1)
    assert begun.urn == urn


def test_a_form_about_an_inspection_waits_for_one_and_is_about_the_latest(screen: Screen) -> None:
    urn = screen.laptop.urn_of(SCHOOL)
    screen.window.navigation.go("records", urn=urn)
    records = screen.page("records")
    screen.wait(lambda: "Once an inspection is recorded" in records._why_not.text())
    assert records.form.findData("statement_of_action") < 0
    inspection = Inspection(
        urn, "10400001", "ofsted-2012", "graded", ME,
        started_on=date(2026, 5, 19), ended_on=date(2026, 5, 20), overall="inadequate",
    )  # fmt: skip
    screen.laptop.store.inspections.kept[inspection.id] = inspection
    screen.window.navigation.go("records", urn=urn)
    screen.wait(lambda: records.form.findData("statement_of_action") >= 0)
    assert not records._why_not.text()
    records.form.choose("statement_of_action")
    screen.press(records.begin, Qt.Key.Key_Space)
    screen.wait(lambda: screen.window.navigation.current == "record" and screen.page("record").is_shown)
    (begun,) = [each for each in screen.laptop.sent if isinstance(each, OpenCaseRecord)]
    assert begun.about == About("inspection", str(inspection.id))


def test_why_a_step_is_late_is_typed_beside_it(qtbot: QtBot) -> None:
    laptop = of("oxfordshire", "adviser")
    record = followed(laptop, inspected(laptop, 20))
    shown_ = show_window(qtbot, laptop)
    shown_.unlock()
    shown_.wait(lambda: shown_.window.navigation.current == "today")
    page, keys = shown(shown_, record), Keyboard(shown_)
    shown_.wait(partial(has_keyboard, page))
    for _ in range(MOST_STOPS):
        if _has_focus(page.steps, "…"):
            break
        keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Space)
    keys.type("ILL")
    keys.press(Qt.Key.Key_Return)
    shown_.wait(lambda: laptop.store.case_records.kept[record.id].moves)
    (move,) = laptop.store.case_records.kept[record.id].moves
    assert (move.move, move.late_reason) == ("visit", "ill")
    close_window(shown_)


def _has_focus(inside: QWidget, ending: str) -> bool:
    """The keyboard is on a button there whose words end so."""
    focus = QApplication.focusWidget()
    return isinstance(focus, QAbstractButton) and inside.isAncestorOf(focus) and focus.text().endswith(ending)
