"""A step that somebody outside the council took: who, on which day, and why, written down by a colleague."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.services.queries.record_steps import Outsider
from sia_desktop.ui.forms.sections.editor import Days
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, LabelledField, TextField
from sia_desktop.ui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """What is known of a step that somebody outside took."""

    role: str
    name: str
    on: date
    reason: str


class WriteDown(QWidget):
    """One button, which opens what is asked; `given` carries the `WrittenDown`."""

    given = Signal(object)

    def __init__(
        self,
        act: str,
        outside: Sequence[Outsider],
        days: Days,
        asks: str,
        hint: str,
        *,
        last_day: date | None = None,
        is_reason_needed: bool = False,
    ):
        """`act` is what they did; `asks` and `hint` stand over the reason.

        After `last_day`, or on any day where the reason is needed, it is not left out.
        """
        super().__init__()
        self._outside, self._days = outside, days
        self._last_day, self._is_reason_needed = last_day, is_reason_needed
        self.opener = Button(
            f"Write down: {act}…", Variant.SECONDARY, icon="pencil", wraps=True, press=self.open_it
        )
        self.opener.setAccessibleDescription(_whose(outside))
        self.who = ChoiceBox(tuple((each.role, each.label) for each in outside))
        self.name = LabelledField("Name", TextField(), hint="where it was one person")
        self.on = DateField("On", days.today, days.add_working_days, hint="t, -1, last fri, 11/6/26")
        self.on.show_day(days.today())
        self.reason = LabelledField(asks, TextField(), hint=hint)
        self._open = QWidget()
        inside = QVBoxLayout(self._open)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().space.s)
        if len(outside) > 1:
            inside.addWidget(LabelledField("Who", self.who))
        for line in (self.name, self.on, self.reason):
            inside.addWidget(line)
        inside.addLayout(self._acts())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.xs)
        layout.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self._act = Words(act, "strong", wrap=True)
        layout.addWidget(self._act)
        layout.addWidget(Words(_whose(outside), "caption", "text_2", wrap=True))
        layout.addWidget(self._open)
        self._show_open(is_open=False)

    def open_it(self) -> None:
        """Ask."""
        self._show_open(is_open=True)
        first: QWidget = self.who if len(self._outside) > 1 else self.name.field
        first.setFocus()

    def close_it(self) -> None:
        """Not after all."""
        self._show_open(is_open=False)
        self.opener.setFocus()

    def _show_open(self, *, is_open: bool) -> None:
        self.opener.setVisible(not is_open)
        self._act.setVisible(is_open)
        self._open.setVisible(is_open)

    def _acts(self) -> QHBoxLayout:
        acts = QHBoxLayout()
        acts.addWidget(Button("Write it down", Variant.PRIMARY, press=self._give))
        acts.addWidget(Button("Cancel", Variant.QUIET, press=self.close_it))
        acts.addStretch(1)
        for line in (self.name.field, self.reason.field):
            assert isinstance(line, TextField)
            line.returnPressed.connect(self._give)
        return acts

    def _give(self) -> None:
        on, name, reason = self.on.day, _typed(self.name), _typed(self.reason)
        if on is None or on > self._days.today():
            self.on.fault("Give the day it happened: today or before.")
            self.on.setFocus()
            return
        is_late = self._last_day is not None and on > self._last_day
        is_missing = (self._is_reason_needed or is_late) and not reason
        self.reason.fault("Give the reason; it stays with the record." if is_missing else "")
        if is_missing:
            self.reason.setFocus()
            return
        self.given.emit(WrittenDown(self.who.code, name, on, reason))


def _typed(line: LabelledField) -> str:
    assert isinstance(line.field, TextField)
    return line.field.text().strip()


def _whose(outside: Sequence[Outsider]) -> str:
    return f"By the {' or the '.join(each.label for each in outside)}, written down in your name."
