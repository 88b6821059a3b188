"""Our side of "today": everything owed by 300 schools, from the encrypted store to the sorted list."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.dated_facts import TODAY, opened
from sia_contract.resources import resources
from sia_desktop.domain.diary import Diary, Fact, Owed, Start
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.storage.connection import Connection

SHELF = Shelf(resources())
READING = SHELF.current("reading", TODAY)
IN_R: Mapping[str, tuple[str, ...]] = {"category": ("R",), "meeting": ("rap_meeting",), "overall": ("good",)}


class StoredFacts:
    """The facts in the file; what is over is left there."""

    def __init__(self, store: Connection) -> None:
        """Ask this store."""
        self._store = store

    def starts(self, anchor: str, act: str | None, *, only_open: bool) -> Iterable[Start]:
        """Every record with this anchor and without this act."""
        assert only_open or act is None
        found: list[Start] = self._store.execute(
            "SELECT urn, record, happened_on, NULL FROM fact WHERE what = ? AND NOT EXISTS "
            "(SELECT 1 FROM fact AS done WHERE done.what = ? AND done.record = fact.record)",
            (anchor, act),
        ).fetchall()
        return found


def about(_: Fact) -> Mapping[str, tuple[str, ...]]:
    """Every school a school in R, so that every rule is asked."""
    return IN_R


def answer_today(folder: Path) -> list[Owed]:
    """Open the store and say what is owed, soonest first."""
    store = opened(folder)
    try:
        return Diary(READING, SHELF.calendar()).owed(StoredFacts(store), TODAY, about)
    finally:
        store.close()
