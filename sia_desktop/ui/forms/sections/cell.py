"""One value of a row: a line, running words, a day, a time, a number, or one of a few."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from sia_desktop.domain.answers import amount, text
from sia_desktop.domain.completeness import value_faults
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Choice, Column, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.sections.dated import day_or_words, show_day_or_words
from sia_desktop.ui.forms.sections.editor import Around
from sia_desktop.ui.widgets.date_field import DateField, TimeField
from sia_desktop.ui.widgets.date_words import read_time
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, LabelledField, TextField

NOTHING = ("", "Choose…")
RATINGS = (Choice("red", "Red"), Choice("amber", "Amber"), Choice("green", "Green"))
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
UNITS = {SectionKind.MONEY: "pounds", SectionKind.DAYS: "in half days: 0.5, 1, 1.5", SectionKind.NUMBER: ""}


class Cell(QObject):
    """A field with its label, as the row sees it; `typed` after every change by the person."""

    typed = Signal()

    def __init__(
        self,
        column: Column,
        whole: QWidget,
        field: QWidget,
        read: Callable[[], str],
        show: Callable[[str], None],
    ):
        super().__init__(whole)
        self.column, self.whole, self.field = column, whole, field
        self._read, self._show = read, show

    @property
    def is_long(self) -> bool:
        """Whether it wants a line of its own."""
        return self.column.kind in (SectionKind.LONG_TEXT, SectionKind.EVIDENCE)

    @property
    def value(self) -> str:
        """What stands there, in the shape its kind is kept in."""
        return self._read()

    def show_value(self, value: Json) -> None:
        """Show it without telling anyone."""
        kept = text(value) if isinstance(value, str) else ""
        if kept != self._read():
            self._show(kept)

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        if isinstance(self.field, RichTextEdit):
            self.field.lock(is_locked)
        elif isinstance(self.field, QLineEdit):
            self.field.setReadOnly(is_locked)
        else:
            self.field.setEnabled(not is_locked)


def cell_for(column: Column, around: Around, name: str, offered: tuple[str, ...] = ()) -> Cell:
    """The field of a column; `name` says it whole for screen readers, `offered` completes a line."""
    match column.kind:
        case SectionKind.LONG_TEXT | SectionKind.EVIDENCE:
            made = _long(column)
        case SectionKind.DATE:
            made = _day(column, around)
        case SectionKind.TIME:
            made = _time(column)
        case SectionKind.CHOICE if column.from_section:
            made = _choice_of_rows(column, column.from_section, around)
        case SectionKind.CHOICE:
            made = _choice(column, column.choices)
        case SectionKind.YES_NO:
            made = _choice(column, YES_NO)
        case SectionKind.RAG:
            made = _choice(column, RATINGS)
        case SectionKind.NUMBER | SectionKind.MONEY | SectionKind.DAYS:
            made = _amount(column)
        case _:
            made = _line(column, offered)
    made.field.setAccessibleName(name)
    return made


def _line(column: Column, offered: tuple[str, ...]) -> Cell:
    field = TextField()
    if offered:
        completer = QCompleter(list(offered), field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(completer)
    made = Cell(
        column, LabelledField(column.label, field), field, lambda: field.text().strip(), field.setText
    )
    field.typed.connect(lambda _: made.typed.emit())
    return made


def _long(column: Column) -> Cell:
    field = RichTextEdit(role="body", lines=2)
    made = Cell(column, LabelledField(column.label, field), field, lambda: field.text, field.show_text)
    field.typed.connect(made.typed)
    return made


def _day(column: Column, around: Around) -> Cell:
    whole = DateField(column.label, around.days.today, around.days.add_working_days, hint="")
    line = whole.field
    assert isinstance(line, QLineEdit)
    line.setPlaceholderText("t, +5wd, next tue, 11/6/26")
    made = Cell(
        column,
        whole,
        line,
        lambda: day_or_words(line.text(), around.days),
        lambda kept: show_day_or_words(whole, kept),
    )
    whole.dated.connect(lambda _: made.typed.emit())
    line.textEdited.connect(lambda _: made.typed.emit())
    return made


def _time(column: Column) -> Cell:
    whole = TimeField(column.label)
    line = whole.field
    assert isinstance(line, QLineEdit)
    made = Cell(column, whole, line, lambda: time_or_words(line.text()), whole.show_time)
    whole.timed.connect(lambda _: made.typed.emit())
    line.textEdited.connect(lambda _: made.typed.emit())
    return made


def _choice(column: Column, choices: tuple[Choice, ...]) -> Cell:
    box = ChoiceBox((NOTHING, *((choice.code, choice.label) for choice in choices)))

    def show(code: str) -> None:
        if box.findData(code) < 0:  # a choice that is offered no more stays what it was
            box.addItem(code.replace("_", " ").capitalize(), code)
        box.choose(code)

    made = Cell(column, LabelledField(column.label, box), box, lambda: box.code, show)
    box.picked.connect(lambda _: made.typed.emit())
    return made


class RowsChoice(ChoiceBox):
    """Offers the rows of another list as they stand when the keyboard or the pointer comes to it."""

    def __init__(self, rows_now: Callable[[], tuple[str, ...]]):
        super().__init__((NOTHING,))
        self._rows_now = rows_now

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list may have changed since."""
        self.freshen()
        super().focusInEvent(event)

    def freshen(self) -> None:
        """Offer what stands there now; what was chosen stays."""
        names = dict.fromkeys((*self._rows_now(), *((self.code,) if self.code else ())))
        self.offer((NOTHING, *((name, name) for name in names)))


def _choice_of_rows(column: Column, section: str, around: Around) -> Cell:
    """The very words of the row are kept: they stay as they were when the entry was added."""
    box = RowsChoice(lambda: around.rows_of(section))

    def show(name: str) -> None:
        if box.findData(name) < 0:
            box.addItem(name, name)
        box.choose(name)

    made = Cell(column, LabelledField(column.label, box), box, lambda: box.code, show)
    box.picked.connect(lambda _: made.typed.emit())
    return made


def _amount(column: Column) -> Cell:
    line = AmountLine(column.kind)
    whole = LabelledField(column.label, line, hint=UNITS[column.kind])
    made = Cell(column, whole, line, lambda: line.amount, line.show_amount)
    line.typed.connect(lambda _: made.typed.emit())
    line.left.connect(lambda: whole.fault(line.fault(column.label)))
    return made


class AmountLine(TextField):
    """A number, pounds or days: typed as people do, kept exactly, said at once when it is none."""

    left = Signal()

    def __init__(self, kind: SectionKind):
        super().__init__(placeholder="£" if kind is SectionKind.MONEY else "")
        self._kind = kind
        self.editingFinished.connect(self._settle)

    @property
    def amount(self) -> str:
        """The exact decimal, or the very words while they are none."""
        return plain_amount(self.text())

    def show_amount(self, kept: str) -> None:
        """As it is read: £1,250.00; 2.5."""
        self.setText(amount_words(self._kind, kept))

    def fault(self, name: str) -> str:
        """What is wrong with it, or nothing."""
        return next(value_faults(self._kind, self.amount, name), "")

    def _settle(self) -> None:
        self.show_amount(self.amount)
        self.left.emit()


def plain_amount(typed: str) -> str:
    """£1,250.5 as 1250.5; half and quarter signs as decimals; words as they are."""
    bare = typed.strip().removeprefix("£").replace(",", "").replace("½", ".5").strip()
    bare = f"0{bare}" if bare.startswith(".") else bare
    return bare if amount(bare) is not None else typed.strip()


def amount_words(kind: SectionKind, kept: str) -> str:
    """Pounds with their sign and pence; other numbers as they are kept."""
    value = amount(kept)
    if kind is not SectionKind.MONEY or value is None or value != round(value, 2):
        return kept
    return f"-£{-value:,.2f}" if value < Decimal(0) else f"£{value:,.2f}"


def time_or_words(typed: str) -> str:
    """`HH:MM`, or what is half typed."""
    try:
        return read_time(typed) if typed.strip() else ""
    except RuleBroken:
        return typed.strip()
