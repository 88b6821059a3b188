"""Results as rows: the school, what it is and when, and the passage with the found words marked."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from sia_desktop.domain.found_words import Piece
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import RIGHT, hairline, width_of, write
from sia_desktop.ui.widgets.row_list import Index, RowDelegate, RowList

LINES = 2


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One result in words; `key` is its kind and id."""

    key: str
    title: str
    note: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The passage without its marks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def spoken(self) -> str:
        """The full sentence for screen readers."""
        return ", ".join((self.title, self.note, self.text))


class _FoundDelegate(RowDelegate):
    row_height = 78

    def paint_row(
        self, painter: QPainter, rect: QRect, row: FoundRow, is_selected: bool, index: Index
    ) -> None:
        look = theme()
        inside = rect.adjusted(look.px(14), look.px(8), -look.px(14), -look.px(6))
        head = QRect(inside.left(), inside.top(), inside.width(), look.line("body"))
        note = width_of(row.note, "caption")
        write(painter, head, row.note, "caption", look.on_row("text_2", is_selected), RIGHT)
        name = head.adjusted(0, 0, -note - look.px(16), 0)
        write(painter, name, row.title, "medium", look.on_row("text", is_selected))
        layout = _laid_out(row, inside.width(), is_selected)
        painter.setPen(look.on_row("text", is_selected))
        layout.draw(painter, QPointF(inside.left(), head.bottom() + look.px(3)))
        hairline(painter, QRect(inside.left(), rect.bottom(), inside.width(), 1))


def _laid_out(row: FoundRow, width: int, is_selected: bool) -> QTextLayout:
    """The passage on two lines; found words are bold and underlined, on a tint where the row has none."""
    look = theme()
    layout = QTextLayout(row.text, look.font("body"))
    found = QTextCharFormat()
    found.setFontWeight(QFont.Weight.DemiBold)
    found.setFontUnderline(True)
    if not is_selected:
        found.setBackground(look.colour("info_tint"))
    formats, at = [], 0
    for piece in row.pieces:
        if piece.is_found:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = at, len(piece.text), found
            formats.append(one)
        at += len(piece.text)
    layout.setFormats(formats)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    top = 0.0
    for _ in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


class FoundList(RowList):
    """Enter or a click opens the record."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__("Results", _FoundDelegate(), parent)
