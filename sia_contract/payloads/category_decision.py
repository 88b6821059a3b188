"""A category, level, stage or status: recommended, then decided; the latest effective date rules."""

from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import model_validator

from sia_contract.messages import Message


class EvidencePayload(Message):
    """A record that a decision rests on."""

    kind: str
    id: str


class CategoryDecisionPayload(Message):
    """One dated decision, with its reason, or the proposal of one; never edited."""

    urn: int
    track: Literal["category", "level", "stage", "status"] = "category"
    category: str
    """The code of the category, level, stage or status in the pack."""
    decided_on: date | None
    """From when it holds; None while it is only proposed."""
    decided_by: UUID | None
    reason: str
    recommended_on: date | None = None
    recommended_by: UUID | None = None
    proposal_id: UUID | None = None
    """The proposal that it answers."""
    criteria: tuple[str, ...] = ()
    """The pack's criteria found to be met, in the words of its version."""
    evidence: tuple[EvidencePayload, ...] = ()
    disagreement: str = ""
    """Who did not agree, and why, in their own words."""
    pack: str = ""
    pack_version: str = ""

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> Self:
        """Decided by somebody on a day, or recommended by somebody on a day."""
        if (self.decided_by is None) != (self.decided_on is None):
            raise ValueError("a decision names its day and its decider")
        if self.decided_by is None and (self.recommended_by is None or self.recommended_on is None):
            raise ValueError("a proposal names its day and who proposes")
        return self
