"""Many laptops at once: County Hall at five, and the HTTP side of six hundred."""

import atexit
import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import requests

from bench.measure import Side, Spent
from bench.sync.council import COUNCIL, wire_rows
from bench.sync.english import prose
from bench.sync.hall import Hall, Seat
from bench.sync.laptop import tokens_of
from bench.sync.processors import most_memory, processors_of
from bench.sync.scene import WORK, Scene, scene, timed
from sia_central.storage.engine import reading
from sia_central.storage.sequence import place_of
from sia_contract.changes import SyncRequest
from sia_contract.kinds import RECORD_KINDS, derived_id
from sia_contract.version import PROTOCOL
from sia_desktop.sync.transport import open_transport

SCHOOLS_EACH, IN_THE_SAME = 5, 8
LAPTOPS: Final = min(60, WORK.schools // SCHOOLS_EACH)
EACH: Final = min(20, SCHOOLS_EACH * WORK.notes // WORK.schools // IN_THE_SAME)
MANY: Final = 10 * LAPTOPS
MOST_MEMORY: Final = 250.0
"""MiB of one worker."""
MEMORY: Final = "MiB of central's largest worker"

_CHANCE: Final = Random(20260401)
_ON: Final = date(2026, 5, 5)


def county_hall(store_name: str, spent: Spent) -> tuple[Side, Side]:
    """60 laptops send 20 changed notes each at once; eight work with the same schools, each in own notes.

    The others share no school. Two people in one paragraph would rightly be a clash for a person to settle.
    """
    at = scene(store_name)
    own = [at.council.urns[SCHOOLS_EACH * n :][:SCHOOLS_EACH] for n in range(LAPTOPS)]
    own[:IN_THE_SAME] = [own[0]] * IN_THE_SAME
    with closing(at.council.opened()) as store:
        people = at.council.employs_many(store, "hall", own)
        given = [
            at.council.gives_a_laptop(store, person, f"laptop {n} at five") for n, person in enumerate(people)
        ]
    hall = Hall([Seat(at.folder / f"five {n}", *each) for n, each in enumerate(given)])
    atexit.register(hall.ends)
    hall.syncs()
    notes = []
    for n, urns in enumerate(own):
        ids = at.council.note_ids(*urns)
        notes.append(ids[EACH * n :][:EACH] if n < IN_THE_SAME else ids[:EACH])
    rows = [row for row in wire_rows(at.council) if row[0] == "note_of_visit"]
    hall.takes(at.floor_port, [json.dumps(rows[EACH * n :][:EACH]).encode() for n in range(LAPTOPS)])

    def ours() -> float:
        hall.writes_in(notes, prose(_CHANCE, 900))
        spent.begin()
        return _watched(at, spent, lambda: timed(hall.syncs), hall.pids)

    return ours, lambda: timed(hall.posts)


def six_hundred(store_name: str, spent: Spent) -> tuple[Side, Side]:
    """The HTTP side of 600 laptops with 20 new notes each, beside the same in ten crowds of 60 one by one."""
    at = scene(store_name)
    urns = [at.council.urns[n % WORK.schools] for n in range(MANY)]
    with closing(at.council.opened()) as store:
        people = at.council.employs_many(store, "line", [[urn] for urn in urns])
        tokens = [at.council.gives_a_laptop(store, person, f"line {n}")[1] for n, person in enumerate(people)]
    words = [prose(_CHANCE, 3_000) for _ in range(50)]

    everyone = sorted(range(MANY), key=lambda n: n % WORK.schools)  # two at each school come together
    crowds = [everyone[k:][:LAPTOPS] for k in range(0, MANY, LAPTOPS)]

    def send(laptops: Sequence[int]) -> float:
        with closing(at.council.opened()) as store, reading(store.engine) as connection:
            cursor = place_of(connection, COUNCIL).cursor
        bodies = {n: _new_notes(people[n], urns[n], cursor, words) for n in laptops}

        def post(n: int) -> None:
            _post(at.council.address, tokens[n], bodies[n])

        with ThreadPoolExecutor(LAPTOPS) as everybody:
            return timed(lambda: list(everybody.map(post, laptops)))

    for _ in range(3):  # everybody is known to every worker before, as on any day but the first
        send(everyone)

    def ours() -> float:
        spent.begin()
        return _watched(at, spent, lambda: send(everyone))

    return ours, lambda: sum(map(send, crowds))


def _watched(at: Scene, spent: Spent, work: Callable[[], float], laptops: Sequence[int] = ()) -> float:
    """Note who took what, and hold central to its memory and to answering everybody well."""
    before = _answered(at.council.address)
    taken = processors_of(spent, at.trees(), work, laptops)
    after = _answered(at.council.address)
    more = {status: n - before.get(status, 0) for status, n in after.items()}
    if any(n for status, n in more.items() if status >= 400):
        raise AssertionError(f"central did not answer everybody well: {more}")
    spent.most[MEMORY] = (
        max(most_memory(at.council.central.pid), spent.most.get(MEMORY, (0, 0))[0]),
        MOST_MEMORY,
    )
    return taken


def _answered(address: str) -> dict[int, int]:
    """How many requests central says it has answered, by their status."""
    said = requests.get(f"{address}/metrics", timeout=60).text
    lines = re.findall(r'^sia_requests_total\{.*status="(\d+)".*\} (\S+)$', said, re.MULTILINE)
    found: dict[int, int] = {}
    for status, n in lines:
        found[int(status)] = found.get(int(status), 0) + int(float(n))
    return found


def _post(address: str, token: str, body: bytes) -> None:
    with closing(open_transport(address, tokens_of(token))) as wire:
        answer = wire.sync(SyncRequest.model_validate_json(body))
    if any(outcome.status != "applied" for outcome in answer.outcomes):
        raise AssertionError(f"not taken in: {answer.outcomes}")


def _new_notes(person: UUID, urn: int, cursor: int, words: list[str]) -> bytes:
    changes: list[dict[str, Any]] = []
    for _ in range(EACH):
        visit = uuid4()
        facts = {"urn": urn, "visited_on": str(_ON)}
        logged = {**facts, "adviser_id": str(person), "visit_type": "monitoring"}
        changes.append(_change("visit", visit, logged))
        note = {
            **facts,
            "visit_id": str(visit),
            "version": 1,
            "author_id": str(person),
            "form": "note_of_visit",
            "pack": "reading",
            "pack_version": "2016.1",
            "answers": {"focus": _CHANCE.choice(words)},
        }
        changes.append(_change("note_of_visit", derived_id(visit, "note_of_visit", 1), note))
    return json.dumps({"protocol": PROTOCOL, "cursor": cursor, "changes": changes}).encode()


def _change(kind: str, record_id: UUID, payload: dict[str, Any]) -> dict[str, Any]:
    return {
        "change_id": str(uuid4()),
        "kind": kind,
        "id": str(record_id),
        "base_revision": 0,
        "payload": RECORD_KINDS[kind].payload.model_validate(payload).model_dump(mode="json"),
    }
