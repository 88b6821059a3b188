"""A table on a card, with its totals in words below."""

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Rule
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.words import Words


class TableFrame(Card):
    """The table to the edges, a line, then how many, what of them, and which keys help."""

    def __init__(self, table: QAbstractItemView, keys: str = "", parent: QWidget | None = None):
        super().__init__(parent=parent)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(1, 4, 1, 1)
        self.body.setSpacing(0)
        self._count = Words("", "caption_strong")
        self._rest = Words("", "caption", "text_2")
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 7, 14, 7)
        foot.setSpacing(theme().space.m)
        foot.addWidget(self._count)
        foot.addWidget(self._rest)
        foot.addStretch(1)
        foot.addWidget(Words(keys, "caption", "text_2"))
        whole = QVBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(table, 1)
        whole.addWidget(Rule())
        whole.addLayout(foot)
        self.body.addLayout(whole, 1)

    def say(self, count: str, rest: str) -> None:
        """Other totals."""
        self._count.say(count)
        self._rest.say(rest)
