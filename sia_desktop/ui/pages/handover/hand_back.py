"""The other two faces of the panel: thanks for the headteacher, and the adviser's way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.mark import MarkWay
from sia_desktop.ui.pages.handover.words import thanks
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.passphrase import Passphrase
from sia_desktop.ui.widgets.stated import Stated
from sia_desktop.ui.widgets.words import Words


class Thanks(QWidget):
    """What was recorded, who signs next, and where the copy may go."""

    return_wanted = Signal()
    change_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = Stated("circle-check", "", Tone.SUCCESS)
        self._next = Words("", "body", "text_2", wrap=True)
        self.address = TextField(placeholder="name@school.example")
        hint = "optional; your adviser sends it"
        self._back = Button("Return to adviser", Variant.PRIMARY, icon="lock", press=self.return_wanted.emit)
        change = Button("Change my response", Variant.LINK, icon="undo-2", press=self.change_wanted.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.l)
        layout.addWidget(self.state)
        layout.addWidget(self._next)
        layout.addWidget(LabelledField("E-mail a copy to", self.address, hint=hint))
        layout.addWidget(self._back)
        row = QHBoxLayout()
        row.addWidget(change)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def start(self, way: MarkWay, adviser: str) -> None:
        """Thank them for this."""
        said, after = thanks(way, adviser)
        icon = "clock" if way is MarkWay.DEFERRED else "circle-check"
        self.state.say(icon, said, Tone.INFO if way is MarkWay.DEFERRED else Tone.SUCCESS)
        self._next.say(after)
        self._back.setFocus()


class HandBack(QWidget):
    """Only the adviser's passphrase leads out of this view."""

    passphrase_given = Signal(str)
    stay_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Words("", "heading", wrap=True)
        self._why = Words("", "body", "text_2", wrap=True)
        self.passphrase = Passphrase("Adviser’s passphrase")
        self.act = Button("", Variant.PRIMARY, press=self._give)
        self._stay = Button("Back to the note", press=self.stay_wanted.emit)
        self.passphrase.confirmed.connect(self._give)
        acts = QHBoxLayout()
        acts.setSpacing(theme().space.m)
        acts.addWidget(self.act)
        acts.addWidget(self._stay)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.l)
        layout.addWidget(self._title)
        layout.addWidget(self._why)
        layout.addWidget(self.passphrase)
        layout.addLayout(acts)
        layout.addStretch(1)

    def start(self, adviser: str, *, is_witnessing: bool) -> None:
        """Ask; for a mark under a signed note the passphrase also opens the key that witnesses it."""
        self._title.say(f"Please hand the laptop to {adviser}")
        leaving = "The passphrase opens the rest of this laptop’s records again."
        witnessing = "The passphrase opens the key that witnesses the mark and adds it to the signed PDF."
        self._why.say(witnessing if is_witnessing else leaving)
        self.act.setText("Add the mark" if is_witnessing else "Return to adviser")
        self.passphrase.clear()
        self.busy(False)
        self.passphrase.setFocus()

    def refuse(self, sentence: str) -> None:
        """Not the passphrase, or something else went wrong."""
        self.passphrase.clear()
        self.passphrase.fault(sentence)
        self.busy(False)
        self.passphrase.setFocus()

    def busy(self, is_busy: bool) -> None:
        """The passphrase is being tried, which takes a moment on purpose."""
        self.act.setEnabled(not is_busy)

    def _give(self) -> None:
        if not self.passphrase.text:
            self.passphrase.fault("The adviser types their passphrase here.")
            return
        self.busy(True)
        self.passphrase_given.emit(self.passphrase.text)
