"""A list of painted rows under headings: the base of due rows and of the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import write

Index = QModelIndex | QPersistentModelIndex
ROW: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Heading:
    """Names a group of rows; not a stop for the keyboard."""

    text: str
    count: str = ""
    colour: str = "text_2"

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return f"{self.text}, {self.count}" if self.count else self.text


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.rows: tuple[Any, ...] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return row.spoken
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowDelegate(QStyledItemDelegate):
    """Paints headings itself and leaves rows to its children."""

    heading_height = 32
    row_height = 56

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """By kind of row, at the present text size."""
        is_heading = isinstance(index.data(ROW), Heading)
        return QSize(120, theme().px(self.heading_height if is_heading else self.row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A heading, or the row on its ground."""
        row = index.data(ROW)
        if isinstance(row, Heading):
            self._heading(painter, option.rect, row)
            return
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme().colour("selected" if is_selected else "hover"))
        self.paint_row(painter, option.rect, row, is_selected, index)

    def paint_row(self, painter: QPainter, rect: QRect, row: Any, is_selected: bool, index: Index) -> None:
        """What a row looks like."""
        raise NotImplementedError

    def _heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        words = rect.adjusted(theme().px(10), theme().px(8), 0, 0)
        taken = write(painter, words, heading.text, "caption_strong", heading.colour)
        write(painter, words.adjusted(taken + theme().px(9), 0, 0, 0), heading.count, "caption", "text_3")


class RowList(QListView):
    """One column of rows; Enter or a click opens one. Arrow keys pass over headings."""

    opened = Signal(object)

    def __init__(self, name: str, delegate: RowDelegate, parent: QWidget | None = None):
        super().__init__(parent)
        self._rows, self._is_whole = _Rows(self), False
        self.setModel(self._rows)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._press)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, each with a `key` and `spoken`; the current one stays current if still there."""
        before = self.current_row()
        self._rows.show_rows(rows)
        for n, row in enumerate(rows):
            if before is not None and not isinstance(row, Heading) and row.key == before.key:
                self.setCurrentIndex(self._rows.index(n))
        if self._is_whole:
            self.setFixedHeight(self.whole_height())

    @property
    def rows(self) -> tuple[Any, ...]:
        """Everything shown, headings included."""
        return self._rows.rows

    def current_row(self) -> Any | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def focusInEvent(self, event: Any) -> None:
        """The keyboard lands on a row, never on a heading or on nothing."""
        super().focusInEvent(event)
        if self.selectionModel().hasSelection():
            return
        if self.current_row() is not None:  # Qt made it current without selecting it
            self.setCurrentIndex(self.currentIndex())
            return
        for n, row in enumerate(self.rows):
            if not isinstance(row, Heading):
                self.setCurrentIndex(self._rows.index(n))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self.opened.emit(self.current_row())
            return
        super().keyPressEvent(event)

    def show_whole(self) -> None:
        """Be as tall as all rows: for a list inside a scrolling page."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._is_whole = True
        self.setFixedHeight(self.whole_height())

    def whole_height(self) -> int:
        """What all rows need."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, RowDelegate)
        option = QStyleOptionViewItem()
        return sum(
            delegate.sizeHint(option, self._rows.index(n)).height() for n in range(self._rows.rowCount())
        )

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self.scheduleDelayedItemsLayout()
            if self._is_whole:
                self.setFixedHeight(self.whole_height())

    def _press(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None and not isinstance(row, Heading):
            self.opened.emit(row)
