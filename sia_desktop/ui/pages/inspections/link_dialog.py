"""An inspection recorded before Ofsted numbered it is linked to the one under Ofsted's number."""

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QWidget

from sia_desktop.domain.inspection import RUNG, Inspection
from sia_desktop.domain.inspection_scale import InspectionScale
from sia_desktop.services.continue_inspection import ContinueInspection
from sia_desktop.services.queries.facts import KeptInspection
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.pages.inspections import words
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField

SENTENCE = (
    "The one you choose goes on with the call, the days and the areas for improvement noted here, and with "
    "what was done about them. This one then starts no clock any more."
)


class LinkDialog(Dialog):
    """Choose the inspection under Ofsted's number; a refusal stands above the buttons."""

    def __init__(
        self,
        kept: KeptInspection,
        others: Iterable[Inspection],
        scales: Mapping[str, InspectionScale],
        commands: Commands,
        parent: QWidget,
    ):
        super().__init__(f"Link the inspection of {kept.school_name}", SENTENCE, parent)
        self._told, self._commands = kept.inspection, commands
        self._others = {str(each.id): each for each in others}
        self.choice = ChoiceBox(
            tuple((id_, words.one_line(each, scales)) for id_, each in self._others.items())
        )
        self._fault = FaultLine()
        self.button = Button("Link them", Variant.PRIMARY, press=self._link)
        self.button.setDefault(True)
        self.body.addWidget(LabelledField("The same inspection under Ofsted’s number", self.choice))
        self.body.addWidget(self._fault)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def ask(self) -> None:
        """Show it, ready to choose."""
        self.open()
        self.choice.setFocus()

    def _link(self) -> None:
        self.button.setEnabled(False)
        command = ContinueInspection(self._told.id, self._others[self.choice.code].id)
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))


def others_of(inspection: Inspection, all_: Iterable[KeptInspection]) -> tuple[Inspection, ...]:
    """Where this one may go on: inspections of the same school under Ofsted’s number, the latest first."""
    if inspection.continued_as is not None or not inspection.number.startswith(RUNG):
        return ()
    found = [
        each.inspection
        for each in all_
        if each.inspection.urn == inspection.urn
        and each.inspection.id != inspection.id
        and each.inspection.continued_as is None
        and each.inspection.predecessor_urn is None
        and not each.inspection.number.startswith(RUNG)
    ]
    return tuple(sorted(found, key=words.order, reverse=True))
