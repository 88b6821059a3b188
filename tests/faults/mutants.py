"""Three ways to be wrong that the harness must notice: each replaces one live function of the program."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from typing import Any, Final

from sia_contract.changes import Change, PageEntry
from sia_contract.merging import Payload
from sia_desktop.storage import rebase, receiving
from sia_desktop.storage.desk import Desk
from sia_desktop.storage.rebase import Theirs
from sia_desktop.storage.shelf import Json
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.tables.sync_tables import IN_FLIGHT, OutboxState
from tests.faults.kinds import Fault

_seal = SyncStore.seal


def apply_page(self: SyncStore, entries: Sequence[PageEntry], next_cursor: int) -> None:
    """The cursor moves on before its page is kept."""
    with self._writing() as desk:
        desk.progress().cursor = next_cursor
    with self._writing() as desk:
        receiving.receive(desk, entries)


def _join(desk: Desk, theirs: Theirs, base: Payload, mine: Payload, other: Payload) -> Json:
    """Who comes last is right, and nothing is set aside."""
    return dict(mine)


def seal(self: SyncStore, limit: int, sent_already: Set[tuple[str, str]] = frozenset()) -> tuple[Change, ...]:
    """A change whose answer never came is made up anew, with what has been typed since."""
    with self._writing() as desk:
        for row in desk.outbox.all_in(*IN_FLIGHT):
            resting = desk.outbox.resting(row.kind, row.record_id)
            if resting is not None:
                desk.outbox.remove(resting)
            row.state, row.change_id = OutboxState.WAITING, None
            row.payload, row.base_revision = None, None
            desk.session.flush()
    return _seal(self, limit, sent_already)


MUTANTS: Final[Mapping[str, tuple[Any, Callable[..., Any]]]] = {
    "cursor_saved_early": (SyncStore, apply_page),
    "last_write_wins": (rebase, _join),
    "unsealed_change_resent": (SyncStore, seal),
}

BROUGHT_ABOUT_BY: Final[Mapping[str, tuple[Fault, ...]]] = {
    "cursor_saved_early": (Fault.DESKTOP_KILLED,),
    "last_write_wins": (Fault.CLOCK_WRONG,),
    "unsealed_change_resent": (Fault.LOST_AFTER_COMMIT, Fault.TRUNCATED),
}
"""The faults without which a mutant does no harm; with these alone it shows soonest."""


@contextmanager
def mutated(name: str | None) -> Iterator[None]:
    """The program with one mutant in it, or as it is."""
    if name is None:
        yield
        return
    where, function = MUTANTS[name]
    was = getattr(where, function.__name__)
    setattr(where, function.__name__, function)
    try:
        yield
    finally:
        setattr(where, function.__name__, was)
