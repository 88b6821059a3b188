"""What is true of the words on the screen, in a line at the head of the page."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.ui.forms.autosave import Autosave, Keeping
from sia_desktop.ui.forms.words import saved_words
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.words import Words

_ICONS = {
    Keeping.KEPT: ("check", "success", "text_2"),
    Keeping.SAVING: ("refresh-cw", "text_3", "text_2"),
    Keeping.FAILED: ("triangle-alert", "danger", "danger"),
}


class SavedLine(QWidget):
    """What is true of the words on the screen, with its icon."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("check", "success", 16)
        self._words = Words("", "caption", "text_2", wrap=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._icon)
        layout.addWidget(self._words)

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, autosave: Autosave) -> None:
        """Follow the autosave."""
        icon, colour, ink = _ICONS[autosave.keeping]
        self._icon.become(icon, colour)
        self._words.say(saved_words(autosave.keeping, autosave.saved_at, autosave.trouble), colour=ink)
        self.setAccessibleName(self._words.text())

    def confirm(self) -> None:
        """Ctrl+S: have it read out."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
