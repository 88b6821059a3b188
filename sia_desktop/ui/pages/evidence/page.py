"""Evidence: every file attached to a record, and a look at it that leaves nothing behind."""

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from sia_desktop.domain.attachment import Attachment
from sia_desktop.services.queries.evidence import AskEvidence, AskFile, EvidenceLine, KeptFile
from sia_desktop.services.save_evidence_copy import SaveEvidenceCopy
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.note_words import sent_words
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.preview import Preview, draw_pages
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural, said
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog, confirm
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.save_as import ask_where
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.states import EmptyState
from sia_desktop.ui.widgets.table import Column, Table
from sia_desktop.ui.widgets.table_delegate import Cell
from sia_desktop.ui.widgets.table_frame import TableFrame

COPY_WARNING = (
    "A copy outside this program is not encrypted, and nobody can take it back. Keep it only as long as you "
    "need it."
)
WIDEST = 900


class EvidencePage(DeskPage):
    """Enter looks at one; Esc goes back to the list."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Evidence")
        self.looked_at: Attachment | None = None
        self.dialog: Dialog | None = None
        self.copy = Button("Save a copy…", Variant.SECONDARY, icon="download", press=self._ask_copy)
        self.back = Button("All evidence", Variant.SECONDARY, icon="arrow-left", press=self.show_list)
        self.add_header(self.back, self.copy)
        self.box = SearchBox("Filter by school or file", shortcut="Ctrl+F", icon="list-filter", width=286)
        self.table: Table[EvidenceLine] = Table("Evidence", self._columns())
        self.table.sort_by(3, descending=True)
        self.frame = TableFrame(self.table, "Enter looks at it")
        self.viewer, self.pages = Scrolling(), Preview()
        self._build()
        self.table.opened.connect(lambda line: self.look_at(line.attachment.id))
        self.box.textChanged.connect(lambda _: self._filter())
        escape = QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.show_list)

    def open(self, **args: Any) -> None:
        """All of it, or that of one school."""
        self.box.setText(str(args.get("school", "")))
        self.show_list()
        super().open(**args)

    def leave(self) -> None:
        """Nothing that was shown stays on a widget."""
        self.show_list()

    def question(self) -> AskEvidence:
        """Every file on this laptop."""
        return AskEvidence()

    def main_stop(self) -> QWidget:
        """The latest."""
        if not self.table.currentIndex().isValid() and self.table.shown_rows:
            self.table.selectRow(0)
        return self.table

    def show_answer(self, answer: tuple[EvidenceLine, ...]) -> None:
        """Rows and their count."""
        self.table.show_rows(answer, lambda line: line.attachment.id)
        self._filter()
        if self.looked_at is None:
            self._states.setCurrentWidget(self.frame if answer else self._empty)
            self._say_list(len(answer))

    def show_list(self) -> None:
        """Back from a file."""
        self.looked_at = None
        self.viewer.fresh_column()
        self.pages.fresh_column()
        self.copy.hide()
        self.back.hide()
        self._states.setCurrentWidget(self.frame if self.table.shown_rows else self._empty)
        self._say_list(len(self.table.shown_rows))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_at(self, attachment_id: UUID) -> None:
        """Show it from memory; nothing is written anywhere."""
        self.tools.questions.ask(AskFile(attachment_id), self, self._show)

    def _show(self, kept: KeptFile) -> None:
        self.looked_at = kept.attachment
        self.copy.show()
        self.back.show()
        self.say_title(kept.attachment.file_name, "Shown from the encrypted database; no copy is made.")
        self._states.setCurrentWidget(self.viewer)
        column = self.viewer.fresh_column()
        match kept.attachment.media_type:
            case "application/pdf":
                self._states.setCurrentWidget(self.pages)
                self.tools.tasks.run(
                    lambda progress: draw_pages(kept.content, theme().scale * 1.5, progress),
                    self.pages.show_pages,
                    owner=self,
                )
            case kind if kind.startswith("image/"):
                column.addWidget(_picture(kept), 0, Qt.AlignmentFlag.AlignHCenter)
            case "text/plain":
                words = GrowingTextEdit(kept.content.decode("utf-8-sig"), role="body")
                words.setAccessibleName(kept.attachment.file_name)
                words.lock(True)
                column.addWidget(words)
            case _:
                sentence = "This program cannot show this kind of file. Save a copy and open it there."
                column.addWidget(EmptyState("file-text", sentence, "Save a copy…", self._ask_copy))
        column.addStretch(1)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_copy(self) -> None:
        self.dialog = confirm(self, "Save a copy outside?", COPY_WARNING, "Choose where…", self._choose_where)

    def _choose_where(self) -> None:
        file = self.looked_at
        if file is not None:
            ask_where(self, "Save a copy", file.file_name, "", lambda target: self._save(file.id, target))

    def _save(self, attachment_id: UUID, target: Path) -> None:
        self.tools.commands.send(SaveEvidenceCopy(attachment_id, target), self)

    def _build(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self.box)
        filters.addStretch(1)
        self._empty = EmptyState(
            "paperclip",
            "Nothing is attached yet. In a note of visit, Ctrl+E attaches a photograph or document.",
        )
        self._states = self.list_below(filters, self.frame, self._empty, self.viewer, self.pages)
        pane(self.frame, "Evidence")

    def _filter(self) -> None:
        wanted = self.box.text().casefold()
        self.table.keep_only(
            lambda line: wanted in f"{line.school_name} {line.attachment.file_name}".casefold()
        )

    def _say_list(self, count: int) -> None:
        self.say_title("Evidence", f"{plural(count, 'file')}, encrypted on this laptop.")
        self.frame.say(plural(count, "file"), "")

    def _columns(self) -> tuple[Column[EvidenceLine], ...]:
        def added(line: EvidenceLine) -> Cell:
            return Cell(said(line.attachment.made_at, self.tools.today).capitalize(), note=line.made_by)

        return (
            Column("File", _file, lambda line: line.attachment.file_name.casefold(), 280),
            Column("School", lambda line: Cell(line.school_name), lambda line: line.school_name, 240),
            Column("Pupils", _pupils, lambda line: line.attachment.sensitivity, 170),
            Column("Added", added, lambda line: line.attachment.made_at, 210),
            Column("State", _state, lambda line: line.sync.state.value),
        )


def _file(line: EvidenceLine) -> Cell:
    size = line.attachment.size
    words = f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"
    return Cell(line.attachment.file_name, "medium", "text", icon="paperclip", note=words)


def _pupils(line: EvidenceLine) -> Cell:
    if line.attachment.sensitivity == "pupils":
        return Cell("Recognisable", "medium", "text", icon="shield-alert", icon_colour="warning")
    return Cell("Not recognisable")


def _state(line: EvidenceLine) -> Cell:
    if not line.is_here:
        return Cell("Not on this laptop yet; sync fetches it", icon="download")
    return Cell(sent_words(line.sync))


def _picture(kept: KeptFile) -> QLabel:
    pixmap = QPixmap()
    pixmap.loadFromData(kept.content)
    wide = theme().px(WIDEST)
    label = QLabel()
    if pixmap.width() > wide:
        pixmap = pixmap.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
    label.setPixmap(pixmap)
    label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    label.setAccessibleName(f"Picture: {kept.attachment.file_name}")
    return label
