"""Inspections: every one of the caseload, what was found on the scale of its day, and where it comes from."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.services.import_inspections import InspectionChange, UndoImport
from sia_desktop.services.queries.facts import KeptInspection
from sia_desktop.services.queries.inspections_page import AskInspections, InspectionsPage, OfstedPreview
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.importing import ImportDialog
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.inspections import words
from sia_desktop.ui.pages.inspections.import_dialog import ofsted_words
from sia_desktop.ui.pages.inspections.link_dialog import LinkDialog, others_of
from sia_desktop.ui.pages.inspections.record_dialog import RecordInspectionDialog
from sia_desktop.ui.pages.inspections.rung_dialog import RungDialog
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.details import Details
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table import Table
from sia_desktop.ui.widgets.table_frame import TableFrame


class InspectionsPageView(DeskPage):
    """Arrows walk the table, the card beside it says everything; Enter records what is known now."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Inspections")
        self._page: InspectionsPage | None = None
        self._taken_in: tuple[InspectionChange, ...] = ()
        self._wanted: UUID | None = None
        self.rung = Button("Ofsted has rung…", Variant.PRIMARY, icon="phone", press=self._rung)
        self.load = Button("Import…", icon="download", press=self._import)
        self.load.setAccessibleName("Import Ofsted’s file")
        self.undo = Button("Undo the import", press=self._undo)
        self.add_header(self.undo, self.load, self.rung)
        self.undo.hide()
        self.said = Banner(Tone.SUCCESS, "", closable=True)
        self.said.hide()
        self.box = SearchBox("Filter by school", shortcut="Ctrl+F", icon="list-filter", width=260)
        self.table: Table[KeptInspection] = Table(
            "Inspections", words.columns(lambda: self._page.scales if self._page else {})
        )
        self.edit = Button("Record what is known now…", press=self._edit)
        self.link = Button("Link to Ofsted’s number…", press=self._link)
        self.follow = Button("What follows", Variant.PRIMARY, icon="arrow-right", press=self._follow)
        self.details = Details(self.follow, self.edit, self.link)
        self._build()
        self.table.sort_by(1, descending=True)
        self.table.picked.connect(self._show)
        self.table.opened.connect(lambda _: self._edit())
        self.table.shown.connect(lambda _: self._count())
        self.box.textChanged.connect(lambda _: self._filter())

    def open(self, **args: Any) -> None:
        """Come to the front; `inspection_id` is the one to begin with."""
        if wanted := args.get("inspection_id"):
            self.box.clear()
            self._wanted = UUID(str(wanted))
        super().open(**args)

    def question(self) -> AskInspections:
        """Every inspection of the caseload."""
        return AskInspections()

    def main_stop(self) -> QWidget:
        """The latest inspection."""
        if not self.table.currentIndex().isValid() and self.table.shown_rows:
            self.table.selectRow(0)
        return self.table if self.table.shown_rows else self.rung

    def show_answer(self, answer: InspectionsPage) -> None:
        """Rows, and what this person may do."""
        self._page = answer
        count = plural(len(answer.inspections), "inspection")
        self.say_title("Inspections", f"{count}, each on the scale of its years")
        for act in (self.rung, self.load):
            act.setVisible(answer.may_record)
        self.table.show_rows(answer.inspections, lambda kept: kept.inspection.id)
        self._filter()
        found = (n for n, kept in enumerate(self.table.shown_rows) if kept.inspection.id == self._wanted)
        if (n := next(found, None)) is not None:
            self.table.selectRow(n)
        self._wanted = None
        if self.table.shown_rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        if (row := self.table.current_row()) is not None:
            self._show(row)

    def _build(self) -> None:
        space = theme().space
        self.frame = TableFrame(self.table, "Enter records what is known now")
        both = QWidget()
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(space.l)
        across.addWidget(self.frame, 1)
        across.addWidget(self.details)
        self._empty = EmptyState(
            "clipboard-check",
            "No inspection is known here yet. Import Ofsted’s file, or record that Ofsted has rung.",
            "Import…",
            self._import,
        )
        self._states = QStackedWidget()
        self._states.addWidget(both)
        self._states.addWidget(self._empty)
        top = QHBoxLayout()
        top.addWidget(self.box)
        top.addStretch(1)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(space.page, 0, space.page, space.page - 4)
        layout.setSpacing(space.m)
        layout.addWidget(self.said)
        layout.addLayout(top)
        layout.addWidget(self._states, 1)
        pane(self.frame, "Inspections")

    def _filter(self) -> None:
        typed = self.box.text().lower().split()
        self.table.keep_only(
            lambda row: all(word in f"{row.school_name.lower()} {row.inspection.urn}" for word in typed)
        )

    def _count(self) -> None:
        is_empty = self._page is not None and not self._page.inspections
        self._states.setCurrentIndex(1 if is_empty else 0)
        self.frame.say(f"{plural(len(self.table.shown_rows), 'inspection')} shown", "")

    def _show(self, kept: KeptInspection) -> None:
        if self._page is not None:
            self.details.show_facts(kept.school_name, words.facts(kept, self._page))
            may = self._page.may_record and kept.inspection.continued_as is None
            self.edit.setVisible(may)
            self.link.setVisible(may and bool(others_of(kept.inspection, self._page.inspections)))

    def _rung(self) -> None:
        if self._page is not None and self._page.schools:
            self.dialog: QWidget = (dialog := RungDialog(self._page, self.tools.commands, self))
            dialog.ask()

    def _edit(self) -> None:
        kept = self.table.current_row()
        if kept is None or self._page is None or kept.inspection.continued_as is not None:
            return
        if self._page.may_record:
            self.dialog = (dialog := RecordInspectionDialog(kept, self._page, self.tools.commands, self))
            dialog.ask()

    def _follow(self) -> None:
        if (kept := self.table.current_row()) is not None:
            self.tools.navigation.go("inspection", inspection_id=kept.inspection.id)

    def _link(self) -> None:
        kept = self.table.current_row()
        if kept is not None and self._page is not None:
            others = others_of(kept.inspection, self._page.inspections)
            self.dialog = (dialog := LinkDialog(kept, others, self._page.scales, self.tools.commands, self))
            dialog.ask()

    def _import(self) -> None:
        if self._page is not None:
            words = ofsted_words(self._page)
            self.dialog = (dialog := ImportDialog(words, self.tools, self._was_imported, self))
            dialog.ask()

    def _was_imported(self, shown: OfstedPreview) -> None:
        self._taken_in = shown.changes
        self.undo.show()
        self._say(f"{plural(len(shown.changes), 'inspection')} taken in.")

    def _undo(self) -> None:
        self.tools.commands.send(UndoImport(self._taken_in), self, lambda _: self._undone())

    def _undone(self) -> None:
        self._taken_in = ()
        self.undo.hide()
        self._say("The import is undone: what was known before stands again.")

    def _say(self, sentence: str) -> None:
        self.said.say(Tone.SUCCESS, sentence)
        self.said.unfold()
