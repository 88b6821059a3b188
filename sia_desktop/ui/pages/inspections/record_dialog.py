"""An inspection as it is known: its days, then the grades on the scale of the day it began."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.inspection import Improvement
from sia_desktop.domain.inspection_scale import InspectionScale, scale_on
from sia_desktop.services.queries.facts import KeptInspection
from sia_desktop.services.queries.inspections_page import InspectionsPage
from sia_desktop.services.record_inspection import RecordInspection
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words
from sia_desktop.ui.working_days import working_days_of

NO_GRADE = ("", "Not given")


class RecordInspectionDialog(Dialog):
    """Closes once it is recorded; a refusal stands above the buttons."""

    def __init__(self, kept: KeptInspection, page: InspectionsPage, commands: Commands, parent: QWidget):
        super().__init__(f"Inspection of {kept.school_name}", "", parent)
        self._was, self._page, self._commands = kept.inspection, page, commands
        self.setMinimumHeight(theme().px(600))
        self.setMinimumWidth(theme().px(560))
        today, days = (lambda: page.day), working_days_of(page.calendar)
        self.started = DateField("Began", today, days, hint="")
        self.ended = DateField("Ended", today, days, hint="")
        self.feedback = DateField("Oral feedback", today, days, hint="")
        self.published = DateField("Published", today, days, hint="")
        for field, day in zip(self._days, self._known_days, strict=True):
            field.show_day(day)
        self._scroll = Scrolling("surface", margin=0, spacing=theme().space.m)
        self._scroll.setMinimumHeight(theme().px(420))
        self._scale_words = Words("", "caption", "text_2", wrap=True)
        self._grades = QWidget()
        self.overall = ChoiceBox((NO_GRADE,))
        self.concern = ChoiceBox((NO_GRADE,))
        self.areas: dict[str, ChoiceBox] = {}
        self.improvements = GrowingTextEdit("\n".join(one.text for one in self._was.improvements))
        self._fault = FaultLine()
        self.button = Button("Record it", Variant.PRIMARY, press=self._record)
        column = self._scroll.column
        for pair in ((self.started, self.ended), (self.feedback, self.published)):
            across = QHBoxLayout()
            across.setSpacing(theme().space.l)
            for field in pair:
                across.addWidget(field, 1)
            column.addLayout(across)
        column.addWidget(self._scale_words)
        column.addWidget(self._grades)
        column.addWidget(LabelledField("Areas for improvement", self.improvements, hint="one on each line"))
        column.addStretch(1)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._fault)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)
        self.started.dated.connect(lambda _: self._fit_scale())
        self._scale: InspectionScale | None = None
        self._fit_scale()

    def ask(self) -> None:
        """Show it, ready for the first day."""
        self.open()
        self.started.setFocus()

    @property
    def _days(self) -> tuple[DateField, ...]:
        return self.started, self.ended, self.feedback, self.published

    @property
    def _known_days(self) -> tuple[date | None, ...]:
        was = self._was
        return was.started_on, was.ended_on, was.feedback_on, was.published_on

    def _fit_scale(self) -> None:
        """The grades of the scale that held on the day it began; others of another scale are not offered."""
        scale = scale_on(self.started.day or self._page.day, self._page.scales.values())
        if scale == self._scale:
            return
        self._scale = scale
        self._scale_words.say(f"Graded on: {scale.name}. Grades are never carried from one scale to another.")
        is_same = scale.code == self._was.scale
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().space.m)
        self.overall = _choice(scale.grades, self._was.overall if is_same else "")
        if scale.has_overall:
            inside.addWidget(LabelledField("Overall effectiveness", self.overall))
        self.areas = {
            area: _choice(
                scale.area_grades.get(area, scale.grades), self._was.areas.get(area, "") if is_same else ""
            )
            for area in scale.areas
        }
        for area, box in self.areas.items():
            inside.addWidget(LabelledField(scale.areas[area], box))
        self.concern = _choice(scale.concerns, self._was.concern)
        inside.addWidget(LabelledField("Category of concern", self.concern))
        self._scroll.column.replaceWidget(self._grades, holder)
        self._grades.deleteLater()
        self._grades = holder

    def _record(self) -> None:
        if self._scale is None:
            return
        started, ended, feedback, published = (field.day for field in self._days)
        told = replace(
            self._was,
            scale=self._scale.code,
            kind="graded" if self._was.kind == "announced" else self._was.kind,
            started_on=started,
            ended_on=ended,
            feedback_on=feedback,
            published_on=published,
            overall=self.overall.code if self._scale.has_overall else "",
            areas={area: box.code for area, box in self.areas.items() if box.code},
            concern=self.concern.code,
            improvements=tuple(self._improvements()),
        )
        self.button.setEnabled(False)
        self._commands.send(RecordInspection(told), self, lambda _: self.accept(), self._hit)

    def _improvements(self) -> list[Improvement]:
        known = {one.text: one.id for one in self._was.improvements}
        lines = [line.strip() for line in self.improvements.toPlainText().splitlines() if line.strip()]
        return [Improvement(known.get(line) or uuid4().hex, line) for line in lines]

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))


def _choice(codes: Mapping[str, str], chosen: str) -> ChoiceBox:
    box = ChoiceBox((NO_GRADE, *codes.items()))
    box.choose(chosen)
    return box
