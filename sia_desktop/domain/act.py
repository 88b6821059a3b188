"""Something done with a record that a clock may hang on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sia_desktop.domain.ids import Urn

PROVIDED: Final = "provided"
"""The signed note was given to its recipients: the act that stops T-RD-02."""

LATE_REASON: Final = "late_reason"
"""The detail of an act that says why it came after its last day; printed nowhere."""

PAPER: Final = "paper"
"""The detail of an act about a meeting that says which of its papers was issued or received."""

RULE: Final = "rule"
"""The detail of an act that says which rule it is about."""

DATE_SET: Final = "date_set"
"""The adviser set the day by which something is due that the framework gives no time for."""

READING_CHOSEN: Final = "reading_chosen"
"""For this one record a rule is read otherwise than the council reads it."""

OCCURRED: Final = "occurred"
"""Something that comes round was done on this day, and no other record shows it."""

HEAD_SIGNED_LATER: Final = "head_signed_later"
"""A headteacher who had left it for later has now marked the signed note."""


RETURNED: Final = "returned"
"""A line manager returned a note or a record for correction; the comment says what."""

GIVEN_BACK: Final = "given_back"
"""It came back, corrected, or with the reason why it is not."""

ANSWERS: Final = "answers"
"""The detail of giving back that names the return it answers."""

SECTION: Final = "section"
"""The detail of a return that says which section it is about; without it, the whole."""

MOVED_TO_PACK: Final = "moved_to_pack"
"""The record goes on under a newer version of its council's framework."""

FACTS_PROPOSED: Final = "facts_proposed"
"""Somebody's newer extract of the register tells a school's facts differently: the details say how."""

FACTS_WITHDRAWN: Final = "facts_withdrawn"
"""Whoever proposed them has undone the import."""

FROM_VERSION: Final = "from"
TO_VERSION: Final = "to"
REASON: Final = "reason"
"""The details of that act: which version, to which, and why."""

COMMENT: Final = "comment"
"""The detail of a return, or of giving back, that says why."""


@dataclass(frozen=True, slots=True)
class Act:
    """One dated act, never edited."""

    id: UUID
    act: str
    record_kind: str
    record_id: str
    urn: Urn
    on: date
    at: datetime
    by: UUID
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def late_reason(self) -> str:
        """Why it came after its last day; empty where it came in time."""
        return self.details.get(LATE_REASON, "")


def latest_return(acts: Iterable[Act]) -> tuple[Act, Act | None] | None:
    """The latest return of one record, and the answer to it; None where it was never returned.

    An answer names the return, so that no laptop's clock decides whether there is one.
    """
    said = sorted(acts, key=lambda each: each.at)
    asked = next((each for each in reversed(said) if each.act == RETURNED), None)
    if asked is None:
        return None
    answers = (each for each in said if each.act == GIVEN_BACK and each.details.get(ANSWERS) == str(asked.id))
    return asked, next(answers, None)
