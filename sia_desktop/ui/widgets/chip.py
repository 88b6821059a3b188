"""A chip: a state in icon, word and tone. Never clickable."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import CENTRE, ChipWords, chip_size, draw_chip, outline, write

DEMONSTRATION = ChipWords("Demonstration data", "flask-conical")
"""Stands on every screen of a demonstration."""


class Chip(QLabel):
    """One state, 24 high."""

    def __init__(self, words: ChipWords, parent: QWidget | None = None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(words)

    def show_state(self, words: ChipWords) -> None:
        """Show another state."""
        self._words = words
        self.setText(words.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As much as icon and word need."""
        return chip_size(self._words)

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint in light and dark, outline in high contrast."""
        draw_chip(QPainter(self), QPoint(0, 0), self._words)


class LetterBox(QLabel):
    """A category's letter in a neutral box; never red or green."""

    def __init__(self, letter: str, name: str, edge: int = 36, parent: QWidget | None = None):
        super().__init__(letter, parent)
        self._edge = edge
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(theme().px(self._edge), theme().px(self._edge))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The letter, centred."""
        painter = QPainter(self)
        outline(painter, self.rect(), theme().radius.control, "border", "neutral_tint")
        write(painter, self.rect(), self.text(), "section", "text", CENTRE)
