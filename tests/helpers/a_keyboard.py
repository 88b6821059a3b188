"""Somebody who has nothing but a keyboard: every key goes to the main window, as a keyboard sends it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from sia_desktop.domain.framework import SectionKind
from sia_desktop.ui.forms.editing import Editing
from sia_desktop.ui.forms.sections.cell import AmountLine
from sia_desktop.ui.forms.sections.running import Running
from sia_desktop.ui.widgets.date_field import DateField, TimeField
from sia_desktop.ui.widgets.tabs import Tabs

Waits = Callable[[Callable[[], object]], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier
_MOST_STOPS = 400
_ADDS = "Add to the record"


@dataclass
class Keyboard:
    """It reaches no widget but through the window; where a key lands is the program's business."""

    window: QWidget
    waits: Waits

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        """One key."""
        QTest.keyClick(self.window.windowHandle(), key, modifier)

    def type(self, words: str) -> None:
        """Letter by letter."""
        for letter in words:
            shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else _NONE
            QTest.keyClick(self.window.windowHandle(), ord(letter), shift)

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> None:
        """Tab by tab, until the keyboard is there."""
        for _ in range(_MOST_STOPS):
            if (here := QApplication.focusWidget()) is not None and wanted(here):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError("Tab does not lead there.")

    def tab_into(self, whole: QWidget) -> None:
        """Pane by pane, until the keyboard is in this one."""
        for _ in range(_MOST_STOPS):
            if has_keyboard(whole):
                return
            self.press(Qt.Key.Key_F6)
        raise AssertionError(f"F6 does not lead into “{whole.accessibleName()}”.")

    def to_first_stop(self, whole: QWidget) -> None:
        """Into this one, out from behind its tabs, and on to where Tab comes into it first."""
        for tabs in whole.findChildren(Tabs):
            while tabs.isVisible() and tabs.currentIndex():
                self.tab_into(tabs)
                self.press(Qt.Key.Key_Left)
        self.tab_into(whole)
        while has_keyboard(whole):
            first = QApplication.focusWidget()
            self.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            if QApplication.focusWidget() is first:
                return
        self.press(Qt.Key.Key_Tab)

    def push(self, words: str) -> None:
        """Tab to the button that says so, and press it."""
        self.tab_to(lambda here: isinstance(here, QPushButton) and here.text() == words)
        self.press(Qt.Key.Key_Space)

    def choose(self, box: QComboBox, code: str) -> None:
        """Tab to a box, and go down it to this choice."""
        self.tab_to(lambda here: here is box)
        at = box.findData(code)
        assert at >= 0, f"There is no {code} to choose."
        self.press(Qt.Key.Key_Home)
        for _ in range(at):
            self.press(Qt.Key.Key_Down)
        assert box.currentIndex() == at

    def fill(self, editing: Editing) -> None:
        """Every field of a form from the first to the last, as Tab leads through them; then an action.

        The keyboard stays in the form.
        """
        pressed = set[str]()
        self._fill_on(editing, pressed)
        if any(section.kind is SectionKind.ACTIONS for section in editing.form.sections):
            self.tab_into(editing)
            self.press(Qt.Key.Key_Period, CONTROL)
            self._fill_on(editing, pressed)
        self.tab_into(editing)

    def _fill_on(self, editing: QWidget, pressed: set[str]) -> None:
        for _ in range(_MOST_STOPS):
            if not has_keyboard(editing):
                return
            self._fill_one(pressed)
            self.press(Qt.Key.Key_Tab)
        raise AssertionError("Tab does not lead out of the form.")

    def _fill_one(self, pressed: set[str]) -> None:
        """Whatever has the keyboard is answered as somebody would; an entry is added once."""
        field = QApplication.focusWidget()
        if field is None or _is_added(field, pressed):
            return
        match field:
            case QTextEdit() if not field.isReadOnly() and not field.toPlainText():
                self.type("x")
            case AmountLine() if not field.text():
                self.type("1")
            case QLineEdit() if field.isReadOnly() or field.text():
                pass
            case QLineEdit() if isinstance(field.parentWidget(), DateField):
                self.type("t")
            case QLineEdit() if isinstance(field.parentWidget(), TimeField):
                self.type("0930")
            case QLineEdit():
                self.type("x")
            case QComboBox() if not field.currentData():
                self.press(Qt.Key.Key_Down)
            case QCheckBox() | QRadioButton() if not field.isChecked():
                self.press(Qt.Key.Key_Space)
            case QAbstractButton() if field.isCheckable() and not field.isChecked():
                self.press(Qt.Key.Key_Space)
            case QAbstractButton() if field.text() == _ADDS and field.accessibleDescription() not in pressed:
                pressed.add(field.accessibleDescription())
                self.press(Qt.Key.Key_Space)
            case _:
                pass


def _is_added(field: QWidget, pressed: set[str]) -> bool:
    """An entry was added there; the fields that stand ready for one more stay empty."""
    whole: QWidget | None = field
    while whole is not None and not isinstance(whole, Running):
        whole = whole.parentWidget()
    return whole is not None and whole.add.accessibleDescription() in pressed


def has_keyboard(whole: QWidget) -> bool:
    """Whether the keyboard is somewhere in it."""
    here = QApplication.focusWidget()
    return here is not None and (here is whole or whole.isAncestorOf(here))
