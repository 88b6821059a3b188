"""One section on the page: heading with its problem, a quiet line of guidance, the fields."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.completeness import Missing
from sia_desktop.ui.forms.sections.editor import SectionEditor
from sia_desktop.ui.forms.words import problem_chip
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Rule
from sia_desktop.ui.widgets.chip import Chip
from sia_desktop.ui.widgets.painting import ChipWords
from sia_desktop.ui.widgets.words import Words


class SectionBlock(QWidget):
    """A heading and what is written under it; `editor` may stand elsewhere, then `stand_in` is here."""

    def __init__(self, editor: SectionEditor, stand_in: QWidget | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        self.editor = editor
        section = editor.section
        self._chip = Chip(ChipWords(""))
        self._chip.hide()
        head = QHBoxLayout()
        head.setSpacing(theme().space.m)
        head.addWidget(Words(section.label, "heading"))
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme().space.xl, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addLayout(head)
        if section.guidance:
            layout.addLayout(_guidance(section.guidance))
        layout.addSpacing(theme().space.xs)
        layout.addWidget(stand_in or editor)
        layout.addSpacing(theme().space.l)
        layout.addWidget(Rule())
        self.setAccessibleName(section.label)

    def show_problems(self, faults: tuple[Missing, ...]) -> None:
        """Say beside the heading what is missing, or nothing."""
        chip = problem_chip(self.editor.section, self.editor.answer, faults)
        if chip is not None:
            self._chip.show_state(chip)
            self._chip.setAccessibleDescription(" ".join(fault.sentence for fault in faults))
            self._chip.setToolTip("\n".join(fault.sentence for fault in faults))
        self._chip.setVisible(chip is not None)


def _guidance(sentence: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Icon("book-open", "text_3", 16), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Words(sentence, "body", "text_2", wrap=True), 1)
    return line
