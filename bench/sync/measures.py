"""The lines of the sync part, each beside its floor: on PostgreSQL, and all but County Hall on SQLite."""

import atexit
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import psycopg

from bench.floors import sync_client as floor
from bench.measure import FLOORS, ROOT, Measure, Side, Spent
from bench.sync.council import COUNCIL, BenchCouncil, Work, wire_rows
from bench.sync.english import prose
from bench.sync.laptop import BenchLaptop, tokens_of
from sia_central.storage.engine import reading
from sia_central.storage.sequence import last_cursor
from sia_contract.changes import SyncRequest
from sia_contract.kinds import derived_id
from sia_contract.version import PROTOCOL
from sia_desktop.storage.queries.facts import StoredFacts
from sia_desktop.sync.transport import open_transport

HELLOS: Final = 50
CHANGED: Final = 200
LAPTOPS, EACH, IN_THE_SAME = 60, 20, 8
MOST_MEMORY: Final = 250
"""MiB of one worker."""
WORK: Final = Work(int(os.environ.get("SCHOOLS", "300")), int(os.environ.get("NOTES", "10000")))
"""Smaller while the bench itself is worked on."""

_TODAY: Final = date(2026, 6, 1)
_CHANCE: Final = Random(20260401)


class Scene:
    """One council on one kind of store with its floor beside it; made once, for all its measures."""

    def __init__(self, store_name: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sia-bench-sync-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.council = BenchCouncil(self.folder, store_name, WORK)
        self.council.begins()
        with closing(self.council.opened()) as store:
            self.me, self.token = self.council.gives_a_laptop(store, self.council.adviser, "anna's laptop")
        self._number = count()
        self._kept: dict[str, BenchLaptop] = {}
        self.floor_port = self._serve_floor(self._fill_floor())
        atexit.register(self.ends)

    def laptop(self, spent: Spent | None = None) -> BenchLaptop:
        """A new laptop of Anna's, with nothing in it."""
        return BenchLaptop(self.folder / f"laptop {next(self._number)}", self.me, self.token, spent)

    def kept(self, name: str, spent: Spent) -> BenchLaptop:
        """A laptop of hers that is up to date, and stays."""
        if name not in self._kept:
            self._kept[name] = self.laptop(spent)
            spent.begin()
            self._kept[name].syncs()
        return self._kept[name]

    def ends(self) -> None:
        """Stop all of it."""
        for laptop in self._kept.values():
            laptop.close()
        self._floor.terminate()
        self._floor.wait()
        self.council.ends()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _fill_floor(self) -> str:
        rows = [[n, *row] for n, row in enumerate(wire_rows(self.council))]
        make = (
            "CREATE TABLE floor (n integer, kind text, id text, urn integer, revision integer, payload text, "
            "PRIMARY KEY (kind, id))"
        )
        if self.council.cluster is None:
            where = str(self.folder / "floor.sqlite")
            with closing(sqlite3.connect(where)) as file:
                file.execute(make)
                file.executemany("INSERT INTO floor VALUES (?, ?, ?, ?, ?, ?)", rows)
                file.execute("CREATE TABLE floor_token (token text PRIMARY KEY)")
                file.execute("INSERT INTO floor_token VALUES ('known')")
                file.commit()
            return where
        self.council.cluster.run_sql("CREATE DATABASE floor")
        where = self.council.cluster.url_of("floor").replace("+psycopg", "")
        with psycopg.connect(where) as wire:
            wire.execute(make)
            wire.cursor().executemany("INSERT INTO floor VALUES (%s, %s, %s, %s, %s, %s)", rows)
            wire.execute("CREATE TABLE floor_token (token text PRIMARY KEY)")
            wire.execute("INSERT INTO floor_token VALUES ('known')")
        return where

    def _serve_floor(self, where: str) -> int:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = int(free.getsockname()[1])
        command = (sys.executable, "-m", "uvicorn", "bench.floors.sync_server:app", "--log-level", "error")
        workers = ("--workers", "2") if self.council.cluster else ()
        self._floor = subprocess.Popen(
            [*command, "--no-access-log", "--port", str(port), *workers],
            cwd=ROOT,
            env={**os.environ, "FLOOR_DATABASE": where},
        )
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return port
        raise AssertionError("the floor's server does not answer")


@cache
def scene(store_name: str) -> Scene:
    """The council on this kind of store."""
    return Scene(store_name)


def timed(work: Callable[[], object]) -> float:
    """Seconds that this took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


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
            return timed(work)
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
        return timed(laptop.syncs)

    return ours, _upsert(at, CHANGED)


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
        return timed(reader.syncs)

    return ours, _upsert(at, CHANGED)


def _upsert(at: Scene, changed: int) -> Side:
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


def county_hall(store_name: str, spent: Spent) -> tuple[Side, Side]:
    """60 laptops send 20 changed notes each at once, eight of them in the same schools."""
    at = scene(store_name)
    own = [at.council.urns[(5 * n) % WORK.schools :][:5] for n in range(LAPTOPS)]
    for n in range(IN_THE_SAME):
        own[n] = own[0]
    with closing(at.council.opened()) as store:
        people = at.council.employs_many(store, "hall", own)
        given = [
            at.council.gives_a_laptop(store, person, f"laptop {n} at five") for n, person in enumerate(people)
        ]
    laptops = [BenchLaptop(at.folder / f"five {n}", *each) for n, each in enumerate(given)]
    notes = []
    for n, laptop in enumerate(laptops):
        laptop.syncs()
        ids = at.council.note_ids(*own[n])
        notes.append(ids[EACH * n :][:EACH] if n < IN_THE_SAME else ids[:EACH])

    def ours() -> float:
        for laptop, ids in zip(laptops, notes, strict=True):
            laptop.writes_in(ids, prose(_CHANCE, 900))
        spent.begin()
        with ThreadPoolExecutor(LAPTOPS) as everybody:
            taken = timed(lambda: list(everybody.map(lambda laptop: laptop.syncs(), laptops)))
        memory = most_memory(at.council.central.pid)
        if memory > MOST_MEMORY:
            raise AssertionError(f"a worker of central took {memory} MiB; {MOST_MEMORY} are allowed")
        spent.runs[-1][f"(a worker took {memory} MiB at most)"] = 0.0
        return taken

    rows = [row for row in wire_rows(at.council) if row[0] == "note_of_visit"]
    bodies = [json.dumps(rows[EACH * n :][:EACH]).encode() for n in range(LAPTOPS)]
    return ours, lambda: timed(lambda: floor.post_together(at.floor_port, bodies))


def six_hundred(store_name: str, spent: Spent) -> tuple[Side, Side]:
    """The HTTP side of 600 laptops with 20 new notes each, beside ten times that of 60."""
    at, many = scene(store_name), 10 * LAPTOPS
    urns = [[at.council.urns[n % WORK.schools]] for n in range(many)]
    with closing(at.council.opened()) as store:
        people = at.council.employs_many(store, "line", urns)
        tokens = [at.council.gives_a_laptop(store, person, f"line {n}")[1] for n, person in enumerate(people)]

    def send(laptops: int) -> float:
        with closing(at.council.opened()) as store, reading(store.engine) as connection:
            cursor = last_cursor(connection, COUNCIL)
        bodies = [_new_notes(people[n], urns[n][0], cursor) for n in range(laptops)]
        with ThreadPoolExecutor(LAPTOPS) as everybody:
            return timed(
                lambda: list(
                    everybody.map(lambda n: _post(at.council.address, tokens[n], bodies[n]), range(laptops))
                )
            )

    return lambda: send(many), lambda: 10 * send(LAPTOPS)


def _post(address: str, token: str, body: bytes) -> None:
    with closing(open_transport(address, tokens_of(token))) as wire:
        answer = wire.sync(SyncRequest.model_validate_json(body))
    if any(outcome.status != "applied" for outcome in answer.outcomes):
        raise AssertionError(f"not taken in: {answer.outcomes}")


def _new_notes(person: UUID, urn: int, cursor: int) -> bytes:
    changes: list[dict[str, Any]] = []
    for _ in range(EACH):
        visit = uuid4()
        facts = {"urn": urn, "visited_on": "2026-05-05"}
        logged = {**facts, "adviser_id": str(person), "visit_type": "monitoring", "voided": None}
        changes.append(_change("visit", visit, logged))
        note = {
            **facts,
            "visit_id": str(visit),
            "version": 1,
            "author_id": str(person),
            "form": "note_of_visit",
            "pack": "reading",
            "pack_version": "2016.1",
            "answers": {"focus": prose(_CHANCE, 3_000)},
        }
        changes.append(_change("note_of_visit", derived_id(visit, "note_of_visit", 1), note))
    return json.dumps({"protocol": PROTOCOL, "cursor": cursor, "changes": changes}).encode()


def _change(kind: str, record_id: UUID, payload: dict[str, Any]) -> dict[str, Any]:
    return {
        "change_id": str(uuid4()),
        "kind": kind,
        "id": str(record_id),
        "base_revision": 0,
        "payload": payload,
    }


def most_memory(parent: int) -> int:
    """MiB that the largest worker took at its peak."""
    said = {path.name: _status(path) for path in Path("/proc").iterdir() if path.name.isdecimal()}
    workers = [each for each in said.values() if f"\nPPid:\t{parent}\n" in each] or [said[str(parent)]]
    peaks = re.findall(r"VmHWM:\s+(\d+) kB", "".join(workers))
    return max(map(int, peaks)) // 1024


def _status(path: Path) -> str:
    try:
        return (path / "status").read_text()
    except OSError:  # it has ended meanwhile
        return ""


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


_UPSERT: Final = "one post of the bytes and one bulk upsert"
_LINES: Final = (
    Line(
        "first_sync",
        "the same rows in zstd over loopback into raw SQLCipher",
        2.0,
        partial(first_sync, with_index=False),
    ),
    Line("first_sync_found", "the same with an FTS5 index", 1.5, partial(first_sync, with_index=True)),
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
    Line("600_laptops", "ten times the time of 60", 1.0, six_hundred, runs=1, on=("postgresql",)),
)
SYNC_MEASURES: Final = tuple(
    line.measure(store_name)
    for store_name in ("postgresql", "sqlite")
    for line in _LINES
    if store_name in line.on
)
