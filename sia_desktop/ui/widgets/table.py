"""A table of frozen rows: sortable, filterable, readable by keyboard and screen reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import hairline, put_icon, write
from sia_desktop.ui.widgets.table_delegate import CELL, Cell, CellDelegate

_LEAST_SHARE = 160
R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its heading, what a row shows there, what it is sorted by, how wide (0 shares the rest)."""

    title: str
    cell: Callable[[R], Cell]
    sort: Callable[[R], Any]
    width: int = 0


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows a tuple of answers; knows nothing of where they come from."""

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None):
        super().__init__(parent)
        self._columns = tuple(columns)
        self.rows: tuple[R, ...] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Rows, of which none has children."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words to show and to speak, and the whole cell for the delegate."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.cell(row).spoken
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.cell(row).spoken}"
            case _ if role == CELL:
                return column.cell(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings, at the left like their cells."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort_key(self, row: int, column: int) -> Any:
        """What this cell is sorted by."""
        return self._columns[column].sort(self.rows[row])


class _Sieve(QSortFilterProxyModel, Generic[R]):
    """Sorts by the columns' own keys and keeps the rows that match."""

    def __init__(self, model: RowsModel[R], parent: QWidget):
        super().__init__(parent)
        self._rows = model
        self.keep: Callable[[R], bool] = lambda row: True
        self.setSourceModel(model)

    def lessThan(self, left: Index, right: Index) -> bool:
        mine = self._rows.sort_key(left.row(), left.column())
        other = self._rows.sort_key(right.row(), right.column())
        return bool(mine < other)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self.keep(self._rows.rows[source_row])


class _Head(QHeaderView):
    """Headings in caption type; the sorted one is darker, with an arrow."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = theme()
        painter.fillRect(rect, look.colour("sunken"))
        hairline(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1))
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        words = rect.adjusted(look.px(14), 0, -look.px(18), 0)
        title = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        taken = write(painter, words, str(title), "caption_strong", "text" if is_sorted else "text_2")
        if is_sorted:
            edge = look.px(16)
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            at = QPoint(words.left() + taken + 4, rect.top() + (rect.height() - edge) // 2)
            put_icon(painter, at, "arrow-up" if up else "arrow-down", "text", edge)


class Table(QTableView, Generic[R]):
    """No vertical lines, no zebra; rows as tall as the text needs. Enter or a double click opens a row."""

    opened = Signal(object)
    picked = Signal(object)
    shown = Signal(int)

    def __init__(self, name: str, columns: Sequence[Column[R]], parent: QWidget | None = None):
        super().__init__(parent)
        self._columns = tuple(columns)
        self._hovered = -1
        self._model = RowsModel(columns, self)
        self._sieve = _Sieve(self._model, self)
        self.setModel(self._sieve)
        self.setHorizontalHeader(_Head(Qt.Orientation.Horizontal, self))
        self.horizontalHeader().setSectionsClickable(True)
        self.setItemDelegate(CellDelegate(self, lambda: self._hovered))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(self._open)
        self._dress()

    def show_rows(self, rows: Sequence[R], key: Callable[[R], object]) -> None:
        """Show other rows and stay on the row that was current, if it is still there."""
        before = self.current_row()
        stay = key(before) if before is not None else None
        self._model.show_rows(rows)
        self.shown.emit(self._sieve.rowCount())
        for n in range(self._sieve.rowCount()):
            if stay is not None and key(self.row_at(n)) == stay:
                self.selectRow(n)
                return

    def keep_only(self, keep: Callable[[R], bool]) -> None:
        """Filter; `shown` says how many are left."""
        self._sieve.beginFilterChange()
        self._sieve.keep = keep
        self._sieve.endFilterChange()
        self.shown.emit(self._sieve.rowCount())

    def row_at(self, n: int) -> R:
        """The n-th row as sorted and filtered now."""
        return self._model.rows[self._sieve.mapToSource(self._sieve.index(n, 0)).row()]

    @property
    def shown_rows(self) -> tuple[R, ...]:
        """All rows as sorted and filtered now."""
        return tuple(self.row_at(n) for n in range(self._sieve.rowCount()))

    def current_row(self) -> R | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        return self.row_at(index.row()) if index.isValid() else None

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort, as a click on the heading would."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the keyboard is on."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.picked.emit(self.row_at(current.row()))

    def changeEvent(self, event: QEvent) -> None:
        """Another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_sieve"):
            self._dress()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _dress(self) -> None:
        look = theme()
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(1)  # or rows at the old default keep it
        rows.setDefaultSectionSize(max(look.px(look.size.row), look.line("body") + 8))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(look.px(56))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for n, column in enumerate(self._columns):
            head.setSectionResizeMode(n, QHeaderView.ResizeMode.Interactive)
            if column.width:
                self.setColumnWidth(n, look.px(column.width))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns without a width share what the others leave, and never become unreadable."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        sharing = [n for n, column in enumerate(self._columns) if not column.width]
        taken = sum(self.columnWidth(n) for n in range(len(self._columns)) if n not in sharing)
        for n in sharing:
            room = (self.viewport().width() - taken) // len(sharing)
            self.setColumnWidth(n, max(room, theme().px(_LEAST_SHARE)))

    def _open(self, index: Index) -> None:
        self.opened.emit(self.row_at(index.row()))
