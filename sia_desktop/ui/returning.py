"""What the pages of notes and records offer of returning for correction: one act, two dialogs, one banner."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sia_desktop.domain.dates import short_date
from sia_desktop.domain.framework import Form
from sia_desktop.services.queries.returned import Returned
from sia_desktop.services.return_for_correction import GiveBack, ReturnForCorrection
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, LabelledField
from sia_desktop.ui.widgets.painting import Tone

KEY: Final = "Ctrl+Shift+R"


class ReturnedBanner(Banner):
    """Who returned it, when and why; once it came back, who gave it back and with which words."""

    def __init__(self) -> None:
        super().__init__(Tone.WARNING, "", lead=" ", icon="undo-2")
        self.hide()

    def show_returned(self, returned: Returned | None) -> None:
        """Say how the latest return stands; nothing where there is none."""
        self.setVisible(returned is not None)
        if returned is not None:
            tone, lead, sentence = _said(returned)
            self.say(tone, sentence, lead=lead)


def _said(returned: Returned) -> tuple[Tone, str, str]:
    where = f"“{returned.section_label}”: " if returned.section_label else ""
    asked = f"{where}{returned.comment}"
    on = short_date(returned.asked.on)
    if returned.answer is None:
        return Tone.WARNING, f"Returned for correction by {returned.asked_by}, {on}", asked
    back = f"Given back by {returned.answered_by}, {short_date(returned.answer.on)}"
    reply = f"{returned.reply} " if returned.reply else ""
    return Tone.SUCCESS, back, f"{reply}(Returned by {returned.asked_by}, {on}: {asked})"


class Returning:
    """The act of one page: a line manager returns what stands there, its writer gives it back."""

    def __init__(self, commands: Commands, owner: QWidget, button: Button, save: Callable[[], object]):
        """`save` sends off what was typed, before it is given back."""
        self._commands, self._owner, self._button, self._save = commands, owner, button, save
        self._dialog_of: Callable[[], ReturnDialog | GiveBackDialog] | None = None
        self.dialog: ReturnDialog | GiveBackDialog | None = None
        button.setToolTip(KEY)

    def show_work(
        self, kind: str, record_id: UUID, form: Form, returned: Returned | None, *, may_return: bool
    ) -> None:
        """Offer the one act that is this reader’s, if any."""
        if returned is not None and returned.may_give_back:
            waits = returned
            self._button.setText("Give back…")
            self._dialog_of = lambda: GiveBackDialog(kind, record_id, waits, self._commands, self._owner)
        elif may_return:
            self._button.setText("Return…")
            self._dialog_of = lambda: ReturnDialog(kind, record_id, form, self._commands, self._owner)
        else:
            self._dialog_of = None
        self._button.setVisible(self._dialog_of is not None)

    def act(self) -> None:
        """By the button or by its key; nothing where neither act is this reader’s."""
        if self._dialog_of is not None:
            self._save()
            self.dialog = self._dialog_of()
            self.dialog.ask()


class ReturnDialog(Dialog):
    """What is to be corrected, and where."""

    def __init__(self, kind: str, record_id: UUID, form: Form, commands: Commands, parent: QWidget):
        super().__init__(
            "Return this for correction",
            f"“{form.label}” goes back to its writer with your comment. The words stay theirs to change.",
            parent,
        )
        self._kind, self._record_id, self._commands = kind, record_id, commands
        self.comment = GrowingTextEdit(lines=3)
        self._field = LabelledField("What is to be corrected", self.comment)
        self.section = ChoiceBox((("", "All of it"), *((each.code, each.label) for each in form.sections)))
        self.button = Button("Return it", Variant.PRIMARY, icon="undo-2", press=self._return)
        self.body.addWidget(self._field)
        self.body.addWidget(LabelledField("Where", self.section))
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def ask(self) -> None:
        """Show it, ready for the comment."""
        self.open()
        self.comment.setFocus()

    def _return(self) -> None:
        self.button.setEnabled(False)
        command = ReturnForCorrection(self._kind, self._record_id, self.comment.text, self.section.code)
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._field.fault(sentence_for(trouble))
        self.comment.setFocus()


class GiveBackDialog(Dialog):
    """That it is done, or why not."""

    def __init__(self, kind: str, record_id: UUID, returned: Returned, commands: Commands, parent: QWidget):
        super().__init__("Give it back", f"{returned.asked_by} asked: {returned.comment}", parent)
        self._kind, self._record_id, self._commands = kind, record_id, commands
        self.comment = GrowingTextEdit(lines=2)
        self._field = LabelledField("What you changed, or why you did not", self.comment, hint="optional")
        self.button = Button("Give it back", Variant.PRIMARY, icon="check", press=self._give)
        self.body.addWidget(self._field)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def ask(self) -> None:
        """Show it, ready for a word to whoever returned it."""
        self.open()
        self.comment.setFocus()

    def _give(self) -> None:
        self.button.setEnabled(False)
        command = GiveBack(self._kind, self._record_id, self.comment.text)
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._field.fault(sentence_for(trouble))
        self.comment.setFocus()
