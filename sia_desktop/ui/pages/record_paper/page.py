"""A record as it prints: its pages on the screen, and a copy of them in a file."""

from pathlib import Path
from typing import Any, Final
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from sia_desktop.domain.changes import Changed
from sia_desktop.services.print_record import AskRecordPdf, PrintRecord
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.preview import DrawnPage, Preview, draw_pages
from sia_desktop.ui.tasks import Lane
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.save_as import ask_where

SHARPNESS: Final = 1.4
"""Pixels a point: enough for the widest preview."""
SAVE_KEY: Final = "Ctrl+S"


class RecordPaperPage(DeskPage):
    """Drawn anew whenever it is opened; Ctrl+S saves a copy, Esc goes back to the record."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "As it prints")
        self._record_id: UUID | None = None
        self._label, self._name, self._signed_as = "", "record.pdf", ""
        self.preview = Preview()
        self.preview.setAccessibleName("The record as it prints")
        self._said = Banner(Tone.SUCCESS, "", closable=True)
        self._said.hide()
        self.back = Button("Back to the record", icon="arrow-left", press=self._go_back)
        self.save = Button("Save a copy", Variant.PRIMARY, icon="download", press=self._ask_where)
        self.add_header(self.back, self.save, with_go_to=False)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._said)
        layout.addWidget(self.preview, 1)
        pane(self.preview, "Pages")
        for keys, act in ((SAVE_KEY, self._ask_where), ("Esc", self._go_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def open(self, **args: Any) -> None:
        """The paper of this `record_id`, or what was `signed_as` this hash.

        `label` is its form's name, `name` the file's.
        """
        self._record_id, self._label, self._name = args["record_id"], args["label"], args["name"]
        self._signed_as = args.get("signed_as", "")
        self._said.hide()
        self.preview.show_pages(())
        super().open()

    def question(self) -> AskRecordPdf:
        """Its PDF, as it stands now or as it was signed."""
        assert self._record_id is not None
        return AskRecordPdf(self._record_id, self._signed_as)

    def main_stop(self) -> Button:
        """The way to a copy."""
        return self.save

    def show_answer(self, answer: bytes) -> None:
        """Have the pages drawn, off the screen's thread."""
        wanted, scale = (self._record_id, self._signed_as), SHARPNESS * self.devicePixelRatioF()
        trail = "Record › As it was signed" if self._signed_as else "Record › As it prints"
        self.say_title(self._label or "As it prints", trail=trail)

        def show(pages: tuple[DrawnPage, ...]) -> None:
            if wanted == (self._record_id, self._signed_as):
                self.preview.show_pages(pages)
                self.say_title(self._label or "As it prints", plural(len(pages), "page"), trail)

        self.tools.tasks.run(
            lambda progress: draw_pages(answer, scale, progress), show, owner=self, lane=Lane.NETWORK
        )

    def _ask_where(self) -> None:
        ask_where(self, "Save a copy", self._name, "PDF (*.pdf)", self._save)

    def _save(self, target: Path) -> None:
        assert self._record_id is not None

        def done(_: Changed) -> None:
            self._said.say(Tone.SUCCESS, f"Saved as {target.name}.")
            self._said.show()

        def hit(trouble: BaseException) -> None:
            self._said.say(Tone.DANGER, sentence_for(trouble))
            self._said.show()

        self.tools.commands.send(PrintRecord(self._record_id, target, self._signed_as), self, done, hit)

    def _go_back(self) -> None:
        self.tools.navigation.go("record", record_id=self._record_id)
