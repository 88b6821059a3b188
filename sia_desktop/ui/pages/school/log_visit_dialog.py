"""Log a visit: on which day, of which type. A refusal stands beside the field it speaks of."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import note_id
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.queries.school_page import SchoolPage
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField
from sia_desktop.ui.working_days import working_days_of


class LogVisitDialog(Dialog):
    """Starts the note; `logged` carries the note's id."""

    logged = Signal(object)  # a UUID

    def __init__(self, page: SchoolPage, commands: Commands, parent: QWidget):
        super().__init__("Log a visit", page.school.name, parent)
        self._page, self._commands = page, commands
        self.on = DateField(
            "Date of the visit",
            lambda: page.day,
            working_days_of(page.calendar),
            hint="for example t, -1wd, last tue, 11/6/26",
        )
        self.on.show_day(page.day)
        choices = tuple((each.code, each.label) for each in page.visit_types)
        self.type = ChoiceBox((("", "Choose later"), *choices))
        self._fault = FaultLine()
        self.button = Button("Log the visit", Variant.PRIMARY, press=self._log)
        self.button.setDefault(True)
        self.body.addWidget(self.on)
        self.body.addWidget(LabelledField("Type of visit", self.type))
        self.body.addWidget(self._fault)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def ask(self) -> None:
        """Show it with the date ready to be typed over."""
        self.open()
        self.on.setFocus()
        line = self.on.focusProxy()
        if line is not None and hasattr(line, "selectAll"):
            line.selectAll()

    def _log(self) -> None:
        day = self.on.day
        if day is None:
            self.on.setFocus()
            return
        self._fault.say("")
        self.button.setEnabled(False)
        command = LogVisit(self._page.school.urn, day, self.type.code)
        first_note = note_id(command.visit_id, 1)
        self._commands.send(command, self, lambda _: self._done(first_note), lambda e: self._hit(e, day))

    def _done(self, first_note: object) -> None:
        self.accept()
        self.logged.emit(first_note)

    def _hit(self, trouble: BaseException, day: date) -> None:
        self.button.setEnabled(True)
        is_of_the_day = isinstance(trouble, RuleBroken) and str(day.year) in str(trouble)
        if is_of_the_day:
            self.on.fault(sentence_for(trouble))
            self.on.setFocus()
        else:
            self._fault.say(sentence_for(trouble))
