"""Where a school stands on every track its council has, and how it came there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_desktop.domain.category import CategoryDecision, Track
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.framework import Category, Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.services.ports import Frameworks, UnitOfWork
from sia_desktop.services.queries.facts import Facts

_KINDS = {"act": "What was done", "attachment": "File", "note_of_visit": "Note of visit"}


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision, the band of the pack that it chose, who was part of it, and what it rests on."""

    decision: CategoryDecision
    category: Category
    decided_by: str
    recommended_by: str = ""
    evidence: tuple[str, ...] = ()
    """The records it rests on, in words."""


@dataclass(frozen=True, slots=True)
class TrackStanding:
    """One track: what is in force there, and every decision, the latest first."""

    track: Track
    word: str
    """What the council calls it."""
    in_force: DecisionLine | None
    decisions: tuple[DecisionLine, ...]


def standings(
    urn: Urn, framework: Framework, facts: Facts, frameworks: Frameworks, uow: UnitOfWork, day: date
) -> tuple[TrackStanding, ...]:
    """Every track the framework has, or the school has a decision on; within an open unit of work."""
    decided = {track: uow.categories.of_school(urn, track) for track in Track}
    people = {person.id: person.name for person in uow.people.all()}
    rests_on_something = any(each.grounds.evidence for line in decided.values() for each in line)
    records = _records(urn, facts, frameworks) if rests_on_something else {}
    found = []
    for track, decisions in decided.items():
        bands = framework.track(track)
        if not bands and not decisions:
            continue
        lines = tuple(_line(each, bands, people, records) for each in reversed(decisions))
        now = uow.categories.latest(urn, day, track)
        in_force = next((each for each in lines if each.decision == now), None)
        found.append(TrackStanding(track, framework.word(track), in_force, lines))
    return tuple(found)


def _line(
    decision: CategoryDecision,
    bands: tuple[Category, ...],
    people: Mapping[UUID, str],
    records: Mapping[str, str],
) -> DecisionLine:
    # A band of an older framework keeps its code: decisions are never converted.
    band = next((each for each in bands if each.code == decision.category), None)
    return DecisionLine(
        decision,
        band or Category(decision.category, decision.category, len(bands)),
        people.get(decision.decided_by, ""),
        people.get(decision.recommended_by, "A former colleague") if decision.recommended_by else "",
        tuple(
            records.get(each.id, _KINDS.get(each.kind, each.kind.replace("_", " ").capitalize()))
            for each in decision.grounds.evidence
        ),
    )


def _records(urn: Urn, facts: Facts, frameworks: Frameworks) -> dict[str, str]:
    """What evidence may name, by its id."""
    found = {}
    for note in facts.notes(urn):
        found[str(note.visit_id)] = f"Visit on {long_date(note.visited_on)}"
        found[str(note.note_id)] = f"Note of visit, {long_date(note.visited_on)}"
    for each in facts.inspections(urn):
        on = each.inspection.ended_on or each.inspection.started_on
        found[str(each.inspection.id)] = f"Inspection of {long_date(on)}" if on else "Inspection"
    for kept in facts.meetings(urn):
        found[str(kept.meeting.id)] = f"Meeting on {long_date(kept.meeting.meeting_on)}"
    for record in facts.case_records(urn):
        form = frameworks.pinned(record.pack, record.pack_version).form(record.form)
        found[str(record.record_id)] = f"{form.label}, {long_date(record.opened_on)}"
    for line in facts.actions(urn):
        found[str(line.action.id)] = f"Agreed action: {line.action.text}"
    return found
