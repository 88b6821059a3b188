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
"""A line manager returned an unsigned note for correction; the comment says what."""

GIVEN_BACK: Final = "given_back"
"""Its author gave the note back to whoever returned it."""

MOVED_TO_PACK: Final = "moved_to_pack"
"""The record goes on under a newer version of its council's framework."""

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


def open_return(acts: Iterable[Act]) -> Act | None:
    """The return that its author has not answered yet, if there is one; `acts` are the note's own."""
    last = None
    for act in sorted(acts, key=lambda each: each.at):
        if act.act in (RETURNED, GIVEN_BACK):
            last = act
    return last if last is not None and last.act == RETURNED else None
