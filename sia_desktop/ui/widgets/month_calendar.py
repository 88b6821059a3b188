"""A few weeks as a small calendar: counted days numbered, the others hatched with their reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.date_words import DAYS, MONTHS
from sia_desktop.ui.widgets.painting import CENTRE, outline, write


class DayKind(Enum):
    """What a day is in the counting."""

    ANCHOR = "anchor"
    COUNTED = "counted"
    NOT_COUNTED = "not counted"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the counting, in words short enough for its cell and long enough for the list."""

    day: date
    kind: DayKind
    label: str
    """For the list: `Day 3`, `Not counted`, `Visit ended`."""
    reason: str = ""
    """For the list: `Spring bank holiday`."""
    short: str = ""
    """For the cell; without it, the reason or the label."""

    @property
    def cell_words(self) -> str:
        """What stands under the number."""
        if self.short:
            return self.short
        return self.reason if self.kind is DayKind.NOT_COUNTED else self.label


class MonthCalendar(QWidget):
    """Painted; the same days stand as words beside it, so screen readers skip this."""

    def __init__(self, days: tuple[CountedDay, ...], parent: QWidget | None = None):
        super().__init__(parent)
        self._days = {one.day: one for one in days}
        first, last = min(self._days), max(self._days)
        self._start = first - timedelta(days=first.weekday())
        weeks = (last - self._start).days // 7 + 1
        self._weeks = max(weeks, 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Seven columns; a row a week under the names of the days."""
        return QSize(self._cell().width() * 7, theme().px(28) + self._weeks * self._cell().height())

    def _cell(self) -> QSize:
        return QSize(theme().px(58), theme().px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names of days, then each day."""
        painter, cell = QPainter(self), self._cell()
        for n, name in enumerate(DAYS):
            place = QRect(n * cell.width(), 0, cell.width(), theme().px(28))
            write(painter, place, name[:3], "caption_strong", "text_2", CENTRE)
        for n in range(self._weeks * 7):
            left, top = n % 7 * cell.width(), theme().px(28) + n // 7 * cell.height()
            box = QRect(left + 2, top + 2, cell.width() - 4, cell.height() - 4)
            self._paint_day(painter, box, self._start + timedelta(days=n), n)

    def _paint_day(self, painter: QPainter, box: QRect, day: date, n: int) -> None:
        number = str(day.day) if day.day > 1 or n == 0 else f"1 {MONTHS[day.month - 1][:3]}"
        upper = QRect(box.left(), box.top() + theme().px(7), box.width(), theme().line("body"))
        known = self._days.get(day)
        if known is None:
            write(painter, upper, number, "body", "text_3", CENTRE)
            return
        ink = self._paint_box(painter, box, known.kind)
        is_counted = known.kind is not DayKind.NOT_COUNTED
        write(painter, upper, number, "strong" if is_counted else "body", ink, CENTRE)
        lower = QRect(box.left() - 1, upper.bottom() + 1, box.width() + 2, theme().line("caption"))
        write(painter, lower, known.cell_words, "caption_strong" if is_counted else "caption", ink, CENTRE)

    def _paint_box(self, painter: QPainter, box: QRect, kind: DayKind) -> str:
        radius = theme().radius.control
        match kind:
            case DayKind.ANCHOR:
                outline(painter, box, radius, "text", "surface", 1.5)
                return "text"
            case DayKind.COUNTED:
                outline(painter, box, radius, "accent", "accent_tint")
                return "text"
            case DayKind.DUE:
                outline(painter, box, radius, None, "accent")
                return "on_accent"
            case DayKind.NOT_COUNTED:
                hatch(painter, box, radius)
                return "text_2"


def hatch(painter: QPainter, box: QRect, radius: float) -> None:
    """Slanting lines on a quiet ground: not counted."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(box), radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, theme().colour("neutral_tint"))
    painter.setClipPath(path)
    line = QColor(theme().colour("border"))
    line.setAlphaF(0.4)
    painter.setPen(QPen(line, 1))
    for across in range(box.left() - box.height(), box.right(), 6):
        painter.drawLine(across, box.bottom() + 1, across + box.height() + 1, box.top())
    painter.restore()


class Swatch(QWidget):
    """A small sample of a day's look, for the key under the calendar."""

    def __init__(self, kind: DayKind, parent: QWidget | None = None):
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(theme().px(16), theme().px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As in the calendar."""
        painter = QPainter(self)
        match self._kind:
            case DayKind.NOT_COUNTED:
                hatch(painter, self.rect(), theme().radius.chip)
            case DayKind.DUE:
                outline(painter, self.rect(), theme().radius.chip, None, "accent")
            case _:
                outline(painter, self.rect(), theme().radius.chip, "accent", "accent_tint")
