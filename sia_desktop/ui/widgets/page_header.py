"""The head of every page: where it belongs, its one title, a line of words, and acts at the right."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.words import Words

_WHOLE: Final = 360
"""A title up to this width is never cut: the way to a school narrows first."""


class PageHeader(QWidget):
    """Title and subtitle at the left, acts at the right."""

    def __init__(
        self, title: str = "", subtitle: str = "", *, trail: str = "", parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._trail = Words(trail, "caption", "text_2")
        self._title = Words(title, "title")
        self._subtitle = Words(subtitle, "body", "text_2")
        self._beside = QHBoxLayout()
        self._beside.setSpacing(theme().space.m)
        self._beside.addWidget(self._title)
        self._beside.addStretch(1)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(theme().space.m)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._trail)
        words.addLayout(self._beside)
        words.addWidget(self._subtitle)
        layout = QHBoxLayout(self)
        margin = theme().space.page
        layout.setContentsMargins(margin, 16, margin, 12)
        layout.setSpacing(theme().space.l)
        layout.addLayout(words, 1)
        layout.addLayout(self.acts)
        layout.setAlignment(self.acts, Qt.AlignmentFlag.AlignTop)
        self.say(title, subtitle, trail)

    def say(self, title: str, subtitle: str = "", trail: str = "") -> None:
        """Show another title."""
        for words, text in ((self._title, title), (self._subtitle, subtitle), (self._trail, trail)):
            words.say(text)
            words.setVisible(bool(text))
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), theme().px(_WHOLE)))
        self.setAccessibleName(title)

    def mark(self, *chips: QWidget) -> None:
        """Put chips next to the title."""
        for chip in chips:
            self._beside.insertWidget(self._beside.count() - 1, chip, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, *widgets: QWidget) -> None:
        """Put acts at the right, the main one last."""
        for widget in widgets:
            self.acts.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
