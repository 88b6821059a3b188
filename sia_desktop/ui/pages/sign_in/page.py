"""Sign in again: the laptop was away too long, or central no longer takes its tokens."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.door import Desk, Door, SecondFactorAsked, SignIn, SignInEnded
from sia_desktop.services.progress import Cancelled, Progress
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

WANTED: Final = (
    "The council’s service asks you to sign in again before it takes or sends anything. "
    "What you wrote is kept, and goes on its way as soon as you have."
)
_WHICH: Final = "The password your administrator gave you, not this laptop’s passphrase."


class SignInPage(QWidget):
    """Renews what lets this laptop work; `signed_in` carries the desk."""

    signed_in = Signal(object)  # a Desk
    left = Signal()

    title = "Sign in again"

    def __init__(self, door: Door, tasks: TaskRunner):
        super().__init__()
        self._door, self._tasks = door, tasks
        self._known, self._sign_in = "", SignIn("")
        self._task: Task | None = None
        self.card = DoorCard(self.title, 480)
        self.factor = SecondFactorCard()
        self.steps = DoorSteps(self.card, self.factor)
        self.trouble = Banner(Tone.WARNING, "")
        self.email, self.password, self.passphrase = TextField(), PassphraseField(), PassphraseField()
        self.passphrase_field = LabelledField("Passphrase of this laptop", self.passphrase)
        self.email_field = LabelledField("E-mail", self.email)
        self.password_field = LabelledField("Password", self.password)
        self.button = Button("Sign in", Variant.PRIMARY, press=self._by_password)
        self.button.setDefault(True)
        self.browser = Button("Sign in on your council’s page", icon="external-link", press=self._in_browser)
        self.stop = Button("Stop waiting", Variant.LINK, small=True, press=self._stop)
        self.back = Button("Back", Variant.LINK, small=True, icon="arrow-left", press=self._leave)
        self._why = Words(WANTED, "body", "text_2", wrap=True)
        self._step = Words("", "caption", "text_2", wrap=True)
        self._build()

    def open(self, **_: Any) -> None:
        """The first field that is asked for."""
        self.steps.show_card(self.card)
        self._say({})
        first = self.email if self._known else self.passphrase
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """What was typed does not stay."""
        self._stop()
        self._known, self._sign_in = "", SignIn("")
        for one in (self.password, self.passphrase):
            one.clear()
        self.factor.forget()

    def expect(self, why: str, passphrase: str) -> None:
        """Why the person is here, and the passphrase where they have just typed it."""
        self._why.say(why or WANTED)
        self._known = passphrase
        self.passphrase_field.setVisible(not passphrase)

    def _build(self) -> None:
        body = self.card.body
        body.addWidget(self._why)
        body.addSpacing(theme().space.s)
        for part in (self.trouble, self.passphrase_field, self.email_field, self.password_field):
            body.addWidget(part)
        body.addWidget(Words(_WHICH, "caption", "text_2", wrap=True))
        body.addSpacing(theme().space.xs)
        body.addWidget(self.button)
        body.addWidget(self.browser)
        body.addWidget(self._step)
        body.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(fact("shield-alert", "Why", "A laptop that was lost must not stay open for ever."))
        body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.trouble.hide()
        self._step.hide()
        self.stop.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.steps)
        for one in (self.passphrase, self.email, self.password):
            one.returnPressed.connect(self._by_password)
        self.factor.typed.connect(self._with_code)
        self.factor.left.connect(lambda: self.steps.show_card(self.card))

    def _by_password(self) -> None:
        faults = {self.email_field: "", self.password_field: ""}
        if "@" not in self.email.text():
            faults[self.email_field] = "Type the e-mail address your council knows you by."
        if not self.password.text():
            faults[self.password_field] = "Type the password your administrator gave you."
        self._begin(SignIn(self.email.text().strip(), self.password.text()), faults)

    def _in_browser(self) -> None:
        self._begin(SignIn(self.email.text().strip(), in_browser=True), {})

    def _with_code(self, code: str) -> None:
        self._ask(SignIn(self._sign_in.email, ticket=self._sign_in.ticket, code=code))

    def _begin(self, sign_in: SignIn, faults: dict[LabelledField, str]) -> None:
        if not self.button.isEnabled():
            return
        if not (self._known or self.passphrase.text()):
            faults[self.passphrase_field] = "Type the passphrase of this laptop."
        self._say(faults)
        if not any(faults.values()):
            self._ask(sign_in)

    def _ask(self, sign_in: SignIn) -> None:
        self._sign_in = sign_in
        passphrase = self._known or self.passphrase.text()
        self._busy(True)

        def work(progress: Progress) -> Desk:
            desk = self._door.renew(passphrase, sign_in, progress)
            try:
                progress(1, 1, "")
            except Cancelled:  # nobody waits for it any more
                desk.close()
                raise
            return desk

        self._task = self._tasks.run(
            work, self._open_desk, self._hit, owner=self, lane=Lane.NETWORK, progress=self._come_on
        )

    def _open_desk(self, desk: Desk) -> None:
        self._busy(False)
        self.signed_in.emit(desk)

    def _hit(self, trouble: BaseException) -> None:
        self._busy(False)
        if isinstance(trouble, SecondFactorAsked):
            self._sign_in = SignIn(self._sign_in.email, ticket=trouble.ticket)
            self.steps.show_card(self.factor)
            self.factor.ask(trouble.set_up)
        elif self.steps.card is self.factor and not isinstance(trouble, SignInEnded):
            self.factor.refuse(sentence_for(trouble))
        else:
            self.steps.show_card(self.card)
            self._say_trouble(trouble)
        if not isinstance(trouble, RuleBroken | OutsideTrouble):
            self._tasks.tell(trouble, self)

    def _say_trouble(self, trouble: BaseException) -> None:
        sentence = sentence_for(trouble)
        if isinstance(trouble, RuleBroken) and "passphrase" in sentence:
            self._known = ""
            self.passphrase_field.show()
            self._say({self.passphrase_field: sentence})
        elif isinstance(trouble, RuleBroken) and "password is not right" in sentence:
            self._say({self.password_field: sentence})
        else:
            self.trouble.say(Tone.WARNING, sentence)
            self.trouble.unfold()

    def _say(self, faults: dict[LabelledField, str]) -> None:
        """Each sentence at its field, and the keyboard at the first of them."""
        self.trouble.hide()
        fields = (self.passphrase_field, self.email_field, self.password_field)
        for field in fields:
            field.fault(faults.get(field, ""))
        for field in fields:
            if faults.get(field):
                field.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _come_on(self, _done: int, total: int, sentence: str) -> None:
        self._step.say(sentence)
        self.stop.setVisible(self._sign_in.in_browser and total == 0)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._busy(False)

    def _leave(self) -> None:
        self._stop()
        self.left.emit()

    def _busy(self, is_busy: bool) -> None:
        self._task = self._task if is_busy else None
        for one in (self.button, self.browser, self.email, self.password, self.passphrase):
            one.setEnabled(not is_busy)
        self.button.setText("Signing in…" if is_busy else "Sign in")
        self.factor.wait(is_busy)
        self._step.setVisible(is_busy)
        self.stop.hide()
