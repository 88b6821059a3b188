"""The due line of an editor: one full sentence and its link."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.painting import Tone, width_of
from sia_desktop.ui.widgets.words import Words

_ICONS = {Tone.DANGER: "octagon-alert", Tone.WARNING: "clock-alert", Tone.SUCCESS: "circle-check"}


class DueLine(QWidget):
    """`Due **Thursday 28 May 2026**: five working days after …` and Why this date?"""

    why_wanted = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._icon = Icon("calendar-clock", "text_2", 18)
        self._words = Words("", "body", "text", wrap=True)
        self.why = Button("Why this date?", Variant.LINK, small=True)
        self.why.clicked.connect(lambda: self.why_wanted.emit(self.why))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1000)
        layout.addWidget(self.why)
        layout.addStretch(1)

    def say(
        self, sentence: str, *, strong: str = "", tone: Tone = Tone.NEUTRAL, has_why: bool = True
    ) -> None:
        """Show the sentence, its date in semibold, in the tone of how near it is."""
        colour = "text_2" if tone is Tone.NEUTRAL else tone.value
        self._icon.become(_ICONS.get(tone, "calendar-clock"), colour)
        self._words.say(sentence, strong=strong)
        # One line where there is room, and the link right after it.
        bolder = width_of(strong, "strong") - width_of(strong, "body")
        self._words.setMaximumWidth(width_of(sentence, "body") + bolder + 4)
        self.why.setVisible(has_why)
        self.setAccessibleName(sentence)
