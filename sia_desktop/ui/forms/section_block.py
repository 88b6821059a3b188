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
from sia_desktop.ui.widgets.tips import plain_tip
from sia_desktop.ui.widgets.words import Words


class SectionBlock(QWidget):
    """A heading and what is written under it; `editor` may stand elsewhere, then `stand_in` is here."""

    def __init__(self, editor: SectionEditor, stand_in: QWidget | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        self.editor = editor
        section = editor.section
        self._chip: Chip | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme().space.xl, 0, 0)
        layout.setSpacing(theme().space.s)
        self._head = head = QHBoxLayout()
        layout.addLayout(head)  # before its words, which Qt else measures twice
        head.setSpacing(theme().space.m)
        head.addWidget(Words(section.label, "heading"))
        head.addStretch(1)
        if section.guidance:
            _guide(layout, section.guidance)
        layout.addSpacing(theme().space.xs)
        layout.addWidget(stand_in or editor)
        layout.addSpacing(theme().space.l)
        layout.addWidget(Rule())
        self.setAccessibleName(section.label)

    def show_problems(self, faults: tuple[Missing, ...]) -> None:
        """Say beside the heading what is missing, or nothing."""
        words = problem_chip(self.editor.section, self.editor.answer, faults)
        if words is not None:
            chip = self._chip = self._chip or self._fresh_chip(words)
            chip.show_state(words)
            chip.setAccessibleDescription(" ".join(fault.sentence for fault in faults))
            chip.setToolTip(plain_tip("\n".join(fault.sentence for fault in faults)))
        if self._chip is not None:
            self._chip.setVisible(words is not None)

    def _fresh_chip(self, words: ChipWords) -> Chip:
        chip = Chip(words)
        self._head.insertWidget(1, chip, 0, Qt.AlignmentFlag.AlignVCenter)
        return chip


def _guide(layout: QVBoxLayout, sentence: str) -> None:
    line = QHBoxLayout()
    layout.addLayout(line)
    line.setSpacing(8)
    line.addWidget(Icon("book-open", "text_3", 16), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Words(sentence, "body", "text_2", wrap=True), 1)
