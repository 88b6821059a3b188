"""A section that is written as often as it is needed, each time under a heading of the writer's own."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.answers import is_row_written, row_id, rows, text
from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.editor import SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField


class Repeated(SectionEditor):
    """One editor of the section's kind for each time it is written."""

    def __init__(self, section: FormSection, make: Callable[[FormSection], SectionEditor]):
        super().__init__(section)
        self._make, self._parts, self._is_locked = make, list[_Part](), False
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().space.l)
        self._add = Button("Add another", Variant.LINK, icon="plus", press=self.add)
        self._add.setAccessibleDescription(section.label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.m)
        layout.addLayout(self._list)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(section.label)
        self._put(str(uuid4()))

    @property
    def answer(self) -> Json:
        """The parts in which something is written."""
        return [part.row for part in self._parts if is_row_written(part.row)]

    def show_answer(self, answer: Json) -> None:
        """Show other parts; those that stand here keep their place."""
        wanted = rows(answer)
        if [row_id(row) for row in wanted] != [part.id for part in self._parts if is_row_written(part.row)]:
            while self._parts:
                gone = self._parts.pop()
                self._list.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            for row in wanted or ({"id": str(uuid4())},):
                self._put(row_id(row))
        for part, row in zip(self._parts, wanted, strict=False):
            part.show_row(text(row.get("heading")), row.get("answer"))

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        self._is_locked = is_locked
        self._add.setVisible(not is_locked)
        for part in self._parts:
            part.lock(is_locked)

    def add(self) -> None:
        """Once more, the keyboard in its heading."""
        blank = next((part for part in self._parts if not is_row_written(part.row)), None)
        (blank or self._put(str(uuid4()))).heading.setFocus()

    @property
    def first(self) -> QWidget:
        """The first heading."""
        return self._parts[0].heading

    def _put(self, part_id: str) -> "_Part":
        part = _Part(part_id, self._make(replace(self.section, repeated=False)))
        part.editor.typed.connect(self.typed)
        part.heading.typed.connect(lambda _: self.typed.emit())
        part.lock(self._is_locked)
        self._parts.append(part)
        self._list.addWidget(part)
        return part


class _Part(QWidget):
    def __init__(self, part_id: str, editor: SectionEditor):
        super().__init__()
        self.id, self.editor, self.heading = part_id, editor, TextField()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.m)
        layout.addWidget(LabelledField("Heading", self.heading))
        layout.addWidget(editor)
        layout.addWidget(Rule())

    @property
    def row(self) -> dict[str, Json]:
        return {"id": self.id, "heading": self.heading.text().strip(), "answer": self.editor.answer}

    def show_row(self, heading: str, answer: Json) -> None:
        if heading != self.heading.text().strip():
            self.heading.setText(heading)
        if answer != self.editor.answer:
            self.editor.show_answer(answer)

    def lock(self, is_locked: bool) -> None:
        self.heading.setReadOnly(is_locked)
        self.editor.lock(is_locked)
