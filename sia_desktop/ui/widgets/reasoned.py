"""An act that wants a reason: one button, which opens a field and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField


class Reasoned(QWidget):
    """`given` carries the reason; without one it says so and stays open."""

    given = Signal(str)

    def __init__(self, act: str, icon: str, asks: str, does: str, hint: str = ""):
        """`act` opens it, `asks` is the field's label, `does` is the button that carries it out."""
        super().__init__()
        self._line = TextField()
        self._field = LabelledField(asks, self._line, hint=hint)
        self.opener = Button(f"{act}…", Variant.SECONDARY, icon=icon, wraps=True, press=self.open_it)
        self._does = Button(does, Variant.PRIMARY, wraps=True, press=self._give)
        cancel = Button("Cancel", Variant.QUIET, press=self.close_it)
        self._line.returnPressed.connect(self._give)
        self._open = QWidget()
        acts = QHBoxLayout()
        acts.addWidget(self._does)
        acts.addWidget(cancel)
        acts.addStretch(1)
        inside = QVBoxLayout(self._open)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().space.s)
        inside.addWidget(self._field)
        inside.addLayout(acts)
        first = QHBoxLayout()
        first.addWidget(self.opener)
        first.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(first)
        layout.addWidget(self._open)
        self._open.hide()

    @property
    def reason(self) -> str:
        """What was typed."""
        return self._line.text().strip()

    def open_it(self) -> None:
        """Ask for the reason."""
        self.opener.hide()
        self._open.show()
        self._line.setFocus()

    def close_it(self) -> None:
        """Not after all."""
        self._open.hide()
        self.opener.show()
        self._field.fault("")
        self.opener.setFocus()

    def say_trouble(self, sentence: str) -> None:
        """Why it was not done."""
        self._field.fault(sentence)

    def clear(self) -> None:
        """For the next note."""
        self._line.clear()
        self._field.fault("")
        self._open.hide()
        self.opener.show()

    def _give(self) -> None:
        if not self.reason:
            self._field.fault("Give the reason; it stays with the record.")
            self._line.setFocus()
            return
        self._field.fault("")
        self.given.emit(self.reason)
