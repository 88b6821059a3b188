"""What somebody needs who decides, or proposes, where a school stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_contract.permissions import Action, may_any
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.category import Track
from sia_desktop.domain.framework import Category, Framework, Role
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import relations_to_school, who_may
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.facts import Facts
from sia_desktop.services.queries.ratings import RatingGrid, ratings_of
from sia_desktop.services.queries.standings import EvidenceLine, ProposalLine, evidence_of, proposals_of


@dataclass(frozen=True, slots=True)
class AskDecision:
    """Somebody is about to decide, or to propose, where this school stands."""

    urn: Urn


@dataclass(frozen=True, slots=True)
class BandChoice:
    """One category, level, stage or status that may be chosen."""

    band: Category
    why_not_decide: str
    """Who could decide it; empty where this person may."""


@dataclass(frozen=True, slots=True)
class TrackChoice:
    """One track of the council."""

    track: Track
    word: str
    bands: tuple[BandChoice, ...]
    stands_at: str
    """The code in force; empty where nothing is decided."""
    proposals: tuple[ProposalLine, ...]
    """Those that nobody has decided on, the oldest first."""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Everything of one moment."""

    urn: Urn
    school_name: str
    tracks: tuple[TrackChoice, ...]
    evidence: tuple[EvidenceLine, ...]
    """What is known of the school, the latest first; a visit by its note."""
    ratings: RatingGrid | None
    """The indicators as they were last judged, by whom."""
    colleagues: tuple[tuple[UUID, str], ...]
    may_decide: bool
    may_propose: bool
    day: date
    calendar: WorkingCalendar


def ask_decision(
    question: AskDecision, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> DecisionPage:
    """Gather it."""
    day = day_in_england(now())
    with uow:
        me = uow.working_for()
        framework = frameworks.current(me.council_code, day)
        role, relations = framework.role(me.role), relations_to_school(uow, question.urn, day)
        people = {person.id: person for person in uow.people.all()}
        latest = {track: uow.categories.latest(question.urn, day, track) for track in Track}
        name = uow.schools.get(question.urn).name
        ratings = ratings_of(uow.case_records.of_school(question.urn), frameworks)
    names = {id_: person.name for id_, person in people.items()}
    may_decide = may_any(role, Action.DECIDE_CATEGORY, relations)
    return DecisionPage(
        urn=question.urn,
        school_name=name,
        tracks=tuple(
            TrackChoice(
                track,
                framework.word(track),
                tuple(
                    BandChoice(band, _why_not(band, framework, role, may_decide=may_decide))
                    for band in framework.track(track)
                ),
                stands.category if (stands := latest[track]) else "",
                proposals_of(question.urn, track, framework, facts, names),
            )
            for track in Track
            if framework.track(track)
        ),
        evidence=tuple(
            each for each in evidence_of(question.urn, facts, frameworks) if each.about.kind != "visit"
        ),
        ratings=ratings,
        colleagues=tuple(sorted(((p.id, p.name) for p in people.values() if p.is_active), key=_by_name)),
        may_decide=may_decide,
        may_propose=may_any(role, Action.PROPOSE_CATEGORY, relations),
        day=day,
        calendar=frameworks.calendar(),
    )


def _why_not(band: Category, framework: Framework, role: Role, *, may_decide: bool) -> str:
    deciders = framework.deciders_of(band)
    if deciders and (role not in deciders or not may_decide):
        who = " or the ".join(each.label for each in deciders)
        return f"“{band.label}” is decided by the {who}."
    return "" if may_decide else f"This is decided by {who_may(framework, Action.DECIDE_CATEGORY)}."


def _by_name(each: tuple[UUID, str]) -> str:
    return each[1].casefold()
