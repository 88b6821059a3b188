"""The lines of the sync part, each beside its floor: on PostgreSQL, and all but County Hall on SQLite."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random
from typing import Final

from bench.floors import sync_client as floor
from bench.measure import FLOORS, Measure, Side, Spent
from bench.sync.at_five import county_hall, six_hundred
from bench.sync.council import wire_rows
from bench.sync.english import prose
from bench.sync.laptop import tokens_of
from bench.sync.processors import processors_of
from bench.sync.scene import WORK, scene, timed
from sia_contract.changes import SyncRequest
from sia_contract.version import PROTOCOL
from sia_desktop.storage.queries.facts import StoredFacts
from sia_desktop.sync.transport import open_transport

HELLOS: Final = 50
CHANGED: Final = 200

_TODAY: Final = date(2026, 6, 1)
_CHANCE: Final = Random(20260401)


def first_sync(store_name: str, spent: Spent, *, with_index: bool) -> tuple[Side, Side]:
    """A new laptop receives its caseload; until the lists are there to be read, or every word is found."""
    at = scene(store_name)

    def ours() -> float:
        spent.begin()
        laptop = at.laptop(spent)

        def work() -> None:
            laptop.syncs()
            if with_index:
                spent.on("reading words into the index", laptop.fills_the_index)()
            facts = StoredFacts(laptop.store)
            if len(facts.notes()) < WORK.notes or len(facts.schools(_TODAY)) < WORK.schools:
                raise AssertionError("the first sync left something out")

        try:
            return processors_of(spent, at.trees(), lambda: timed(work))
        finally:
            laptop.close()
            shutil.rmtree(laptop.folder)

    def least() -> float:
        return timed(lambda: floor.receive(at.folder, at.floor_port, with_index=with_index))

    return ours, least


def push(store_name: str, spent: Spent) -> tuple[Side, Side]:
    """200 changed notes go up in one round."""
    at = scene(store_name)
    laptop = at.kept("first", spent)
    notes = at.council.note_ids()[:CHANGED]

    def ours() -> float:
        laptop.writes_in(notes, prose(_CHANCE, 900))
        spent.begin()
        return processors_of(spent, at.trees(), lambda: timed(laptop.syncs))

    return ours, _upsert(CHANGED)


def pull(store_name: str, spent: Spent) -> tuple[Side, Side]:
    """A second laptop receives 200 changed notes in one round."""
    at, not_timed = scene(store_name), Spent()
    writer, reader = at.kept("writer", not_timed), at.kept("second", spent)
    notes = at.council.note_ids()[:CHANGED]

    def ours() -> float:
        not_timed.begin()
        writer.syncs()
        writer.writes_in(notes, prose(_CHANCE, 900))
        writer.syncs()
        spent.begin()
        return processors_of(spent, at.trees(), lambda: timed(reader.syncs))

    return ours, _upsert(CHANGED)


def _upsert(changed: int) -> Side:
    """Into PostgreSQL, whichever store it is the floor of."""
    at = scene("postgresql")
    rows = [row for row in wire_rows(at.council) if row[0] == "note_of_visit"][:changed]
    body = json.dumps(rows).encode()
    return lambda: timed(lambda: floor.post(at.floor_port, "/upsert", body))


def nothing_changed(store_name: str, spent: Spent) -> tuple[Side, Side]:
    """One request with a few bytes on a kept connection."""
    at = scene(store_name)
    laptop = at.kept("first", spent)

    def ours() -> float:
        spent.begin()
        laptop.syncs()
        request = SyncRequest(protocol=PROTOCOL, cursor=laptop.cursor)
        with closing(open_transport(at.me.central_address, tokens_of(at.token))) as wire:
            wire.sync(request)
            return timed(lambda: [wire.sync(request) for _ in range(HELLOS)]) / HELLOS

    def least() -> float:
        floor.hellos(at.floor_port, "known", 1)
        return timed(lambda: floor.hellos(at.floor_port, "known", HELLOS)) / HELLOS

    return ours, least


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sync part, on whichever store."""

    name: str
    against: str
    limit: float
    sides: Callable[[str, Spent], tuple[Side, Side]]
    runs: int | None = None
    on: tuple[str, ...] = ("postgresql", "sqlite")

    def measure(self, store_name: str) -> Measure:
        """The measure on one kind of store."""
        spent = Spent()
        return Measure(
            name=f"{self.name}_{store_name}",
            against=self.against,
            floor=(FLOORS / "sync_server.py", FLOORS / "sync_client.py"),
            limit=self.limit,
            prepare=lambda _: self.sides(store_name, spent),
            spent=spent,
            runs=self.runs,
        )


_UPSERT: Final = "one post of the bytes and one bulk upsert in PostgreSQL"
_LINES: Final = (
    Line(
        "first_sync",
        "the same rows in zstd over loopback into raw SQLCipher",
        2.0,
        partial(first_sync, with_index=False),
        runs=3,
    ),
    Line(
        "first_sync_found",
        "the same with an FTS5 index",
        1.5,
        partial(first_sync, with_index=True),
        runs=3,
    ),
    Line("push_200", _UPSERT, 5.0, push),
    Line("pull_200", _UPSERT, 5.0, pull),
    Line("nothing_changed", "a bare FastAPI round trip with a token check", 3.0, nothing_changed),
    Line(
        "county_hall",
        "60 posts and bulk upserts over a pool of eight",
        5.0,
        county_hall,
        on=("postgresql",),
    ),
    Line("600_laptops", "ten crowds of 60 one by one", 1.0, six_hundred, runs=3),
)
SYNC_MEASURES: Final = tuple(
    line.measure(store_name)
    for store_name in ("postgresql", "sqlite")
    for line in _LINES
    if store_name in line.on
)
