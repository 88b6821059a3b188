"""Unlock: the passphrase, and nothing about any school."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.door import Desk, Door, LeaseOver
from sia_desktop.services.queries.facts import SyncFacts
from sia_desktop.ui.pages.unlock import words
from sia_desktop.ui.tasks import Lane, TaskRunner
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.door_card import DoorCard, fact
from sia_desktop.ui.widgets.labelled_field import LabelledField, PassphraseField
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.words import Words


class UnlockPage(QWidget):
    """Opens the desk; `unlocked` carries it."""

    unlocked = Signal(object)  # a Desk
    sign_in_wanted = Signal(str, str)
    """The lease has ended: why, and the passphrase that was right."""
    code_wanted = Signal()

    title = "Unlock"

    def __init__(self, door: Door, tasks: TaskRunner):
        super().__init__()
        self._door, self._tasks = door, tasks
        self._is_ready = True
        self._is_wanted = False
        self.setProperty("ground", "window")
        self.card = DoorCard("Unlock")
        self._who = Words("", "body", "text_2")
        self.passphrase = PassphraseField()
        self._field = LabelledField("Passphrase", self.passphrase)
        self._hint = Words("You can paste it.", "caption", "text_2")
        self.button = Button("Unlock", Variant.PRIMARY, press=self._unlock)
        self.button.setDefault(True)
        self.code = Button("Type an unlock code", Variant.LINK, small=True, press=self.code_wanted.emit)
        self._trouble = Banner(Tone.WARNING, "")
        self._trouble.hide()
        self._safe = fact("wifi-off", "Offline is fine", words.safe_words(None), "info")
        self._build()
        self.passphrase.returnPressed.connect(self._unlock)
        self.passphrase.textEdited.connect(lambda _: self._field.fault(""))

    def open(self, **_: Any) -> None:
        """Ready to type; nothing stands in the field."""
        self._trouble.hide()
        self._field.fault("")
        self.passphrase.clear()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """What was typed does not stay."""
        self.passphrase.clear()

    def say_who(self, who: str, facts: SyncFacts | None) -> None:
        """Whose desk was locked, and what waits behind the lock."""
        self._who.say(who)
        self._who.setVisible(bool(who))
        self._safe.say(words.safe_words(facts))

    def wait(self, is_waiting: bool) -> None:
        """While the keys are being put away, Unlock waits for it and then goes on by itself."""
        self._is_ready = not is_waiting
        if self._is_ready and self._is_wanted:
            self._unlock()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        for text in (
            words.ENCRYPTED,
            "Contains public sector information licensed under the Open Government Licence v3.0.",
        ):
            line = Words(text, "caption", "text_2")
            layout.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(theme().space.l)
        body = self.card.body
        body.addWidget(self._who)
        self._who.hide()
        body.addSpacing(theme().space.s)
        body.addWidget(self._trouble)
        body.addWidget(self._field)
        body.addWidget(self._hint)
        body.addSpacing(theme().space.xs)
        body.addWidget(self.button)
        body.addSpacing(theme().space.s)
        body.addWidget(Rule())
        body.addWidget(self._safe)
        body.addWidget(fact("key-round", "Forgotten it?", words.FORGOTTEN))
        body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignLeft)
        no_vault = fact("shield-alert", "No credential store", words.NO_VAULT)
        body.addWidget(no_vault)
        no_vault.hide()
        self._tasks.run(
            lambda _: self._door.has_vault,
            lambda has_vault: no_vault.setVisible(not has_vault),
            owner=self,
            lane=Lane.NETWORK,  # a vault may take its time, and nothing waits for it here
        )

    def _unlock(self) -> None:
        typed = self.passphrase.text()
        if not self.button.isEnabled() and not self._is_wanted:
            return
        if not typed:
            self._field.fault("Type your passphrase.")
            return
        self._busy(True)
        self._is_wanted = not self._is_ready
        if self._is_wanted:
            return
        self._tasks.run(
            lambda _: self._door.unlock(typed),
            self._open_desk,
            lambda trouble: self._hit(trouble, typed),
            owner=self,
        )

    def _open_desk(self, desk: Desk) -> None:
        self._busy(False)
        self.passphrase.clear()
        self.unlocked.emit(desk)

    def _hit(self, trouble: BaseException, typed: str) -> None:
        self._busy(False)
        if isinstance(trouble, LeaseOver):
            self.sign_in_wanted.emit(str(trouble), typed)
            return
        if isinstance(trouble, RuleBroken):
            self._field.fault(str(trouble))
            self.passphrase.selectAll()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            self._pause(getattr(trouble, "wait_seconds", 0))
            return
        self._trouble.say(Tone.WARNING, sentence_for(trouble))
        self._trouble.unfold()

    def _pause(self, seconds: int) -> None:
        """After several wrong tries, Unlock waits as long as the refusal says."""
        if seconds:
            self.button.setEnabled(False)
            QTimer.singleShot(seconds * 1000, self, lambda: self.button.setEnabled(True))

    def _busy(self, is_busy: bool) -> None:
        self.button.setText("Unlocking…" if is_busy else "Unlock")
        self.button.setEnabled(not is_busy)
        self.passphrase.setReadOnly(is_busy)
