"""Decide what an inspection on another of Ofsted’s scales counts as."""

from typing import Final

from PySide6.QtWidgets import QWidget

from sia_desktop.services.count_inspection import CountInspection
from sia_desktop.services.queries.inspection_page import InspectionPage
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField

SENTENCE: Final = (
    "The framework’s rules speak of judgements on another scale. Ofsted’s grades stay as they are; what you "
    "decide here starts the same clocks, and “Why this date?” shows your reason."
)
NONE: Final = "None: no rule follows from it"
OPEN: Final = (
    "Nothing follows from this inspection’s grades yet. The framework speaks of judgements on another scale, "
    "so the line manager decides what they count as, with a reason."
)


class CountDialog(Dialog):
    """Closes once it is decided; a refusal stands above the buttons."""

    def __init__(self, page: InspectionPage, commands: Commands, parent: QWidget):
        super().__init__("What this inspection counts as", SENTENCE, parent)
        self._inspection, self._commands = page.inspection, commands
        self.setMinimumWidth(theme().px(560))
        self.choice = ChoiceBox((*((each.code, each.label) for each in page.judgements), ("", NONE)))
        self.reason = GrowingTextEdit(role="body", lines=3)
        counted = page.inspection.treated_as
        self.choice.choose(counted.judgement if counted else page.judgements[0].code)
        if counted:
            self.reason.setPlainText(counted.reason)
        self._fault = FaultLine()
        self.button = Button("Decide", Variant.PRIMARY, press=self._decide)
        self.button.setDefault(True)
        for widget in (
            LabelledField("It counts as", self.choice),
            LabelledField("Why", self.reason),
            self._fault,
        ):
            self.body.addWidget(widget)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def ask(self) -> None:
        """Show it, ready to choose."""
        self.open()
        self.choice.setFocus()

    def _decide(self) -> None:
        self.button.setEnabled(False)
        command = CountInspection(self._inspection.id, self.choice.code, self.reason.toPlainText())
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))


def counts_words(page: InspectionPage) -> str:
    """As what it counts and why; empty where its own grade simply counts."""
    if page.judged.is_open:
        return OPEN
    return f"{page.judged.why} Decided by {page.decided_by}." if page.decided_by else page.judged.why
