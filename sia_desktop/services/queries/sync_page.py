"""Where everything stands on its way to central."""

from dataclasses import dataclass

from sia_desktop.services.queries.facts import Facts, QueuedRecord, SyncFacts


@dataclass(frozen=True, slots=True)
class AskSync:
    """The Sync page opens, or the foot of the rail looks again."""


@dataclass(frozen=True, slots=True)
class SyncPage:
    """Counts, times and the records that wait."""

    facts: SyncFacts
    queued: tuple[QueuedRecord, ...]


def ask_sync(_: AskSync, facts: Facts) -> SyncPage:
    """What is waiting, refused or to settle."""
    return SyncPage(facts.sync(), facts.queued())
