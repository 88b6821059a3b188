"""Give a colleague this school for a stated time: cover, or a paired visit."""

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.domain.access import AccessWay
from sia_desktop.services.give_access import GiveAccess
from sia_desktop.services.queries.school_page import SchoolPage
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.working_days import working_days_of

WAYS = (
    (AccessWay.COVER.value, "Cover: they do everything its adviser does"),
    (AccessWay.PAIRED.value, "Paired visit: they read, and write in its notes"),
)


class AccessDialog(Dialog):
    """Closes once the access is kept; a refusal stands above the buttons."""

    def __init__(self, page: SchoolPage, commands: Commands, parent: QWidget):
        super().__init__("Give access", f"{page.school.name}. It ends by itself after its last day.", parent)
        self.setMinimumWidth(560)
        self._page, self._commands = page, commands
        self.person = ChoiceBox(tuple((str(each.id), each.name) for each in page.colleagues))
        self.way = ChoiceBox(WAYS)
        add = working_days_of(page.calendar)
        self.from_on = DateField("First day", lambda: page.day, add, hint="")
        self.to_on = DateField("Last day", lambda: page.day, add, hint="such as +5wd")
        self.reason = TextField()
        self._fault = FaultLine()
        self.button = Button("Give access", Variant.PRIMARY, press=self._give)
        self.button.setDefault(True)
        days = QWidget()
        across = QHBoxLayout(days)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.from_on)
        across.addWidget(self.to_on)
        for widget in (
            LabelledField("Colleague", self.person),
            LabelledField("What for", self.way),
            days,
            LabelledField("Reason", self.reason, hint="such as cover during leave"),
            self._fault,
        ):
            self.body.addWidget(widget)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)
        self.from_on.show_day(page.day)

    def ask(self) -> None:
        """Show it, ready for the colleague."""
        self.open()
        self.person.setFocus()

    def _give(self) -> None:
        from_on, to_on = self.from_on.day, self.to_on.day
        missing = next(
            (field for field, day in ((self.from_on, from_on), (self.to_on, to_on)) if not day), None
        )
        if missing is not None or from_on is None or to_on is None:
            self._fault.say("Give the first and the last day; access ends by itself.")
            (missing or self.to_on).setFocus()
            return
        self._fault.say("")
        self.button.setEnabled(False)
        command = GiveAccess(
            urn=self._page.school.urn,
            person_id=UUID(self.person.code),
            way=AccessWay(self.way.code),
            from_on=from_on,
            to_on=to_on,
            reason=self.reason.text(),
        )
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))
