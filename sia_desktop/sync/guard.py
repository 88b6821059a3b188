"""What stops a round before harm: removals nobody announced, and counts that do not agree."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from sia_contract.changes import PageEntry, Record, Tombstone, Withdrawn
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.sync_now import Removal

HANDFUL: Final = 5
"""Removals in one round that nobody needs to be asked about."""


class Holdings(Protocol):
    """What a laptop holds, as far as removals go."""

    def held_urns(self) -> frozenset[int]:
        """Schools on this laptop."""

    def holds(self, kind: str, record_id: str) -> bool:
        """True if this record is on this laptop."""


class Guard:
    """Watches one round; it counts over all of its pages, so that a slow trickle trips it too."""

    def __init__(self, store: Holdings, approved: Removal | None):
        self._store = store
        self._approved = approved or Removal()
        self._seen = Removal()

    def question(self, entries: Sequence[PageEntry]) -> Removal | None:
        """What to ask before this page may be kept, or None."""
        self._seen |= self._unexplained(entries).without(self._approved)
        return self._seen if len(self._seen) > HANDFUL else None

    def _unexplained(self, entries: Sequence[PageEntry]) -> Removal:
        is_any_withdrawn = any(isinstance(entry, Withdrawn) for entry in entries)
        held = self._store.held_urns() if is_any_withdrawn else frozenset()
        urns: set[int] = set()
        records: set[tuple[str, str]] = set()
        for entry in entries:
            match entry:
                case Withdrawn(urn=urn, announced=False) if urn in held:
                    urns.add(urn)
                case Tombstone(kind=kind, id=record_id, disposed=False) if self._store.holds(kind, record_id):
                    records.add((kind, record_id))
                case Withdrawn() | Tombstone() | Record():
                    pass
        return Removal(frozenset(urns), frozenset(records))


def differing_kinds(here: Mapping[str, int], central: Mapping[str, int]) -> tuple[str, ...]:
    """Kinds whose count is not the same on both sides; a kind that is not named counts none."""
    return tuple(kind for kind in sorted({*here, *central}) if here.get(kind, 0) != central.get(kind, 0))


def counts_trouble(kinds: Sequence[str]) -> OutsideTrouble:
    """What to say when reading everything again did not help; nobody is asked to choose a whole copy."""
    named = ", ".join(kind.replace("_", " ") for kind in kinds)
    return OutsideTrouble(
        f"This laptop and the council's service count different numbers of records ({named}), even after "
        "everything was read again. Nothing was removed and your own work is safe. Tell your administrator."
    )
