"""A record of any form of the framework: its words, and every step it took."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn, derived_id
from sia_desktop.domain.note_of_visit import Answers


@dataclass(frozen=True, slots=True)
class SignedStep:
    """What was signed when a step was taken."""

    sha256: str
    """Of the signed PDF, which is kept as a file of the record."""
    digest: str
    """Of the words that were signed."""


@dataclass(frozen=True, slots=True)
class RecordMove:
    """One step through the flow, or an approval that a later step waits for; never changed."""

    move: str
    from_state: str
    to_state: str
    by: UUID
    role: str
    """What they were when they made it."""
    at: datetime
    on: date
    recorded_for: str = ""
    """The role outside the council that made it, where a colleague only wrote it down."""
    recorded_name: str = ""
    """Who that was, where it was one person whose name matters."""
    reason: str = ""
    late_reason: str = ""
    is_approval: bool = False
    rests_on: tuple[str, ...] = ()
    """The records that had to be there first: each serves a step once."""
    sets: str = ""
    """The dated fact it makes, from which clocks start."""
    does: str = ""
    """The act it is, on which clocks stop."""
    signed: SignedStep | None = None


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One filled form; its state is where its last move led."""

    id: UUID
    urn: Urn | None
    """None for what is about the council and about no one school."""
    form: str
    pack: str
    pack_version: str
    about: About
    opened_by: UUID
    opened_on: date
    state: str = ""
    """Of the form's flow; empty where it has none."""
    answers: Answers = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    moves: tuple[RecordMove, ...] = ()
    is_locked: bool = False
    """Its words are fixed; it may still move on."""
    is_closed: bool = False
    """Its words are fixed and no move leads on."""
    compartment: str = ""
    """Who alone may read it, where not everyone may who sees the school."""

    @property
    def digest(self) -> str:
        """SHA-256 of the words that a signature stands under."""
        shown = {
            "record": str(self.id),
            "form": [self.pack, self.pack_version, self.form],
            "answers": {
                code: answer for code, answer in self.answers.items() if answer not in ("", [], None)
            },
            "dates": {anchor: on.isoformat() for anchor, on in self.dates.items()},
        }
        words = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()

    def signed(self, signed: SignedStep) -> "CaseRecord":
        """Return the record with its last step signed."""
        *earlier, last = self.moves
        return replace(self, moves=(*earlier, replace(last, signed=signed)))

    def write(self, answers: Answers) -> "CaseRecord":
        """Return the record with these sections rewritten; fixed words are refused."""
        self._must_be_open()
        return replace(self, answers={**self.answers, **answers})

    def date(self, anchor: str, on: date) -> "CaseRecord":
        """Return the record with this fact dated; fixed words are refused."""
        self._must_be_open()
        return replace(self, dates={**self.dates, anchor: on})

    def step(self, move: RecordMove, *, is_locked: bool, is_closed: bool) -> "CaseRecord":
        """Return the record one step on; whether it may take the step is the flow's to say."""
        if self.is_closed:
            raise RuleBroken("This record is closed and can no longer change. Open a new one instead.")
        return replace(
            self,
            state=move.to_state,
            moves=(*self.moves, move),
            is_locked=is_locked,
            is_closed=is_closed,
        )

    def _must_be_open(self) -> None:
        if self.is_locked:
            raise RuleBroken(
                "The words of this record are fixed at this step. "
                "Ask for it to be returned to you, or open a new one."
            )


def case_record_id(form: str, about: About) -> UUID:
    """The id of the one record of this form about this thing, so that two laptops meet in it."""
    return derived_id(about.kind, about.id, "case_record", form)
