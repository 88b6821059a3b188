"""Import a file: choose it, look at what would change here, take it in; nothing is kept before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.ui.page_tools import PageTools
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

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class ImportWords(Generic[P]):
    """What one kind of file is called, asked and shown with."""

    title: str
    sentence: str
    chooser: str
    files: str
    """The filter of the file chooser."""
    ask: Callable[[Path], object]
    """The question whose answer is the preview."""
    told: Callable[[P], str]
    """What the file is and what it would bring."""
    parts: Callable[[P], Sequence[tuple[str, str]]]
    """Headings and the words below them; a part without words is left out."""
    take_in: Callable[[P], object | None]
    """The command that takes it in; None where there is nothing to take in."""


class ImportDialog(Dialog, Generic[P]):
    """Choose, look, import; `imported` is told what was taken in."""

    def __init__(
        self, words: ImportWords[P], tools: PageTools, imported: Callable[[P], object], parent: QWidget
    ):
        super().__init__(words.title, words.sentence, parent)
        self._words, self._tools, self._imported = words, tools, imported
        self._preview: P | None = None
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
        self._soon.timeout.connect(self.look)
        self.file.textChanged.connect(lambda _: self._soon.start())

    def ask(self) -> None:
        """Show it, ready for the file."""
        self.open()
        self.file.setFocus()

    def look(self) -> None:
        """Read the file anew; what was shown of another one no longer counts."""
        self._preview = None
        self.button.setEnabled(False)
        if typed := self.file.text().strip():
            self._tools.questions.ask(self._words.ask(Path(typed)), self, self._show, self._hit)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self._words.chooser, "", self._words.files)
        dialog.fileSelected.connect(self.file.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, shown: P) -> None:
        self._preview = shown
        self._fault.say("")
        inside = self._scroll.fresh_column()
        inside.addWidget(Words(self._words.told(shown), "body", wrap=True))
        for heading, said in self._words.parts(shown):
            if said:
                inside.addWidget(
                    column(
                        Words(heading, "caption_strong"),
                        Words(said, "body", "text_2", wrap=True),
                        stretch=False,
                    )
                )
        inside.addStretch(1)
        self.button.setEnabled(self._words.take_in(shown) is not None)

    def _import(self) -> None:
        shown = self._preview
        command = self._words.take_in(shown) if shown is not None else None
        if shown is None or command is None:
            return
        self.button.setEnabled(False)

        def done(_: Changed) -> None:
            self.accept()
            self._imported(shown)

        self._tools.commands.send(command, self, done, self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self._scroll.fresh_column()
        self._fault.say(sentence_for(trouble))
