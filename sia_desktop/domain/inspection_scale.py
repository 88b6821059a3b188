"""What inspections of some years were graded on; grades are never converted between two scales."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.errors import RuleBroken

OVERALL: Final = "overall"
"""The whole school, beside the areas."""
OVERALL_LABEL: Final = "Overall effectiveness"


@dataclass(frozen=True, slots=True)
class InspectionScale:
    """One scale: its grades, the areas it grades and the concerns it names, by code and label."""

    code: str
    name: str
    effective_from: date
    has_overall: bool
    """Whether it gives one grade for the whole school."""
    grades: Mapping[str, str]
    areas: Mapping[str, str]
    area_grades: Mapping[str, Mapping[str, str]]
    concerns: Mapping[str, str]

    def grade_label(self, grade: str, area: str = "") -> str:
        """A grade in the scale's own words."""
        return self.area_grades.get(area, self.grades).get(grade, grade.replace("_", " "))


def scale_on(day: date, scales: Iterable[InspectionScale]) -> InspectionScale:
    """The scale of the inspections that began on this day."""
    begun = [each for each in scales if each.effective_from <= day]
    if not begun:
        raise RuleBroken("No inspection scale is known for that day. Correct the day the inspection began.")
    return max(begun, key=lambda each: each.effective_from)
