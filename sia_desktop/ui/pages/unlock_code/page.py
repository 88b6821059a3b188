"""Unlock code: for a forgotten passphrase, a code from the administrator and a new passphrase."""

from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.passphrase import SHORTEST
from sia_desktop.services.door import Desk, Door, LeaseOver
from sia_desktop.ui.tasks import TaskRunner
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.door_card import DoorCard
from sia_desktop.ui.widgets.door_steps import DoorSteps
from sia_desktop.ui.widgets.labelled_field import LabelledField, PassphraseField, TextField
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.words import Words

LEAD: Final = (
    "Ring your administrator. Once sure that it is you, they read you a code for this laptop; it works once. "
    "Everything you wrote is still here."
)


class UnlockCodePage(QWidget):
    """Opens the desk with a code; `unlocked` carries it."""

    unlocked = Signal(object)  # a Desk
    sign_in_wanted = Signal(str, str)
    """The lease has ended as well: why, and the new passphrase."""
    left = Signal()

    title = "Unlock with a code"

    def __init__(self, door: Door, tasks: TaskRunner):
        super().__init__()
        self._door, self._tasks = door, tasks
        self.card = DoorCard(self.title, 480)
        self.steps = DoorSteps(self.card)
        self.code, self.passphrase, self.again = TextField(), PassphraseField(), PassphraseField()
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.code_field = LabelledField("Unlock code", self.code)
        self.passphrase_field = LabelledField("New passphrase for this laptop", self.passphrase)
        self.again_field = LabelledField("Passphrase again", self.again)
        self.trouble = Banner(Tone.WARNING, "")
        self.button = Button("Unlock", Variant.PRIMARY, press=self._unlock)
        self.back = Button("Back", Variant.LINK, small=True, icon="arrow-left", press=self.left.emit)
        body = self.card.body
        for part in (
            Words(LEAD, "body", "text_2", wrap=True),
            self.trouble,
            self.code_field,
            self.passphrase_field,
            Words(
                f"At least {SHORTEST} characters; a few words you can remember are best.",
                "caption",
                "text_2",
                wrap=True,
            ),
            self.again_field,
            self.button,
        ):
            body.addWidget(part)
        body.addSpacing(theme().space.xs)
        body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.trouble.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.steps)
        for one in (self.code, self.passphrase, self.again):
            one.returnPressed.connect(self._unlock)

    def open(self, **_: Any) -> None:
        """Ready for the code."""
        self._say()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """What was typed does not stay."""
        for one in (self.code, self.passphrase, self.again):
            one.clear()

    def _unlock(self) -> None:
        if not self.button.isEnabled():
            return
        code, passphrase = self.code.text(), self.passphrase.text()
        fault = ""
        if len(passphrase) < SHORTEST:
            fault = f"Use at least {SHORTEST} characters; a few words are easiest to remember."
        differs = "" if fault or passphrase == self.again.text() else "The two passphrases differ."
        missing = "" if code.strip() else "Type the code that your administrator reads to you."
        self._say(missing, fault, differs)
        if missing or fault or differs:
            return
        self._busy(True)
        self._tasks.run(
            lambda _: self._door.unlock_by_code(code, passphrase),
            self._open_desk,
            lambda trouble: self._hit(trouble, passphrase),
            owner=self,
            must_finish=True,
        )

    def _open_desk(self, desk: Desk) -> None:
        self._busy(False)
        self.unlocked.emit(desk)

    def _hit(self, trouble: BaseException, passphrase: str) -> None:
        self._busy(False)
        if isinstance(trouble, LeaseOver):
            self.sign_in_wanted.emit(str(trouble), passphrase)
        elif isinstance(trouble, RuleBroken):
            is_code = "code" in str(trouble)
            self._say(str(trouble) if is_code else "", "" if is_code else str(trouble))
            self._pause(getattr(trouble, "wait_seconds", 0))
        else:
            self.trouble.say(Tone.WARNING, sentence_for(trouble))
            self.trouble.unfold()

    def _say(self, code: str = "", passphrase: str = "", again: str = "") -> None:
        """Each sentence at its field, and the keyboard at the first of them."""
        self.trouble.hide()
        faults = ((self.code_field, code), (self.passphrase_field, passphrase), (self.again_field, again))
        for field, sentence in faults:
            field.fault(sentence)
        for field, sentence in faults:
            if sentence:
                field.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _pause(self, seconds: int) -> None:
        if seconds:
            self.button.setEnabled(False)
            QTimer.singleShot(seconds * 1000, self, lambda: self.button.setEnabled(True))

    def _busy(self, is_busy: bool) -> None:
        self.button.setEnabled(not is_busy)
        self.button.setText("Unlocking…" if is_busy else "Unlock")
        for one in (self.code, self.passphrase, self.again):
            one.setReadOnly(is_busy)
