"""Grades: one for each area that the inspection scale of the framework knows."""

from PySide6.QtWidgets import QGridLayout, QWidget

from sia_desktop.domain.answers import said, text
from sia_desktop.domain.framework import Choice, Column, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.cell import cell_for
from sia_desktop.ui.forms.sections.editor import Around, SectionEditor
from sia_desktop.ui.theme import theme

OVERALL = Choice("overall", "Overall effectiveness")


class Graded(SectionEditor):
    """A choice for each area; an area the scale does not know keeps what it was given."""

    def __init__(self, section: FormSection, around: Around, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._others: dict[str, Json] = {}
        areas = around.areas or (OVERALL,)
        columns = [
            Column(
                a.code,
                a.label,
                SectionKind.CHOICE,
                choices=around.area_grades.get(a.code, around.grades),
            )
            for a in areas
        ]
        self._cells = [cell_for(column, around, f"{section.label}: {column.label}") for column in columns]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().space.l)
        grid.setVerticalSpacing(theme().space.m)
        for n, cell in enumerate(self._cells):
            grid.addWidget(cell.whole, n // 2, n % 2)
            cell.typed.connect(self.typed)
        self.setAccessibleName(section.label)

    @property
    def answer(self) -> Json:
        """Area to grade, where one was chosen."""
        given = {cell.column.code: cell.value for cell in self._cells if cell.value}
        return {**self._others, **given} or None

    def show_answer(self, answer: Json) -> None:
        """Choose what was chosen."""
        kept = said(answer)
        known = {cell.column.code for cell in self._cells}
        self._others = {area: grade for area, grade in kept.items() if area not in known}
        for cell in self._cells:
            cell.show_value(text(kept.get(cell.column.code)))

    def lock(self, is_locked: bool) -> None:
        """Nothing to choose."""
        for cell in self._cells:
            cell.lock(is_locked)

    @property
    def first(self) -> QWidget:
        """The first area."""
        return self._cells[0].field
