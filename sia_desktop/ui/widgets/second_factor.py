"""The card of the second factor: a code from the phone, and how to set the app up the first time."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.services.door import SetUpFactor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.door_card import DoorCard
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField
from sia_desktop.ui.widgets.qr_code import QrCode
from sia_desktop.ui.widgets.words import Words

ASK: Final = (
    "Type the six figures that your authenticator app shows for SIA Desktop. "
    "Without your phone, type one of your recovery codes; each works once."
)
SET_UP: Final = (
    "Your council asks for a second factor: a code from an authenticator app on your phone, asked for when a "
    "laptop is set up and when you sign in again, never at work in between."
)
STEPS: Final = (
    "1.  Open an authenticator app on your phone and add an account.",
    "2.  Scan this code, or choose “enter a key” and type the key.",
    "3.  Type below the six figures that the app then shows.",
)
MISSING: Final = "Type the code that your authenticator app shows."


class SecondFactorCard(DoorCard):
    """Asks for the code; `typed` carries it."""

    typed = Signal(str)
    left = Signal()
    """Back to the sign-in before."""

    def __init__(self) -> None:
        super().__init__("Second factor", 560)
        self._lead = Words("", "body", "text_2", wrap=True)
        self.qr = QrCode("QR code for your authenticator app; the same key in letters stands beside it")
        self.key = TextField()
        self.key.setReadOnly(True)
        self.copy = Button("Copy the key", icon="copy", press=self._copy)
        self.code = TextField()
        self.code.setMaxLength(40)
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhNoAutoUppercase)
        self.field = LabelledField("Code", self.code)
        self.button = Button("Go on", Variant.PRIMARY, press=self._type)
        self.button.setDefault(True)
        self.back = Button("Start again", Variant.LINK, small=True, icon="arrow-left", press=self._leave)
        self._set_up = self._build_set_up()
        self._copied = ""
        space = theme().space
        for part in (self._lead, self._set_up, self.field):
            self.body.addWidget(part)
        self.body.addSpacing(space.xs)
        self.body.addWidget(self.button)
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.code.returnPressed.connect(self._type)
        self.code.textEdited.connect(lambda _: self.field.fault(""))

    def ask(self, set_up: SetUpFactor | None) -> None:
        """Ask for a code; the first time, show what the app is told."""
        self._lead.say(SET_UP if set_up else ASK)
        self.heading.say("Set up your second factor" if set_up else "Second factor")
        self._set_up.setVisible(set_up is not None)
        self.qr.show_rows(set_up.squares if set_up else ())
        self.key.setText(in_fours(set_up.secret) if set_up else "")
        self.key.setCursorPosition(0)
        self.refuse("")
        self.code.clear()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why the code was not taken; another may be typed."""
        self.field.fault(sentence)
        self.code.selectAll()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, is_waiting: bool) -> None:
        """While central looks at it."""
        self.button.setEnabled(not is_waiting)
        self.button.setText("Looking at it…" if is_waiting else "Go on")
        self.code.setReadOnly(is_waiting)

    def forget(self) -> None:
        """Nothing of it stays on the card, nor the key on the clipboard."""
        self.code.clear()
        self.qr.show_rows(())
        self.key.clear()
        clipboard = QApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""

    def _build_set_up(self) -> QWidget:
        space = theme().space
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, space.xs)
        column.setSpacing(space.s)
        line = QHBoxLayout()
        line.setSpacing(space.m)
        line.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(space.m)
        words.addStretch(1)
        for step in STEPS:
            words.addWidget(Words(step, "body", wrap=True))
        words.addStretch(1)
        line.addLayout(words, 1)
        column.addLayout(line)
        key = QHBoxLayout()
        key.setSpacing(space.s)
        key.addWidget(LabelledField("Key, if you cannot scan", self.key), 1)
        key.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(key)
        return part

    def _copy(self) -> None:
        self._copied = self.key.text().replace(" ", "")
        QApplication.clipboard().setText(self._copied)

    def _type(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.code.text().strip():
            self.refuse(MISSING)
            return
        self.typed.emit(self.code.text())

    def _leave(self) -> None:
        self.forget()
        self.left.emit()


def in_fours(letters: str) -> str:
    """ABCD EFGH IJKL: easier to copy by hand."""
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
