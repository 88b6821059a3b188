"""How often one address, or one laptop, may ask: counted together by all workers of a machine."""

import hashlib
import mmap
import os
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

SLOTS: Final = 65_536
_SLOT: Final = struct.Struct("dd")


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many requests a second in the long run, and so many at once after a rest."""

    per_second: float
    at_once: float


PER_ADDRESS: Final = Allowance(300, 3_000)
"""A whole county hall may come from one address."""
PER_DEVICE: Final = Allowance(100, 1_000)
SIGNING_IN: Final = Allowance(2, 60)
"""From one address: each password costs 64 MiB and a third of a second."""


class Limiter:
    """Buckets that fill with time, in a file that every worker maps; it holds hashes only.

    Two callers share a bucket once in 65,536 pairs, and are then refused a little earlier.
    """

    def __init__(self, path: Path, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._mine = Lock()
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(handle, SLOTS * _SLOT.size)
        self._file = os.fdopen(handle, "r+b")
        self._slots = mmap.mmap(handle, SLOTS * _SLOT.size)

    def wait_for(self, caller: str, allowance: Allowance) -> float:
        """Seconds until this caller may ask; 0.0 is now, and counts as having asked."""
        at = _slot(f"{allowance}{caller}") * _SLOT.size
        with self._mine:
            _lock(self._file.fileno(), at)
            try:
                used: float
                since: float
                used, since = _SLOT.unpack_from(self._slots, at)
                now = self._now()
                used = max(0.0, used - (now - since) * allowance.per_second)
                if used + 1 > allowance.at_once:
                    return (used + 1 - allowance.at_once) / allowance.per_second
                _SLOT.pack_into(self._slots, at, used + 1, now)
                return 0.0
            finally:
                _unlock(self._file.fileno(), at)

    def close(self) -> None:
        """Let the file go."""
        self._slots.close()
        self._file.close()


def _slot(caller: str) -> int:
    return int.from_bytes(hashlib.blake2b(caller.encode(), digest_size=2).digest())


if os.name == "nt":  # one worker only there

    def _lock(handle: int, at: int) -> None:
        """Nobody else is there."""

    def _unlock(handle: int, at: int) -> None:
        """Nobody else was there."""

else:
    import fcntl

    def _lock(handle: int, at: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX, _SLOT.size, at)

    def _unlock(handle: int, at: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_UN, _SLOT.size, at)
