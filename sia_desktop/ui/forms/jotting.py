"""Ctrl+J: a small place for lines with their time, kept as they are typed, that drop into the evidence."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.answers import Row, text
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.when import clock_in_england, instant
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

_WIDE, _TALL = 420, 200


class Jotting(QWidget):
    """The line being written over those written; `jotted` carries all of them after every letter."""

    jotted = Signal(object)
    dropped = Signal()
    """They are to become evidence."""

    def __init__(self, kept: tuple[Row, ...], now: Callable[[], str]):
        super().__init__()
        self._now = now
        self._done: list[dict[str, Json]] = [dict(row) for row in kept]
        self._open: dict[str, Json] | None = None
        self.line = _Line()
        area = Scrolling("none", margin=0, spacing=0)
        area.setMinimumHeight(theme().px(_TALL))
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(theme().space.m)
        self._list.setColumnStretch(1, 1)
        area.column.addLayout(self._list)
        area.column.addStretch(1)
        self.drop = Button("Put into the evidence", icon="arrow-right", press=self._drop)
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self.drop)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme().space.m)
        layout.addWidget(Words("Jots", "section"))
        layout.addWidget(
            LabelledField(
                "What you see", self.line, hint="Enter keeps the line with its time; no pupils’ names"
            )
        )
        layout.addWidget(area, 1)
        layout.addLayout(acts)
        self.setMinimumWidth(theme().px(_WIDE))
        self.line.typed.connect(self._type)
        self.line.entered.connect(self.finish)
        self._show()

    def finish(self) -> None:
        """The line stands; the next one begins."""
        if self._open is not None and text(self._open["what"]):
            self._done.append(self._open)
        self._open = None
        self.line.clear()
        self._show()

    @property
    def _rows(self) -> list[Json]:
        written = [self._open] if self._open is not None and text(self._open["what"]) else []
        return [dict(row) for row in (*self._done, *written)]

    def _type(self, words: str) -> None:
        """Its time is that of its first letter."""
        if self._open is None:
            self._open = {"id": str(uuid4()), "at": self._now(), "what": ""}
        self._open["what"] = words
        self.jotted.emit(self._rows)
        self.drop.setEnabled(bool(self._rows))

    def _take_out(self, row: dict[str, Json]) -> None:
        self._done.remove(row)
        self._show()
        self.jotted.emit(self._rows)
        self.line.setFocus()

    def _drop(self) -> None:
        self.finish()
        self.dropped.emit()

    def _show(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for n, row in enumerate(self._done):
            at, what = instant(text(row["at"])), text(row["what"])
            self._list.addWidget(Words(clock_in_england(at) if at else "", "caption", "text_2"), n, 0, top)
            self._list.addWidget(Words(what, "body", wrap=True), n, 1)
            gone = Button("", Variant.QUIET, icon="trash-2", small=True, name=f"Remove the jot: {what}")
            gone.clicked.connect(lambda _=False, row=row: self._take_out(row))
            self._list.addWidget(gone, n, 2, top)
        self.drop.setEnabled(bool(self._rows))
        self.setAccessibleName(plural(len(self._done), "jot"))


class _Line(TextField):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the line and stays in it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)
