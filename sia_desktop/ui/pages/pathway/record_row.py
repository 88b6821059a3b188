"""One record of a pathway: its state, how far it came, and the way into it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.services.queries.pathway import PathwayPage
from sia_desktop.services.queries.pathway_record import PathwayRecord
from sia_desktop.ui.pages.pathway.words import record_words, state_chip, state_icon
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.chip import Chip
from sia_desktop.ui.widgets.painting import ChipWords
from sia_desktop.ui.widgets.words import Words


class RecordRow(QWidget):
    """Opens the record, or begins it; `again` lets another be begun beside one that is done."""

    def __init__(
        self, open_it: Callable[[PathwayRecord], object], begin: Callable[[str], object], *, again: bool
    ):
        super().__init__()
        self._record: PathwayRecord | None = None
        self._open_it, self._begin, self._again = open_it, begin, again
        self._icon = Icon("circle", "text_3", 20)
        self.title, self.chip = Words("", "medium", wrap=True), Chip(ChipWords(""))
        self.note = Words("", "caption", "text_2", wrap=True)
        self.open_button = Button("Open", small=True, press=self._open)
        self.begin_button = Button("Begin", Variant.QUIET, icon="plus", small=True, press=self._start)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.note)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(theme().space.m)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        for button in (self.begin_button, self.open_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_record(self, page: PathwayPage, record: PathwayRecord) -> None:
        """Where it stands now."""
        self._record = record
        self._icon.become(*state_icon(page, record))
        self.title.say(record.label)
        chip, note = state_chip(record), record_words(record)
        self.chip.show_state(chip)
        self.note.say(note)
        self.note.setVisible(bool(note))
        is_begun = record.record_id is not None
        self.open_button.setVisible(is_begun)
        self.begin_button.setVisible(not is_begun or (self._again and record.is_done))
        self.begin_button.setText("Begin another" if is_begun else "Begin")
        self.begin_button.setEnabled(page.may_begin)
        for button, verb in ((self.open_button, "Open"), (self.begin_button, "Begin")):
            button.setAccessibleName(f"{verb}: {record.label}")
        self.setAccessibleName(f"{record.label}, {chip.text}. {note}".strip())

    def _open(self) -> None:
        if self._record is not None:
            self._open_it(self._record)

    def _start(self) -> None:
        if self._record is not None:
            self._begin(self._record.form)


class RecordRows(QWidget):
    """One row for each form; the rows stay while the forms do, so that the keyboard stays where it is."""

    def __init__(
        self,
        name: str,
        open_it: Callable[[PathwayRecord], object],
        begin: Callable[[str], object],
        *,
        again: bool = False,
    ):
        super().__init__()
        self.setAccessibleName(name)
        self._open_it, self._begin, self._again = open_it, begin, again
        self.rows: dict[str, RecordRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().space.s)

    def show_records(self, page: PathwayPage, records: tuple[PathwayRecord, ...]) -> None:
        """Each where it stands."""
        forms = [record.form for record in records]
        if forms != list(self.rows):
            for row in self.rows.values():
                self._layout.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = {form: RecordRow(self._open_it, self._begin, again=self._again) for form in forms}
            for row in self.rows.values():
                self._layout.addWidget(row)
        for record in records:
            self.rows[record.form].show_record(page, record)
