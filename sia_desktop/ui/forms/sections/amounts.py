"""A number, pounds or days, as a section of its own."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.domain.answers import text
from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.cell import UNITS, AmountLine
from sia_desktop.ui.forms.sections.editor import SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.labelled_field import LabelledField


class Amount(SectionEditor):
    """One exact decimal."""

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._line = AmountLine(section.kind)
        whole = LabelledField(section.label, self._line, hint=UNITS[section.kind], is_label_shown=False)
        whole.setMaximumWidth(theme().px(300))
        self._line.typed.connect(lambda _: self.typed.emit())
        self._line.left.connect(lambda: whole.fault(self._line.fault(section.label)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(whole)
        layout.addStretch(1)

    @property
    def answer(self) -> Json:
        """The decimal, or what is half typed."""
        return self._line.amount

    def show_answer(self, answer: Json) -> None:
        """As it is read; only where it differs, for the cursor's sake."""
        if text(answer) != self.answer:
            self._line.show_amount(text(answer))

    def lock(self, is_locked: bool) -> None:
        """Sunken and selectable."""
        self._line.setReadOnly(is_locked)

    @property
    def first(self) -> QWidget:
        """The line."""
        return self._line
