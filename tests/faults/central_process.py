"""The real `sia-central serve` in a process of its own, killed without a goodbye and started again."""

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


@dataclass
class CentralProcess:
    """One data folder, served by one process at a time."""

    data: Path
    database_url: str | None = None
    workers: int = 1
    _process: "subprocess.Popen[str] | None" = field(default=None, init=False)
    _port: int | None = field(default=None, init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)

    def start(self) -> None:
        """Begin to serve; does not wait."""
        database = ("--database", self.database_url) if self.database_url else ()
        self._process = subprocess.Popen(
            [
                sys.executable,
                *("-m", "sia_central", "serve", "--port", "0", "--data", str(self.data)),
                *("--workers", str(self.workers)),
                *database,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )

    @property
    def port(self) -> int:
        """Where it listens; waits for it to say so, starting it again if it was killed."""
        with self._lock:
            if self._process is None:
                self.start()
            if self._port is None:
                said = self._process.stdout.readline() if self._process and self._process.stdout else ""
                self._port = urlsplit(said.strip()).port
            if self._port is None:
                raise AssertionError("sia-central ended without saying where it listens")
            return self._port

    @property
    def pid(self) -> int:
        """Its process; with several workers, their parent."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL; nothing is finished, nothing is flushed."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._end()

    def stop(self) -> None:
        """Ask it to finish what it has begun."""
        with self._lock:
            if self._process is not None:
                self._process.terminate()
                self._end()

    def _end(self) -> None:
        process, self._process, self._port = self._process, None, None
        if process is not None:
            process.wait(timeout=60)
            if process.stdout:
                process.stdout.close()
