"""End access before its last day: say why."""

from PySide6.QtWidgets import QWidget

from sia_desktop.services.give_access import EndAccess
from sia_desktop.services.queries.team import GivenAccess
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField


class EndAccessDialog(Dialog):
    """Closes once the access is ended; a refusal stands at the reason."""

    def __init__(self, given: GivenAccess, commands: Commands, parent: QWidget):
        super().__init__(
            "End this access?",
            f"{given.school_name} leaves {given.colleague}’s laptop with its next sync. "
            "What is not sent by then is handed over to you.",
            parent,
        )
        self._grant_id, self._commands = given.grant.id, commands
        self.reason = TextField()
        self._field = LabelledField("Reason", self.reason, hint="such as back from leave")
        self.button = Button("End the access", Variant.PRIMARY, press=self._end)
        self.keep = Button("Keep it", Variant.SECONDARY, press=self.reject)
        self.body.addWidget(self._field)
        self.acts.addWidget(self.keep)
        self.acts.addWidget(self.button)

    def ask(self) -> None:
        """Show it, ready for the reason."""
        self.open()
        self.reason.setFocus()

    def _end(self) -> None:
        self.button.setEnabled(False)
        self._commands.send(
            EndAccess(self._grant_id, self.reason.text()), self, lambda _: self.accept(), self._hit
        )

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._field.fault(sentence_for(trouble))
        self.reason.setFocus()
