"""School: its facts, where it stands, what is due, and every visit there."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.domain.about import About
from sia_desktop.domain.ids import Urn
from sia_desktop.services.queries.decision_page import AskDecision, DecisionPage
from sia_desktop.services.queries.meetings import MeetingView
from sia_desktop.services.queries.school_page import AskSchool, HistoryLine, SchoolPage
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.explain import explain, explain_in
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.meetings.paper_dialog import CallOffDialog, PaperDialog
from sia_desktop.ui.meetings.plan_dialog import MeetingDialog, Planning
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.school import words
from sia_desktop.ui.pages.school.access_dialog import AccessDialog
from sia_desktop.ui.pages.school.cards import CategoryCard, FactsCard, NextDueCard
from sia_desktop.ui.pages.school.category_history import CategoryHistory
from sia_desktop.ui.pages.school.decide_dialog import DecideDialog
from sia_desktop.ui.pages.school.log_visit_dialog import LogVisitDialog
from sia_desktop.ui.pages.school.meetings_card import MeetingsCard
from sia_desktop.ui.pages.school.void_visit_dialog import VoidVisitDialog
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.due_rows import WHY_KEY
from sia_desktop.ui.widgets.popover import open_popover
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.timeline import Timeline, TimelineRow

FACTS, SIDE = 252, 328


class SchoolPageView(DeskPage):
    """Facts at the left, history in the middle, what is due at the right."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "School")
        self._urn = Urn(0)
        self._page: SchoolPage | None = None
        self._logs_at_once = False
        self.log_button = Button("Log a visit", Variant.PRIMARY, icon="plus", press=self.log_visit)
        self.access_button = Button("Give access…", Variant.QUIET, icon="users", press=self.give_access)
        self.access_button.hide()
        self.records_button = Button("Records", icon="files", press=self._open_records)
        self.pathway_button = Button("", icon="route", small=True, press=self._open_pathway)
        self.add_header(self.access_button, self.records_button, self.log_button)
        self.facts, self.category, self.next_due = FactsCard(), CategoryCard(), NextDueCard()
        self.history = Timeline("Visits and notes")
        self.why_button = Button("Why this date?", Variant.QUIET, small=True, press=self._explain_row)
        self.void_button = Button("Void this visit…", Variant.QUIET, small=True, press=self._void)
        self.meetings = MeetingsCard()
        self.dialog: Dialog | None = None
        self._build()
        self.history.opened.connect(self._open_note)
        self.history.selectionModel().currentChanged.connect(lambda *_: self._fit_acts())
        self.next_due.why_wanted.connect(self._explain_next)
        self.category.history_wanted.connect(self._show_category)
        self.category.decide_wanted.connect(self.decide)
        self.meetings.plan_wanted.connect(self.plan_meeting)
        self.meetings.move_wanted.connect(self.plan_meeting)
        self.meetings.paper_wanted.connect(self._record_paper)
        self.meetings.call_off_wanted.connect(self._call_off)
        self.meetings.opened.connect(lambda id_: self.tools.navigation.go("meeting", meeting_id=id_))
        why = QShortcut(QKeySequence(WHY_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        why.activated.connect(self._explain_by_key)

    def open(self, **args: Any) -> None:
        """The school of this `urn`; with `log_visit`, ask at once for the day."""
        urn = Urn(args["urn"])
        if urn != self._urn:
            self._page = None
        self._urn, self._logs_at_once = urn, bool(args.get("log_visit"))
        super().open()

    def question(self) -> AskSchool:
        """This school."""
        return AskSchool(self._urn)

    def main_stop(self) -> QWidget:
        """Its history, or where that begins."""
        return self.history if self._page and self._page.history else self.log_button

    def show_answer(self, answer: SchoolPage) -> None:
        """Everything of one moment; an answer about the school before is too late."""
        if answer.school.urn != self._urn:
            return
        self._page = answer
        self.say_title(answer.school.name, trail="Caseload › School")
        self.facts.show_facts(answer)
        self.category.show_standings(answer)
        self.next_due.show_due(answer)
        self.meetings.show_meetings(answer)
        self.history.show_rows(words.history_rows(answer))
        self._history_card.count(str(len(answer.history)) if answer.history else "")
        self._states.setCurrentWidget(self.history if answer.history else self._empty)
        self.log_button.setEnabled(answer.may_log_visit)
        self.access_button.setVisible(answer.may_give_access and bool(answer.colleagues))
        self.pathway_button.setVisible(bool(answer.pathways))
        if answer.pathways:
            self.pathway_button.setText(f"{answer.pathways[0].label}: what is next, what is late")
        self._fit_acts()
        if self._logs_at_once:
            self._logs_at_once = False
            self.log_visit()

    @property
    def agreed_in(self) -> tuple[Urn, About]:
        """Where an action agreed now belongs: this school."""
        return self._urn, About("school", str(self._urn))

    def log_visit(self) -> bool:
        """Ask for day and type; True: this page has taken it on."""
        if self._page is None or not self._page.may_log_visit:
            return self._page is not None
        dialog = LogVisitDialog(self._page, self.tools.commands, self)
        dialog.logged.connect(lambda note: self.tools.navigation.go("visit", note_id=note))
        self.dialog = dialog
        dialog.ask()
        return True

    def give_access(self) -> None:
        """Ask who is given this school, what for and until when."""
        if self._page is not None:
            self._show(AccessDialog(self._page, self.tools.commands, self))

    def decide(self) -> None:
        """Ask what there is to decide or propose, and show it with its criteria and evidence."""
        self.tools.questions.ask(AskDecision(self._urn), self, self._decide)

    def _decide(self, page: DecisionPage) -> None:
        if page.urn == self._urn:
            self._show(DecideDialog(page, self.tools.commands, self))

    def plan_meeting(self, view: MeetingView | None = None) -> None:
        """Propose a day for a new meeting, or another for this one."""
        if self._page is not None:
            page = self._page
            at = Planning(page.school.urn, page.school.name, page.meeting_kinds, page.day, page.calendar)
            self._show(MeetingDialog(at, self.tools, self, view))

    def _show_category(self, anchor: QWidget, track: str) -> None:
        page = self._page
        standing = next((each for each in page.standings if each.track == track), None) if page else None
        if page is not None and standing is not None:
            content = CategoryHistory(page.school.name, standing, page.day)
            open_popover(anchor, content, content.accessibleName())

    def _record_paper(self, view: MeetingView, paper: str) -> None:
        if self._page is not None:
            page, commands = self._page, self.tools.commands
            self._show(PaperDialog(view, paper, page.day, page.calendar, commands, self))

    def _call_off(self, view: MeetingView) -> None:
        self._show(CallOffDialog(view, self.tools.commands, self))

    def _show(
        self, dialog: MeetingDialog | PaperDialog | CallOffDialog | AccessDialog | DecideDialog
    ) -> None:
        self.dialog = dialog
        dialog.ask()

    def _build(self) -> None:
        space = theme().space
        self._history_card = Card("History", padding=7)
        self._history_card.head.setContentsMargins(10, 0, 10, 0)
        for button in (self.why_button, self.void_button):
            self._history_card.head.addWidget(button)
        self._empty = EmptyState("notebook-pen", "No visit has been logged here yet.")
        self._states = QStackedWidget()
        self._states.addWidget(self.history)
        self._states.addWidget(self._empty)
        self._history_card.body.addWidget(self._states, 1)
        middle = QVBoxLayout()
        middle.setSpacing(space.m)
        middle.addWidget(self.category)
        middle.addWidget(self.pathway_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.pathway_button.hide()
        middle.addWidget(self._history_card, 1)
        side = QVBoxLayout()
        side.setSpacing(space.m)
        side.addWidget(self.next_due)
        side.addWidget(self.meetings, 1)
        self.facts.setFixedWidth(theme().px(FACTS))
        for card in (self.next_due, self.meetings):
            card.setFixedWidth(theme().px(SIDE))
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(space.page, space.xs, space.page, space.page - 4)
        layout.setSpacing(space.l)
        layout.addWidget(self.facts)
        layout.addLayout(middle, 1)
        layout.addLayout(side)
        for widget, name in (
            (self.facts, "Facts"),
            (self._history_card, "History"),
            (self.meetings, "Meetings"),
        ):
            pane(widget, name)

    def _line(self) -> HistoryLine | None:
        row: TimelineRow | None = self.history.current_row()
        if row is None or self._page is None:
            return None
        return next((each for each in self._page.history if str(each.note.note_id) == row.key), None)

    def _fit_acts(self) -> None:
        line = self._line()
        has_date = line is not None and line.due.due_on is not None and not line.note.is_voided
        may_void = line is not None and self._page is not None and words.may_void(line.note, self._page)
        self.why_button.setEnabled(has_date)
        self.void_button.setEnabled(may_void)

    def _explain_row(self) -> None:
        line = self._line()
        if line is not None:
            explain(self.why_button, line.due)

    def _explain_next(self, anchor: QWidget) -> None:
        line = words.next_due(self._page) if self._page else None
        if line is not None:
            explain(anchor, line.due)

    def _explain_by_key(self) -> None:
        if self.meetings.list.hasFocus():
            self.meetings.list.ask_why()
            return
        line = self._line() if self.history.hasFocus() else None
        if line is not None and not line.note.is_voided:
            explain_in(self.history, 0, line.due)
        else:
            self._explain_next(self.next_due.why)

    def _void(self) -> None:
        line = self._line()
        if line is None or self._page is None or not words.may_void(line.note, self._page):
            return
        dialog = VoidVisitDialog(line.note, self.tools.commands, self)
        self.dialog = dialog
        dialog.ask()

    def _open_records(self) -> None:
        self.tools.navigation.go("records", urn=self._urn)

    def _open_pathway(self) -> None:
        if self._page is not None and self._page.pathways:
            self.tools.navigation.go("pathway", urn=self._urn, pathway=self._page.pathways[0].code)

    def _open_note(self, row: TimelineRow) -> None:
        self.tools.navigation.go("visit", note_id=UUID(row.key))
