"""The inspection scales, and the files in which Ofsted publishes what was graded on them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sia_contract.load_pack import load_scales
from sia_contract.ofsted import OfstedFile, UnreadableExtract, read_ofsted
from sia_contract.packs import InspectionScale as Published
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.inspection_scale import InspectionScale


class OfstedFiles:
    """Reads Ofsted's files, and knows the scales."""

    def read(self, path: Path) -> OfstedFile:
        """What is in the file; raises `OutsideTrouble` with the sentence where it is none of Ofsted's."""
        try:
            return read_ofsted(path)
        except UnreadableExtract as error:
            raise OutsideTrouble(str(error)) from error

    def scales(self) -> Mapping[str, InspectionScale]:
        """Every scale by its code."""
        return every_scale()


@cache
def every_scale() -> Mapping[str, InspectionScale]:
    """Every scale by its code."""
    return {code: _scale(each) for code, each in load_scales().items()}


def _scale(scale: Published) -> InspectionScale:
    return InspectionScale(
        code=scale.code,
        name=scale.name,
        effective_from=scale.effective_from,
        has_overall=scale.overall,
        grades={grade.code: grade.label for grade in scale.grades},
        areas={area.code: area.label for area in scale.areas},
        area_grades={
            area.code: {grade.code: grade.label for grade in area.grades}
            for area in scale.areas
            if area.grades
        },
        concerns={concern.code: concern.label for concern in scale.concerns},
    )
