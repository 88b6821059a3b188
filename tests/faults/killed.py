"""One round of one laptop in a process of its own, which kills itself with SIGKILL at a given moment."""

import multiprocessing
import signal
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.faults.mutants import mutated
from tests.helpers.two_desktops import Desktop, Enrolled
from tests.sync.child_round import Doom

_PROCESSES: Final = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.faults.killed"])


def round_until(enrolled: Enrolled, address: str, moment: int, mutant: str | None) -> bool:
    """Sync once in another process that dies at this moment; True if the round lasted until then."""
    words = (str(enrolled.path), enrolled.secret, address, moment, mutant)
    process = _PROCESSES.Process(target=_sync_and_die, args=words)
    process.start()
    process.join(120)
    if process.exitcode not in (0, -signal.SIGKILL):
        raise AssertionError(f"the laptop's process ended with {process.exitcode}")
    return process.exitcode == -signal.SIGKILL


def _sync_and_die(path: str, secret: str, address: str, moment: int, mutant: str | None) -> None:
    doom = Doom(moment)
    with mutated(mutant), closing(Desktop("somebody", Enrolled(Path(path), secret), address)) as desktop:
        desktop.store.close()  # what it was opened by is no part of the round
        doom.in_every_statement()
        desktop.syncs(line=doom.around)
