"""A day or a time: typed short, seen whole, and never lost while it is half typed."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.editor import Days, SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.date_field import DateField, TimeField
from sia_desktop.ui.widgets.date_words import read_date, read_time

_WIDE = 300


def day_or_words(typed: str, days: Days) -> str:
    """The ISO day that was meant, or the very words while they are no day yet."""
    try:
        return read_date(typed, days.today(), days.add_working_days).isoformat() if typed.strip() else ""
    except RuleBroken:
        return typed.strip()


def show_day_or_words(field: DateField, kept: str) -> None:
    """The whole date, or the words as they were left."""
    line = field.field
    assert isinstance(line, QLineEdit)
    try:
        field.show_day(date.fromisoformat(kept) if kept else None)
    except ValueError:
        if line.text().strip() != kept:
            line.setText(kept)


class Day(SectionEditor):
    """A date."""

    def __init__(self, section: FormSection, days: Days, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._days = days
        self._field = DateField(section.label, days.today, days.add_working_days, is_label_shown=False)
        self._line = _dress(self, self._field)
        self._field.dated.connect(lambda _: self.typed.emit())

    @property
    def answer(self) -> Json:
        """The ISO day, or what is half typed."""
        return day_or_words(self._line.text(), self._days)

    def show_answer(self, answer: Json) -> None:
        """The whole date."""
        kept = answer if isinstance(answer, str) else ""
        if kept != self.answer:
            show_day_or_words(self._field, kept)

    def lock(self, is_locked: bool) -> None:
        """Sunken and selectable."""
        self._line.setReadOnly(is_locked)

    @property
    def first(self) -> QWidget:
        """The line."""
        return self._line


class Time(SectionEditor):
    """A time of day."""

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._field = TimeField(section.label, hint="for example 9:30, 0930 or 2pm", is_label_shown=False)
        self._line = _dress(self, self._field)
        self._field.timed.connect(lambda _: self.typed.emit())

    @property
    def answer(self) -> Json:
        """`HH:MM`, or what is half typed."""
        typed = self._line.text().strip()
        try:
            return read_time(typed) if typed else ""
        except RuleBroken:
            return typed

    def show_answer(self, answer: Json) -> None:
        """The time."""
        kept = answer if isinstance(answer, str) else ""
        if kept != self.answer:
            self._field.show_time(kept)

    def lock(self, is_locked: bool) -> None:
        """Sunken and selectable."""
        self._line.setReadOnly(is_locked)

    @property
    def first(self) -> QWidget:
        """The line."""
        return self._line


def _dress(editor: SectionEditor, field: DateField | TimeField) -> QLineEdit:
    line = field.field
    assert isinstance(line, QLineEdit)
    line.setAccessibleName(editor.section.label)
    line.textEdited.connect(lambda _: editor.typed.emit())
    field.setMaximumWidth(theme().px(_WIDE))
    layout = QVBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(field)
    return line
