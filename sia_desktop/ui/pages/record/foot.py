"""Under the words of a record: the files that are attached to it, and the way to attach one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.services.queries.record_page import RecordPage
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.words import Words


class RecordFoot(QWidget):
    """Nothing for a record about no one school: its files would have nobody to belong to."""

    attach_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.files = Words("", "body", "text_2", wrap=True)
        self.attach = Button("Attach evidence…", icon="paperclip", press=self.attach_wanted.emit)
        self.attach.setToolTip("Ctrl+E, or drop a file anywhere on the record")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme().space.xl, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addWidget(Words("Evidence", "section"))
        layout.addWidget(self.files)
        layout.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeft)

    def show_record(self, page: RecordPage) -> None:
        """What is attached, and whether more may be."""
        self.setVisible(page.record.urn is not None)
        none = (
            "Nothing is attached." if page.why_not_write else "Nothing is attached. Ctrl+E attaches a file."
        )
        self.files.say(", ".join(page.evidence) or none)
        self.attach.setVisible(not page.why_not_write)
