"""A change whose shape is known to be right, and what it is judged beside."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sia_central.storage.records import StoredRecord
from sia_contract.changes import Change

Payload = dict[str, Any]


class Look(Protocol):
    """Finds other records of the same council."""

    def __call__(self, kind: str, id: str) -> StoredRecord | None:
        """One that the judged change named."""

    def of_school(self, kind: str, urn: int | None) -> list[StoredRecord]:
        """All of one kind about this school, or with None about no one school."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change whose shape is known to be right."""

    change: Change
    payload: Payload
    """The payload as its model writes it, so that equal content is equal."""
    urn: int | None
    """None for what is about no one school."""
    before: StoredRecord | None
    is_given_back: bool = False
    """Made by several people, lost by a restore, and sent again by who answers for the school."""

    @property
    def was(self) -> Payload:
        """The payload so far; empty for a new record."""
        return self.before.payload if self.before else {}

    @property
    def changed(self) -> set[str]:
        """The fields that say something else than they did; one that is not there says nothing."""
        payload, was = self.payload, self.was
        return {name for name in {**was, **payload} if payload.get(name) != was.get(name)}


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name a change is judged."""

    person_id: UUID
    role: str
    council: str
    may_record: bool
    """Whether they may write down what somebody outside the council did."""
