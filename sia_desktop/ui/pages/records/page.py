"""The records of one school or of the council: the newest first, and which forms may be begun."""

from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import short_date
from sia_desktop.domain.ids import Urn
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.school_records import AskSchoolRecords, ListedRecord, SchoolRecords
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.event_rows import EventList, EventRow
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, LabelledField
from sia_desktop.ui.widgets.painting import ChipWords
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.words import Words

NO_FORM: Final = (
    "Your council’s framework has no form about the whole council. The record of a meeting is begun there."
)


class RecordsPage(DeskPage):
    """Choose a form and begin; Enter opens a record."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Records")
        self._urn: Urn | None = None
        self._page: SchoolRecords | None = None
        self.school, self.team = (
            Button("School", icon="school", press=self._go_to_school),
            Button("Team", icon="users", press=lambda: tools.navigation.go("team")),
        )
        self.add_header(self.school, self.team)
        self.list = EventList("Records")
        self._empty = EmptyState("files", "No record has been begun here yet.")
        self.form = ChoiceBox()
        self._field = LabelledField("Form", self.form)
        self.begin = Button("Begin this record", Variant.PRIMARY, icon="plus", press=self._begin)
        self._why_not = Words("", "body", "text_2", wrap=True)
        records, new = Card("Records"), Card("New record")
        records.body.addWidget(self.list, 1)
        records.body.addWidget(self._empty)
        new.body.addWidget(self._field)
        new.body.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        new.body.addWidget(self._why_not)
        side = QVBoxLayout()
        side.addWidget(new)
        side.addStretch(1)
        new.setFixedWidth(theme().px(360))
        layout = QHBoxLayout(self.body)
        space = theme().space
        layout.setContentsMargins(space.page, space.xs, space.page, space.page)
        layout.setSpacing(space.l)
        layout.addWidget(records, 1)
        layout.addLayout(side)
        self.list.opened.connect(lambda row: self._open(UUID(row.key)))
        pane(records, "Records")
        pane(new, "New record")

    def open(self, **args: Any) -> None:
        """The records of the school of this `urn`; without one, those of the council."""
        self._urn = Urn(args["urn"]) if args.get("urn") else None
        super().open()

    def question(self) -> AskSchoolRecords:
        """This school's, or the council's."""
        return AskSchoolRecords(self._urn)

    def main_stop(self) -> QWidget:
        """The list, or the form to begin with."""
        return self.list if self._page and self._page.records else self.form

    def show_answer(self, answer: SchoolRecords) -> None:
        """The list, and what may be begun; an answer about the school before is too late."""
        if answer.urn != self._urn:
            return
        self._page = answer
        count = plural(len(answer.records), "record")
        of_council = answer.urn is None
        title, trail = ("Council records", "Team") if of_council else ("Records", "Caseload › School")
        self.say_title(title, f"{answer.name}: {count}.", trail=trail)
        self.tools.navigation.belongs.emit("team" if of_council else "caseload")
        self.school.setVisible(not of_council)
        self.team.setVisible(of_council)
        self.list.show_rows([_row(each) for each in answer.records])
        self.list.setVisible(bool(answer.records))
        self._empty.setVisible(not answer.records)
        self.form.offer(tuple((form.code, form.label) for form in answer.forms))
        for widget in (self._field, self.begin):
            widget.setEnabled(not answer.why_not_begin and bool(answer.forms))
        waiting = _without_inspection(answer.without_inspection)
        self._why_not.say(answer.why_not_begin or waiting or ("" if answer.forms else NO_FORM))

    def _begin(self) -> None:
        if self._page is None or not self.form.code:
            return
        form = next(each for each in self._page.forms if each.code == self.form.code)
        command = OpenCaseRecord(form.code, self._urn, form.about)

        def done(_: Changed) -> None:
            self._open(command.record_id)

        self.tools.commands.send(
            command, self, done, lambda trouble: self._why_not.say(sentence_for(trouble))
        )

    def _open(self, record_id: UUID) -> None:
        self.tools.navigation.go("record", record_id=record_id)

    def _go_to_school(self) -> None:
        self.tools.navigation.go("school", urn=self._urn)


def _without_inspection(forms: tuple[str, ...]) -> str:
    """Which forms wait for an inspection, and where one is recorded."""
    if not forms:
        return ""
    named = " and ".join((", ".join(forms[:-1]), forms[-1])) if forms[1:] else forms[0]
    return f"Once an inspection is recorded on the school’s page, you can begin here about it: {named}."


def _row(each: ListedRecord) -> EventRow:
    begun = f"Begun by {each.line.opened_by_name}, {short_date(each.line.opened_on)}"
    state = each.state_label or ("Closed" if each.line.is_closed else "Open")
    return EventRow(str(each.line.record_id), each.form_label, begun, ChipWords(state))
