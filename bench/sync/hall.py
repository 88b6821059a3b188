"""Many laptops at once, each a process of its own, as each is a machine of its own."""

import multiprocessing
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from bench.floors import sync_client as floor
from bench.sync.laptop import BenchLaptop, collect_as_the_program_does
from sia_desktop.domain.people import WorkingFor

_SERVER: Final = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["bench.sync.hall"])


@dataclass(frozen=True, slots=True)
class Seat:
    """What one laptop needs to begin."""

    folder: Path
    me: WorkingFor
    token: str


class Hall:
    """Laptops that do each step at the same time; a step ends when the last one has done it."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        """Open every laptop."""
        self._lines: list[Connection] = []
        self._people = []
        for seat in seats:
            ours, theirs = _SERVER.Pipe()
            person = _SERVER.Process(target=_sits, args=(theirs, seat), daemon=True)
            person.start()
            theirs.close()
            self._lines.append(ours)
            self._people.append(person)
        self._hear()

    @property
    def pids(self) -> list[int]:
        """Their processes."""
        return [person.pid for person in self._people if person.pid is not None]

    def syncs(self) -> None:
        """Everybody's round, which must go well."""
        self._all("syncs", [()] * len(self._lines))

    def writes_in(self, notes: Sequence[list[str]], words: str) -> None:
        """Everybody changes a section of each of their notes."""
        self._all("writes_in", [(ids, words) for ids in notes])

    def takes(self, port: int, bodies: Sequence[bytes]) -> None:
        """Give everybody the bytes that they are to post to the floor."""
        self._all("takes", [(port, body) for body in bodies])

    def posts(self) -> None:
        """Everybody posts their bytes."""
        self._all("posts", [()] * len(self._lines))

    def ends(self) -> None:
        """Close every laptop."""
        for line in self._lines:
            line.close()
        for person in self._people:
            person.join(timeout=10)
            person.kill()

    def _all(self, step: str, given: Sequence[tuple[Any, ...]]) -> None:
        for line, each in zip(self._lines, given, strict=True):
            line.send((step, each))
        self._hear()

    def _hear(self) -> None:
        for line in self._lines:
            if trouble := line.recv():
                raise AssertionError(trouble)


class _Person:
    """Somebody with a laptop, at the other end of a line."""

    def __init__(self, seat: Seat) -> None:
        self._laptop = BenchLaptop(seat.folder, seat.me, seat.token)
        self._port, self._body = 0, b""

    def syncs(self) -> None:
        self._laptop.syncs()

    def writes_in(self, ids: list[str], words: str) -> None:
        self._laptop.writes_in(ids, words)

    def takes(self, port: int, body: bytes) -> None:
        self._port, self._body = port, body

    def posts(self) -> None:
        floor.post(self._port, "/upsert", self._body)


def _sits(line: Connection, seat: Seat) -> None:
    collect_as_the_program_does()
    person = _Person(seat)
    line.send("")
    while True:
        try:
            step, given = line.recv()
        except EOFError:
            return
        try:
            getattr(person, step)(*given)
        except Exception:  # noqa: BLE001  # whatever it is, it is told at the other end
            line.send(traceback.format_exc())
        else:
            line.send("")
