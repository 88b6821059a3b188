"""Team: what is due, late and why, by adviser and rule; work handed over; access given to colleagues."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.services.queries.team import AskTeam, TeamDuty, TeamPage
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.explain import explain_in
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.meetings.plan_dialog import MeetingDialog, Planning
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.team import words
from sia_desktop.ui.pages.team.end_access_dialog import EndAccessDialog
from sia_desktop.ui.pages.team.held_dialog import HeldDialog
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.due_rows import WHY_KEY
from sia_desktop.ui.widgets.event_rows import EventList, EventRow
from sia_desktop.ui.widgets.labelled_field import ChoiceBox
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table import Column, Table
from sia_desktop.ui.widgets.table_delegate import Cell
from sia_desktop.ui.widgets.table_frame import TableFrame
from sia_desktop.ui.widgets.words import Words

SIDE: Final = 290
DUE: Final = 3


class TeamPageView(DeskPage):
    """The table at the left; what waits for the line manager's decision at the right."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Team")
        self._page: TeamPage | None = None
        self.plan = Button("Plan a council meeting…", icon="plus", press=self._plan)
        self.records = Button("Council records", icon="files", press=lambda: tools.navigation.go("records"))
        self.add_header(self.plan)
        self.meetings = EventList("Council meetings")
        self.adviser, self.rule = ChoiceBox(lead="Adviser"), ChoiceBox(lead="Rule")
        self.state = ChoiceBox(words.STATES, lead="State")
        self.table: Table[TeamDuty] = Table("Due and late, by adviser", _columns(lambda: tools.today))
        self.frame = TableFrame(self.table, "Enter opens · Ctrl Shift W why this date")
        self.handed_over, self.access = EventList("Handed-over work"), EventList("Access given")
        self.returned = EventList("Returned for correction")
        self.dialog: Dialog | None = None
        self._build()
        self.table.sort_by(DUE)
        self.table.opened.connect(self._open)
        self.table.shown.connect(lambda _: self._count())
        for choice, name in ((self.adviser, "Adviser"), (self.rule, "Rule"), (self.state, "State")):
            choice.setAccessibleName(name)
            choice.picked.connect(lambda _: self._filter())
        self.handed_over.opened.connect(self._decide)
        self.access.opened.connect(self._end_access)
        self.returned.opened.connect(self._open_returned)
        self.meetings.opened.connect(lambda row: self.tools.navigation.go("meeting", meeting_id=row.key))
        why = QShortcut(QKeySequence(WHY_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        why.activated.connect(self._explain)

    def question(self) -> AskTeam:
        """The line, on the day it is asked."""
        return AskTeam()

    def main_stop(self) -> QWidget:
        """The first row."""
        return self.table

    def show_answer(self, answer: TeamPage) -> None:
        """Everything of one moment."""
        self._page = answer
        self.say_title("Team", words.subtitle(answer))
        self.adviser.offer(words.advisers(answer))
        self.rule.offer(words.rules(answer))
        self.table.show_rows(answer.duties, lambda duty: duty.key)
        self._filter()
        self._states.setCurrentWidget(self.frame if answer.duties else self._nothing)
        self.plan.setVisible(bool(answer.kinds))
        for rows, card, list_, none in (
            (words.meeting_rows(answer), self._meetings_card, self.meetings, self._none_meetings),
            (words.returned_rows(answer), self._returned_card, self.returned, self._none_returned),
            (words.handed_over_rows(answer), self._handed_card, self.handed_over, self._none_handed),
            (words.access_rows(answer), self._access_card, self.access, self._none_given),
        ):
            card.count(str(len(rows)) if rows else "")
            list_.show_rows(rows)
            list_.setVisible(bool(rows))
            none.setVisible(not rows)

    def _build(self) -> None:
        space = theme().space
        filters = QHBoxLayout()
        filters.setSpacing(space.s)
        for choice in (self.adviser, self.rule, self.state):
            choice.setMaximumWidth(theme().px(230))
            filters.addWidget(choice)
        filters.addStretch(1)
        filters.addWidget(self.records)
        self._nothing = EmptyState("circle-check", "Your colleagues owe nothing, and gave nothing late.")
        self._states = QStackedWidget()
        for state in (self.frame, self._nothing):
            self._states.addWidget(state)
        left = QVBoxLayout()
        left.setSpacing(space.m)
        left.addLayout(filters)
        left.addWidget(self._states, 1)
        self._handed_card, self._none_handed = _side_card(
            "Handed-over work", self.handed_over, "Nothing waits for your decision."
        )
        self._access_card, self._none_given = _side_card(
            "Access given", self.access, "Nobody has a school for a time. Give it on the school’s page."
        )
        self._returned_card, self._none_returned = _side_card(
            "Returned for correction", self.returned, "Nothing waits for a colleague’s correction."
        )
        self._meetings_card, self._none_meetings = _side_card(
            "Council meetings", self.meetings, "No meeting of the council is fixed."
        )
        side = QVBoxLayout()
        side.setSpacing(space.m)
        for card in (self._meetings_card, self._returned_card, self._handed_card, self._access_card):
            card.setFixedWidth(theme().px(SIDE))
            side.addWidget(card, 1)
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(space.page, 0, space.page, space.page - 4)
        layout.setSpacing(space.l)
        layout.addLayout(left, 1)
        layout.addLayout(side)
        for widget, name in (
            (self.frame, "Due and late"),
            (self._meetings_card, "Council meetings"),
            (self._returned_card, "Returned for correction"),
            (self._handed_card, "Handed-over work"),
            (self._access_card, "Access given"),
        ):
            pane(widget, name)

    def _plan(self) -> None:
        """Propose a day for a meeting of the council, beginning with the schools of the last one."""
        if (page := self._page) is None:
            return
        last = page.meetings[0].meeting.schools if page.meetings else ()
        council = self.tools.working_for.council_full_name
        at = Planning(None, council, page.kinds, page.day, page.calendar, page.schools, last)
        self.dialog = dialog = MeetingDialog(at, self.tools, self)
        dialog.ask()

    def _filter(self) -> None:
        adviser, rule, state = self.adviser.code, self.rule.code, self.state.code
        self.table.keep_only(lambda duty: words.keeps(duty, adviser, rule, state))
        self._count()

    def _count(self) -> None:
        if self._page is not None:
            self.frame.say(*words.totals(self.table.shown_rows, self._page))

    def _open(self, duty: TeamDuty) -> None:
        if duty.note_id is not None:
            self.tools.navigation.go("visit", note_id=duty.note_id)
        elif duty.urn is not None:
            self.tools.navigation.go("school", urn=duty.urn)

    def _open_returned(self, row: EventRow) -> None:
        page = self._page
        work = next((each for each in page.returned if each.key == row.key), None) if page else None
        if work is not None and work.kind == "case_record":
            self.tools.navigation.go("record", record_id=work.record_id)
        elif work is not None:
            self.tools.navigation.go("visit", note_id=work.record_id)

    def _explain(self) -> None:
        duty = self.table.current_row()
        if duty is not None:
            explain_in(self.table, DUE, duty.due)

    def _decide(self, row: EventRow) -> None:
        page = self._page
        group = next((each for each in page.handed_over if each.key == row.key), None) if page else None
        if group is not None:
            self.dialog = dialog = HeldDialog(group, self.tools.commands, self)
            dialog.ask()

    def _end_access(self, row: EventRow) -> None:
        page = self._page
        given = next((each for each in page.access if each.key == row.key), None) if page else None
        if given is not None:
            self.dialog = dialog = EndAccessDialog(given, self.tools.commands, self)
            dialog.ask()


def _side_card(title: str, rows: EventList, none: str) -> tuple[Card, Words]:
    card = Card(title, padding=7)
    card.head.setContentsMargins(10, 0, 10, 0)
    said = Words(none, "body", "text_2", wrap=True)
    said.setContentsMargins(10, 0, 10, 4)
    card.body.addWidget(said)
    card.body.addWidget(rows, 1)
    return card, said


def _columns(today: Callable[[], date]) -> tuple[Column[TeamDuty], ...]:
    def by_due(duty: TeamDuty) -> tuple[bool, date]:
        return not duty.is_late, duty.due.due_on or date.max

    return (
        Column("Adviser", lambda duty: Cell(duty.adviser, "medium", "text"), lambda duty: duty.adviser, 120),
        Column("School", lambda duty: Cell(duty.school_name), lambda duty: duty.school_name.casefold()),
        Column("What", lambda duty: Cell(duty.label, note=duty.rule), lambda duty: duty.rule, 180),
        Column("Due", lambda duty: words.due_cell(duty, today()), by_due, 100),
        Column("State", words.state_cell, by_due, 180),
    )
