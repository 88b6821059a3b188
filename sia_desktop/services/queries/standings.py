"""Where a school stands on every track its council has, and how it came there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.category import CategoryDecision, CategoryProposal, Track
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
class ProposalLine:
    """What somebody recommends and nobody has decided yet."""

    proposal: CategoryProposal
    category: Category
    recommended_by: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One record of the school that a decision may rest on, in words."""

    about: About
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class TrackStanding:
    """One track: what is in force there, and every decision, the latest first."""

    track: Track
    word: str
    """What the council calls it."""
    in_force: DecisionLine | None
    decisions: tuple[DecisionLine, ...]
    proposals: tuple[ProposalLine, ...] = ()
    """Those that wait for a decision, the oldest first."""


def standings(
    urn: Urn, framework: Framework, facts: Facts, frameworks: Frameworks, uow: UnitOfWork, day: date
) -> tuple[TrackStanding, ...]:
    """Every track the framework has, or the school has a decision on; within an open unit of work."""
    decided = {track: uow.categories.of_school(urn, track) for track in Track}
    people = {person.id: person.name for person in uow.people.all()}
    rests_on_something = any(each.grounds.evidence for line in decided.values() for each in line)
    lines_of = evidence_of(urn, facts, frameworks) if rests_on_something else ()
    records = {each.about.id: each.words for each in lines_of}
    found = []
    for track, decisions in decided.items():
        bands = framework.track(track)
        if not bands and not decisions:
            continue
        lines = tuple(_line(each, bands, people, records) for each in reversed(decisions))
        now = uow.categories.latest(urn, day, track)
        in_force = next((each for each in lines if each.decision == now), None)
        found.append(
            TrackStanding(
                track,
                framework.word(track),
                in_force,
                lines,
                proposals_of(urn, track, framework, facts, people),
            )
        )
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


def proposals_of(
    urn: Urn, track: Track, framework: Framework, facts: Facts, people: Mapping[UUID, str]
) -> tuple[ProposalLine, ...]:
    """What is recommended for the school on this track and waits for a decision, the oldest first."""
    bands = {band.code: band for band in framework.track(track)}
    return tuple(
        ProposalLine(
            each,
            bands.get(each.category) or Category(each.category, each.category, len(bands)),
            people.get(each.recommended_by, "A former colleague"),
        )
        for each in facts.open_proposals()
        if each.urn == urn and each.track is track
    )


def evidence_of(urn: Urn, facts: Facts, frameworks: Frameworks) -> tuple[EvidenceLine, ...]:
    """Every record of the school that a decision may name, the latest first."""
    found: list[EvidenceLine] = []

    def add(kind: str, id_: object, words: str, on: date | None) -> None:
        found.append(EvidenceLine(About(kind, str(id_)), words, on or date.min))

    for note in facts.notes(urn):
        if not note.is_voided:
            add("visit", note.visit_id, f"Visit on {long_date(note.visited_on)}", note.visited_on)
            add(
                "note_of_visit", note.note_id, f"Note of visit, {long_date(note.visited_on)}", note.visited_on
            )
    for each in facts.inspections(urn):
        on = each.inspection.ended_on or each.inspection.started_on
        words = f"Inspection of {long_date(on)}" if on else "Inspection"
        add("inspection", each.inspection.id, words, on)
    for kept in facts.meetings(urn):
        day = kept.meeting.meeting_on
        add("meeting", kept.meeting.id, f"Meeting on {long_date(day)}", day)
    for record in facts.case_records(urn):
        form = frameworks.pinned(record.pack, record.pack_version).form(record.form)
        words = f"{form.label}, {long_date(record.opened_on)}"
        add("case_record", record.record_id, words, record.opened_on)
    for line in facts.actions(urn):
        action = line.action
        add("action", action.id, f"Agreed action: {action.text}", action.agreed_on)
    return tuple(sorted(found, key=lambda each: each.on, reverse=True))
