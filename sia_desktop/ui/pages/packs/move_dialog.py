"""Move a record to the newer framework: which one, what changes for it in words, and why."""

from PySide6.QtWidgets import QWidget

from sia_desktop.services.move_to_pack import MoveToPack
from sia_desktop.services.queries.older_records import AskPackDifferences, OlderRecord, OlderRecords
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

SENTENCE = (
    "A record keeps the framework it was begun under until somebody moves it. What is written stays; "
    "a record whose words would no longer show is not moved."
)


class MoveToPackDialog(Dialog):
    """Closes once the record is moved; a refusal stands above the buttons."""

    def __init__(self, older: OlderRecords, tools: PageTools, parent: QWidget):
        super().__init__("Move a record to the newer framework", SENTENCE, parent)
        self._older, self._tools = older, tools
        self.setMinimumSize(theme().px(640), theme().px(560))
        self.record = ChoiceBox(
            tuple((str(each.record_id), f"{each.school_name}: {each.what}") for each in older.records)
        )
        self.reason = TextField()
        self._reason = LabelledField("Reason", self.reason, hint="such as agreed with the headteacher")
        self._title = Words("", "strong", wrap=True)
        self.changes = Scrolling("surface", margin=0, spacing=theme().space.s)
        self._fault = FaultLine()
        self.button = Button("Move it", Variant.PRIMARY, press=self._move)
        self.button.setDefault(True)
        for widget in (LabelledField("Record", self.record), self._title):
            self.body.addWidget(widget)
        self.changes.setMinimumHeight(theme().px(240))
        self.body.addWidget(self.changes, 1)
        self.body.addWidget(self._reason)
        self.body.addWidget(self._fault)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)
        self.record.picked.connect(lambda _: self._look())
        self._look()

    def ask(self) -> None:
        """Show it, ready to choose."""
        self.open()
        self.record.setFocus()

    def _current(self) -> OlderRecord:
        return next(each for each in self._older.records if str(each.record_id) == self.record.code)

    def _look(self) -> None:
        """Ask what the newer version changes for this record's."""
        newest, record = self._older.newest, self._current()
        self._title.say(f"From version {record.version} to {newest.version}")
        self._fault.say("")
        self.changes.fresh_column()
        question = AskPackDifferences(newest.code, record.version, newest.version)
        self._tools.questions.ask(question, self, self._show, self._hit)

    def _show(self, sentences: tuple[str, ...]) -> None:
        record = self._current()
        said = plural(len(sentences), "change")
        self._title.say(f"From version {record.version} to {self._older.newest.version}: {said}")
        inside = self.changes.fresh_column()
        for sentence in sentences:
            inside.addWidget(Words(sentence, "body", "text_2", wrap=True))
        inside.addStretch(1)
        self.changes.setAccessibleName("What changes")
        self.changes.setAccessibleDescription(" ".join(sentences))

    def _move(self) -> None:
        if not self.reason.text().strip():
            self._reason.fault("Say why it moves; the reason stays with the record.")
            self.reason.setFocus()
            return
        self._reason.fault("")
        record = self._current()
        self.button.setEnabled(False)
        command = MoveToPack(record.kind, record.record_id, self._older.newest.version, self.reason.text())
        self._tools.commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))
