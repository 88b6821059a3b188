"""Attaching a file to the record in front: by Ctrl+E, or dropped onto it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QWidget

from sia_desktop.domain.attachment import Sensitivity
from sia_desktop.domain.ids import Urn
from sia_desktop.services.attach_evidence import AttachEvidence
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, RadioButton, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.words import Words

REMINDER = (
    "Attach only what the record needs. Pupils’ names and faces belong in it only where nothing else "
    "will do. From photographs, the place and the camera are taken out before they are kept."
)
LIMITS = "PDF, pictures, Word, Excel, PowerPoint or text, up to 25 MB"


@dataclass(frozen=True, slots=True)
class AttachedTo:
    """The record a file is attached to."""

    kind: str
    record_id: str
    urn: Urn


class AttachDialog(Dialog):
    """Which file, and whether pupils can be recognised in it; the latter is never assumed."""

    attached = Signal(object)
    """What was attached: an `AttachEvidence`."""

    def __init__(self, tools: PageTools, about: AttachedTo, parent: QWidget, path: Path | None = None):
        super().__init__("Attach evidence", REMINDER, parent)
        self._tools, self._about = tools, about
        self.file = TextField(str(path) if path else "")
        choose = Button("Choose…", Variant.SECONDARY, press=self._choose)
        line = QHBoxLayout()
        line.addWidget(LabelledField("File", self.file, hint=LIMITS), 1)
        self.body.addLayout(line)
        self.body.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Words("Can pupils be recognised in it?", "caption_strong"))
        self.nobody = RadioButton("No: no pupil can be recognised")
        self.pupils = RadioButton("Yes: by name or by face")
        self._group = QButtonGroup(self)
        for button in (self.nobody, self.pupils):
            self._group.addButton(button)
            self.body.addWidget(button)
        self.fault = FaultLine()
        self.body.addWidget(self.fault)
        self.button = Button("Attach", Variant.PRIMARY, icon="paperclip", press=self._attach)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)
        self.button.setDefault(True)

    def _choose(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "Attach evidence", folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.file.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _attach(self) -> None:
        if not self.file.text().strip():
            self.fault.say("Choose a file first.")
            self.file.setFocus()
            return
        if self._group.checkedButton() is None:
            self.fault.say("Say whether pupils can be recognised in it.")
            self.nobody.setFocus()
            return
        told = Sensitivity.PUPILS if self.pupils.isChecked() else Sensitivity.NOBODY
        about = self._about
        command = AttachEvidence(Path(self.file.text().strip()), about.kind, about.record_id, about.urn, told)
        self.button.setEnabled(False)
        self._tools.commands.send(command, self, lambda _: self._done(command), self._hit)

    def _done(self, command: AttachEvidence) -> None:
        self.accept()
        self.attached.emit(command)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self.fault.say(sentence_for(trouble))


def attach(tools: PageTools, about: AttachedTo, parent: QWidget, path: Path | None = None) -> AttachDialog:
    """Open the dialog, with a file in it that was dropped, perhaps."""
    dialog = AttachDialog(tools, about, parent, path)
    dialog.open()
    (dialog.file if path is None else dialog.nobody).setFocus()
    return dialog


def dropped_files(data: QMimeData) -> Sequence[Path]:
    """The files among what is being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
