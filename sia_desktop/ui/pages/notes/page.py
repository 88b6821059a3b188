"""Notes of visit: all of them, the latest visit first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from sia_desktop.services.queries.note_page import AskNotes, ListedNote
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.explain import explain_in
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.notes import words
from sia_desktop.ui.pages.notes.model import DUE, VISIT, columns
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.due_rows import WHY_KEY
from sia_desktop.ui.widgets.field_button import FieldButton
from sia_desktop.ui.widgets.labelled_field import ChoiceBox
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table import Table
from sia_desktop.ui.widgets.table_frame import TableFrame


class NotesPage(DeskPage):
    """Filter, sort, Enter opens a note."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Notes of visit")
        self._notes: tuple[ListedNote, ...] = ()
        self.add_header(
            FieldButton("Find everywhere", "Ctrl+Shift+F", tools.search),
            Button("Log a visit", Variant.PRIMARY, icon="plus", press=tools.new_visit),
            with_go_to=False,
        )
        self.box = SearchBox("Filter by school or adviser", shortcut="Ctrl+F", icon="list-filter", width=286)
        self.state = ChoiceBox(words.STATES, lead="State")
        self.state.setAccessibleName("State")
        self.table: Table[ListedNote] = Table("Notes of visit", columns(lambda: tools.today))
        self.frame = TableFrame(self.table, "Enter opens · Ctrl Shift W why this date")
        self._build()
        self.table.sort_by(VISIT, descending=True)
        self.table.opened.connect(self._open)
        self.table.shown.connect(lambda _: self._count())
        self.box.textChanged.connect(lambda _: self._filter())
        self.state.picked.connect(lambda _: self._filter())
        why = QShortcut(QKeySequence(WHY_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        why.activated.connect(self._explain)

    def question(self) -> AskNotes:
        """All notes on this laptop."""
        return AskNotes()

    def main_stop(self) -> Table[ListedNote]:
        """The first note."""
        if not self.table.currentIndex().isValid() and self.table.shown_rows:
            self.table.selectRow(0)
        return self.table

    def show_answer(self, answer: tuple[ListedNote, ...]) -> None:
        """Rows and totals."""
        self._notes = answer
        self.say_title("Notes of visit", f"{plural(len(answer), 'note')} on this laptop.")
        self.table.show_rows(answer, lambda row: row.note.visit_id)
        self._filter()

    def _build(self) -> None:
        space = theme().space
        filters = QHBoxLayout()
        filters.setSpacing(space.s)
        filters.addWidget(self.box)
        filters.addWidget(self.state)
        filters.addStretch(1)
        self._empty = EmptyState(
            "notebook-pen", "There are no notes yet. A note begins when you log a visit.", "Log a visit",
            self.tools.new_visit,
        )  # fmt: skip
        self._none = EmptyState("list-filter", "No note matches these filters.", "Show all", self._show_all)
        self._states = self.list_below(filters, self.frame, self._empty, self._none)
        pane(self.frame, "Notes of visit")

    def _filter(self) -> None:
        self.table.keep_only(words.Sieve(self.box.text(), self.state.code).keeps)

    def _show_all(self) -> None:
        self.box.clear()
        self.state.choose(words.ALL)
        self._filter()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        shown = self.table.shown_rows
        self.frame.say(*words.totals(shown, len(self._notes)))
        if not self._notes:
            self._states.setCurrentWidget(self._empty)
        else:
            self._states.setCurrentWidget(self.frame if shown else self._none)

    def _open(self, row: ListedNote) -> None:
        self.tools.navigation.go("visit", note_id=row.note.note_id)

    def _explain(self) -> None:
        row = self.table.current_row()
        if row is not None and not row.note.is_voided:
            explain_in(self.table, DUE, row.due)
