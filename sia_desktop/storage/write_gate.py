"""One writer at a time; never held across the network, a PDF or a dialog."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sia_desktop.domain.errors import OutsideTrouble

PATIENCE_SECONDS: Final = 30.0


class WriteGate:
    """Lets one thread write; others wait their turn, and nobody may queue behind themselves."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        """Open, to begin with."""
        self._lock = threading.Lock()
        self._patience = patience
        self._writer: int | None = None
        self.turn = 0
        """How often somebody has written: while it stands, what was read before still holds."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the gate for one transaction."""
        self.enter()
        try:
            yield
        finally:
            self.leave()

    def enter(self) -> None:
        """Wait for the gate and take it."""
        if self._writer == threading.get_ident():
            raise RuntimeError("this thread is already writing: one unit of work inside another")
        if not self._lock.acquire(timeout=self._patience):
            raise OutsideTrouble(
                "The database has been busy for half a minute. Wait for the sync to end and try again; "
                "everything saved before is safe."
            )
        self._writer = threading.get_ident()

    def leave(self) -> None:
        """Let the next one in."""
        self._writer = None
        self.turn += 1
        self._lock.release()
