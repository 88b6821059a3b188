"""The left rail: where one can go, how sync stands in words, and who is at the keyboard."""

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import hairline, outline, put_icon, write
from sia_desktop.ui.widgets.rail_foot import PersonCard, SyncCard, SyncState
from sia_desktop.ui.widgets.rail_item import RailButton, RailItem

__all__ = ["Rail", "RailItem", "SyncState", "draw_mark"]


class CouncilMark(QWidget):
    """The program's mark and the council's name, at the top."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._council, self._line, self._is_narrow = "", "School improvement", False
        self.setFixedHeight(theme().px(64))

    def say(self, council: str, line: str) -> None:
        """Which council's desk this is."""
        self._council, self._line = council, line
        self.setAccessibleName(f"{council}, {line}")
        self.update()

    def narrow(self, is_narrow: bool) -> None:
        """The mark only."""
        self._is_narrow = is_narrow
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark, council, line."""
        look, painter = theme(), QPainter(self)
        edge = look.px(28)
        left = (self.width() - edge) // 2 if self._is_narrow else 0
        draw_mark(painter, QRect(left, (self.height() - edge) // 2 - 1, edge, edge))
        if self._is_narrow:
            return
        words = QRect(edge + 10, look.px(12), self.width() - edge - 10, look.line("strong") - 2)
        write(painter, words, self._council, "strong")
        words.translate(0, look.line("strong") - 1)
        write(painter, words, self._line, "caption", "text_2")


def draw_mark(painter: QPainter, rect: QRect) -> None:
    """The program's mark: a checked list on accent."""
    outline(painter, rect, rect.width() / 4.7, None, "accent")
    inset = round(rect.width() * 0.16)
    at = rect.topLeft() + QPoint(inset, inset)
    put_icon(painter, at, "list-check", "on_accent", rect.width() - 2 * inset)


class Rail(QWidget):
    """All the way down the left edge; 216 wide, or 56 with icons only."""

    chosen = Signal(str)
    sync_wanted = Signal()
    person_pressed = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setAccessibleName("Main places")
        self._buttons: dict[str, RailButton] = {}
        self.mark = CouncilMark(self)
        self.sync = SyncCard(self)
        self.person = PersonCard(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(10, 8, 10, 8)
        self._layout.setSpacing(3)
        self._layout.addWidget(self.mark)
        self._layout.addSpacing(9)
        self._layout.addStretch(1)
        self._layout.addWidget(self.sync)
        self._layout.addSpacing(4)
        self._layout.addWidget(self.person)
        self.sync.clicked.connect(self.sync_wanted)
        self.person.clicked.connect(self.person_pressed)
        self._is_narrow = False
        self.narrow(False)

    def add(self, item: RailItem) -> None:
        """Add a place below the others."""
        button = RailButton(item, self)
        button.narrow(self._is_narrow)
        button.setVisible(not item.is_shown_if_counted)
        button.clicked.connect(lambda: self.chosen.emit(item.code))
        self._layout.insertWidget(2 + len(self._buttons), button)
        self._buttons[item.code] = button

    def offer(self, code: str, is_offered: bool) -> None:
        """Show this place, or leave it out for somebody whom it does not concern."""
        self._buttons[code].setVisible(is_offered)

    def show_current(self, code: str) -> None:
        """Mark where we are; a place outside the rail marks nothing."""
        for key, button in self._buttons.items():
            button.setAutoExclusive(False)
            button.setChecked(key == code)
            button.setAutoExclusive(True)

    def count(self, code: str, count: int, *, is_urgent: bool = False) -> None:
        """How many wait there; nought shows nothing. Only Today's may be urgent."""
        button = self._buttons[code]
        button.setVisible(bool(count) or not button.item.is_shown_if_counted)
        button.count(str(count) if count else "", is_urgent=is_urgent)

    def narrow(self, is_narrow: bool) -> None:
        """Icons only, or words too."""
        self._is_narrow = is_narrow
        size = theme().size
        self.setFixedWidth(theme().px(size.rail_icons_only if is_narrow else size.rail))
        margin = 8 if is_narrow else 10
        self._layout.setContentsMargins(margin, 8, margin, 8)
        for button in self._buttons.values():
            button.narrow(is_narrow)
        self.mark.narrow(is_narrow)
        self.sync.narrow(is_narrow)
        self.person.narrow(is_narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rail's own ground and its edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("rail"))
        hairline(painter, QRect(self.width() - 1, 0, 1, self.height()))
