"""One round of one laptop in a process of its own, which kills itself at a given moment without a goodbye.

Run as `python -m tests.sync.child_round DATABASE ADDRESS MOMENT`, the laptop's own secret on standard input.
Moments are counted at every SQL statement, commits among them, and before and after every request.
"""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sia_desktop.storage import engine, pool
from sia_desktop.storage.connection import Connection, connect
from sia_desktop.sync.ports import Transport
from tests.helpers.two_desktops import Desktop, Enrolled

T = TypeVar("T")


class Doom:
    """Counts moments; at the last one the process is gone."""

    def __init__(self, moment: int) -> None:
        self._moment, self._moments = moment, count(1)

    def tick(self, *_: Any) -> None:
        """One moment passes."""
        if next(self._moments) == self._moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def in_every_statement(self) -> None:
        """Count those of every connection to a store that is opened from now on in this process."""

        def connected(path: Path, key: bytes) -> Connection:
            connection = connect(path, key)
            connection.set_trace_callback(self.tick)
            return connection

        for module in (engine, pool):
            setattr(module, connect.__name__, connected)

    def around(self, line: Transport) -> "Doomed":
        """A line with a moment before and after every request."""
        return Doomed(line, self)


class Doomed:
    """A line of a process that may die."""

    def __init__(self, line: Transport, doom: Doom) -> None:
        self._line, self._doom = line, doom

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *words: self._between(lambda: getattr(self._line, name)(*words))

    def _between(self, ask: Callable[[], T]) -> T:
        self._doom.tick()
        answer = ask()
        self._doom.tick()
        return answer


def main(database: str, address: str, moment: str) -> int:
    """Sync once; 0 if the round came to its end."""
    doom = Doom(int(moment))
    desktop = Desktop("anna", Enrolled(Path(database), sys.stdin.readline().strip()), address)
    desktop.store.close()  # what it was opened by is no part of the round
    doom.in_every_statement()
    report = desktop.syncs(line=doom.around)
    desktop.close()
    return 0 if report.is_complete else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
