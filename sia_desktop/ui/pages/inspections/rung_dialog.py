"""Ofsted has rung: who, when, the lead inspector, who attends, and days spoken of that start no clock."""

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import RUNG, Inspection, InspectionCall
from sia_desktop.services.queries.inspections_page import InspectionsPage
from sia_desktop.services.record_inspection import RecordInspection
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.pages.inspections import words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField, TimeField
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words
from sia_desktop.ui.working_days import working_days_of

SENTENCE = (
    "Write down what was said. Days spoken of are tentative: no clock starts until the inspection begins."
)
ATTENDANCE = (
    ("", "Not settled yet"),
    ("optional", "Optional for the council"),
    ("mandatory", "Mandatory for the council"),
)


class RungDialog(Dialog):
    """Closes once it is recorded; a refusal stands above the buttons."""

    def __init__(self, page: InspectionsPage, commands: Commands, parent: QWidget):
        super().__init__("Ofsted has rung", SENTENCE, parent)
        self._page, self._commands = page, commands
        today, days = (lambda: page.day), working_days_of(page.calendar)
        self.school = ChoiceBox(tuple((str(urn), name) for urn, name in page.schools))
        self.rung = DateField("Rung on", today, days, hint="")
        self.rung.show_day(page.day)
        self.rung_at = TimeField("At", hint="such as 1.30pm")
        self.taken_by = ChoiceBox(tuple((str(id_), name) for id_, name in page.colleagues))
        self.lead = TextField()
        self.spoken = DateField("Spoken to the lead inspector on", today, days, hint="")
        self.tentative = DateField("First day spoken of", today, days, hint="")
        self.until = DateField("Last day spoken of", today, days, hint="")
        self.attendance = ChoiceBox(ATTENDANCE)
        self._why = Words("", "caption", "text_2", wrap=True)
        self.said = GrowingTextEdit(role="body", lines=2)
        self._fault = FaultLine()
        self.button = Button("Record it", Variant.PRIMARY, press=self._record)
        self.button.setDefault(True)
        self._lay_out()
        self.resize(self.minimumWidth(), min(theme().px(664), parent.window().height() - theme().px(24)))
        self.school.picked.connect(lambda _: self._suggest())
        self._suggest()

    def ask(self) -> None:
        """Show it, ready for the school."""
        self.open()
        self.school.setFocus()

    def _lay_out(self) -> None:
        self.setMinimumWidth(theme().px(600))
        scroll = Scrolling("surface", margin=0, spacing=theme().space.m)
        scroll.setMinimumHeight(theme().px(340))
        attendance = LabelledField("Attendance at the feedback", self.attendance)
        for row in (
            (LabelledField("School", self.school),),
            (self.rung, self.rung_at),
            (LabelledField("Call taken by", self.taken_by), LabelledField("Lead inspector", self.lead)),
            (self.spoken, attendance),
            (self._why,),
            (self.tentative, self.until),
            (LabelledField("What was said", self.said),),
        ):
            across = QHBoxLayout()
            across.setSpacing(theme().space.l)
            for field in row:
                across.addWidget(field, 1)
            scroll.column.addLayout(across)
        scroll.column.addStretch(1)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._fault)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def _suggest(self) -> None:
        """By the school's level or category; it may be chosen otherwise."""
        urn = Urn(int(self.school.code)) if self.school.code else None
        settled = self._page.attendance.get(urn, "") if urn else ""
        self.attendance.choose(settled)
        self._why.say(words.why_attend(settled, self._page.standing.get(urn, "") if urn else ""))

    def _record(self) -> None:
        rung = self.rung.day
        if rung is None or not self.school.code:
            self.rung.setFocus()
            return
        call = InspectionCall(
            rung_on=rung,
            rung_at=self.rung_at.time,
            taken_by=UUID(self.taken_by.code),
            lead_inspector=self.lead.text().strip(),
            lead_spoken_on=self.spoken.day,
            tentative_on=self.tentative.day,
            tentative_until=self.until.day,
            attendance=self.attendance.code,
            said=self.said.text.strip(),
        )
        told = Inspection(
            urn=Urn(int(self.school.code)),
            number=f"{RUNG}{rung.isoformat()}",
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
