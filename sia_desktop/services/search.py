"""What finding words everywhere needs of the store: an index, and somebody who keeps it filled."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sia_desktop.domain.about import About
from sia_desktop.domain.found_words import Term
from sia_desktop.domain.ids import Urn
from sia_desktop.services.progress import Progress


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and where."""

    terms: tuple[Term, ...]
    urn: Urn | None = None
    kind: str = ""
    """A kind of record; empty for all."""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One record in which every term stands."""

    record: About
    urn: Urn | None
    on: date
    """The day it is about."""
    words: str
    """All that was typed in it."""
    form: str = ""
    """Its code in its pack: of the form, or of the kind of meeting; empty for an action."""
    pack: str = ""
    pack_version: str = ""
    agreed_in: About | None = None
    """Of an action: the record in which it was agreed."""


class WordSearch(Protocol):
    """The index of this laptop's words."""

    def fill(self, progress: Progress) -> None:
        """Read what is not in the index yet, a little at a time; others write in between."""

    def unread(self) -> int:
        """How many records are not in the index yet."""

    def find(self, wanted: Wanted, limit: int) -> tuple[Hit, ...]:
        """So many records at most, the latest first."""
