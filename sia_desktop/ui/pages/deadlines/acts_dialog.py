"""What may be done about one deadline: set its date, record it done, read its rule otherwise."""

from datetime import date

from PySide6.QtWidgets import QWidget

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.time_limits import Direction
from sia_desktop.services.queries.deadlines import OwedDeadline
from sia_desktop.services.read_otherwise import ReadOtherwise
from sia_desktop.services.record_done import BY_HAND, RecordDone
from sia_desktop.services.set_date import SetDate
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.working_days import working_days_of


def may_set_date(owed: OwedDeadline) -> bool:
    """Whether the framework leaves its time to the adviser."""
    limit = owed.timeframe.limit if owed.timeframe else None
    is_open = limit is not None and limit.direction is Direction.UNDEFINED
    return is_open and owed.urn is not None and owed.record_kind in BY_HAND


def may_record(owed: OwedDeadline) -> bool:
    """Whether it is done by saying so; notes and papers of meetings have acts of their own."""
    return owed.urn is not None and owed.record_kind in BY_HAND


def may_read_otherwise(owed: OwedDeadline) -> bool:
    """Whether its wording has another reading."""
    return may_record(owed) and owed.timeframe is not None and len(owed.timeframe.readings) > 1


class _ActDialog(Dialog):
    """A reason, two buttons, and a refusal above them."""

    def __init__(
        self,
        title: str,
        owed: OwedDeadline,
        act: str,
        reason: str,
        hint: str,
        commands: Commands,
        parent: QWidget,
    ):
        rule = owed.timeframe
        wording = f" “{rule.wording}” ({owed.rule})." if rule else ""
        super().__init__(title, f"{owed.label}, {owed.school_name}.{wording}", parent)
        self.owed, self._commands = owed, commands
        self.reason = TextField()
        self._reason = LabelledField(reason, self.reason, hint=hint)
        self._fault = FaultLine()
        self.button = Button(act, Variant.PRIMARY, press=self._send)
        self.button.setDefault(True)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def fill(self, first: QWidget) -> None:
        """What is asked, then the reason."""
        for widget in (first, self._reason, self._fault):
            self.body.addWidget(widget)

    def command(self) -> object | None:
        """What to send; nothing while a field says what is wrong with it."""
        raise NotImplementedError

    def _send(self) -> None:
        self._fault.say("")
        command = self.command()
        if command is None:
            return
        self.button.setEnabled(False)
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))


class SetDateDialog(_ActDialog):
    """The day, and why that day is right."""

    def __init__(
        self, owed: OwedDeadline, today: date, calendar: WorkingCalendar, commands: Commands, parent: QWidget
    ):
        super().__init__(
            "Set a date", owed, "Set it", "Why this date", "kept with your name", commands, parent
        )
        self.on = DateField("Due by", lambda: today, working_days_of(calendar))
        self.fill(self.on)

    def ask(self) -> None:
        """Show it, ready for the day."""
        self.open()
        self.on.setFocus()

    def command(self) -> object | None:
        """This day, for this reason."""
        day = self.on.day
        if day is None:
            self.on.setFocus()
            return None
        return SetDate(self.owed, day, self.reason.text())


class RecordDoneDialog(_ActDialog):
    """The day, and why it is late where that binds."""

    def __init__(
        self, owed: OwedDeadline, today: date, calendar: WorkingCalendar, commands: Commands, parent: QWidget
    ):
        hint = "only where its last day had passed; your line manager reads it"
        super().__init__("Record it done", owed, "Record it", "Why it is late", hint, commands, parent)
        self.on = DateField("Done on", lambda: today, working_days_of(calendar), hint="for example t, -1wd")
        self.on.show_day(today)
        self.fill(self.on)
        self.on.dated.connect(lambda _: self._fit())
        self._fit()

    def ask(self) -> None:
        """Show it, with today ready."""
        self.open()
        self.on.setFocus()

    def command(self) -> object | None:
        """Done on this day."""
        day = self.on.day
        self._fit()
        return RecordDone(self.owed, day, self.reason.text()) if day else None

    def _fit(self) -> None:
        due, day = self.owed.due, self.on.day
        binds = due.deadline is not None and due.deadline.turns_red
        self._reason.setVisible(binds and due.due_on is not None and day is not None and day > due.due_on)


class ReadOtherwiseDialog(_ActDialog):
    """One of the readings of its wording."""

    def __init__(self, owed: OwedDeadline, commands: Commands, parent: QWidget):
        hint = "for this record alone; kept with your name"
        super().__init__("Read it otherwise", owed, "Read it so", "Reason", hint, commands, parent)
        assert owed.timeframe is not None  # as may_read_otherwise has seen to
        self.reading = ChoiceBox(tuple((each.code, each.label) for each in owed.timeframe.readings))
        self.reading.choose(owed.timeframe.reading)
        self.fill(LabelledField("Reading", self.reading))

    def ask(self) -> None:
        """Show it, ready to choose."""
        self.open()
        self.reading.setFocus()

    def command(self) -> object | None:
        """Under this reading."""
        return ReadOtherwise(self.owed, self.reading.code, self.reason.text())
