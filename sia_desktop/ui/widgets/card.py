"""A card: a white sheet with a heading, on the page's ground."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import outline
from sia_desktop.ui.widgets.words import Words


class Card(QWidget):
    """A surface with rounded corners; put things into `body`, and acts into `head`."""

    def __init__(self, title: str = "", count: str = "", *, padding: int = 17, parent: QWidget | None = None):
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(padding, 13, padding, max(min(padding, 13) - theme().space.s, 0))
        self._layout.setSpacing(theme().space.s)
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.head = QHBoxLayout(head)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(theme().space.s)
        self._title, self._count = Words(title, "section"), Words(count, "body", "text_3")
        if title:
            self.head.addWidget(self._title)
            self.head.addWidget(self._count)
            self.head.addStretch(1)
            self._layout.addWidget(head)
            self.setAccessibleName(title)
            self.count(count)  # only now: a widget shown before it has a parent is a window
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().space.s)
        self._layout.addLayout(self.body)
        # Takes what is over only when nothing in the body wants to grow.
        self._layout.addWidget(QWidget())

    def retitle(self, title: str) -> None:
        """Another heading, for a card that had one from the start."""
        self._title.say(title)
        self.setAccessibleName(title)

    def count(self, count: str) -> None:
        """How many, beside the heading."""
        self._count.say(count)
        self._count.setVisible(bool(count))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Surface and hairline edge; cards cast no shadow."""
        painter = QPainter(self)
        outline(painter, self.rect(), theme().radius.card, "hairline", "surface")


def column(*widgets: QWidget, spacing: int = 8, stretch: bool = True) -> QWidget:
    """Widgets under one another, held at the top."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return holder


def row(
    *widgets: QWidget, spacing: int = 8, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter
) -> QWidget:
    """Widgets beside one another, held at the left."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget, 0, align)
    layout.addStretch(1)
    return holder
