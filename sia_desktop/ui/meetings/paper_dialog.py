"""Record a paper of a meeting, or call the meeting off; a refusal stands at its field."""

from datetime import date

from PySide6.QtWidgets import QWidget

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.services.issue_paper import IssuePaper
from sia_desktop.services.move_meeting import CallOffMeeting
from sia_desktop.services.queries.meetings import MeetingView, PaperStep
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.meetings.words import open_papers
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.words import Words
from sia_desktop.ui.working_days import working_days_of


class PaperDialog(Dialog):
    """Which paper, on which day; why, where its last day had passed and that binds."""

    def __init__(
        self,
        view: MeetingView,
        paper: str,
        day: date,
        calendar: WorkingCalendar,
        commands: Commands,
        parent: QWidget,
    ):
        sentence = f"{view.kind.label} of {long_date(view.meeting.meeting_on)}, {view.school_name}"
        super().__init__("Record a paper", sentence, parent)
        self._view, self._commands = view, commands
        self.paper = ChoiceBox(open_papers(view))
        self.paper.choose(paper)
        self.on = DateField(
            "Day it went out or came in",
            lambda: day,
            working_days_of(calendar),
            hint="for example t, -1wd, last tue, 11/6/26",
        )
        self.on.show_day(day)
        self._by = Words("", "caption", "text_2", wrap=True)
        self.reason = TextField()
        self._late = LabelledField(
            "Why it is late", self.reason, hint="kept with your name; your line manager reads it"
        )
        self._fault = FaultLine()
        self.button = Button("Record it", Variant.PRIMARY, press=self._record)
        self.button.setDefault(True)
        for widget in (LabelledField("Paper", self.paper), self._by, self.on, self._late, self._fault):
            self.body.addWidget(widget)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)
        self.paper.picked.connect(lambda _: self._fit())
        self.on.dated.connect(lambda _: self._fit())
        self._fit()

    def ask(self) -> None:
        """Show it, with the day ready."""
        self.open()
        self.on.setFocus()

    @property
    def _step(self) -> PaperStep:
        return next(step for step in self._view.steps if step.paper.code == self.paper.code)

    def _fit(self) -> None:
        due, day = self._step.due, self.on.day
        self._by.say(f"Due {due.sentence}." if due.due_on else due.sentence)
        binds = due.deadline is not None and due.deadline.turns_red
        is_late = due.due_on is not None and day is not None and day > due.due_on
        self._late.setVisible(binds and is_late)

    def _record(self) -> None:
        day = self.on.day
        if day is None:
            self.on.setFocus()
            return
        self._fit()
        self._fault.say("")
        asks = not self._late.isHidden()
        if asks and not self.reason.text().strip():
            self._late.fault("Its last day had passed. Write why it is late.")
            self.reason.setFocus()
            return
        self._late.fault("")
        self.button.setEnabled(False)
        why = self.reason.text() if asks else ""
        command = IssuePaper(self._view.meeting.id, self.paper.code, day, why)
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))


class CallOffDialog(Dialog):
    """Closes once the meeting is called off."""

    def __init__(self, view: MeetingView, commands: Commands, parent: QWidget):
        sentence = (
            f"The {view.kind.label} of {long_date(view.meeting.meeting_on)} stays on the record, struck out "
            "with your reason. Nothing is due for it any more. This cannot be undone."
        )
        super().__init__("Call off this meeting?", sentence, parent)
        self._meeting_id, self._commands = view.meeting.id, commands
        self.reason = TextField()
        self._field = LabelledField("Reason", self.reason)
        self.button = Button("Call it off", Variant.PRIMARY, press=self._call_off)
        self.body.addWidget(self._field)
        keep = Button("Keep the meeting", Variant.SECONDARY, press=self.reject)
        keep.setDefault(True)
        self.acts.addWidget(keep)
        self.acts.addWidget(self.button)

    def ask(self) -> None:
        """Show it, ready for the reason."""
        self.open()
        self.reason.setFocus()

    def _call_off(self) -> None:
        self.button.setEnabled(False)
        command = CallOffMeeting(self._meeting_id, self.reason.text())
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._field.fault(sentence_for(trouble))
        self.reason.setFocus()
