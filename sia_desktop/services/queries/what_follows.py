"""What the framework asks for after an inspection: what is done, what is open, by when and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sia_contract.flows import is_answered
from sia_desktop.domain.about import About
from sia_desktop.domain.category import Track
from sia_desktop.domain.dates import short_date
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.time_limits import holds
from sia_desktop.domain.triggers import Consequence, Trigger
from sia_desktop.services.open_case_record import SHARED_BY_ALL
from sia_desktop.services.ports import UnitOfWork
from sia_desktop.services.queries.casework_clocks import SchoolFacts, clocks_of_inspection, dates_of
from sia_desktop.services.queries.casework_deadlines import CaseDeadline
from sia_desktop.services.queries.due import Due
from sia_desktop.services.queries.facts import CaseRecordLine, DecidedLine, Facts, MeetingLine, NoteLine


class NextAct(StrEnum):
    """Where what follows is done."""

    NONE = ""
    BEGIN = "begin"
    OPEN = "open"
    GO_TO_SCHOOL = "go_to_school"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that follows."""

    what: str
    by: str
    """The council's words for who does it."""
    is_optional: bool
    is_done: bool
    so_far: str
    """What is there already, in words; empty where nothing is."""
    due: Due | None
    act: NextAct
    form: str = ""
    form_label: str = ""
    about: About | None = None
    """What a record that is begun for it is about."""
    record_id: UUID | None = None
    """The record to open."""

    @property
    def is_reminder(self) -> bool:
        """Whether nothing is recorded of it here."""
        return self.act is NextAct.NONE and self.due is None and not self.form


@dataclass(frozen=True, slots=True)
class Following:
    """An event that happened, and what follows from it."""

    label: str
    event: str
    on: date
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is looked at to say what is done: everything of one school."""

    framework: Framework
    inspection: Inspection
    facts: SchoolFacts
    day: date
    deadlines: Sequence[CaseDeadline]
    records: Sequence[CaseRecordLine]
    meetings: Sequence[MeetingLine]
    notes: Sequence[NoteLine]
    decisions: Sequence[DecidedLine]
    written: frozenset[tuple[str, str]]
    """Form and section of what is written in a record about the inspection."""


def what_follows(known: Known) -> tuple[Following, ...]:
    """Every event of the inspection that the framework speaks of for this school, the latest first."""
    dates = dates_of(known.inspection)
    found = [
        Following(trigger.label, trigger.event, dates[trigger.on], tuple(_steps(trigger, known)))
        for trigger in known.framework.triggers
        if trigger.on in dates and holds(trigger.when, known.facts)
    ]
    return tuple(sorted(found, key=lambda each: each.on, reverse=True))


def known_of(
    uow: UnitOfWork,
    facts: Facts,
    framework: Framework,
    inspection: Inspection,
    standing: SchoolFacts,
    deadlines: Iterable[CaseDeadline],
    day: date,
) -> Known:
    """Gather it, within a transaction that is open."""
    urn = inspection.urn
    records = tuple(facts.case_records(urn))
    written = {
        (record.form, section)
        for record in records
        if record.about.id == str(inspection.id)
        for section, answer in uow.case_records.get(record.record_id).answers.items()
        if is_answered(answer)
    }
    return Known(
        framework,
        inspection,
        standing,
        day,
        tuple(each for each in deadlines if each.urn == urn),
        records,
        facts.meeting_lines(urn),
        tuple(facts.notes(urn)),
        tuple(each for each in facts.decided() if each.urn == urn and each.track is Track.CATEGORY),
        frozenset(written),
    )


def _steps(trigger: Trigger, known: Known) -> Iterator[Step]:
    dates = dates_of(known.inspection)
    assert trigger.on is not None
    since = dates[trigger.on]
    labels = {role.code: role.label for role in known.framework.roles}
    for each in trigger.then:
        record = _record(each, known, since)
        so_far, is_done = _so_far(each, known, since, record)
        label = known.framework.form(each.form).label if each.form else ""
        yield Step(
            what=each.what,
            by=" or the ".join(labels.get(role, role) for role in each.by),
            is_optional=each.is_optional,
            is_done=is_done,
            so_far=so_far,
            due=None if is_done else _due(each, known),
            act=_act(each, record, is_done=is_done),
            form=each.form or "",
            form_label=label,
            about=_about(each, known),
            record_id=record.record_id if record else None,
        )


def _record(each: Consequence, known: Known, since: date) -> CaseRecordLine | None:
    """The record of the form that is asked for: about this inspection, or of the school since then."""
    if each.form is None:
        return None
    found = [record for record in known.records if record.form == each.form]
    mine = [record for record in found if record.about.id == str(known.inspection.id)]
    later = [record for record in found if record.opened_on >= since and not record.is_closed]
    return next(iter(mine or later[-1:]), None)


def _so_far(each: Consequence, known: Known, since: date, record: CaseRecordLine | None) -> tuple[str, bool]:
    """What is there in words, and whether it is done."""
    if each.section is not None and (each.form or "", each.section) in known.written:
        return "Written in the record.", True
    match each.do:
        case "open_form" if record is not None:
            return _stands(record, known), not _is_running(each, known)
        case "call_meeting":
            held = [meeting for meeting in known.meetings if meeting.kind == each.meeting]
            standing = [
                meeting for meeting in held if not meeting.is_called_off and meeting.meeting_on >= since
            ]
            if not standing:
                return "", False
            on = standing[-1].meeting_on
            return (f"Held {short_date(on)}." if on <= known.day else f"Fixed for {short_date(on)}."), True
        case "arrange_visit":
            is_done = _has_clock(each, known) and not _is_running(each, known)
            visits = [
                note.visited_on for note in known.notes if note.visited_on > since and not note.is_voided
            ]
            return (f"Visited {short_date(max(visits))}." if visits and is_done else ""), is_done
        case "propose_category":
            made = [
                one for one in known.decisions if one.category == each.category and one.decided_on >= since
            ]
            return (f"Decided {short_date(made[-1].decided_on)}." if made else ""), bool(made)
        case _:
            return "", False


def _stands(record: CaseRecordLine, known: Known) -> str:
    flow = known.framework.flow_of(record.form)
    state = flow.state_label(record.state) if flow else ""
    begun = f"Begun {short_date(record.opened_on)} by {record.opened_by_name}"
    return f"{begun}: {state}." if state else f"{begun}."


def _rules(each: Consequence, known: Known) -> set[str]:
    """The names of the clocks that this is done against: of the form's own part where there is one."""
    parts = [one for one in known.framework.timeframes if each.rule in (one.rule, one.name)]
    of_form = {one.name for one in parts if one.produces == each.form and each.do == "open_form"}
    of_act = {one.name for one in parts if one.produces is None and each.do != "open_form"}
    return of_form or of_act or ({each.rule} if each.rule else set())


def _owed(each: Consequence, known: Known) -> list[CaseDeadline]:
    names = _rules(each, known)
    return [
        one
        for one in known.deadlines
        if one.rule is not None
        and one.rule.name in names
        and (one.is_duty or one.record_id == str(known.inspection.id))
    ]


def _is_running(each: Consequence, known: Known) -> bool:
    return any(not one.is_duty for one in _owed(each, known))


def _has_clock(each: Consequence, known: Known) -> bool:
    running = clocks_of_inspection(known.framework, known.inspection, known.facts, known.day)
    return bool(_rules(each, known) & {clock.timeframe.name for clock in running})


def _due(each: Consequence, known: Known) -> Due | None:
    found = [one.due for one in _owed(each, known)]
    return min(found, key=lambda due: due.due_on or date.max, default=None)


def _act(each: Consequence, record: CaseRecordLine | None, *, is_done: bool) -> NextAct:
    if record is not None:
        return NextAct.OPEN
    if each.form is not None and each.section is None and each.do != "call_meeting":
        return NextAct.BEGIN
    if each.do in ("call_meeting", "arrange_visit", "propose_category") and not is_done:
        return NextAct.GO_TO_SCHOOL
    return NextAct.NONE


def _about(each: Consequence, known: Known) -> About | None:
    if each.form is None:
        return None
    kind = known.framework.form(each.form).about
    urn: Urn = known.inspection.urn
    is_mine = kind in SHARED_BY_ALL and kind == "inspection"
    return About("inspection", str(known.inspection.id)) if is_mine else About("school", str(urn))
