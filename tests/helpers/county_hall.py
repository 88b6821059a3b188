"""County Hall as its administrator runs it: the real `sia-central`, serving in a process of its own."""

import io
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from sia_central.cli import main
from tests.helpers.central_of_long_ago import certified_long_ago

PASSWORD = "a password set by the administrator"


def free_port() -> int:
    """A port of this computer that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class CountyHall:
    """One data folder of central, and the database it keeps its records in."""

    data: Path
    database_url: str | None = None
    port: int = field(default_factory=free_port)
    """The same at every start, as laptops remember it."""
    is_long_ago: bool = False
    """Whether its certificates hold in years past, for what is played then."""

    def runs(self, *words: str, typed: str = "") -> str:
        """Type a `sia-central` command; anything but success fails the test with what it printed."""
        said, complained = io.StringIO(), io.StringIO()
        before, sys.stdin = sys.stdin, io.StringIO(typed)
        try:
            long_ago = certified_long_ago() if self.is_long_ago else nullcontext()
            with redirect_stdout(said), redirect_stderr(complained), long_ago:
                status = main([*words, *self._place()])
        finally:
            sys.stdin = before
        assert status == 0, complained.getvalue() or said.getvalue()
        return said.getvalue()

    def employs(self, name: str, email: str, role: str, *, reports_to: str = "") -> None:
        """Add a colleague who may enrol a laptop."""
        line = ("--reports-to", reports_to) if reports_to else ()
        self.runs(
            *("add-adviser", "--name", name, "--email", email, "--role", role, *line, "--password-stdin"),
            typed=f"{PASSWORD}\n",
        )

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve until the end of the block; gives the address."""
        program = "tests.helpers.central_of_long_ago" if self.is_long_ago else "sia_central"
        process = subprocess.Popen(
            [sys.executable, "-m", program, "serve", "--port", str(self.port), *self._place()],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.close()
            process.wait(timeout=30)

    def _place(self) -> tuple[str, ...]:
        database = ("--database", self.database_url) if self.database_url else ()
        return ("--data", str(self.data), *database)
