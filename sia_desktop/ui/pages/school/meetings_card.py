"""The meetings of a school, each with its chain and what is done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.services.queries.meetings import MeetingView, PaperStep
from sia_desktop.services.queries.school_page import SchoolPage
from sia_desktop.ui.explain import explain
from sia_desktop.ui.history_words import history_words
from sia_desktop.ui.meetings.words import key_of, meeting_rows
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.due_rows import DueList, DueRow
from sia_desktop.ui.widgets.words import Words


class MeetingsCard(Card):
    """Plan one; open, move or call off the meeting the keyboard is on, or record its paper."""

    opened = Signal(object)  # the meeting's id
    plan_wanted = Signal()
    paper_wanted = Signal(object, str)  # a MeetingView, the paper's code
    move_wanted = Signal(object)  # a MeetingView
    call_off_wanted = Signal(object)  # a MeetingView

    def __init__(self) -> None:
        super().__init__("Meetings", padding=7)
        self.head.setContentsMargins(10, 0, 10, 0)
        self._found: dict[str, tuple[MeetingView, PaperStep | None]] = {}
        self._may_call = self._may_issue = False
        self.plan = Button(
            "Plan…", Variant.QUIET, icon="plus", small=True, name="", press=self.plan_wanted.emit
        )
        self.plan.setAccessibleName("Plan a meeting")
        self.head.addWidget(self.plan)
        self.list = DueList("Meetings and their papers")
        self.none = Words("No meeting is fixed here.", "body", "text_2", wrap=True)
        self.open_button = Button("Open", Variant.QUIET, small=True, press=self._open)
        self.open_button.setAccessibleName("Open this meeting")
        self.record = Button("Record…", Variant.QUIET, small=True, press=self._record)
        self.record.setAccessibleName("Record this paper")
        self.move_button = Button("Move…", Variant.QUIET, small=True, press=self._move)
        self.move_button.setAccessibleName("Move this meeting")
        self.off = Button("Call off…", Variant.QUIET, small=True, press=self._call_off)
        self.off.setAccessibleName("Call off this meeting")
        acts = QHBoxLayout()
        for act in (self.open_button, self.record, self.move_button, self.off):
            acts.addWidget(act)
        acts.addStretch(1)
        self._acts = QWidget()
        acts.setContentsMargins(4, 0, 4, 4)
        self._acts.setLayout(acts)
        self.body.addWidget(self.none)
        self.none.setContentsMargins(10, 0, 10, 4)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._acts)
        self.list.opened.connect(lambda _: self._open())
        self.list.why_wanted.connect(self._explain)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._fit_acts())

    def show_meetings(self, page: SchoolPage) -> None:
        """Those of this school."""
        self._may_call, self._may_issue = page.may_call_meeting, page.may_issue_papers
        self._found = _by_key(page.meetings)
        self.list.show_rows(meeting_rows(page.meetings, page.day))
        self.plan.setEnabled(page.may_call_meeting and bool(page.meeting_kinds))
        for widget in (self.list, self._acts):
            widget.setVisible(bool(page.meetings))
        self.none.setVisible(not page.meetings)
        self._fit_acts()

    def _current(self) -> tuple[MeetingView, PaperStep | None] | None:
        row = self.list.current_row()
        return self._found.get(row.key) if row is not None else None

    def _fit_acts(self) -> None:
        found = self._current()
        stands = found is not None and found[0].meeting.called_off is None
        step = found[1] if found is not None else None
        self.open_button.setEnabled(found is not None)
        self.record.setEnabled(step is not None and stands and step.is_open and self._may_issue)
        for act in (self.move_button, self.off):
            act.setEnabled(stands and self._may_call)

    def _open(self) -> None:
        found = self._current()
        if found is not None:
            self.opened.emit(found[0].meeting.id)

    def _record(self) -> None:
        found = self._current()
        if found is not None and found[1] is not None and self.record.isEnabled():
            self.paper_wanted.emit(found[0], found[1].paper.code)

    def _move(self) -> None:
        found = self._current()
        if found is not None:
            self.move_wanted.emit(found[0])

    def _call_off(self) -> None:
        found = self._current()
        if found is not None:
            self.call_off_wanted.emit(found[0])

    def _explain(self, row: DueRow, anchor: QWidget) -> None:
        _, step = self._found[row.key]
        assert step is not None  # only papers have a Why?
        explain(anchor, step.due, history_words(step.history))


def _by_key(views: Sequence[MeetingView]) -> dict[str, tuple[MeetingView, PaperStep | None]]:
    return {key_of(view, step): (view, step) for view in views for step in (None, *view.steps)}
