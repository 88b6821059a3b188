"""The month calendar of the Deadlines page, with the chosen day's deadlines beside it."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.dates import MONTHS
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.due_rows import DueList, DueRow
from sia_desktop.ui.widgets.month_grid import Entry, MonthGrid
from sia_desktop.ui.widgets.words import Words

SIDE = 396


class MonthView(QWidget):
    """Turns by buttons or Page Up and Page Down; what is due on the day stands at the right."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.grid = MonthGrid("Month")
        self.list = DueList("Deadlines of the day")
        self._title = Words("", "section")
        self._count = Words("", "caption_strong")
        self._rest = Words("", "caption", "text_2")
        self._side = Card("On this day", padding=7)
        self._side.head.setContentsMargins(10, 0, 10, 0)
        self._day = Words("", "body", "text_2", wrap=True)
        heading = QVBoxLayout()
        heading.setContentsMargins(10, 0, 10, 0)
        heading.addWidget(self._day)
        self._side.body.addLayout(heading)
        self._side.body.addWidget(self.list, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.l)
        layout.addWidget(self._month_card(), 1)
        layout.addWidget(self._side)
        self.grid.turned.connect(self._say_month)

    def show_entries(self, entries: Mapping[date, tuple[Entry, ...]], today: date) -> None:
        """What falls on each day."""
        self.grid.show_entries(entries, today)

    def show_day(self, heading: str, rows: Sequence[DueRow]) -> None:
        """The chosen day's deadlines."""
        self._day.say(heading)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))

    def say(self, count: str, rest: str) -> None:
        """The totals of everything shown, not of this month alone."""
        self._count.say(count)
        self._rest.say(rest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The day's list narrows with the window, within its limits."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme().px(SIDE), max(self.width() // 3, theme().px(290))))

    def _month_card(self) -> Card:
        card = Card(padding=7)
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 4, 0)
        head.addWidget(self._title)
        head.addStretch(1)
        for icon, name, months in (
            ("chevron-left", "Month before", -1),
            ("chevron-right", "Month after", 1),
        ):
            act = Button("", Variant.QUIET, icon=icon, small=True, name=name)
            act.clicked.connect(lambda _=False, months=months: self.grid.turn(months))
            head.addWidget(act)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 0, 10, 4)
        foot.addWidget(self._count)
        foot.addWidget(self._rest)
        foot.addStretch(1)
        foot.addWidget(Words("Page Up · Page Down", "caption", "text_2"))
        card.body.addLayout(head)
        card.body.addWidget(self.grid, 1)
        card.body.addLayout(foot)
        self.grid.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return card

    def _say_month(self, first: date) -> None:
        self._title.say(f"{MONTHS[first.month - 1]} {first.year}")
