"""Floor of "keystroke": a bare QTextEdit with 5,000 words; letters typed, each until it is painted."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

PARAGRAPH = (
    "Leaders have set out the order in which reading is taught, and teachers in the year groups that were "
    "visited keep to it. Books match what pupils can decode, and those who fall behind are noticed within a "
    "week and are taught again what they missed, which the records of the spring term show in every class. "
)
WORDS = "\n".join([PARAGRAPH] * 91)
PAUSE = 80
"""Milliseconds from letter to letter, as a quick hand types; what one sets off later is no part of it."""
TYPED = "and pupils read aloud each day "


class Painted(QObject):
    """Counts how often a field was painted."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.times = 0
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks."""
        if event.type() == QEvent.Type.Paint:
            self.times += 1
        return False


def type_into(field: QTextEdit) -> Callable[[], float]:
    """Letter by letter in the middle of the text; gives the seconds from each key until it is painted."""
    field.setFocus()
    cursor = field.textCursor()
    cursor.setPosition(len(WORDS) // 2)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfWord)
    field.setTextCursor(cursor)
    field.ensureCursorVisible()
    QApplication.processEvents()
    painted = Painted(field.viewport())

    def type_all() -> float:
        seconds = 0.0
        for letter in TYPED:
            before, began = painted.times, time.perf_counter()
            QTest.keyClicks(field, letter)
            while painted.times == before:
                QApplication.processEvents()
            seconds += time.perf_counter() - began
            QTest.qWait(PAUSE)
        return seconds

    return type_all


def bare_field() -> Callable[[], float]:
    """Shown in a window of the size of the program's."""
    field = QTextEdit()
    field.setPlainText(WORDS)
    field.resize(1366, 768)
    field.show()
    return type_into(field)
