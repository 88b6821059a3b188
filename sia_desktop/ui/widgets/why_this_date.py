"""Why this date: the sentence, the days counted one by one, the framework's own words, warnings."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import column, row
from sia_desktop.ui.widgets.date_words import MONTHS, full_date, short_date
from sia_desktop.ui.widgets.month_calendar import CountedDay, DayKind, MonthCalendar, Swatch
from sia_desktop.ui.widgets.painting import Tone, outline, put_icon, width_of, write
from sia_desktop.ui.widgets.words import Words

_ICONS = {
    DayKind.ANCHOR: "circle-dot",
    DayKind.COUNTED: "check",
    DayKind.NOT_COUNTED: "minus",
    DayKind.DUE: "flag",
}
MOST_WEEKS = 6


@dataclass(frozen=True, slots=True)
class Why:
    """Everything the popover says, as plain values."""

    due: date
    sentence: str
    days: tuple[CountedDay, ...] = ()
    source_words: str = ""
    source_line: str = ""
    source_strong: str = ""
    warnings: tuple[str, ...] = ()
    history: str = ""

    @property
    def fits_a_calendar(self) -> bool:
        """Whether the counting takes few enough weeks to be drawn; a year is only listed."""
        days = [one.day for one in self.days]
        return bool(days) and (max(days) - min(days)).days < 7 * MOST_WEEKS

    def as_text(self) -> str:
        """The same for the clipboard and for screen readers."""
        lines = [f"Why {full_date(self.due)}?", self.sentence]
        lines += [_spoken(day) for day in self.days]
        lines += [self.source_words, self.source_line, *self.warnings, self.history]
        return "\n".join(line for line in lines if line)


def _key(kind: DayKind, words: str) -> tuple[QWidget, QWidget]:
    return Swatch(kind), Words(words, "caption", "text_2")


def _spoken(day: CountedDay) -> str:
    words = f"{short_date(day.day)}: {day.label}"
    return f"{words} ({day.reason})" if day.reason else words


def _lines(days: tuple[CountedDay, ...]) -> list[tuple[str, CountedDay]]:
    """A line a day; days left out for one reason, such as a weekend, share a line."""
    lines: list[tuple[str, CountedDay]] = []
    for (kind, *_), same in groupby(days, key=lambda one: (one.kind, one.label, one.reason)):
        run = list(same)
        if kind is DayKind.NOT_COUNTED and len(run) > 1:
            first, last = run[0].day, run[-1].day
            start = short_date(first).rsplit(" ", 1)[0] if first.month == last.month else short_date(first)
            lines.append((f"{start} – {short_date(last)}", run[0]))
        else:
            lines += [(short_date(one.day), one) for one in run]
    return lines


class DayList(QWidget):
    """The days one under another; the whole list is its accessible description."""

    def __init__(self, days: tuple[CountedDay, ...], parent: QWidget | None = None):
        super().__init__(parent)
        self._lines = _lines(days)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Counted day by day")
        self.setAccessibleDescription(". ".join(_spoken(day) for day in days))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring", "inside")

    def sizeHint(self) -> QSize:
        """A row a day."""
        return QSize(theme().px(440), theme().px(28) * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Reasons may be elided, days never."""
        return QSize(theme().px(300), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Date, mark, label, reason; the due day stands out."""
        painter, look = QPainter(self), theme()
        tall, icon = look.px(28), look.px(16)
        wide = max(look.px(112), *(width_of(dates, "body") for dates, _ in self._lines)) + look.px(4)
        for n, (dates, day) in enumerate(self._lines):
            top, is_due = n * tall, day.kind is DayKind.DUE
            if is_due:
                edge = "accent" if look.is_high_contrast else None
                outline(painter, QRect(0, top, self.width(), tall), look.radius.chip, edge, "accent_tint")
            is_counted = day.kind is not DayKind.NOT_COUNTED
            ink, role = ("text" if is_counted else "text_3"), ("strong" if is_due else "body")
            at = look.px(10)
            write(painter, QRect(at, top, wide, tall), dates, role, ink)
            at += wide + look.px(6)
            colour = "accent" if day.kind in (DayKind.COUNTED, DayKind.DUE) else "text_2"
            put_icon(painter, QPoint(at, top + (tall - icon) // 2), _ICONS[day.kind], colour, icon)
            at += icon + look.px(8)
            write(painter, QRect(at, top, look.px(90), tall), day.label, role, ink)
            at += look.px(94)
            write(painter, QRect(at, top, self.width() - at - 8, tall), day.reason, "caption", "text_2")


class SourceWords(QWidget):
    """What the framework says, word for word."""

    def __init__(self, why: Why, parent: QWidget | None = None):
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 12, 9)
        layout.setSpacing(2)
        layout.addWidget(Words(f"“{why.source_words}”", "body", wrap=True, strong=why.source_strong))
        layout.addWidget(Words(why.source_line, "caption", "text_2", wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sunken, with a bar at the left."""
        painter = QPainter(self)
        outline(painter, self.rect(), theme().radius.chip, None, "sunken")
        painter.fillRect(0, 6, 3, self.height() - 12, theme().colour("border"))


class WhyThisDate(QWidget):
    """The popover's content; `close_wanted` from its Close button."""

    close_wanted = Signal()

    def __init__(self, why: Why, parent: QWidget | None = None):
        super().__init__(parent)
        self._why = why
        space = theme().space
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.xl, 19, 20, 16)
        layout.setSpacing(space.m)
        layout.addLayout(self._head())
        layout.addLayout(self._middle())
        for warning in why.warnings:
            layout.addWidget(Banner(Tone.INFO, warning))
        layout.addLayout(self._foot())
        self.setAccessibleName(f"Why {full_date(why.due)}?")
        self.setAccessibleDescription(why.as_text())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(f"Why {full_date(self._why.due)}?", "heading", wrap=True))
        words.addWidget(Words(self._why.sentence, "body", "text_2", wrap=True))
        head.addLayout(words, 1)
        close = Button("", Variant.QUIET, icon="x", name="Close", press=self.close_wanted.emit)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _middle(self) -> QHBoxLayout:
        middle = QHBoxLayout()
        middle.setSpacing(theme().space.xl + 4)
        if self._why.fits_a_calendar:
            middle.addWidget(self._calendar(), 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(theme().space.s)
        if self._why.days:
            right.addWidget(Words("Counted day by day", "strong"))
            right.addWidget(DayList(self._why.days))
        if self._why.source_words:
            right.addSpacing(theme().space.xs)
            right.addWidget(Words("What the framework says", "strong"))
            right.addWidget(SourceWords(self._why))
        right.addStretch(1)
        middle.addLayout(right, 1)
        return middle

    def _calendar(self) -> QWidget:
        months = sorted({(day.day.year, day.day.month) for day in self._why.days})
        names = [MONTHS[month - 1] for _, month in months]
        title = f"{' and '.join(names)} {months[-1][0]}"
        return column(
            Words(title, "strong"),
            MonthCalendar(self._why.days),
            row(*_key(DayKind.COUNTED, "Counted"), *_key(DayKind.DUE, "Due")),
            row(*_key(DayKind.NOT_COUNTED, "Not counted, with the reason in the cell")),
        )

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme().space.m)
        foot.addWidget(Words(self._why.history, "caption", "text_2", wrap=True), 1)
        foot.addWidget(Button("Copy as text", Variant.LINK, icon="copy", press=self._copy))
        foot.addWidget(Button("Close", Variant.PRIMARY, press=self.close_wanted.emit))
        return foot

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._why.as_text())
