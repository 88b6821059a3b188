"""Import Ofsted’s file: what would change on this caseload, and each row that was rejected."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.services.import_inspections import ImportInspections, InspectionChange
from sia_desktop.services.queries.inspections_page import AskOfstedFile, InspectionsPage, OfstedPreview
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.inspections import words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import column
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

AFTER_TYPING = 250
"""Milliseconds after the last letter of a file's name before it is looked for."""
SENTENCE = (
    "Ofsted’s management information of state-funded schools, as CSV from GOV.UK. Nothing is kept until you "
    "import it, and an import can be undone."
)


class ImportDialog(Dialog):
    """Choose, look, import; `imported` is told what was taken in."""

    def __init__(
        self,
        page: InspectionsPage,
        tools: PageTools,
        imported: Callable[[tuple[InspectionChange, ...]], object],
        parent: QWidget,
    ):
        super().__init__("Import Ofsted’s inspections", SENTENCE, parent)
        self._page, self._tools, self._imported = page, tools, imported
        self._preview: OfstedPreview | None = None
        self.setMinimumWidth(theme().px(640))
        self.setMinimumHeight(theme().px(560))
        self.file = TextField(placeholder="Choose a file, or type where it is")
        self.browse = Button("Choose a file…", Variant.SECONDARY, icon="paperclip", press=self._choose_file)
        self._fault = FaultLine()
        self._scroll = Scrolling("surface", margin=0, spacing=theme().space.m)
        self._scroll.setMinimumHeight(theme().px(260))
        self.button = Button("Import", Variant.PRIMARY, press=self._import)
        self.button.setEnabled(False)
        for widget in (LabelledField("File", self.file), self.browse, self._fault):
            self.body.addWidget(widget)
        self.body.addWidget(self._scroll, 1)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_TYPING)
        self._soon.timeout.connect(self._look)
        self.file.textChanged.connect(lambda _: self._soon.start())

    def ask(self) -> None:
        """Show it, ready for the file."""
        self.open()
        self.file.setFocus()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Choose Ofsted’s file", "", "Ofsted’s file (*.csv *.csv.gz)")
        dialog.fileSelected.connect(self.file.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look(self) -> None:
        self.button.setEnabled(False)
        if typed := self.file.text().strip():
            self._tools.questions.ask(AskOfstedFile(Path(typed)), self, self._show, self._hit)

    def _show(self, shown: OfstedPreview) -> None:
        self._preview = shown
        self._fault.say("")
        names = {int(urn): name for urn, name in self._page.schools}
        inside = self._scroll.fresh_column()
        inside.addWidget(Words(words.preview(shown), "body", wrap=True))
        for heading, said in (
            ("What changes here", words.changes(shown, names, self._page.scales)),
            ("Rejected rows", words.rejected(shown)),
        ):
            if said:
                inside.addWidget(
                    column(
                        Words(heading, "caption_strong"),
                        Words(said, "body", "text_2", wrap=True),
                        stretch=False,
                    )
                )
        inside.addStretch(1)
        self.button.setEnabled(bool(shown.changes))

    def _import(self) -> None:
        if self._preview is None:
            return
        self.button.setEnabled(False)
        changes = self._preview.changes

        def done(_: Changed) -> None:
            self.accept()
            self._imported(changes)

        self._tools.commands.send(ImportInspections(changes), self, done, self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self._scroll.fresh_column()
        self._fault.say(sentence_for(trouble))
