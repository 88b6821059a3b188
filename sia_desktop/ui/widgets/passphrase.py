"""The adviser says that it is they: a passphrase, and the sentence when it is not theirs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sia_desktop.ui.widgets.labelled_field import LabelledField, PassphraseField


class Passphrase(LabelledField):
    """A hidden field; `confirmed` when Enter is pressed in it."""

    confirmed = Signal()

    def __init__(self, label: str = "Your passphrase", *, hint: str = "", parent: QWidget | None = None):
        self._line = PassphraseField()
        super().__init__(label, self._line, hint=hint, parent=parent)
        self._line.returnPressed.connect(self.confirmed)

    @property
    def text(self) -> str:
        """What was typed."""
        return self._line.text()

    def clear(self) -> None:
        """Leave nothing of it on the screen or in the field."""
        self._line.clear()
        self.fault("")
