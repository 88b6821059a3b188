"""The team in words; pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sia_desktop.domain.access import AccessWay
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.flow import Flow
from sia_desktop.domain.held_work import HeldBecause, HeldWork, Release
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.queries.team import (
    CouncilMeeting,
    GivenAccess,
    HandedOver,
    TeamDuty,
    TeamPage,
    WrittenIn,
)
from sia_desktop.ui.when_words import plural, row_date
from sia_desktop.ui.widgets.event_rows import EventRow
from sia_desktop.ui.widgets.painting import ChipWords, Tone
from sia_desktop.ui.widgets.table_delegate import Cell

ALL: Final = ""
_DAY: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_CODE: Final = re.compile(r"[a-z]+(_[a-z]+)+")
STATES: Final = ((ALL, "any"), ("late", "late"), ("open", "still to come"))
WAYS: Final = {AccessWay.COVER: "Cover", AccessWay.PAIRED: "Paired visit"}
_KINDS: Final = {
    "visit": "Visit",
    "note_of_visit": "Note of visit",
    "meeting": "Meeting",
    "attachment": "File",
    "act": "What was done",
    "case_record": "Record",
    "action": "Action",
    "inspection": "Inspection",
}
_HIDDEN: Final = frozenset(
    {
        *("urn", "adviser_id", "author_id", "visit_id", "form", "pack", "pack_version", "version", "sha256"),
        *("by", "about_kind", "about_id", "opened_by", "compartment"),
    }
)


def subtitle(page: TeamPage) -> str:
    """How much is late, and how notes were given since September."""
    late = sum(each.due.standing is Standing.LATE for each in page.duties)
    said = f"{plural(late, 'limit')} passed" if late else "Nothing is late"
    if not page.given:
        return f"{said}. No note was given since September."
    share = round(100 * page.given_in_time / page.given)
    return f"{said}. {page.given_in_time} of {page.given} notes given in time since September ({share} %)."


def keeps(duty: TeamDuty, adviser: str, rule: str, state: str) -> bool:
    """Whether a row matches the filters."""
    return (
        adviser in (ALL, duty.adviser)
        and rule in (ALL, duty.rule)
        and state in (ALL, "late" if duty.is_late else "open")
    )


def advisers(page: TeamPage) -> tuple[tuple[str, str], ...]:
    """Those with something to look at."""
    return ((ALL, "any"), *((name, name) for name in page.advisers))


def rules(page: TeamPage) -> tuple[tuple[str, str], ...]:
    """The rules in the table."""
    found = {duty.rule: duty.label for duty in page.duties if duty.rule}
    return ((ALL, "any"), *sorted(((rule, f"{rule} {label}") for rule, label in found.items())))


def state_cell(duty: TeamDuty) -> Cell:
    """Late, given late, today or to come: an icon, words, never colour alone."""
    match duty.due.standing:
        case Standing.LATE:
            is_red = duty.due.deadline is not None and duty.due.deadline.turns_red
            return Cell(
                duty.due.distance, icon="triangle-alert", icon_colour="danger" if is_red else "warning"
            )
        case Standing.MET_LATE:
            why = duty.why_late or "no reason recorded"
            said = "Given late" if duty.note_id else "Done late"
            return Cell(said, icon="clock-alert", icon_colour="warning", note=why)
        case Standing.TODAY:
            return Cell("Today", icon="clock", icon_colour="warning")
        case _:
            return Cell(duty.due.distance, icon="clock", icon_colour="text_2")


def due_cell(duty: TeamDuty, today: date) -> Cell:
    """The day, or that there is none."""
    return Cell(row_date(duty.due.due_on, today) if duty.due.due_on else "No date")


def totals(shown: Sequence[TeamDuty], page: TeamPage) -> tuple[str, str]:
    """How many rows of how many."""
    late = sum(each.is_late for each in shown)
    return f"{len(shown)} of {len(page.duties)}", f"{late} late" if late else ""


def handed_over_rows(page: TeamPage) -> tuple[EventRow, ...]:
    """Work to decide on, and what was decided."""
    return tuple(
        EventRow(each.key, each.school_name, _from(each), _handed_over_chip(each))
        for each in page.handed_over
    )


def _from(group: HandedOver) -> str:
    counted = plural(len(group.works), "record")
    return f"From {group.sender}, {counted}"


def _handed_over_chip(group: HandedOver) -> ChipWords:
    if not group.is_decided:
        return ChipWords("To decide", "circle-help", Tone.WARNING)
    if all(work.decision and work.decision.decision is Release.SET_ASIDE for work in group.works):
        return ChipWords("Set aside", "ban")
    return ChipWords("Taken in", "circle-check", Tone.SUCCESS)


def why_held(work: HeldWork) -> str:
    """Why it did not simply arrive."""
    if work.because is HeldBecause.LEFT:
        return "It came from a laptop whose adviser has left the council."
    return "It arrived after the school had passed to a colleague."


def held_lines(work: HeldWork, within: WrittenIn | None) -> tuple[tuple[str, str], ...]:
    """The work section by section under its form's headings, as it was typed; codes and ids left out."""
    flow = within.flow if within else None
    lines: list[tuple[str, str]] = []
    for name, value in work.content.items():
        if name in _HIDDEN or value in (None, "", [], {}):
            continue
        match name, value:
            case "answers", dict():
                answered = [code for code in value if value[code]]
                lines += [(_heading(code, within), _said(value[code])) for code in answered]
            case "moves", list():
                lines += [_step(each, flow) for each in value if isinstance(each, dict)]
            case "state", str() if flow:
                lines.append(("How far it is", flow.state_label(value)))
            case _:
                lines.append((_label(name), _said(value)))
    return tuple(lines)


def _step(move: Mapping[str, Json], flow: Flow | None) -> tuple[str, str]:
    """One step of a record: which, when, and what was said at it."""
    said = [str(move[name]) for name in ("recorded_name", "reason", "late_reason") if move.get(name)]
    code = str(move["move"])
    named = [each.label for each in flow.moves if each.code == code] if flow else []
    return f"Step: {named[0] if named else _label(code).lower()}", "\n".join([_said(move["on"]), *said])


def _heading(code: str, within: WrittenIn | None) -> str:
    """The form's own words over a section."""
    found = [section.label for section in within.form.sections if section.code == code] if within else []
    return found[0] if found else _label(code)


def kind_of(work: HeldWork, within: WrittenIn | None) -> str:
    """What kind of record: the name of its form, where it has one."""
    return within.form.label if within else _KINDS.get(work.kind, _label(work.kind))


def result_words(work: HeldWork, within: WrittenIn | None) -> str:
    """What became of it."""
    if work.decision is None:
        return ""
    if work.result is None:
        return f"Decided: {work.decision.reason}. The council carries it out with the next sync."
    if work.result.not_taken:
        kept = "; ".join(
            f"{_heading(code, within)}: {_said(words)}" for code, words in _flat(work.result.not_taken)
        )
        return f"Taken in. The record had other words by then for: {kept}"
    whose = "school’s" if work.urn is not None else "council’s"
    return work.result.sentence or f"Taken into the {whose} records."


def returned_rows(page: TeamPage) -> tuple[EventRow, ...]:
    """What came back to be looked at again, and what waits for its writer."""
    return tuple(
        EventRow(
            each.key,
            each.school_name,
            f"{each.label}, {row_date(each.on, page.day)}, {each.writer_name}",
            ChipWords("Came back", "circle-check", Tone.SUCCESS)
            if each.answer
            else ChipWords(f"Since {row_date(each.asked.on, page.day)}", "undo-2", Tone.WARNING),
        )
        for each in page.returned
    )


def meeting_rows(page: TeamPage) -> tuple[EventRow, ...]:
    """Meetings of the council: which, when, and of how many schools."""
    return tuple(
        EventRow(
            str(each.meeting.id),
            each.label,
            row_date(each.meeting.meeting_on, page.day)
            + (f", {plural(len(each.meeting.schools), 'school')} in turn" if each.meeting.schools else ""),
            _of_meeting(each, page.day),
        )
        for each in page.meetings
    )


def _of_meeting(each: CouncilMeeting, day: date) -> ChipWords:
    if each.meeting.called_off is not None:
        return ChipWords("Called off", "ban")
    if each.meeting.meeting_on < day:
        return ChipWords("Held", "circle-check", Tone.SUCCESS)
    return ChipWords("To come", "calendar-clock", Tone.INFO)


def access_rows(page: TeamPage) -> tuple[EventRow, ...]:
    """Who has which school, and until when."""
    return tuple(
        EventRow(each.key, each.school_name, _who(each, page.day), ChipWords(WAYS[each.grant.way], "users"))
        for each in page.access
    )


def _who(given: GivenAccess, today: date) -> str:
    grant = given.grant
    if grant.from_on > today:
        return f"{given.colleague}, {row_date(grant.from_on, today)} to {row_date(grant.to_on, today)}"
    return f"{given.colleague}, until {row_date(grant.to_on, today)}"


def _flat(not_taken: Mapping[str, Json]) -> list[tuple[str, Json]]:
    sections = not_taken.get("answers")
    rest = [(name, value) for name, value in not_taken.items() if name != "answers"]
    return [*(sections.items() if isinstance(sections, dict) else ()), *rest]


def _label(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _said(value: Json) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case dict():
            return "; ".join(f"{_label(name)}: {_said(each)}" for name, each in value.items() if each)
        case list():
            return "\n".join(_said(each) for each in value)
        case None:
            return ""
        case str() if _DAY.fullmatch(value):
            return long_date(date.fromisoformat(value))
        case str() if _CODE.fullmatch(value):
            return _label(value)
        case _:
            return str(value)
