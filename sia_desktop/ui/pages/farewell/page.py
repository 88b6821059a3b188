"""Farewell: why this laptop holds nothing any more, and how it may be used again."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.services.sync_now import Farewell
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.door_card import DoorCard, fact
from sia_desktop.ui.widgets.door_steps import DoorSteps
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.words import Words

SAYS: Final = {
    Farewell.LEFT: (
        "Your administrator recorded that you no longer work with this laptop. Everything you wrote reached "
        "the council first; your line manager finds there what was still unsent."
    ),
    Farewell.LOST: (
        "This laptop was reported lost, so its keys were destroyed at its first contact with the council. "
        "What had been synced before is safe there; nothing more was sent. If the laptop has been found, "
        "tell your administrator, and set it up anew."
    ),
}


class FarewellPage(QWidget):
    """Says why; `begin_wanted` sets the laptop up for whoever has it next."""

    begin_wanted = Signal()

    title = "This laptop was cleared"

    def __init__(self) -> None:
        super().__init__()
        self.card = DoorCard(self.title, 480)
        self.steps = DoorSteps(self.card)
        self.trouble = Banner(Tone.WARNING, "", lead="Some files are still there")
        self.trouble.hide()
        self._why = Words("", "body", "text_2", wrap=True)
        self.button = Button("Set up this laptop", press=self.begin_wanted.emit)
        body = self.card.body
        body.addWidget(self._why)
        body.addWidget(self.trouble)
        body.addWidget(
            fact(
                "shield-alert",
                "The keys are gone",
                "What this laptop held was encrypted under them, and cannot be read by anybody again.",
            )
        )
        body.addSpacing(theme().space.m)
        body.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.steps)

    def open(self, **_: Any) -> None:
        """The one thing to press."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nothing was typed."""

    def say(self, farewell: Farewell) -> None:
        """Why."""
        self._why.say(SAYS[farewell])

    def say_trouble(self, sentence: str) -> None:
        """What could not be removed."""
        self.trouble.say(Tone.WARNING, sentence, lead="Some files are still there")
        self.trouble.show()
