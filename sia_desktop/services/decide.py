"""Where a school stands is proposed, then decided: its category, level, stage or status, from a day."""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.category import (
    NO_GROUNDS,
    CategoryDecision,
    CategoryProposal,
    Grounds,
    Track,
    decision_id,
)
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Category, Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class Decide:
    """The school is this, from this day, for this reason; `proposal_id` names what it answers."""

    urn: Urn
    track: Track
    code: str
    on: date
    reason: str
    grounds: Grounds = NO_GROUNDS
    recommended_by: UUID | None = None
    recommended_on: date | None = None
    proposal_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Propose:
    """Whoever decides is advised that the school should be this."""

    urn: Urn
    track: Track
    code: str
    reason: str
    grounds: Grounds = NO_GROUNDS
    proposal_id: UUID = field(default_factory=uuid4)


def decide(command: Decide, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the decision, which is never edited; a day has one for each track."""
    today = day_in_england(now())
    with uow:
        require(uow, frameworks, Action.DECIDE_CATEGORY, command.urn, today)
        me = uow.working_for()
        framework = frameworks.current(me.council_code, today)
        band = _band(framework, command.track, command.code)
        _must_have_reason(command.reason)
        deciders = framework.deciders_of(band)
        if deciders and me.role not in {role.code for role in deciders}:
            who = " or the ".join(role.label for role in deciders)
            raise RuleBroken(f"“{band.label}” is decided by the {who}. Propose it to them instead.")
        standing = uow.categories.of_school(command.urn, command.track)
        if any(each.decided_on == command.on for each in standing):
            raise RuleBroken(
                f"A decision from {long_date(command.on)} stands already, and no decision is edited. "
                "Decide from another day."
            )
        decision = CategoryDecision(
            id=decision_id(command.urn, command.track, command.on),
            urn=command.urn,
            category=band.code,
            decided_on=command.on,
            decided_by=me.person_id,
            reason=command.reason.strip(),
            track=command.track,
            recommended_on=command.recommended_on,
            recommended_by=command.recommended_by,
            proposal_id=command.proposal_id,
            grounds=_under(framework, command.grounds),
        )
        uow.categories.decide(_as_proposed(decision, uow))
        uow.commit()
    return Changed.one("category_decision", decision.id)


def propose(command: Propose, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the proposal until somebody who may decides."""
    today = day_in_england(now())
    with uow:
        require(uow, frameworks, Action.PROPOSE_CATEGORY, command.urn, today)
        me = uow.working_for()
        framework = frameworks.current(me.council_code, today)
        band = _band(framework, command.track, command.code)
        _must_have_reason(command.reason)
        uow.categories.propose(
            CategoryProposal(
                id=command.proposal_id,
                urn=command.urn,
                category=band.code,
                recommended_on=today,
                recommended_by=me.person_id,
                reason=command.reason.strip(),
                track=command.track,
                grounds=_under(framework, command.grounds),
            )
        )
        uow.commit()
    return Changed.one("category_decision", command.proposal_id)


def _band(framework: Framework, track: Track, code: str) -> Category:
    bands = framework.track(track)
    for band in bands:
        if band.code == code:
            return band
    known = ", ".join(f"“{band.label}”" for band in bands)
    raise RuleBroken(f"{framework.name} has no {track} “{code}”. It has: {known or 'none'}.")


def _must_have_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("Say why: a decision, and a proposal of one, stands with its reason.")


def _under(framework: Framework, grounds: Grounds) -> Grounds:
    return replace(grounds, pack=framework.code, pack_version=framework.version)


def _as_proposed(decision: CategoryDecision, uow: UnitOfWork) -> CategoryDecision:
    """The decision with who recommended it, where it answers a proposal."""
    if decision.proposal_id is None:
        return decision
    for proposal in uow.categories.proposals(decision.urn, decision.track):
        if proposal.id == decision.proposal_id:
            return replace(
                decision, recommended_on=proposal.recommended_on, recommended_by=proposal.recommended_by
            )
    raise RuleBroken("The proposal that this answers is not on this laptop. Sync, and decide again.")
