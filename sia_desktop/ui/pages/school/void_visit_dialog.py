"""Void a visit: say why; it stays on the record, struck out."""

from PySide6.QtWidgets import QWidget

from sia_desktop.services.queries.facts import NoteLine
from sia_desktop.services.void_visit import VoidVisit
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.pages.school.words import void_sentence
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField


class VoidVisitDialog(Dialog):
    """Closes once the visit is voided; a refusal stands at the reason."""

    def __init__(self, note: NoteLine, commands: Commands, parent: QWidget):
        super().__init__("Void this visit?", void_sentence(note), parent)
        self._visit_id, self._commands = note.visit_id, commands
        self.reason = TextField()
        self._field = LabelledField("Reason", self.reason, hint="such as logged to the wrong school")
        self.button = Button("Void the visit", Variant.PRIMARY, press=self._void)
        self.body.addWidget(self._field)
        self.keep = Button("Keep the visit", Variant.SECONDARY, press=self.reject)
        self.keep.setDefault(True)
        self.acts.addWidget(self.keep)
        self.acts.addWidget(self.button)

    def ask(self) -> None:
        """Show it, ready for the reason."""
        self.open()
        self.reason.setFocus()

    def _void(self) -> None:
        self.button.setEnabled(False)
        self._commands.send(
            VoidVisit(self._visit_id, self.reason.text()), self, lambda _: self.accept(), self._hit
        )

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._field.fault(sentence_for(trouble))
        self.reason.setFocus()
