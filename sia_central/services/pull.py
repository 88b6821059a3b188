"""What a person's laptop has not seen yet, a page at a time, in the order of changes."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from sia_central.services.who_may import SignedIn, Standing
from sia_central.storage.caseload import withdrawals_after
from sia_central.storage.sequence import Ends
from sia_central.storage.sights import WireRecord, count_records, records_after
from sia_contract.changes import Withdrawn
from sia_contract.permissions import Action

PAGE: Final = 2_000
"""Entries in one page, at most."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """One page, and where it ends."""

    entries: tuple[WireRecord | Withdrawn, ...]
    next_cursor: int
    counts: dict[str, int] | None
    """Only on the last page."""

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.counts is None


def pull(
    connection: Connection,
    standing: Standing,
    who: SignedIn,
    cursor: int,
    ends: Ends,
    known: frozenset[int] = frozenset(),
    counts: dict[str, int] | None = None,
) -> Pulled:
    """The page after this cursor, without what the laptop sent just now and so has (`known`).

    The standing, the ends, the counts if they are known and what is read are of one unmoving view.
    """
    last = ends.place.cursor
    # A cursor from beyond the end is from before central was restored: begin again.
    since, known = (cursor, known) if cursor <= last else (0, frozenset())
    sights = standing.sights
    entries: list[tuple[int, WireRecord | Withdrawn]] = []
    if last - since != len(known):
        records = records_after(connection, who.council, since, sights, PAGE + 1, known, last=last)
        entries += [(record.cursor, record) for record in records]
        if ends.withdrawal > since:  # a school that has come back since is not withdrawn
            seen = standing.schools_for(Action.READ_SCHOOL)
            gone = withdrawals_after(connection, who.council, who.person_id, since, seen, PAGE + 1)
            entries += [(each.cursor, Withdrawn(urn=each.urn, announced=each.is_announced)) for each in gone]
        entries.sort(key=lambda numbered: numbered[0])
    shown = tuple(entry for _, entry in entries[:PAGE])
    if len(entries) > PAGE:
        return Pulled(shown, entries[PAGE - 1][0], None)
    return Pulled(shown, last, count_records(connection, who.council, sights) if counts is None else counts)
