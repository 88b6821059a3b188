"""An inspection in words, wherever it is shown; pure."""

from collections.abc import Mapping

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.inspection_scale import InspectionScale
from sia_desktop.ui.when_words import plural


def found(inspection: Inspection, scales: Mapping[str, InspectionScale]) -> str:
    """The grade for the whole school, or how many areas were graded; a predecessor's is said to be one."""
    if inspection.continued_as:
        return "Goes on under Ofsted’s number"
    scale = scales.get(inspection.scale)
    theirs = "Predecessor’s: " if inspection.predecessor_urn else ""
    concern = concern_words(inspection, scales)
    said = ""
    if inspection.overall and scale:
        said = scale.grade_label(inspection.overall)
    elif inspection.areas:
        said = f"{plural(len(inspection.areas), 'area')} graded, no overall grade"
    elif inspection.kind == "ungraded":
        said = "Ungraded"
    return theirs + (", ".join(part for part in (said, concern) if part) or "Nothing published yet")


def concern_words(inspection: Inspection, scales: Mapping[str, InspectionScale]) -> str:
    """The category of concern in the scale's words."""
    scale = scales.get(inspection.scale)
    known = scale.concerns if scale else {}
    return known.get(inspection.concern, inspection.concern.replace("_", " "))


def areas_words(inspection: Inspection, scales: Mapping[str, InspectionScale]) -> str:
    """Each area that was graded, on a line of its own."""
    scale = scales.get(inspection.scale)
    if scale is None:
        return ""
    return "\n".join(
        f"{scale.areas.get(area, area)}: {scale.grade_label(grade, area)}"
        for area, grade in inspection.areas.items()
    )


def days_words(inspection: Inspection) -> str:
    """Began, ended, feedback and published, as far as they are known; each on a line of its own."""
    days = (
        ("Began", inspection.started_on),
        ("Ended", inspection.ended_on),
        ("Feedback", inspection.feedback_on),
        ("Published", inspection.published_on),
    )
    return "\n".join(f"{caption} {plain_date(day)}" for caption, day in days if day)


def when_words(inspection: Inspection) -> str:
    """How far it has come: ended, began, or only announced."""
    if inspection.ended_on:
        return f"Ended {plain_date(inspection.ended_on)}"
    if inspection.started_on:
        return f"Began {plain_date(inspection.started_on)}"
    return f"Rung {plain_date(inspection.call.rung_on)}" if inspection.call else "Not yet dated"
