"""Fields for a day and for a time: type it short, see it whole."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.ui.widgets.date_words import AddWorkingDays, full_date, read_date, read_time
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField


class _LeavingLine(TextField):
    """A line that says when the person leaves it, changed or not."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class DateField(LabelledField):
    """Takes `t`, `+5wd`, `next tue`, `11/6/26` and shows the full date; `dated` when it is another day."""

    dated = Signal(object)  # a date, or None

    def __init__(
        self,
        label: str,
        today: Callable[[], date],
        add_working_days: AddWorkingDays,
        *,
        hint: str = "for example t, +5wd, next tue, 11/6/26",
        is_label_shown: bool = True,
        parent: QWidget | None = None,
    ):
        self._line = _LeavingLine()
        super().__init__(label, self._line, hint=hint, is_label_shown=is_label_shown, parent=parent)
        self._today, self._add = today, add_working_days
        self._day: date | None = None
        self._line.left.connect(self._read)
        self._line.returnPressed.connect(self._read)

    @property
    def day(self) -> date | None:
        """The day, read from what stands in the field now; nothing while it cannot be read."""
        self._read()
        return self._day

    def show_day(self, day: date | None) -> None:
        """Show a day without telling anyone."""
        self._day = day
        self._line.setText(full_date(day) if day else "")
        self.fault("")

    def _read(self) -> None:
        typed = self._line.text().strip()
        before = self._day
        try:
            self.show_day(read_date(typed, self._today(), self._add) if typed else None)
        except RuleBroken as broken:
            self._day = None
            self.fault(str(broken))
        if self._day != before:
            self.dated.emit(self._day)


class TimeField(LabelledField):
    """Takes `9.30`, `0930`, `2pm` and shows `09:30`; `timed` when it is another time."""

    timed = Signal(str)

    def __init__(
        self, label: str, *, hint: str = "", is_label_shown: bool = True, parent: QWidget | None = None
    ):
        self._line = _LeavingLine()
        super().__init__(label, self._line, hint=hint, is_label_shown=is_label_shown, parent=parent)
        self._time = ""
        self._line.left.connect(self._read)
        self._line.returnPressed.connect(self._read)

    @property
    def time(self) -> str:
        """`HH:MM`, or empty."""
        self._read()
        return self._time

    def show_time(self, time: str) -> None:
        """Show a time without telling anyone."""
        self._time = time
        self._line.setText(time)
        self.fault("")

    def _read(self) -> None:
        typed, before = self._line.text().strip(), self._time
        try:
            self.show_time(read_time(typed) if typed else "")
        except RuleBroken as broken:
            self._time = ""
            self.fault(str(broken))
        if self._time != before:
            self.timed.emit(self._time)
