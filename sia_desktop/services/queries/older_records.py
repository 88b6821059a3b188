"""Records that stand under an older version of their council's framework, and what the newer one changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import ever_may
from sia_desktop.services.move_to_pack import CASE_RECORD, MEETING, NOTE
from sia_desktop.services.ports import Clock, Frameworks
from sia_desktop.services.queries.facts import Facts


@dataclass(frozen=True, slots=True)
class AskOlderRecords:
    """Somebody looks for what a newer framework has left behind."""


@dataclass(frozen=True, slots=True)
class OlderRecord:
    """One unsigned note, meeting or open record under an older version."""

    kind: str
    record_id: UUID
    what: str
    school_name: str
    version: str


@dataclass(frozen=True, slots=True)
class OlderRecords:
    """Those that this person might move, by school; and the version in force."""

    newest: Framework
    records: tuple[OlderRecord, ...]


@dataclass(frozen=True, slots=True)
class AskPackDifferences:
    """What changed between two versions of a council's framework."""

    code: str
    earlier: str
    later: str


def ask_older_records(_: AskOlderRecords, facts: Facts, frameworks: Frameworks, now: Clock) -> OlderRecords:
    """Gather the open ones that this person began, or all of them for who may change settings."""
    me = facts.working_for()
    newest = frameworks.current(me.council_code, day_in_england(now()))
    settles = ever_may(newest.role(me.role), Action.CHANGE_SETTING)
    earlier = {
        each.version: each
        for each in frameworks.versions(newest.code)
        if each.effective_from < newest.effective_from
    }
    found = [
        older
        for begun_by, older in _open_records(facts, newest.code, earlier)
        if begun_by == me.person_id or (settles and older.kind != NOTE)
    ]
    return OlderRecords(newest, tuple(sorted(found, key=lambda each: (each.school_name, each.what))))


def ask_pack_differences(question: AskPackDifferences, frameworks: Frameworks) -> tuple[str, ...]:
    """Each a sentence; raises `RuleBroken` where a version is not on this computer."""
    return frameworks.differences(question.code, question.earlier, question.later)


def _open_records(
    facts: Facts, code: str, earlier: Mapping[str, Framework]
) -> Iterator[tuple[UUID, OlderRecord]]:
    """What may still move of this council's earlier versions, and who began it."""
    for note in facts.notes():
        if note.pack == code and note.pack_version in earlier and not note.is_signed and not note.is_voided:
            what = f"Note of visit, {plain_date(note.visited_on)}"
            older = OlderRecord(NOTE, note.note_id, what, note.school_name, note.pack_version)
            yield note.author_id, older
    for kept in facts.meetings():
        meeting = kept.meeting
        if meeting.pack == code and meeting.pack_version in earlier and meeting.called_off is None:
            kind = earlier[meeting.pack_version].meeting(meeting.kind).label
            what = f"{kind}, {plain_date(meeting.meeting_on)}"
            older = OlderRecord(MEETING, meeting.id, what, kept.school_name, meeting.pack_version)
            yield meeting.called_by, older
    for record in facts.case_records():
        is_open = record.urn is not None and not record.is_locked and not record.is_closed
        if record.pack == code and record.pack_version in earlier and is_open:
            form = earlier[record.pack_version].form(record.form).label
            what = f"{form}, {plain_date(record.opened_on)}"
            older = OlderRecord(CASE_RECORD, record.record_id, what, record.school_name, record.pack_version)
            yield record.opened_by, older
