"""Due rows: icon, which, what; the date above its plain-word distance; and Why?"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import RIGHT, Tone, put_icon, width_of, write
from sia_desktop.ui.widgets.row_list import ROW, Heading, Index, RowDelegate, RowList

WHY_KEY = "Ctrl+Shift+W"
_ICONS = {
    Tone.DANGER: "octagon-alert",
    Tone.WARNING: "clock-alert",
    Tone.NEUTRAL: "calendar-clock",
    Tone.INFO: "info",
    Tone.SUCCESS: "circle-check",
}
__all__ = ["WHY_KEY", "DueList", "DueRow", "Heading"]


@dataclass(frozen=True, slots=True)
class DueRow:
    """One obligation in words; `key` is the page's own."""

    key: str
    title: str
    subtitle: str
    date: str = ""
    distance: str = ""
    tone: Tone = Tone.NEUTRAL
    icon: str = ""
    has_why: bool = True

    @property
    def spoken(self) -> str:
        """The full sentence for screen readers."""
        parts = [self.title, self.subtitle, self.date, self.distance]
        words = ", ".join(part for part in parts if part)
        return f"{words}. {WHY_KEY} says why." if self.has_why else words


class _DueDelegate(RowDelegate):
    def paint_row(self, painter: QPainter, rect: QRect, row: DueRow, is_selected: bool, index: Index) -> None:
        look = theme()
        colour = "text_2" if row.tone is Tone.NEUTRAL else row.tone.value
        ink = look.on_row(colour, is_selected)
        icon, at = look.px(20), rect.left() + look.px(10)
        top = QRect(rect.left(), rect.top() + look.px(7), rect.width(), look.line("body"))
        low = QRect(rect.left(), top.bottom() - look.px(1), rect.width(), look.line("caption"))
        put_icon(painter, QPoint(at, top.top() + look.px(2)), row.icon or _ICONS[row.tone], ink, icon)
        has_dates = bool(row.date or row.distance)
        dates = self._date_left(rect) if has_dates else why_rect(rect).left()
        words = QRect(at + look.px(32), 0, dates - at - look.px(44), 0)
        for line, text, role, shade in (
            (top, row.title, "medium", "text"),
            (low, row.subtitle, "caption", "text_2"),
        ):
            place = QRect(words.left(), line.top(), words.width(), line.height())
            write(painter, place, text, role, look.on_row(shade, is_selected))
        room = why_rect(rect).left() - dates - look.px(8)
        write(
            painter,
            QRect(dates, top.top(), room, top.height()),
            row.date,
            "body",
            look.on_row("text", is_selected),
        )
        write(painter, QRect(dates, low.top(), room, low.height()), row.distance, "caption_strong", ink)
        if row.has_why:
            write(painter, why_rect(rect), "Why?", "button_s", look.on_row("link", is_selected), RIGHT)

    def _date_left(self, rect: QRect) -> int:
        return rect.right() - theme().px(196)


def why_rect(rect: QRect) -> QRect:
    """Where Why? stands in a row."""
    look = theme()
    width = width_of("Why?", "button_s") + look.px(12)
    return QRect(rect.right() - width - look.px(8), rect.top() + look.px(4), width, look.px(28))


class DueList(RowList):
    """Due rows under headings; `why_wanted(row, anchor)` by link, key or menu."""

    why_wanted = Signal(object, QWidget)

    def __init__(self, name: str = "Due", parent: QWidget | None = None):
        super().__init__(name, _DueDelegate(), parent)
        self._released = QPoint()
        self._anchor = QWidget(self.viewport())
        self._anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def ask_why(self) -> None:
        """Explain the date of the current row."""
        row = self.current_row()
        if row is None or not row.has_why:
            return
        self._anchor.setGeometry(why_rect(self.visualRect(self.currentIndex())))
        self._anchor.show()
        self.why_wanted.emit(row, self._anchor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Shift+W explains."""
        if QKeySequence(event.keyCombination()) == QKeySequence(WHY_KEY):
            self.ask_why()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over Why?, as over any link."""
        super().mouseMoveEvent(event)
        is_link = self._why_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Where the click was tells Open from Why?"""
        self._released = event.position().toPoint()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open and Why this date?, also by the menu key."""
        row = self.current_row()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        act = QAction("Open", menu)
        act.triggered.connect(lambda: self.opened.emit(row))
        menu.addAction(act)
        if row.has_why:
            why = QAction("Why this date?", menu)
            why.setShortcut(QKeySequence(WHY_KEY))
            why.triggered.connect(self.ask_why)
            menu.addAction(why)
        menu.popup(event.globalPos())

    def _press(self, index: QModelIndex) -> None:
        if self._why_at(self._released) is not None:
            self.ask_why()
            return
        super()._press(index)

    def _why_at(self, at: QPoint) -> DueRow | None:
        index = self.indexAt(at)
        row = index.data(ROW) if index.isValid() else None
        if isinstance(row, DueRow) and row.has_why and why_rect(self.visualRect(index)).contains(at):
            return row
        return None
