"""Actions: everything agreed across the caseload, what is overdue first."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from sia_desktop.domain.about import About
from sia_desktop.domain.ids import Urn
from sia_desktop.services.agree_action import AgreeAction
from sia_desktop.services.queries.actions_page import ActionsPage, AskActions, ListedAction
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.actions import words
from sia_desktop.ui.pages.actions.dialog import ActionDialog, NewActionDialog
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import ChoiceBox
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table import Table
from sia_desktop.ui.widgets.table_frame import TableFrame

ORIGIN_KEY = "Ctrl+Return"


class ActionsPageView(DeskPage):
    """Filter, sort; Enter opens an action, Ctrl+Enter the record in which it was agreed."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Actions")
        self._page: ActionsPage | None = None
        self._urn: Urn | None = None
        self._about: About | None = None
        self.dialog: Dialog | None = None
        self.add_header(Button("Agree an action", Variant.PRIMARY, icon="plus", press=tools.new_action))
        self.box = SearchBox(
            "Filter by school, owner or words", shortcut="Ctrl+F", icon="list-filter", width=320
        )
        self.owner = ChoiceBox(((words.ALL, "all"),), lead="Owner")
        self.rating = ChoiceBox(words.RATING_CHOICES, lead="Rating")
        self.state = ChoiceBox(words.STATES, lead="State")
        self.table: Table[ListedAction] = Table("Actions", words.columns(lambda: tools.today))
        self.rating.choose(words.ANY_RATING)
        self.state.choose(words.OPEN)
        self.frame = TableFrame(self.table, "Enter opens · Ctrl Enter goes to its record")
        self._build()
        self.table.sort_by(words.DUE)
        self.table.opened.connect(self._open)
        self.table.shown.connect(lambda _: self._count())
        self.box.textChanged.connect(lambda _: self._filter())
        for choice, name in ((self.owner, "Owner"), (self.rating, "Rating"), (self.state, "State")):
            choice.setAccessibleName(name)
            choice.picked.connect(lambda _: self._filter())
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(ORIGIN_KEY), self, context=here).activated.connect(self._go_to_current)

    def open(self, *, urn: int | None = None, about: About | None = None, **_: Any) -> None:
        """The list; with a school, an action is agreed there at once, in this record."""
        self._urn = Urn(urn) if urn else None
        self._about = about or (About("school", str(urn)) if urn else None)
        super().open()

    def question(self) -> AskActions:
        """All on this laptop."""
        return AskActions(self._urn)

    def main_stop(self) -> Table[ListedAction]:
        """The first action."""
        if not self.table.currentIndex().isValid() and self.table.shown_rows:
            self.table.selectRow(0)
        return self.table

    def show_answer(self, answer: ActionsPage) -> None:
        """Rows and totals; then the new action that was asked for."""
        self._page = answer
        late = sum(each.is_overdue for each in answer.actions)
        count = plural(len(answer.actions), "action")
        self.say_title("Actions", f"{count} agreed{f', {late} overdue' if late else ''}.")
        self.owner.offer(words.owners(answer.actions))
        self.table.show_rows(answer.actions, lambda row: row.action.id)
        self._filter()
        if self._urn and self._about and answer.school_name:
            agree = partial(AgreeAction, self._urn, self._about)
            self._urn = None
            self._ask(NewActionDialog(agree, answer, self.tools.commands, self))

    def _ask(self, dialog: ActionDialog | NewActionDialog) -> None:
        self.dialog = dialog
        dialog.ask()

    def _build(self) -> None:
        space = theme().space
        filters = QHBoxLayout()
        filters.setSpacing(space.s)
        for widget in (self.box, self.owner, self.rating, self.state):
            filters.addWidget(widget)
        filters.addStretch(1)
        self._empty = EmptyState(
            "list-todo",
            "Nothing has been agreed yet. Actions come from signed notes and from records, "
            "or are agreed here with Ctrl Shift N.",
            "Agree an action",
            self.tools.new_action,
        )
        self._none = EmptyState("list-filter", "No action matches these filters.", "Show all", self._show_all)
        self._states = self.list_below(filters, self.frame, self._empty, self._none)
        pane(self.frame, "Actions")

    def _filter(self) -> None:
        sieve = words.Sieve(self.box.text(), self.owner.code, self.rating.code, self.state.code)
        self.table.keep_only(sieve.keeps)

    def _show_all(self) -> None:
        self.box.clear()
        self.owner.choose(words.ALL)
        self.rating.choose(words.ANY_RATING)
        self.state.choose(words.ALL)
        self._filter()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        shown = self.table.shown_rows
        of = len(self._page.actions) if self._page else 0
        self.frame.say(*words.totals(shown, of))
        self._states.setCurrentWidget(
            self.frame if shown else self._none if of else self._empty,
        )

    def _open(self, row: ListedAction) -> None:
        if self._page is not None:
            dialog = ActionDialog(row, self._page, self.tools.commands, self)
            dialog.origin_wanted.connect(lambda: self._go_to(row))
            self._ask(dialog)

    def _go_to_current(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._go_to(row)

    def _go_to(self, row: ListedAction) -> None:
        match row.origin.place:
            case "visit":
                self.tools.navigation.go("visit", note_id=UUID(row.origin.id))
            case "record":
                self.tools.navigation.go("record", record_id=UUID(row.origin.id))
            case _:
                self.tools.navigation.go("school", urn=int(row.origin.id))
