"""One row of a list: its fields, short ones side by side, long ones across; and what may be done with it."""

from collections.abc import Callable, Sequence
from math import ceil
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.answers import Row, is_row_written, row_id
from sia_desktop.domain.framework import Column, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.cell import Cell
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.painting import outline
from sia_desktop.ui.widgets.words import Words

MakeCell = Callable[[Column, str], Cell]
_ABREAST = 3


class RowCard(QWidget):
    """Fields of one row; what the row holds beside them is kept as it came."""

    typed = Signal()
    removed = Signal()

    def __init__(self, columns: Sequence[Column], make: MakeCell, *, title: str = "", may_go: bool = True):
        super().__init__()
        self._row: dict[str, Json] = {"id": str(uuid4())}
        self.cells = {column.code: make(column, _name(title, column)) for column in columns}
        self._is_boxed = len(columns) > _ABREAST or any(cell.is_long for cell in self.cells.values())
        self.remove = Button("", Variant.QUIET, icon="trash-2", small=True, name="Remove this row")
        self.remove.clicked.connect(self.removed)
        if not may_go:
            self.remove.hide()
        layout = QVBoxLayout(self)
        inside, between = (theme().space.m, theme().space.xs) if self._is_boxed else (0, theme().space.xs)
        layout.setContentsMargins(inside, inside + between, inside, inside + between)
        layout.setSpacing(theme().space.s)
        if title:
            layout.addWidget(Words(title, "medium", wrap=True))
        across, grid = QHBoxLayout(), QGridLayout()
        layout.addLayout(across)
        across.addLayout(grid, 1)
        across.setSpacing(theme().space.s)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().space.m)
        grid.setVerticalSpacing(theme().space.m)
        _lay_out(grid, list(self.cells.values()))
        at_edge = Qt.AlignmentFlag.AlignTop if self._is_boxed else Qt.AlignmentFlag.AlignBottom
        across.addWidget(self.remove, 0, at_edge)
        self.is_offered = False
        """Filled in by the program only, and not part of the answer until the person types in it."""
        for cell in self.cells.values():
            cell.typed.connect(self._take)

    @property
    def row(self) -> dict[str, Json]:
        """The row with what stands in its fields."""
        return {**self._row, **{code: cell.value for code, cell in self.cells.items()}}

    @property
    def is_written(self) -> bool:
        """Whether anything stands in it that the person wrote or kept."""
        return not self.is_offered and is_row_written(self.row)

    @property
    def id(self) -> str:
        """The row's id."""
        return row_id(self._row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline round a row of several lines, so that it is seen where the next one begins."""
        if self._is_boxed:
            between = theme().space.xs
            outline(
                QPainter(self), self.rect().adjusted(0, between, 0, -between), theme().radius.card, "hairline"
            )

    def _take(self) -> None:
        self.is_offered = False
        self.typed.emit()

    def show_row(self, row: Row, *, is_offered: bool = False) -> None:
        """Show it without telling anyone."""
        self._row, self.is_offered = dict(row), is_offered
        for code, cell in self.cells.items():
            cell.show_value(row.get(code))

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        self.remove.setEnabled(not is_locked)
        for cell in self.cells.values():
            cell.lock(is_locked)

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return next(iter(self.cells.values())).field


def _name(title: str, column: Column) -> str:
    return f"{title}: {column.label}" if title else column.label


def _lay_out(grid: QGridLayout, cells: list[Cell]) -> None:
    line, at = 0, 0
    shorts = sum(not cell.is_long for cell in cells)
    abreast = ceil(shorts / max(1, ceil(shorts / _ABREAST)))  # lines of like length, none left alone
    short = 1 if len(cells) == 1 and cells[0].column.kind is SectionKind.SHORT_TEXT else max(2, abreast)
    for cell in cells:
        if cell.is_long or at == short:
            line, at = line + bool(at), 0
        grid.addWidget(cell.whole, line, at, 1, short if cell.is_long else 1, Qt.AlignmentFlag.AlignTop)
        line, at = (line + 1, 0) if cell.is_long else (line, at + 1)
    for column in range(short):
        grid.setColumnStretch(column, 1)
