"""A step that is signed: one button, which opens what signing takes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField
from sia_desktop.ui.widgets.passphrase import Passphrase
from sia_desktop.ui.widgets.signature import DRAW, TYPE, Signature
from sia_desktop.ui.widgets.words import Words


class SignHere(QWidget):
    """`given` carries the reason, where one is asked for, and the `Signed`."""

    given = Signal(str, object)

    def __init__(self, act: str, who: str, asks: str = "", hint: str = ""):
        """`act` is the step, `who` signs it, `asks` the label of the reason where it wants one."""
        super().__init__()
        self.opener = Button(f"{act}…", Variant.SECONDARY, icon="signature", wraps=True, press=self.open_it)
        self._line = TextField()
        self._reason = LabelledField(asks, self._line, hint=hint) if asks else None
        self.signature = Signature("Your signature", (TYPE, DRAW), is_snug=True)
        self.passphrase = Passphrase(hint="it opens your signing key")
        self.passphrase.confirmed.connect(self._give)
        self._does = f"Sign: {act}"
        self.sign = Button(self._does, Variant.PRIMARY, icon="signature", wraps=True, press=self._give)
        cancel = Button("Cancel", Variant.QUIET, press=self.close_it)
        said = f"{who}. You sign the words as they stand now; their PDF is made and sealed at once."
        self._open = QWidget()
        acts = QHBoxLayout()
        acts.addWidget(self.sign)
        acts.addWidget(cancel)
        acts.addStretch(1)
        inside = QVBoxLayout(self._open)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().space.s)
        inside.addWidget(Words(act, "strong", wrap=True))
        inside.addWidget(Words(said, "caption", "text_2", wrap=True))
        if self._reason is not None:
            inside.addWidget(self._reason)
        inside.addWidget(self.signature)
        inside.addWidget(self.passphrase)
        inside.addLayout(acts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._open)
        self._open.hide()

    def open_it(self) -> None:
        """Ask for the signature."""
        self.opener.hide()
        self._open.show()
        first = (
            self._line if self._reason is not None else self.signature.ways.segment(self.signature.way.value)
        )
        first.setFocus()

    def close_it(self) -> None:
        """Not after all: nothing of a signature or a passphrase stays."""
        self.signature.clear()
        self.passphrase.clear()
        self._open.hide()
        self.opener.show()
        self.opener.setFocus()

    def busy(self, is_busy: bool) -> None:
        """Signing is under way; whatever came of it, the passphrase leaves the screen."""
        self.sign.setEnabled(not is_busy)
        self.sign.setText("Signing…" if is_busy else self._does)
        if not is_busy:
            self.passphrase.clear()
            self.passphrase.setFocus()

    def _give(self) -> None:
        reason = self._line.text().strip()
        if self._reason is not None:
            self._reason.fault("" if reason else "Give the reason; it stays with the record.")
            if not reason:
                self._line.setFocus()
                return
        if not self.passphrase.text:
            self.passphrase.fault("Type your passphrase: it opens your signing key.")
            self.passphrase.setFocus()
            return
        self.passphrase.fault("")
        self.busy(True)
        self.given.emit(reason, self.signature.with_passphrase(self.passphrase.text))
