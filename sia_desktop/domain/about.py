"""What a record answers or rests on: another record, by its kind and id."""

from dataclasses import dataclass

COUNCIL = "council"
"""The kind of what is about the whole council, and about no one school."""


@dataclass(frozen=True, slots=True)
class About:
    """A record of some kind: an inspection, a visit, a meeting, a decision, a school."""

    kind: str
    id: str
