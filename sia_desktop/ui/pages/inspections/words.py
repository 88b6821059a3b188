"""Inspections in words and cells; pure."""

from collections.abc import Callable, Mapping

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.inspection import RUNG, Inspection
from sia_desktop.domain.inspection_scale import InspectionScale
from sia_desktop.services.import_inspections import InspectionChange
from sia_desktop.services.queries.facts import KeptInspection
from sia_desktop.services.queries.inspections_page import InspectionsPage, OfstedPreview
from sia_desktop.ui.inspection_words import areas_words, concern_words, found
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.table import Column
from sia_desktop.ui.widgets.table_delegate import Cell

Scales = Callable[[], Mapping[str, InspectionScale]]
MOST_ROWS = 40
"""So many rejected rows and changes are listed; the rest are counted."""


def columns(scales: Scales) -> tuple[Column[KeptInspection], ...]:
    """School, when, what was found, whose it was, where it comes from."""
    return (
        Column(
            "School", lambda row: Cell(row.school_name, "medium", "text"), lambda row: row.school_name, 280
        ),
        Column("Began", lambda row: Cell(when(row.inspection)), lambda row: order(row.inspection), 146),
        Column(
            "Found",
            lambda row: Cell(found(row.inspection, scales())),
            lambda row: found(row.inspection, scales()),
        ),
        Column("Source", lambda row: Cell(source(row.inspection)), lambda row: source(row.inspection), 130),
    )


def when(inspection: Inspection) -> str:
    """The day it began, or what is known so far."""
    if inspection.started_on:
        return plain_date(inspection.started_on)
    if inspection.call:
        return f"Rung {plain_date(inspection.call.rung_on)}"
    return "Not known"


def order(inspection: Inspection) -> str:
    """What the days are sorted by."""
    rung = inspection.call.rung_on if inspection.call else None
    day = inspection.started_on or rung
    return day.isoformat() if day else ""


def one_line(inspection: Inspection, scales: Mapping[str, InspectionScale]) -> str:
    """3 June 2026, Number 10412345: Requires improvement."""
    return f"{when(inspection)}, {number(inspection)}: {found(inspection, scales)}"


def number(inspection: Inspection) -> str:
    """Ofsted's number, or that there is none yet."""
    is_told = inspection.number.startswith(RUNG)
    return "No number of Ofsted’s yet" if is_told else f"Number {inspection.number}"


def why_attend(attendance: str, standing: str) -> str:
    """Why somebody of the council must be, or may be, at the feedback."""
    if not attendance:
        return "Nothing is settled for this school: choose what you agreed with your manager."
    return f"{attendance.capitalize()} because the school stands at “{standing}”."


def source(inspection: Inspection) -> str:
    """The file it was published in, or who recorded it."""
    return inspection.source or "Recorded here"


def facts(kept: KeptInspection, page: InspectionsPage) -> tuple[tuple[str, str], ...]:
    """Everything known of one inspection, under its captions."""
    each = kept.inspection
    scale = page.scales.get(each.scale)
    days = (
        ("Began", each.started_on),
        ("Ended", each.ended_on),
        ("Feedback", each.feedback_on),
        ("Published", each.published_on),
    )
    found_: list[tuple[str, str]] = [
        *((("Goes on under", _number(each, page)),) if each.continued_as else ()),
        ("Inspection", f"{number(each)}, {each.kind}"),
        *((("Scale", scale.name),) if scale else ()),
        *((caption, plain_date(day)) for caption, day in days if day),
        ("Whose grade", _whose(each)),
        ("Overall", scale.grade_label(each.overall) if scale and each.overall else "Not given"),
        ("Category of concern", concern_words(each, page.scales) or "None"),
    ]
    if each.areas and scale:
        found_.append(("Areas", areas_words(each, page.scales)))
    if each.improvements:
        found_.append(("Areas for improvement", "\n".join(one.text for one in each.improvements)))
    if each.call:
        found_.append(("When Ofsted rang", _call(each, page)))
    found_.append(("Source", source(each)))
    return tuple(found_)


def _whose(inspection: Inspection) -> str:
    if inspection.predecessor_urn:
        return (
            f"The school before this one (URN {inspection.predecessor_urn}): not a judgement of this school"
        )
    return "This school’s own"


def _number(inspection: Inspection, page: InspectionsPage) -> str:
    """Ofsted's own number, where that inspection is on this laptop."""
    others = (kept.inspection for kept in page.inspections)
    return next((each.number for each in others if each.id == inspection.continued_as), "Ofsted’s own number")


def _call(inspection: Inspection, page: InspectionsPage) -> str:
    call = inspection.call
    if call is None:
        return ""
    taker = next((name for id_, name in page.colleagues if id_ == call.taken_by), "")
    at = f" at {call.rung_at}" if call.rung_at else ""
    lines = [f"On {plain_date(call.rung_on)}{at}" + (f", taken by {taker}" if taker else "")]
    if call.lead_inspector:
        spoken = f", spoken to on {plain_date(call.lead_spoken_on)}" if call.lead_spoken_on else ""
        lines.append(f"Lead inspector {call.lead_inspector}{spoken}")
    if call.tentative_on:
        until = f" to {plain_date(call.tentative_until)}" if call.tentative_until else ""
        lines.append(f"Spoken of for {plain_date(call.tentative_on)}{until}; that starts no clock")
    if call.attendance:
        lines.append(f"Attendance at the feedback is {call.attendance}")
    if call.said:
        lines.append(call.said)
    return "\n".join(lines)


def preview(shown: OfstedPreview) -> str:
    """What the file is and what it would bring."""
    new = sum(change.before is None for change in shown.changes)
    known = f"{len(shown.changes) - new} changed, {shown.unchanged} already known"
    others = plural(shown.elsewhere, "inspection")
    return (
        f"{shown.layout.capitalize()}. {plural(shown.schools, 'school')} of this laptop: "
        f"{plural(new, 'inspection')} new, {known}. {others} of other schools left out; "
        f"{plural(len(shown.rejected), 'row')} rejected."
    )


def changes(shown: OfstedPreview, names: Mapping[int, str], scales: Mapping[str, InspectionScale]) -> str:
    """The difference, school by school."""
    lines = [_change(change, names, scales) for change in shown.changes[:MOST_ROWS]]
    more = len(shown.changes) - len(lines)
    return "\n".join([*lines, f"… and {more} more"] if more > 0 else lines)


def rejected(shown: OfstedPreview) -> str:
    """Every row that was refused, with its reason."""
    return "\n".join(
        f"Line {row.line}{f', URN {row.urn}' if row.urn else ''}: {row.reason}" for row in shown.rejected
    )


def _change(change: InspectionChange, names: Mapping[int, str], scales: Mapping[str, InspectionScale]) -> str:
    after = change.after
    name = names.get(after.urn, f"URN {after.urn}")
    said = found(after, scales)
    if change.before is None:
        return f"{name}: {when(after)}, {said}"
    return f"{name}: {when(after)}, was “{found(change.before, scales)}”, is “{said}”"
