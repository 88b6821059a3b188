"""The card beside a table: everything about the row the keyboard is on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.card import Card, column
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

WIDTH = 360


class Details(Card):
    """A heading, facts under their captions, and the acts there are."""

    def __init__(self, *acts: Button):
        super().__init__()
        self.setFixedWidth(theme().px(WIDTH))
        self._heading = Words("", "section", wrap=True)
        self._scroll = Scrolling("surface", margin=0, spacing=theme().space.m)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # long facts scroll by keyboard too
        self._scroll.setAccessibleName("Details")
        self.body.addWidget(self._heading)
        self.body.addWidget(self._scroll, 1)
        for act in acts:
            self.body.addWidget(act)

    def show_facts(self, heading: str, facts: Sequence[tuple[str, str]]) -> None:
        """Other facts; a screen reader reads them whole."""
        self._heading.say(heading)
        inside = self._scroll.fresh_column()
        for caption, words in facts:
            said = Words(words, "body", wrap=True)
            said.setAccessibleName(f"{caption}: {words}")
            inside.addWidget(column(Words(caption, "caption", "text_2"), said, spacing=0, stretch=False))
        inside.addStretch(1)
        self._scroll.setAccessibleDescription(". ".join(f"{caption}: {words}" for caption, words in facts))
