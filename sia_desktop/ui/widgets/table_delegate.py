"""How one cell of a table is painted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import CENTRE, hairline, outline, put_icon, width_of, write

CELL: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: perhaps a letter in a box, perhaps an icon, words, perhaps a quiet note."""

    text: str
    role: str = "body"
    colour: str = "text_2"
    icon: str = ""
    icon_colour: str = "text_2"
    letter: str = ""
    note: str = ""
    note_colour: str = "text_2"
    note_role: str = "caption"

    @property
    def spoken(self) -> str:
        """The cell as a screen reader says it."""
        return f"{self.text}, {self.note}" if self.note else self.text


class CellDelegate(QStyledItemDelegate):
    """Ground, hairline below, then letter or icon, words, note."""

    def __init__(self, view: QTableView, hovered: Callable[[], int]):
        super().__init__(view)
        self._hovered = hovered

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """On a selected row in high contrast everything turns to `on_accent`."""
        cell: Cell = index.data(CELL)
        look, rect = theme(), option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_ground(painter, option, hovers=index.row() == self._hovered())
        hairline(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1))
        if is_selected and index.column() == 0 and not look.is_high_contrast:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.colour("accent"))
        at, end = rect.left() + look.px(14), rect.right() - 8
        if cell.letter:
            at += self._letter(painter, rect, at, cell, is_selected) + look.px(8)
        if cell.icon:
            edge = look.px(look.tokens.icon.status)
            middle = QPoint(at, rect.top() + (rect.height() - edge) // 2)
            put_icon(painter, middle, cell.icon, look.on_row(cell.icon_colour, is_selected), edge)
            at += edge + look.px(8)
        words = QRect(at, rect.top(), end - at, rect.height())
        at += write(painter, words, cell.text, cell.role, look.on_row(cell.colour, is_selected)) + look.px(9)
        if cell.note and end - at > look.px(24):
            note = QRect(at, rect.top(), end - at, rect.height())
            write(painter, note, cell.note, cell.note_role, look.on_row(cell.note_colour, is_selected))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as it takes, for a double click on a column's edge."""
        cell: Cell = index.data(CELL)
        look = theme()
        width = look.px(22) + width_of(cell.text, cell.role)
        width += look.px(30) if cell.letter else 0
        width += look.px(26) if cell.icon else 0
        width += look.px(9) + width_of(cell.note, cell.note_role) if cell.note else 0
        return QSize(width, max(look.px(look.size.row), look.line("body") + 8))

    def _letter(self, painter: QPainter, rect: QRect, at: int, cell: Cell, is_selected: bool) -> int:
        look = theme()
        edge = look.px(20)
        box = QRect(at, rect.top() + (rect.height() - edge) // 2, edge, edge)
        turned = is_selected and look.is_high_contrast
        ground = "on_accent" if turned else "surface" if is_selected else "neutral_tint"
        ink = "accent" if turned else "text"
        outline(painter, box, look.radius.chip, "border", ground)
        write(painter, box, cell.letter, "caption_strong", ink, CENTRE)
        return edge


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, hovers: bool) -> None:
    """Selected, hovered or plain; never Qt's own focus frame."""
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, theme().colour("selected"))
    elif hovers:
        painter.fillRect(option.rect, theme().colour("hover"))
