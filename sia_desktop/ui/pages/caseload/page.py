"""Caseload: every school of the adviser as one table, sorted and filtered by keyboard or mouse."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from sia_desktop.domain.dates import plain_date
from sia_desktop.services.import_schools import UndoSchools
from sia_desktop.services.queries.caseload import AskCaseload, Caseload, CaseloadRow
from sia_desktop.services.queries.school_file import SchoolPreview
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.explain import explain_in
from sia_desktop.ui.importing import ImportDialog
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.caseload import words
from sia_desktop.ui.pages.caseload.import_words import register_words
from sia_desktop.ui.pages.caseload.model import NEXT_DUE, columns
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.due_rows import WHY_KEY
from sia_desktop.ui.widgets.labelled_field import ChoiceBox
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table import Table
from sia_desktop.ui.widgets.table_frame import TableFrame


class CaseloadPage(DeskPage):
    """Filter, sort, Enter opens a school."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Caseload")
        self._caseload: Caseload | None = None
        self._taken_in: SchoolPreview | None = None
        self.undo = Button("Undo the import", press=self._undo)
        self.load = Button("Import schools…", icon="download", press=self._import)
        self.add_header(
            self.undo, self.load, Button("Log a visit", Variant.PRIMARY, icon="plus", press=tools.new_visit)
        )
        self.undo.hide()
        self.said = Banner(Tone.SUCCESS, "", closable=True)
        self.said.hide()
        self.box = SearchBox("Filter by name or URN", shortcut="Ctrl+F", icon="list-filter", width=286)
        self.phase = ChoiceBox(((words.ALL, "all"),), lead="Phase")
        self.category = ChoiceBox(((words.ALL, "all"),), lead="Category")
        self.due = ChoiceBox(words.DUES, lead="Note due")
        self.table: Table[CaseloadRow] = Table("Caseload", columns(lambda: tools.today))
        self.frame = TableFrame(self.table, "Enter opens · Ctrl Shift W why this date")
        self._build()
        self.table.sort_by(NEXT_DUE)
        self.table.opened.connect(self._open)
        self.table.shown.connect(lambda _: self._count())
        self.box.textChanged.connect(lambda _: self._filter())
        self.box.returnPressed.connect(self._enter_table)
        for choice, name in ((self.phase, "Phase"), (self.category, "Category"), (self.due, "Note due")):
            choice.setAccessibleName(name)
            choice.picked.connect(lambda _: self._filter())
        why = QShortcut(QKeySequence(WHY_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        why.activated.connect(self._explain)

    def question(self) -> AskCaseload:
        """Every school with what is due next."""
        return AskCaseload()

    def main_stop(self) -> Table[CaseloadRow]:
        """The first school."""
        if not self.table.currentIndex().isValid() and self.table.shown_rows:
            self.table.selectRow(0)
        return self.table

    def show_answer(self, answer: Caseload) -> None:
        """Rows, what there is to filter by, and the totals."""
        self._caseload = answer
        self.say_title("Caseload", words.subtitle(answer, self.tools.working_for.council_name))
        self.phase.offer(words.phases(answer))
        self.category.offer(words.categories(answer))
        self.table.show_rows(answer.rows, lambda row: row.school.urn)
        self._filter()

    def log_visit(self) -> bool:
        """At the school the keyboard is on; False where there is none."""
        row = self.table.current_row()
        if row is None:
            return False
        self.tools.navigation.go("school", urn=row.school.urn, log_visit=True)
        return True

    def _import(self) -> None:
        self.dialog = ImportDialog(register_words(), self.tools, self._was_imported, self)
        self.dialog.ask()

    def _was_imported(self, shown: SchoolPreview) -> None:
        self._taken_in = shown
        self.undo.show()
        count = plural(len(shown.changes), "school")
        self._say(f"{count} brought up to the register of {plain_date(shown.as_at)}. The council is told.")

    def _undo(self) -> None:
        if self._taken_in is not None:
            command = UndoSchools(self._taken_in.changes, self._taken_in.name)
            self.tools.commands.send(command, self, lambda _: self._undone())

    def _undone(self) -> None:
        self._taken_in = None
        self.undo.hide()
        self._say("The import is undone: what was known before stands again.")

    def _say(self, sentence: str) -> None:
        self.said.say(Tone.SUCCESS, sentence)
        self.said.unfold()

    def _build(self) -> None:
        space = theme().space
        top, filters = QVBoxLayout(), QHBoxLayout()
        top.setSpacing(space.m)
        top.addWidget(self.said)
        top.addLayout(filters)
        filters.setSpacing(space.s)
        for widget in (self.box, self.phase, self.category, self.due):
            filters.addWidget(widget)
        filters.addStretch(1)
        self._empty = EmptyState(
            "school", "Your caseload is empty. Sync brings the schools assigned to you.", "Sync now",
            self.tools.sync_now,
        )  # fmt: skip
        self._none = EmptyState("list-filter", "No school matches these filters.", "Show all", self._show_all)
        self._states = self.list_below(top, self.frame, self._empty, self._none)
        pane(self.frame, "Schools")

    def _filter(self) -> None:
        sieve = words.Sieve(self.box.text(), self.phase.code, self.category.code, self.due.code)
        self.table.keep_only(sieve.keeps)

    def _show_all(self) -> None:
        self.box.clear()
        for choice in (self.phase, self.category, self.due):
            choice.choose(words.ALL)
        self._filter()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_table(self) -> None:
        """Enter in the filter opens the only school left, or goes to the first."""
        shown = self.table.shown_rows
        if len(shown) == 1:
            self._open(shown[0])
        elif shown:
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        if self._caseload is None:
            return
        shown = self.table.shown_rows
        self.frame.say(*words.totals(shown, self._caseload))
        if not self._caseload.rows:
            self._states.setCurrentWidget(self._empty)
        else:
            self._states.setCurrentWidget(self.frame if shown else self._none)

    def _open(self, row: CaseloadRow) -> None:
        self.tools.navigation.go("school", urn=row.school.urn)

    def _explain(self) -> None:
        row = self.table.current_row()
        if row is not None and row.due is not None:
            explain_in(self.table, NEXT_DUE, row.due)
