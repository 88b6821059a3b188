"""Ofsted has rung: who, when, the lead inspector, who attends, and a day spoken of that starts no clock."""

from PySide6.QtWidgets import QWidget

from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection, InspectionCall
from sia_desktop.services.queries.inspections_page import InspectionsPage
from sia_desktop.services.record_inspection import RecordInspection
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.working_days import working_days_of

SENTENCE = (
    "Write down what was said. Days spoken of are tentative: no clock starts until the inspection begins."
)
ATTENDANCE = (
    ("", "Not settled yet"),
    ("optional", "Optional for the adviser"),
    ("mandatory", "Mandatory for the adviser"),
)


class RungDialog(Dialog):
    """Closes once it is recorded; a refusal stands above the buttons."""

    def __init__(self, page: InspectionsPage, commands: Commands, parent: QWidget):
        super().__init__("Ofsted has rung", SENTENCE, parent)
        self._page, self._commands = page, commands
        today, days = (lambda: page.day), working_days_of(page.calendar)
        self.school = ChoiceBox(tuple((str(urn), name) for urn, name in page.schools))
        self.rung = DateField("Rung on", today, days, hint="for example t, -1wd")
        self.rung.show_day(page.day)
        self.lead = TextField()
        self.spoken = DateField("Lead inspector spoken to on", today, days, hint="leave empty if not yet")
        self.tentative = DateField("Day spoken of", today, days, hint="tentative; starts no clock")
        self.attendance = ChoiceBox(ATTENDANCE)
        self.said = TextField()
        self._fault = FaultLine()
        self.button = Button("Record it", Variant.PRIMARY, press=self._record)
        self.button.setDefault(True)
        for widget in (
            LabelledField("School", self.school),
            self.rung,
            LabelledField("Lead inspector", self.lead),
            self.spoken,
            self.tentative,
            LabelledField("Attendance at the feedback", self.attendance, hint="by the school’s level"),
            LabelledField("What was said", self.said),
            self._fault,
        ):
            self.body.addWidget(widget)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)
        self.school.picked.connect(lambda _: self._suggest())
        self._suggest()

    def ask(self) -> None:
        """Show it, ready for the school."""
        self.open()
        self.school.setFocus()

    def _suggest(self) -> None:
        """By the school's level or category; it may be chosen otherwise."""
        urn = Urn(int(self.school.code)) if self.school.code else None
        self.attendance.choose(self._page.attendance.get(urn, "") if urn else "")

    def _record(self) -> None:
        rung = self.rung.day
        if rung is None or not self.school.code:
            self.rung.setFocus()
            return
        call = InspectionCall(
            rung_on=rung,
            taken_by=self._page.my_id,
            lead_inspector=self.lead.text().strip(),
            lead_spoken_on=self.spoken.day,
            tentative_on=self.tentative.day,
            attendance=self.attendance.code,
            said=self.said.text().strip(),
        )
        told = Inspection(
            urn=Urn(int(self.school.code)),
            number=f"rung-{rung.isoformat()}",
            scale="",
            kind="announced",
            recorded_by=self._page.my_id,
            call=call,
        )
        self.button.setEnabled(False)
        self._commands.send(RecordInspection(told), self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))
