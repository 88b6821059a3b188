"""Today: the next obligation first, the day's visits, and how this laptop stands with the council."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.domain.dates import long_date
from sia_desktop.services.queries.due import Due
from sia_desktop.services.queries.facts import KeptMeeting
from sia_desktop.services.queries.meetings import OwedPaper
from sia_desktop.services.queries.today import AskToday, Today
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.explain import explain
from sia_desktop.ui.history_words import history_words
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.today import words
from sia_desktop.ui.sync_words import clock_words, rail_state
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.due_rows import DueList, DueRow
from sia_desktop.ui.widgets.event_rows import EventList, EventRow
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.words import Words

if TYPE_CHECKING:
    from sia_desktop.services.queries.deadlines import OwedDeadline

SIDE = 372


class TodayPage(DeskPage):
    """What is due and why, the visits of the day, and sync in words."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Today")
        self._today: Today | None = None
        self._dues: dict[str, Due] = {}
        self._papers: dict[str, OwedPaper] = {}
        self._casework: dict[str, OwedDeadline] = {}
        self._meetings: tuple[tuple[str, KeptMeeting], ...] = ()
        self.add_header(Button("Log a visit", Variant.PRIMARY, icon="plus", press=tools.new_visit))
        self.due = DueList("Due")
        self.due.opened.connect(self._open)
        self.due.why_wanted.connect(self._explain)
        self.visits = EventList("Visits and meetings")
        self.visits.opened.connect(self._open)
        self.waiting = DueList("Waiting on others")
        self.waiting.opened.connect(self._open)
        self.waiting.why_wanted.connect(self._explain)
        self._calendar = Banner(Tone.WARNING, "")
        self.clock = Banner(Tone.WARNING, "", lead="The clock is wrong")
        self.returned = Banner(
            Tone.WARNING, "", lead=" ", icon="undo-2", act="Go to it", press=self._go_to_returned
        )
        self.returned.hide()
        self._build()
        tools.syncing.changed.connect(self._say_sync)

    def question(self) -> AskToday:
        """What is due, on the day it is asked; the first time, without what takes longer to work out."""
        return AskToday(is_whole=self._today is not None)

    def main_stop(self) -> QWidget:
        """The next obligation."""
        return self.due

    def show_answer(self, answer: Today) -> None:
        """Everything on the page is of one moment."""
        self._today = answer
        self._dues = {str(each.note.note_id): each.due for each in answer.due}
        self.say_title(long_date(answer.day), words.subtitle(answer))
        self._papers = {each.key: each for each in (*answer.papers, *answer.waiting)}
        self._dues |= {key: each.step.due for key, each in self._papers.items()}
        self._meetings = answer.meetings
        self._casework = {each.key: each for each in (*answer.casework, *answer.waiting_casework)}
        self._dues |= {key: each.due for key, each in self._casework.items()}
        owed = len(answer.due) + len(answer.papers) + len(answer.casework)
        self._due_card.count(str(owed) if owed else "")
        self.due.show_rows(words.due_rows(answer))
        self._due_states.setCurrentWidget(self._fitting(answer))
        self._foot.setVisible(bool(owed or answer.later))
        self._open_words.say(words.open_words(answer))
        rows = words.visit_rows(answer)
        self._visits_card.count(str(len(rows)) if rows else "")
        self.visits.show_rows(rows)
        self.visits.setFixedHeight(max(self.visits.whole_height(), 1))
        self.visits.setVisible(bool(rows))
        self._no_visits.setVisible(not rows)
        self._show_waiting(answer)
        self._reach.say(words.calendar_words(answer))
        warning = words.calendar_warning(answer)
        clock = clock_words(answer.sync)
        self.clock.say(Tone.WARNING, clock, lead="The clock is wrong")
        self.clock.setVisible(bool(clock))
        self._calendar.say(Tone.WARNING, warning)
        self._calendar.setVisible(bool(warning))
        self.returned.setVisible(bool(answer.returned))
        if answer.returned:
            first, lead = answer.returned[0], words.returned_lead(len(answer.returned))
            self.returned.say(Tone.WARNING, words.returned_words(first, answer.day), lead=lead)
        count = answer.sync.to_settle
        self.clashes.say(Tone.WARNING, words.CLASHES, lead=words.clashes_lead(count))
        self.clashes.setVisible(bool(count))
        self._say_sync()
        if not answer.is_whole:
            QTimer.singleShot(0, self, self.ask_again)

    def _build(self) -> None:
        margin = theme().space.page
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(margin, 0, margin, margin - 4)
        whole.setSpacing(theme().space.m)
        self.clashes = Banner(
            Tone.WARNING, words.CLASHES, lead=" ", icon="git-compare", act="Settle",
            press=lambda: self.tools.navigation.go("clashes"),
        )  # fmt: skip
        self.clashes.hide()
        whole.addWidget(self.clashes)
        whole.addWidget(self.returned)
        layout = QHBoxLayout()
        layout.setSpacing(theme().space.l)
        whole.addLayout(layout, 1)
        self._due_card = self._build_due()
        pane(self._due_card, "Due")
        layout.addWidget(self._due_card, 1)
        layout.addWidget(self._build_side())

    def _build_due(self) -> Card:
        card = Card("Due", padding=7)
        card.head.setContentsMargins(10, 0, 10, 0)
        self._no_schools = EmptyState(
            "school", "Your caseload is empty. Sync brings the schools assigned to you.", "Sync now",
            self.tools.sync_now,
        )  # fmt: skip
        self._nothing_due = EmptyState(
            "circle-check", "Nothing is due. When you have been to a school, log the visit here.",
            "Log a visit", self.tools.new_visit,
        )  # fmt: skip
        self._due_states = QStackedWidget()
        for state in (self.due, self._no_schools, self._nothing_due):
            self._due_states.addWidget(state)
        card.body.addWidget(self._due_states, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(10, 0, 10, 0)
        foot.addWidget(Rule())
        line = QHBoxLayout()
        self._open_words = Words("", "caption", "text_2")
        line.addWidget(self._open_words)
        line.addStretch(1)
        for label, code in (("All notes", "notes"), ("All deadlines", "deadlines")):
            go = partial(self.tools.navigation.go, code)
            line.addWidget(Button(label, Variant.LINK, icon="arrow-right", small=True, press=go))
        foot.addLayout(line)
        card.body.addWidget(self._foot)
        return card

    def _build_side(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "none")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().space.m)
        self._visits_card = Card("Visits and meetings")
        self._no_visits = Words(
            "No visit is logged for today, and no meeting is near.", "body", "text_2", wrap=True
        )
        self._visits_card.body.addWidget(self.visits)
        self._visits_card.body.addWidget(self._no_visits)
        column.addWidget(self.clock)
        column.addWidget(self._calendar)
        column.addWidget(self._visits_card)
        self._waiting_card = Card("Waiting on others", padding=7)
        self._waiting_card.head.setContentsMargins(10, 0, 10, 0)
        self._waiting_card.body.addWidget(self.waiting)
        column.addWidget(self._waiting_card)
        column.addWidget(self._build_sync())
        column.addStretch(1)
        side = QScrollArea()
        side.setWidget(holder)
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side = side
        pane(side, "Visits today, waiting and sync")
        return side

    def _build_sync(self) -> Card:
        card = Card("Sync")
        self._headline = Words("", "strong", wrap=True)
        self._lines = Words("", "caption", "text_2", wrap=True)
        self._reach = Words("", "caption", "text_2", wrap=True)
        for words_ in (self._headline, self._lines, self._reach):
            card.body.addWidget(words_)
        line = QHBoxLayout()
        self._sync_button = Button("Sync now", small=True, icon="refresh-cw", press=self.tools.sync_now)
        line.addWidget(self._sync_button)
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def resizeEvent(self, event: object) -> None:
        """The side column narrows with the window, within its limits."""
        self._side.setFixedWidth(min(theme().px(SIDE), max(self.width() // 3, theme().px(228))))

    def _fitting(self, today: Today) -> QWidget:
        if today.due or today.papers or today.casework:
            return self.due
        if not today.schools:
            return self._no_schools
        return self._nothing_due if today.is_whole else self.due  # an empty list says nothing yet

    def _say_sync(self) -> None:
        if self._today is None:
            return
        state = rail_state(self.tools.syncing.standing, self._today.sync, self.tools.today)
        self._headline.say(state.headline)
        self._lines.say("\n".join(state.lines))
        self._sync_button.setEnabled(not self.tools.syncing.is_running)

    def _show_waiting(self, today: Today) -> None:
        rows = words.waiting_rows(today)
        self._waiting_card.count(str(len(rows)) if rows else "")
        self._waiting_card.setVisible(bool(rows))
        self.waiting.show_rows(rows)
        self.waiting.setFixedHeight(max(self.waiting.whole_height(), 1))

    def _open(self, row: DueRow | EventRow) -> None:
        if (paper := self._papers.get(row.key)) is not None:
            self.tools.navigation.go("meeting", meeting_id=paper.view.meeting.id)
            return
        meeting = next((each for _, each in self._meetings if str(each.meeting.id) == row.key), None)
        if meeting is not None:
            self.tools.navigation.go("meeting", meeting_id=meeting.meeting.id)
            return
        if (owed := self._casework.get(row.key)) is not None:
            from sia_desktop.ui.go_to_work import go_to_work

            go_to_work(self.tools.navigation, owed)
            return
        self.tools.navigation.go("visit", note_id=UUID(row.key))

    def _go_to_returned(self) -> None:
        """To what has waited longest."""
        if self._today is None or not self._today.returned:
            return
        work = self._today.returned[0]
        if work.kind == "case_record":
            self.tools.navigation.go("record", record_id=work.record_id)
        else:
            self.tools.navigation.go("visit", note_id=work.record_id, view="text")

    def _explain(self, row: DueRow, anchor: QWidget) -> None:
        paper, owed = self._papers.get(row.key), self._casework.get(row.key)
        moved = paper.step.history if paper else owed.history if owed else ()
        explain(anchor, self._dues[row.key], history_words(moved))
