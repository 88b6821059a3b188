"""A timeline: date, icon on a line, title and subtitle, a chip at the right."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import ChipWords, chip_size, draw_chip, put_icon, write
from sia_desktop.ui.widgets.row_list import Heading, Index, RowDelegate, RowList

__all__ = ["Heading", "Timeline", "TimelineRow"]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event in words; `key` is the page's own."""

    key: str
    date: str
    icon: str
    title: str
    subtitle: str = ""
    chip: ChipWords | None = None
    icon_colour: str = "text_2"

    @property
    def spoken(self) -> str:
        """The full sentence for screen readers."""
        parts = [self.date, self.title, self.subtitle, self.chip.text if self.chip else ""]
        return ", ".join(part for part in parts if part)


class _TimelineDelegate(RowDelegate):
    row_height = 52

    def paint_row(
        self, painter: QPainter, rect: QRect, row: TimelineRow, is_selected: bool, index: Index
    ) -> None:
        look = theme()
        rect = rect.adjusted(look.px(10), 0, -look.px(10), 0)
        icon, line = look.px(18), look.line("body")
        top = rect.top() + look.px(5)
        stem, left = rect.left() + look.px(91), rect.left() + look.px(124)
        dates = QRect(rect.left(), top, look.px(88), line)
        write(painter, dates, row.date, "caption", look.on_row("text_2", is_selected))
        put_icon(
            painter, QPoint(stem, top + look.px(2)), row.icon, look.on_row(row.icon_colour, is_selected), icon
        )
        if index.row() + 1 < index.model().rowCount():
            gap = QRect(stem + icon // 2 - 1, top + icon + look.px(8), 2, rect.height() - icon - look.px(14))
            painter.fillRect(gap, look.on_row("hairline", is_selected))
        end = rect.right()
        if row.chip is not None:
            end -= chip_size(row.chip).width()
            draw_chip(painter, QPoint(end, top), row.chip)
        title = QRect(left, top, end - left - look.px(8), line)
        write(painter, title, row.title, "medium", look.on_row("text", is_selected))
        below = QRect(left, title.bottom() - look.px(1), end - left - look.px(8), look.line("caption"))
        write(painter, below, row.subtitle, "caption", look.on_row("text_2", is_selected))


class Timeline(RowList):
    """What happened, newest first."""

    def __init__(self, name: str = "Timeline", parent: QWidget | None = None):
        super().__init__(name, _TimelineDelegate(), parent)
