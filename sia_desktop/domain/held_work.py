"""Work that arrived from somebody who no longer has the school; the line manager decides on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Json


class HeldBecause(StrEnum):
    """Why it was not simply taken in."""

    REASSIGNED = "reassigned"
    LEFT = "left"


class Release(StrEnum):
    """What the line manager decided."""

    TAKEN_IN = "taken_in"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class HeldDecision:
    """Who decided what, when and why."""

    decision: Release
    reason: str
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldResult:
    """What became of it at central."""

    revision: int | None = None
    not_taken: Mapping[str, Json] = field(default_factory=dict)
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class HeldWork:
    """One change as it was sent; nothing of it is dropped, whatever is decided."""

    id: UUID
    urn: Urn | None
    """None where it is about no one school."""
    kind: str
    record_id: str
    base_revision: int
    content: Mapping[str, Json]
    because: HeldBecause
    sent_by: UUID
    device_id: UUID
    received_at: datetime
    decision: HeldDecision | None = None
    result: HeldResult | None = None

    def decide(self, decision: Release, reason: str, by: UUID, at: datetime) -> "HeldWork":
        """Return it as decided; once, and with a reason."""
        if self.decision:
            raise RuleBroken("This work was decided on already.")
        if not reason.strip():
            raise RuleBroken("Say why: the reason is kept with the work and shown to its writer.")
        return replace(self, decision=HeldDecision(decision, reason.strip(), by, at))
