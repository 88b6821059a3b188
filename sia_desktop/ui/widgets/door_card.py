"""The card in the middle of an otherwise empty window: before the desk is open."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.chip import DEMONSTRATION, Chip
from sia_desktop.ui.widgets.rail import draw_mark
from sia_desktop.ui.widgets.words import Words


class Mark(QWidget):
    """The program's mark."""

    def __init__(self, edge: int = 44, parent: QWidget | None = None):
        super().__init__(parent)
        self._edge = edge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(theme().px(self._edge), theme().px(self._edge))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A checked list on accent."""
        draw_mark(QPainter(self), QRect(0, 0, self.width(), self.height()))


class DoorCard(Card):
    """Mark, title, and whatever is put into `body`."""

    def __init__(self, title: str, width: int = 420, parent: QWidget | None = None):
        super().__init__(padding=36, parent=parent)
        self._wide = width
        self.setAccessibleName(title)
        self.heading = Words(title, "title")
        edge = theme().space.l
        self.setContentsMargins(0, edge, 0, edge)
        self.body.setSpacing(theme().space.s)
        self._top = QHBoxLayout()
        self._top.addWidget(Mark())
        self._top.addStretch(1)
        self.body.addLayout(self._top)
        self.body.addSpacing(theme().space.s)
        self.body.addWidget(self.heading)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def mark_demonstration(self) -> None:
        """Say that nothing here is real casework."""
        self._top.addWidget(Chip(DEMONSTRATION), 0, Qt.AlignmentFlag.AlignTop)

    def sizeHint(self) -> QSize:
        """A fixed column of text."""
        width = theme().px(self._wide)
        return QSize(width, max(super().sizeHint().height(), self.heightForWidth(width)))

    def minimumSizeHint(self) -> QSize:
        """Never narrower, so that nothing in it is cut."""
        return QSize(theme().px(self._wide), super().minimumSizeHint().height())


class Fact(QWidget):
    """An icon, a few strong words, and the sentence below."""

    def __init__(self, icon: str, lead: str, sentence: str, colour: str = "text_2"):
        super().__init__()
        self._lead = lead
        self._sentence = Words(sentence, "caption", "text_2", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Icon(icon, colour, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(lead, "caption_strong"))
        words.addWidget(self._sentence)
        layout.addLayout(words, 1)
        self.setAccessibleName(f"{lead}: {sentence}")

    def say(self, sentence: str) -> None:
        """Another sentence."""
        self._sentence.say(sentence)
        self.setAccessibleName(f"{self._lead}: {sentence}")


def fact(icon: str, lead: str, sentence: str, colour: str = "text_2") -> Fact:
    """One fact in a door card."""
    return Fact(icon, lead, sentence, colour)
