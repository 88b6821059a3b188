"""A state in one line: icon, sentence, and the tone of both."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.words import Words


class Stated(QWidget):
    """Says how something stands; never by colour alone."""

    def __init__(self, icon: str = "circle", sentence: str = "", tone: Tone = Tone.NEUTRAL):
        super().__init__()
        self._icon = Icon(icon, tone.value, 18)
        self._words = Words(sentence, "body", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.setAccessibleName(sentence)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, icon: str, sentence: str, tone: Tone) -> None:
        """Something else is the case now."""
        self._icon.become(icon, tone.value)
        self._words.say(sentence)
        self.setAccessibleName(sentence)
