"""Deadlines: everything that is due, as a list by state or as a month, filtered by keyboard or mouse."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.queries.deadlines import AskDeadlines, Deadlines, OwedDeadline
from sia_desktop.services.save_calendar import SaveCalendar
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.explain import explain
from sia_desktop.ui.go_to_work import go_to_work
from sia_desktop.ui.history_words import history_words
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.deadlines import acts_dialog as acts
from sia_desktop.ui.pages.deadlines import words
from sia_desktop.ui.pages.deadlines.month import MonthView
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.card import row
from sia_desktop.ui.widgets.due_rows import DueList, DueRow
from sia_desktop.ui.widgets.labelled_field import ChoiceBox
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.save_as import ask_where
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.segmented_choice import Choice, SegmentedChoice
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table_frame import TableFrame

LIST, MONTH = "list", "month"
WIDEST_FILTER = 190


class DeadlinesPage(DeskPage):
    """Enter opens what a deadline is about; Ctrl+Shift+W says why that date."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Deadlines")
        self._answer: Deadlines | None = None
        self._shown: dict[str, OwedDeadline] = {}
        self.save_button = Button("Save for your calendar…", icon="download", press=self._ask_where)
        self.add_header(self.save_button)
        self.said = Banner(Tone.SUCCESS, "", closable=True)
        self.said.hide()
        self.box = SearchBox("Filter by words", shortcut="Ctrl+F", icon="list-filter", width=200)
        self.school = ChoiceBox(((words.ALL, "all"),), lead="School")
        self.rule = ChoiceBox(((words.ALL, "all"),), lead="Rule")
        self.strength = ChoiceBox(words.STRENGTH_CHOICES, lead="Strength")
        self.state = ChoiceBox(words.STATES, lead="State")
        self.view = SegmentedChoice(
            "Shown as", (Choice(LIST, "List", "list-checks"), Choice(MONTH, "Month", "calendar-days"))
        )
        self.list = DueList("Deadlines")
        self.month = MonthView()
        self.frame = TableFrame(self.list, "Enter opens · Ctrl Shift W why this date")
        self.date_button = Button("Set a date…", icon="calendar-days", small=True, press=self._set_date)
        self.done_button = Button("Record it done…", icon="check", small=True, press=self._record)
        self.read_button = Button("Read it otherwise…", icon="book-open", small=True, press=self._read)
        self._build()
        self.view.choose(LIST)
        self.view.chosen.connect(lambda _: self._show_fitting())
        self.box.textChanged.connect(lambda _: self._filter())
        self.box.returnPressed.connect(lambda: self.main_stop().setFocus())
        for choice, name in zip(self._choices, ("School", "Rule", "Strength", "State"), strict=True):
            choice.setAccessibleName(name)
            choice.setMaximumWidth(theme().px(WIDEST_FILTER))
            choice.picked.connect(lambda _: self._filter())
        for due in (self.list, self.month.list):
            due.opened.connect(self._open)
            due.why_wanted.connect(self._explain)
            due.selectionModel().currentChanged.connect(lambda *_: self._fit_acts())
        self.month.grid.day_changed.connect(self._show_day)

    @property
    def shown(self) -> tuple[OwedDeadline, ...]:
        """What the filters leave, soonest first."""
        return tuple(self._shown.values())

    def question(self) -> AskDeadlines:
        """Everything open, on the day it is asked."""
        return AskDeadlines()

    def main_stop(self) -> QWidget:
        """The first deadline, or the day of the month."""
        return self.list if self.view.code == LIST else self.month.grid

    def show_answer(self, answer: Deadlines) -> None:
        """Rows, what there is to filter by, and the totals."""
        self._answer = answer
        self.say_title("Deadlines", words.subtitle(answer))
        self.school.offer(words.schools(answer))
        self.rule.offer(words.rules(answer))
        self._filter()

    @property
    def _choices(self) -> tuple[ChoiceBox, ...]:
        return self.school, self.rule, self.strength, self.state

    def _build(self) -> None:
        space = theme().space
        filters = QHBoxLayout()
        filters.setSpacing(space.s)
        for widget in (self.box, *self._choices):
            filters.addWidget(widget)
        filters.addStretch(1)
        self.view.setFixedWidth(theme().px(196))
        filters.addWidget(self.view)
        self._nothing = EmptyState(
            "circle-check", "Nothing is due. Log a visit, and its note falls due here."
        )
        self._none = EmptyState(
            "list-filter", "No deadline matches these filters.", "Show all", self._show_all
        )
        self._states = QStackedWidget()
        for state in (self.frame, self.month, self._nothing, self._none):
            self._states.addWidget(state)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(space.page, 0, space.page, space.page - 4)
        layout.setSpacing(space.m)
        layout.addWidget(self.said)
        layout.addLayout(filters)
        layout.addWidget(self._states, 1)
        layout.addWidget(row(self.date_button, self.done_button, self.read_button))
        pane(self.frame, "Deadlines")
        pane(self.month, "Month")

    def _filter(self) -> None:
        answer = self._answer
        if answer is None:
            return
        sieve = words.Sieve(
            answer.day,
            self.box.text(),
            self.school.code,
            self.rule.code,
            self.strength.code,
            self.state.code,
        )
        self._shown = {each.key: each for each in answer.owed if sieve.keeps(each)}
        self.list.show_rows(words.rows(self.shown, answer.day))
        self.frame.say(*words.totals(self.shown, answer))
        self.month.show_entries(words.entries(self.shown), answer.day)
        self.month.say(*words.totals(self.shown, answer))
        self._show_day(self.month.grid.day)
        self._show_fitting()
        self._fit_acts()
        self.save_button.setEnabled(any(each.due.due_on for each in self.shown))

    def _show_fitting(self) -> None:
        if self._answer is None:
            return
        if not self._answer.owed:
            self._states.setCurrentWidget(self._nothing)
        elif not self._shown:
            self._states.setCurrentWidget(self._none)
        else:
            self._states.setCurrentWidget(self.frame if self.view.code == LIST else self.month)

    def _show_day(self, day: date) -> None:
        if self._answer is None:
            return
        found = [each for each in self.shown if each.due.due_on == day]
        today = self._answer.day
        self.month.show_day(
            words.day_words(day, len(found)), tuple(words.row_of_day(each, today) for each in found)
        )

    def _show_all(self) -> None:
        self.box.clear()
        for choice in self._choices:
            choice.choose(words.ALL)
        self._filter()
        self.main_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _current(self) -> OwedDeadline | None:
        """What the keyboard is on."""
        here = (self.list if self.view.code == LIST else self.month.list).current_row()
        return self._shown.get(here.key) if isinstance(here, DueRow) else None

    def _fit_acts(self) -> None:
        owed = self._current()
        self.date_button.setEnabled(owed is not None and acts.may_set_date(owed))
        self.done_button.setEnabled(owed is not None and acts.may_record(owed))
        self.read_button.setEnabled(owed is not None and acts.may_read_otherwise(owed))

    def _set_date(self) -> None:
        if (owed := self._current()) and (answer := self._answer):
            self._ask(acts.SetDateDialog(owed, answer.day, answer.calendar, self.tools.commands, self))

    def _record(self) -> None:
        if (owed := self._current()) and (answer := self._answer):
            self._ask(acts.RecordDoneDialog(owed, answer.day, answer.calendar, self.tools.commands, self))

    def _read(self) -> None:
        if owed := self._current():
            self._ask(acts.ReadOtherwiseDialog(owed, self.tools.commands, self))

    def _ask(self, dialog: acts.SetDateDialog | acts.RecordDoneDialog | acts.ReadOtherwiseDialog) -> None:
        self.dialog = dialog
        dialog.ask()

    def _open(self, row: DueRow) -> None:
        go_to_work(self.tools.navigation, self._shown[row.key])

    def _ask_where(self) -> None:
        ask_where(self, "Save for your calendar", "deadlines.ics", "Calendar (*.ics)", self._save)

    def _save(self, target: Path) -> None:
        chosen = self.shown
        schools = {each.urn for each in chosen}
        meetings = tuple(
            each for each in (self._answer.meetings if self._answer else ()) if each.meeting.urn in schools
        )

        def hit(trouble: BaseException) -> None:
            if not isinstance(trouble, RuleBroken | OutsideTrouble):
                self.tools.tasks.tell(trouble, self)
            self._say(Tone.WARNING, sentence_for(trouble))

        self.tools.commands.send(
            SaveCalendar(target, chosen, meetings),
            self,
            lambda _: self._say(Tone.SUCCESS, words.saved(chosen, meetings, target.name)),
            hit,
        )

    def _say(self, tone: Tone, sentence: str) -> None:
        self.said.say(tone, sentence)
        self.said.unfold()

    def _explain(self, row: DueRow, anchor: QWidget) -> None:
        owed = self._shown[row.key]
        explain(anchor, owed.due, history_words(owed.history))
