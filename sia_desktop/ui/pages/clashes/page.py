"""Clashes: those to settle first, then every one that was settled, with what gave way."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from sia_desktop.services.queries.clashes import AskClashes, ClashLine
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.clashes import words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural, said
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table import Column, Table
from sia_desktop.ui.widgets.table_delegate import Cell
from sia_desktop.ui.widgets.table_frame import TableFrame


class ClashesPage(DeskPage):
    """Enter opens one."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Clashes")
        self.add_header()
        self.table: Table[ClashLine] = Table("Clashes", self._columns())
        self.table.sort_by(0)
        self.table.opened.connect(self._open)
        self.frame = TableFrame(self.table, "Enter opens")
        self._empty = EmptyState("circle-check", "No two people’s words have ever met here.")
        self._states = QStackedWidget()
        for state in (self.frame, self._empty):
            self._states.addWidget(state)
        space = theme().space
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(space.page, 0, space.page, space.page - 4)
        layout.addWidget(self._states, 1)
        pane(self.frame, "Clashes")

    def question(self) -> AskClashes:
        """Every clash of this laptop."""
        return AskClashes()

    def main_stop(self) -> Table[ClashLine]:
        """The first to settle."""
        if not self.table.currentIndex().isValid() and self.table.shown_rows:
            self.table.selectRow(0)
        return self.table

    def show_answer(self, answer: tuple[ClashLine, ...]) -> None:
        """Rows and counts."""
        waiting = sum(not line.clash.is_settled for line in answer)
        self.say_title("Clashes", f"{words.banner_words(waiting)}." if waiting else "Nothing to settle.")
        self.table.show_rows(answer, lambda line: line.clash.id)
        settled = len(answer) - waiting
        done = plural(settled, "settled clash", "settled clashes") if settled else ""
        self.frame.say(words.banner_words(waiting), done)
        self._states.setCurrentWidget(self.frame if answer else self._empty)

    def _open(self, line: ClashLine) -> None:
        self.tools.navigation.go("clash", clash_id=line.clash.id)

    def _columns(self) -> tuple[Column[ClashLine], ...]:
        def when(line: ClashLine) -> Cell:
            return Cell(said(line.clash.kept_at, self.tools.today).capitalize())

        def order(line: ClashLine) -> tuple[bool, float]:
            at = line.clash.kept_at.timestamp()
            return line.clash.is_settled, -at if line.clash.is_settled else at

        def met(line: ClashLine) -> Cell:
            return Cell(line.theirs_by or "A colleague")

        return (
            Column("State", words.state_cell, order, 170),
            Column("School", _school, lambda line: line.school_name.casefold(), 236),
            Column("Record", lambda line: Cell(line.title), lambda line: line.title, 160),
            Column("In question", lambda line: Cell(", ".join(line.labels)), lambda line: line.labels, 230),
            Column("Met", met, lambda line: line.theirs_by, 140),
            Column("Found", when, lambda line: line.clash.kept_at),
        )


def _school(line: ClashLine) -> Cell:
    return Cell(line.school_name, "medium", "text")
