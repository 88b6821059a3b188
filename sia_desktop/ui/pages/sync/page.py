"""Sync: what waits, what was sent, accepted or refused, and a round now."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout

from sia_desktop.services.queries.facts import QueuedRecord
from sia_desktop.services.queries.sync_page import AskSync, SyncPage
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.sync import words
from sia_desktop.ui.sync_words import clock_words, last_words, rail_state, report_words, waiting_words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.banner import Banner, Icon
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.confirm import Dialog, confirm
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table import Column, Table
from sia_desktop.ui.widgets.table_delegate import Cell
from sia_desktop.ui.widgets.table_frame import TableFrame
from sia_desktop.ui.widgets.words import Words


class SyncPageView(DeskPage):
    """Truthful at every step: waiting, sent, accepted with a receipt, or refused with the reason."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Sync")
        self._page: SyncPage | None = None
        self.button = Button("Sync now", Variant.PRIMARY, icon="refresh-cw", press=tools.sync_now)
        self.add_header(self.button, with_go_to=False)
        self.question_banner = Banner(
            Tone.WARNING, "", lead="Sync stopped to ask", act="Let them go…", press=self._approve
        )
        self.trouble = Banner(Tone.INFO, "", lead="The last round stopped early", icon="wifi-off")
        self.clock = Banner(Tone.WARNING, "", icon="clock")
        self.table: Table[QueuedRecord] = Table("Not yet accepted", _columns())
        self.frame = TableFrame(self.table)
        self.dialog: Dialog | None = None
        self.table.sort_by(1)
        self._build()
        tools.syncing.changed.connect(self._say_standing)

    def question(self) -> AskSync:
        """Counts, times and the records that wait."""
        return AskSync()

    def main_stop(self) -> Button:
        """Sync now."""
        return self.button

    def show_answer(self, answer: SyncPage) -> None:
        """What waits."""
        self._page = answer
        facts = answer.facts
        self.say_title("Sync", f"{waiting_words(facts)}. {last_words(facts, self.tools.today)}.")
        self.table.show_rows(answer.queued, lambda row: (row.kind, row.record_id))
        self.frame.say(f"{plural(len(answer.queued), 'record')} not yet accepted", "")
        self._states.setCurrentWidget(self.frame if answer.queued else self._empty)
        self._say_standing()

    def _build(self) -> None:
        space = theme().space
        self._icon = Icon("cloud", "info", 20)
        self._headline = Words("", "strong", wrap=True)
        self._lines = Words("", "caption", "text_2", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of this round")
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(space.m)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        for widget in (self._headline, self._lines):
            column.addWidget(widget)
        line.addLayout(column, 1)
        card.body.addLayout(line)
        card.body.addWidget(self._bar)
        card.body.addWidget(Words(words.SAFE, "caption", "text_2", wrap=True))
        self._empty = EmptyState("cloud-check", "The council has everything you wrote here.")
        self._states = QStackedWidget()
        self._states.addWidget(self.frame)
        self._states.addWidget(self._empty)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(space.page, 0, space.page, space.page - 4)
        layout.setSpacing(space.m)
        for part in (self.question_banner, self.clock, self.trouble, card):
            layout.addWidget(part)
        layout.addWidget(self._states, 1)
        self.question_banner.hide()
        self.trouble.hide()
        self.clock.hide()
        self._bar.hide()
        pane(self.frame, "Not yet accepted")

    def _say_standing(self) -> None:
        if self._page is None:
            return
        standing = self.tools.syncing.standing
        state = rail_state(standing, self._page.facts, self.tools.today)
        self._icon.become(state.icon, state.tone)
        self._headline.say(state.headline)
        report = report_words(standing.report) if standing.report and not standing.under_way else ""
        self._lines.say("\n".join((*state.lines, *([f"Last round: {report}"] if report else []))))
        self.button.setEnabled(standing.under_way is None)
        self._bar.setVisible(standing.under_way is not None)
        if standing.under_way is not None:
            self._bar.setRange(0, standing.under_way.total)
            self._bar.setValue(standing.under_way.done)
        trouble = standing.trouble or self._page.facts.last_trouble
        self.trouble.say(Tone.INFO, trouble, lead="The last round stopped early")
        self.trouble.setVisible(bool(trouble) and standing.under_way is None)
        clock = clock_words(self._page.facts)
        self.clock.say(Tone.WARNING, clock, lead="The clock is wrong")
        self.clock.setVisible(bool(clock))
        question = standing.question
        self.question_banner.setVisible(question is not None and standing.under_way is None)
        if question is not None:
            self.question_banner.say(Tone.WARNING, words.question_words(question), lead="Sync stopped to ask")

    def _approve(self) -> None:
        question = self.tools.syncing.standing.question
        if question is None:
            return
        self.dialog = confirm(
            self,
            "Take these off this laptop?",
            words.question_words(question),
            "Take them off",
            lambda: self.tools.syncing.approve(question),
            otherwise="Keep them",
        )


def _columns() -> tuple[Column[QueuedRecord], ...]:
    return (
        Column("What", lambda row: Cell(words.kind_words(row), "medium", "text"), words.kind_words, 200),
        Column("School", lambda row: Cell(row.school_name), lambda row: row.school_name.casefold(), 320),
        Column("State", words.state_cell, lambda row: row.sync.state.value),
    )
