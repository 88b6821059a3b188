"""Enrol: the first run, from the council's address to an unlocked desk."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.door import Desk, Door, Enrolment, SecondFactorAsked, SignInEnded
from sia_desktop.ui.pages.enrol import words
from sia_desktop.ui.pages.enrol.words import Field, Typed
from sia_desktop.ui.tasks import Lane, Task, TaskRunner
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.door_card import DoorCard, fact
from sia_desktop.ui.widgets.door_steps import DoorSteps
from sia_desktop.ui.widgets.labelled_field import LabelledField, PassphraseField, TextField
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.second_factor import SecondFactorCard
from sia_desktop.ui.widgets.words import Words


class EnrolPage(QWidget):
    """Asks what enrolment needs; `enrolled` carries the desk."""

    enrolled = Signal(object)  # a Desk

    title = "Set up this laptop"

    def __init__(self, door: Door, tasks: TaskRunner, device_name: str):
        super().__init__()
        self._door, self._tasks = door, tasks
        self.setProperty("ground", "window")
        self._asked: Enrolment | None = None
        self._task: Task | None = None
        self.card = DoorCard(self.title, 560)
        self.factor = SecondFactorCard()
        self.steps = DoorSteps(self.card, self.factor)
        self.address = TextField(placeholder="https://")
        self.email = TextField()
        self.password = PassphraseField()
        self.authority = TextField()
        self.device = TextField(device_name)
        self.passphrase, self.again = PassphraseField(), PassphraseField()
        self.fields = {
            Field.ADDRESS: LabelledField("Address of the council’s service", self.address),
            Field.EMAIL: LabelledField("E-mail", self.email),
            Field.PASSWORD: LabelledField("Password", self.password),
            Field.AUTHORITY: LabelledField(
                "Council’s certificate file", self.authority, hint="only if you were given one"
            ),
            Field.DEVICE: LabelledField("Name of this laptop", self.device),
            Field.PASSPHRASE: LabelledField("New passphrase for this laptop", self.passphrase),
            Field.AGAIN: LabelledField("Passphrase again", self.again),
        }
        self.button = Button("Set up this laptop", Variant.PRIMARY, press=self._enrol)
        self.button.setDefault(True)
        self.browser = Button(
            "Set up by signing in on your council’s page", icon="external-link", press=self._in_browser
        )
        self.stop = Button("Stop waiting", Variant.LINK, small=True, press=self._stop)
        self.more = Button("More", Variant.LINK, small=True, icon="chevron-down", press=self._show_more)
        self.trouble = Banner(Tone.WARNING, "")
        self._step = Words("", "caption", "text_2", wrap=True)
        self._bar = QProgressBar()
        self._build()

    def open(self, **_: Any) -> None:
        """The first field."""
        self.steps.show_card(self.card)
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Passwords do not stay on the page."""
        self._asked = None
        self.factor.forget()
        for field in (self.password, self.passphrase, self.again):
            field.clear()

    def _build(self) -> None:
        body = self.card.body
        body.addWidget(Words(words.WELCOME, "body", "text_2", wrap=True))
        body.addSpacing(theme().space.s)
        body.addWidget(self.trouble)
        self.trouble.hide()
        for place in (Field.ADDRESS, Field.EMAIL, Field.PASSWORD):
            body.addWidget(self.fields[place])
        self._more = self._build_more()
        body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._more)
        self._more.hide()
        body.addSpacing(theme().space.s)
        body.addWidget(self.fields[Field.PASSPHRASE])
        body.addWidget(Words(words.RULE, "caption", "text_2", wrap=True))
        body.addWidget(self.fields[Field.AGAIN])
        no_vault = fact("shield-alert", "No credential store", words.NO_VAULT)
        body.addWidget(no_vault)
        no_vault.hide()
        self._tasks.run(
            lambda _: self._door.has_vault,
            lambda has_vault: no_vault.setVisible(not has_vault),
            owner=self,
            lane=Lane.NETWORK,  # a vault may take its time, and nothing waits for it here
        )
        body.addSpacing(theme().space.s)
        body.addWidget(self.button)
        body.addWidget(self.browser)
        body.addWidget(self._step)
        body.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._bar)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._bar.hide()
        self._step.hide()
        self.stop.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.steps)
        self.factor.typed.connect(self._with_code)
        self.factor.left.connect(lambda: self.steps.show_card(self.card))
        for one in (self.address, self.email, self.password, self.passphrase, self.again, self.device):
            one.returnPressed.connect(self._enrol)

    def _build_more(self) -> QWidget:
        more = QWidget()
        column = QVBoxLayout(more)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().space.s)
        line = QHBoxLayout()
        line.setSpacing(theme().space.s)
        line.addWidget(self.fields[Field.AUTHORITY], 1)
        choose = Button("Choose…", press=self._choose_authority)
        line.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        column.addWidget(self.fields[Field.DEVICE])
        return more

    def _show_more(self) -> None:
        self._more.show()
        self.more.hide()
        self.authority.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_authority(self) -> None:
        dialog = QFileDialog(self, "Council’s certificate file", "", "Certificates (*.pem *.crt *.cer)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.authority.setText)
        dialog.open()

    def _in_browser(self) -> None:
        self._enrol(in_browser=True)

    def _with_code(self, code: str) -> None:
        assert self._asked is not None, "a code is typed after a sign-in only"
        self._ask(replace(self._asked, code=code))

    def _enrol(self, *, in_browser: bool = False) -> None:
        if not self.button.isEnabled():
            return
        typed = Typed(
            self.address.text(),
            self.email.text(),
            self.password.text(),
            self.device.text(),
            self.passphrase.text(),
            self.again.text(),
            in_browser,
        )
        self._say(words.faults(typed))
        if words.faults(typed):
            return
        enrolment = Enrolment(
            address=typed.address.strip(),
            email=typed.email.strip(),
            password=typed.password,
            passphrase=typed.passphrase,
            device_name=typed.device.strip(),
            authority_file=Path(self.authority.text()) if self.authority.text().strip() else None,
            in_browser=in_browser,
        )
        self._ask(enrolment)

    def _ask(self, enrolment: Enrolment) -> None:
        self._asked = enrolment
        self._busy(True)
        self._task = self._tasks.run(
            lambda progress: self._door.enrol(enrolment, progress),
            self._open_desk,
            self._hit,
            owner=self,
            lane=Lane.NETWORK,
            progress=self._come_on,
        )

    def _open_desk(self, desk: Desk) -> None:
        self._busy(False)
        self.enrolled.emit(desk)

    def _hit(self, trouble: BaseException) -> None:
        self._busy(False)
        sentence = sentence_for(trouble)
        if isinstance(trouble, SecondFactorAsked) and self._asked is not None:
            self._asked = replace(self._asked, ticket=trouble.ticket)
            self.steps.show_card(self.factor)
            self.factor.ask(trouble.set_up)
            return
        if self.steps.card is self.factor and not isinstance(trouble, SignInEnded):
            self.factor.refuse(sentence)
            return
        self.steps.show_card(self.card)
        if not isinstance(trouble, RuleBroken | OutsideTrouble):
            self._tasks.tell(trouble, self)
        place = words.place_of(sentence)
        if place is None:
            self.trouble.say(Tone.WARNING, sentence)
            self.trouble.unfold()
        else:
            self._say({place: sentence})

    def _say(self, faults: dict[Field, str]) -> None:
        """Each sentence at its field, and the keyboard at the first of them."""
        self.trouble.hide()
        for place, field in self.fields.items():
            field.fault(faults.get(place, ""))
        if not faults.keys().isdisjoint({Field.AUTHORITY, Field.DEVICE}):
            self._show_more()
        for place in self.fields:
            if place in faults:
                self.fields[place].field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _come_on(self, done: int, total: int, sentence: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._step.say(sentence)
        is_waiting = self._asked is not None and self._asked.in_browser and not self._asked.ticket
        self.stop.setVisible(is_waiting and total == 0)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._busy(False)

    def _busy(self, is_busy: bool) -> None:
        self._task = self._task if is_busy else None
        self.factor.wait(is_busy)
        self.button.setEnabled(not is_busy)
        self.browser.setEnabled(not is_busy)
        self.button.setText("Setting up…" if is_busy else "Set up this laptop")
        for field in self.fields.values():
            field.field.setEnabled(not is_busy)
        self._bar.setRange(0, 0)
        self._bar.setVisible(is_busy)
        self._step.setVisible(is_busy)
        self.stop.hide()
