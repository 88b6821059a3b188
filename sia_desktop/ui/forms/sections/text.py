"""Sections of words: one line, or many."""

import json

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.sections.editor import SectionEditor
from sia_desktop.ui.widgets.labelled_field import TextField


class LongText(SectionEditor):
    """Words that grow as they are written; also what a kind unknown to this version falls back to."""

    least_lines = 3

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._field = RichTextEdit(lines=self.least_lines)
        self._field.setAccessibleName(section.label)
        self._field.setAccessibleDescription(section.guidance)
        self._field.typed.connect(self.typed)
        self._foreign: Json = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)

    @property
    def answer(self) -> Json:
        """The words; an answer of a shape unknown here is given back as it came."""
        return self._field.text if self._foreign is None else self._foreign

    def show_answer(self, answer: Json) -> None:
        """The words, or the unknown shape spelt out and locked, so that nothing of it is lost."""
        self._foreign = answer if not isinstance(answer, str | None) else None
        is_foreign = self._foreign is not None
        self._field.show_text(json.dumps(answer, ensure_ascii=False) if is_foreign else str(answer or ""))
        if is_foreign:
            self._field.lock(True)

    def lock(self, is_locked: bool) -> None:
        """Sunken and selectable."""
        self._field.lock(is_locked or self._foreign is not None)

    @property
    def first(self) -> QWidget:
        """The text."""
        return self._field


class ShortText(SectionEditor):
    """One line."""

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._field = TextField()
        self._field.setAccessibleName(section.label)
        self._field.setAccessibleDescription(section.guidance)
        self._field.typed.connect(self.typed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)

    @property
    def answer(self) -> Json:
        """The line."""
        return self._field.text()

    def show_answer(self, answer: Json) -> None:
        """The line; only where it differs, for the cursor's sake."""
        text = answer if isinstance(answer, str) else ""
        if text != self._field.text():
            self._field.setText(text)

    def lock(self, is_locked: bool) -> None:
        """Sunken and selectable."""
        self._field.setReadOnly(is_locked)

    @property
    def first(self) -> QWidget:
        """The line."""
        return self._field
