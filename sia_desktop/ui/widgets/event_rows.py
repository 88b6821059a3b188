"""What happens on a day: a bar, which, what, and a chip below."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import ChipWords, draw_chip, outline, write
from sia_desktop.ui.widgets.row_list import Index, RowDelegate, RowList


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in words; `key` is the page's own."""

    key: str
    title: str
    subtitle: str
    chip: ChipWords

    @property
    def spoken(self) -> str:
        """The full sentence for screen readers."""
        return ", ".join(part for part in (self.title, self.subtitle, self.chip.text) if part)


class _EventDelegate(RowDelegate):
    row_height = 82

    def paint_row(
        self, painter: QPainter, rect: QRect, row: EventRow, is_selected: bool, index: Index
    ) -> None:
        look = theme()
        bar = QRect(rect.left() + 4, rect.top() + look.px(8), 3, rect.height() - look.px(18))
        outline(painter, bar, 1.5, None, look.on_row("accent", is_selected))
        left = bar.right() + look.px(12)
        title = QRect(left, rect.top() + look.px(5), rect.right() - left - 6, look.line("body"))
        write(painter, title, row.title, "medium", look.on_row("text", is_selected))
        below = QRect(left, title.bottom() - look.px(2), title.width(), look.line("caption"))
        write(painter, below, row.subtitle, "caption", look.on_row("text_2", is_selected))
        draw_chip(painter, QPoint(left, below.bottom() + look.px(3)), row.chip)


class EventList(RowList):
    """A day's events; Enter or a click opens one."""

    def __init__(self, name: str, parent: QWidget | None = None):
        super().__init__(name, _EventDelegate(), parent)
