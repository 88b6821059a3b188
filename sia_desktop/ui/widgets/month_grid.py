"""A month as a grid of days with what falls on each, moved about in by arrows and Page Up and Down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.date_words import DAYS, full_date
from sia_desktop.ui.widgets.painting import Tone, hairline, outline, put_icon, write

Index = QModelIndex | QPersistentModelIndex
_DAY = int(Qt.ItemDataRole.UserRole)
_WEEKS, _WEEK = 6, 7


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that falls on a day, in a few words."""

    words: str
    icon: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class GridDay:
    """One day of the grid."""

    day: date
    entries: tuple[Entry, ...]
    is_in_month: bool
    is_today: bool

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        today = "Today, " if self.is_today else ""
        what = "; ".join(entry.words for entry in self.entries) or "nothing due"
        return f"{today}{full_date(self.day)}: {what}"


class _Days(QAbstractTableModel):
    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.days: tuple[GridDay, ...] = ()

    def show_days(self, days: tuple[GridDay, ...]) -> None:
        self.beginResetModel()
        self.days = days
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.days) // _WEEK

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else _WEEK

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self.days[index.row() * _WEEK + index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return day.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(entry.words for entry in day.entries)
        return day if role == _DAY else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return DAYS[section][:3]
        return None


class _DayDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = theme(), option.rect
        day: GridDay = index.data(_DAY)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, look.colour("selected"))
        elif not day.is_in_month:
            painter.fillRect(rect, look.colour("sunken"))
        hairline(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1))
        hairline(painter, QRect(rect.right(), rect.top(), 1, rect.height()))
        line = look.line("caption")
        number = QRect(rect.left() + look.px(8), rect.top() + look.px(4), rect.width() - look.px(12), line)
        if day.is_today:
            mark = QRect(rect.left() + 2, rect.top() + look.px(3), look.px(30), line + 2)
            outline(painter, mark, look.radius.chip, look.on_row("accent", is_selected), None, 1.5)
        ink = "text" if day.is_in_month else "text_3"
        role = "caption_strong" if day.is_today or day.entries else "caption"
        write(painter, number, str(day.day.day), role, look.on_row(ink, is_selected))
        self._entries(painter, rect.adjusted(0, line + look.px(8), 0, 0), day.entries, is_selected)

    def _entries(self, painter: QPainter, rect: QRect, entries: tuple[Entry, ...], is_selected: bool) -> None:
        look = theme()
        line, edge = look.line("caption"), look.px(14)
        room = max(rect.height() // line, 1)
        shown = entries if len(entries) <= room else entries[: room - 1]
        for n, entry in enumerate(shown):
            top = rect.top() + n * line
            colour = "text_2" if entry.tone is Tone.NEUTRAL else entry.tone.value
            ink = look.on_row(colour, is_selected)
            put_icon(painter, QPoint(rect.left() + 7, top + (line - edge) // 2), entry.icon, ink, edge)
            left = rect.left() + edge + look.px(11)
            write(painter, QRect(left, top, rect.right() - left - 4, line), entry.words, "caption", ink)
        if len(shown) < len(entries):
            rest = QRect(rect.left() + 8, rect.top() + len(shown) * line, rect.width() - 12, line)
            words = f"{len(entries) - len(shown)} more" if shown else f"{len(entries)} due"
            write(painter, rest, words, "caption_strong", look.on_row("text_2", is_selected))


class MonthGrid(QTableView):
    """Six weeks; `day_changed` with the day the keyboard is on, `turned` when another month is shown."""

    day_changed = Signal(object)  # a date
    turned = Signal(object)  # the first of the month

    def __init__(self, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._days = _Days(self)
        self._entries: Mapping[date, tuple[Entry, ...]] = {}
        self._month = date.min
        self._today = date.min
        self.setModel(self._days)
        self.setItemDelegate(_DayDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("ring", "inside")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            head.setHighlightSections(False)
        self._dress()

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self._month

    @property
    def day(self) -> date:
        """The day the keyboard is on."""
        index = self.currentIndex()
        found: GridDay | None = index.data(_DAY) if index.isValid() else None
        return found.day if found else self._month

    def show_entries(self, entries: Mapping[date, tuple[Entry, ...]], today: date) -> None:
        """What falls on each day; stays on the day the keyboard is on, at first on today."""
        stay = today if self._month == date.min else self.day
        self._entries, self._today = entries, today
        self.go_to(stay)

    def go_to(self, day: date) -> None:
        """Show its month with the keyboard on it."""
        month = day.replace(day=1)
        has_turned = month != self._month
        self._month = month
        start = month - timedelta(days=month.weekday())
        self._days.show_days(tuple(self._grid_day(start + timedelta(days=n)) for n in range(_WEEKS * _WEEK)))
        place = (day - start).days
        index = self._days.index(place // _WEEK, place % _WEEK)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if has_turned:
            self.turned.emit(month)

    def turn(self, months: int) -> None:
        """So many months on or back, staying near the same day."""
        at = self._month.month - 1 + months
        first = date(self._month.year + at // 12, at % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.go_to(first.replace(day=min(self.day.day, last.day)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which day it is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.day_changed.emit(self.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Down turn the month; Home goes to today."""
        match event.key():
            case Qt.Key.Key_PageUp:
                self.turn(-1)
            case Qt.Key.Key_PageDown:
                self.turn(1)
            case Qt.Key.Key_Home:
                self.go_to(self._today)
            case _:
                super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_days"):
            self._dress()

    def _dress(self) -> None:
        self.verticalHeader().setMinimumSectionSize(2 * theme().line("caption") + theme().px(10))
        self.horizontalHeader().setMinimumSectionSize(theme().px(40))
        self.horizontalHeader().setFont(theme().font("caption_strong"))

    def _grid_day(self, day: date) -> GridDay:
        is_in_month = (day.year, day.month) == (self._month.year, self._month.month)
        return GridDay(day, self._entries.get(day, ()), is_in_month, day == self._today)
