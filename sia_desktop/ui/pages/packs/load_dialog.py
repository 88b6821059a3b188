"""Load a calendar: for whom, which file; what it would bring is shown before anything is kept."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.ids import Urn
from sia_desktop.services.load_calendar import LoadCalendar
from sia_desktop.services.queries.packs_page import AskCalendarFile, CalendarPreview, PacksPage
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.packs.words import days_words
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.words import Words

COUNCIL = "council"
AFTER_TYPING = 250
"""Milliseconds after the last letter of a file's name before it is looked for."""
SENTENCE = (
    "A CSV file with the columns kind, first_day, last_day and name, and a line valid_to. Its days stand "
    "over what was known before; every date is worked out anew."
)


class LoadCalendarDialog(Dialog):
    """Choose, look, load."""

    def __init__(self, page: PacksPage, tools: PageTools, parent: QWidget):
        super().__init__("Load a calendar", SENTENCE, parent)
        self._tools, self._path = tools, Path()
        whose = [(COUNCIL, f"The whole council ({page.framework.name})")] if page.may_load_for_council else []
        self.whose = ChoiceBox((*whose, *((str(urn), name) for urn, name in page.schools)))
        self.file = TextField(placeholder="Choose a file, or type where it is")
        self.browse = Button("Choose a file…", Variant.SECONDARY, icon="paperclip", press=self._choose_file)
        self.reason = TextField()
        self._said = Words("", "body", "text_2", wrap=True)
        self._fault = FaultLine()
        self.button = Button("Load it", Variant.PRIMARY, press=self._load)
        self.button.setEnabled(False)
        for widget in (
            LabelledField("For", self.whose),
            LabelledField("File", self.file),
            self.browse,
            LabelledField("Where it comes from", self.reason, hint="optional; kept with your name"),
            self._said,
            self._fault,
        ):
            self.body.addWidget(widget)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)
        self.whose.picked.connect(lambda _: self._look())
        self._soon = QTimer(self, singleShot=True, interval=AFTER_TYPING)
        self._soon.timeout.connect(self._look)
        self.file.textChanged.connect(lambda _: self._soon.start())

    def ask(self) -> None:
        """Show it, ready for the file."""
        self.open()
        self.file.setFocus()

    @property
    def _school(self) -> Urn | None:
        return None if self.whose.code == COUNCIL else Urn(int(self.whose.code))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Choose a calendar", "", "Calendars (*.csv)")
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, name: str) -> None:
        self.file.setText(name)

    def _look(self) -> None:
        typed = self.file.text().strip()
        self.button.setEnabled(False)
        if not typed:
            return
        self._path = Path(typed)
        self._tools.questions.ask(AskCalendarFile(self._path, self._school), self, self._show, self._hit)

    def _show(self, preview: CalendarPreview) -> None:
        self._fault.say("\n".join(preview.faults))
        self.button.setEnabled(not preview.faults)
        if preview.faults or preview.valid_to is None or preview.valid_from is None:
            self._said.say("")
            return
        stretches = plural(len(preview.spans), "stretch", "stretches")
        known = f"{plain_date(preview.valid_from)} to {plain_date(preview.valid_to)}"
        self._said.say(f"{stretches} of days, complete from {known}:\n{days_words(preview.spans)}")

    def _load(self) -> None:
        self.button.setEnabled(False)
        command = LoadCalendar(self._path, self._school, self.reason.text())
        self._tools.commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self._said.say("")
        self._fault.say(sentence_for(trouble))
