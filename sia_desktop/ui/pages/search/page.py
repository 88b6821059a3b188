"""Find everywhere: type words, narrow by school, kind and time, Enter opens what was found."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.domain.about import About
from sia_desktop.domain.ids import Urn
from sia_desktop.services.queries.search import AskSearch, Found, SearchPage
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.search import words
from sia_desktop.ui.pages.search.rows import FoundList, FoundRow
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.labelled_field import ChoiceBox
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table_frame import TableFrame

PAUSE = 200
"""Milliseconds without a key before what is typed is looked for."""


class SearchPageView(DeskPage):
    """The keyboard begins in the box; Down goes to the results, Enter opens one."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Find everywhere")
        self._found: dict[str, Found] = {}
        self._unread = 0
        self.add_header()
        self.box = SearchBox("Find words in everything written", shortcut="Ctrl+F", width=420)
        self.school, self.kind, self.when = (
            ChoiceBox(((words.ALL, "all"),), lead="School"),
            ChoiceBox(words.KIND_CHOICES, lead="Kind"),
            ChoiceBox(words.WHEN_CHOICES, lead="When"),
        )
        for choice, name in ((self.school, "School"), (self.kind, "Kind"), (self.when, "When")):
            choice.setAccessibleName(name)
            choice.picked.connect(lambda _: self.ask_again())
        self.school.setMaximumWidth(theme().px(300))
        self.list = FoundList()
        self.frame = TableFrame(self.list, "Down goes to the results · Enter opens")
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.ask_again)
        self.box.textChanged.connect(lambda _: self._pause.start())
        self.box.installEventFilter(self)
        self.list.opened.connect(self._open)
        tools.indexing.ended.connect(self._look_again)
        self.say_title("Find everywhere", "Every word written on this laptop, the latest first.")

    def begin(self) -> None:
        """Ready to type over what was looked for last."""
        self.box.take_focus()

    def question(self) -> AskSearch:
        """What is in the box and beside it."""
        return AskSearch(
            self.box.text(),
            Urn(int(self.school.code)) if self.school.code else None,
            self.kind.code,
            int(self.when.code) if self.when.code else None,
        )

    def main_stop(self) -> QWidget:
        """The result one came back from, else the box."""
        return self.list if self.list.current_row() is not None else self.box

    def show_answer(self, answer: SearchPage) -> None:
        """The results; an answer to what was typed before is too late."""
        self.school.offer(words.schools_to_choose(answer))
        if answer.asked != self.question():
            return
        self._unread = answer.unread
        rows = [words.row_of(each) for each in answer.found]
        self._found = {row.key: each for row, each in zip(rows, answer.found, strict=True)}
        self.list.show_rows(rows)
        self.frame.say(*words.totals(answer))
        self._none.sentence.say(words.none_found(answer))
        has_words = bool(answer.asked.typed.strip())
        self._states.setCurrentWidget(self.frame if rows else self._none if has_words else self._hint)
        self.box.setAccessibleDescription(words.totals(answer)[0] if has_words else words.HINT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go from the box to the results."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            if self._pause.isActive():
                self._pause.stop()
                self.ask_again()
            elif self._found:
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        space = theme().space
        filters = QHBoxLayout()
        filters.setSpacing(space.s)
        for each in (self.box, self.school, self.kind, self.when):
            filters.addWidget(each)
        filters.addStretch(1)
        self._hint = EmptyState("search", words.HINT)
        self._none = EmptyState("search", "", "Look everywhere", self._everywhere)
        self._states = self.list_below(filters, self.frame, self._hint, self._none)
        pane(self.frame, "Results")

    def _everywhere(self) -> None:
        for choice in (self.school, self.kind, self.when):
            choice.choose(words.ALL)
        self.ask_again()
        self.box.take_focus()

    def _look_again(self) -> None:
        if self._unread and self.isVisible():
            self.ask_again()

    def _open(self, row: FoundRow) -> None:
        found = self._found[row.key]
        go = self.tools.navigation.go
        match found.agreed_in or found.record:
            case About("note_of_visit", record_id):
                go("visit", note_id=UUID(record_id))
            case About("case_record", record_id):
                go("record", record_id=UUID(record_id))
            case About("meeting", record_id):
                go("meeting", meeting_id=UUID(record_id))
            case _:
                go("school", urn=found.urn)
