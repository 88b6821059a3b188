"""Categories, levels, stages and statuses are dated decisions, so there is nothing to overwrite."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.ids import Urn, derived_id


class Track(StrEnum):
    """What is decided; a school stands somewhere on each track its council has."""

    CATEGORY = "category"
    LEVEL = "level"
    STAGE = "stage"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a decision or a proposal rests on."""

    criteria: tuple[str, ...] = ()
    """The pack's criteria found to be met, in the words of its version."""
    evidence: tuple[About, ...] = ()
    disagreement: str = ""
    """Who did not agree, and why."""
    pack: str = ""
    pack_version: str = ""


NO_GROUNDS = Grounds()


@dataclass(frozen=True, slots=True)
class CategoryDecision:
    """One decision of where a school stands on one track; the latest date rules."""

    id: UUID
    urn: Urn
    category: str
    """The code of the category, level, stage or status."""
    decided_on: date
    """From when it holds."""
    decided_by: UUID
    reason: str
    track: Track = Track.CATEGORY
    recommended_on: date | None = None
    recommended_by: UUID | None = None
    proposal_id: UUID | None = None
    """The proposal that it answers."""
    grounds: Grounds = NO_GROUNDS


@dataclass(frozen=True, slots=True)
class CategoryProposal:
    """Somebody recommends where a school should stand; a decision answers it."""

    id: UUID
    urn: Urn
    category: str
    recommended_on: date
    recommended_by: UUID
    reason: str
    track: Track = Track.CATEGORY
    grounds: Grounds = NO_GROUNDS


def decision_id(urn: Urn, track: Track, decided_on: date) -> UUID:
    """One for each school, track and day, so that two deciders of one day meet in it."""
    return derived_id(urn, "category_decision", track, decided_on.isoformat())
