"""Central for the demonstration: the real `sia-central`, in a folder of its own, on this computer alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sia_contract.resources import resources

PASSWORD: Final = "a demonstration password"  # noqa: S105 - printed on the screen, opens nothing but the demo
PASSPHRASE: Final = "quiet rivers run past Caversham"  # noqa: S105 - likewise
LEAD, ADVISER = "morgan@demonstration.example", "priya@demonstration.example"


class DemoStopped(Exception):
    """Something around the demonstration failed; the sentence says what and what to do."""


@dataclass(frozen=True, slots=True)
class DemoCentral:
    """One data folder, set up for the council Reading."""

    data: Path

    def set_up(self) -> None:
        """Reading, its 61 schools, a line manager and an adviser who answers for all of them."""
        self._run("init", "--council", "reading", "--demonstration")
        schools = resources() / "demo" / "gias_reading.csv"
        self._run("import-schools", str(schools), "--as-at", "2026-06-02")
        self._employ("Morgan Ellis", LEAD, "strategic_lead")
        self._employ("Priya Nair", ADVISER, "adviser", "--reports-to", LEAD)
        self._run("assign", "--email", ADVISER, "--all", "--on", "2026-01-05")

    def write_root(self, file: Path) -> None:
        """The council's root certificate, for whoever checks a PDF."""
        self._run("root", "--out", str(file))

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve on loopback until the end of the block; gives the address."""
        process = subprocess.Popen(  # noqa: S603 - our own program, our own words
            [sys.executable, "-m", "sia_central", "serve", "--port", "0", "--data", str(self.data)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            if not address:
                raise DemoStopped("Central did not start. Run `make demo` again; if it stays so, tell us.")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)
            process.stdout.close()

    def _employ(self, name: str, email: str, role: str, *more: str) -> None:
        words = ("add-adviser", "--name", name, "--email", email, "--role", role, *more, "--password-stdin")
        self._run(*words, typed=f"{PASSWORD}\n")

    def _run(self, *words: str, typed: str = "") -> None:
        done = subprocess.run(  # noqa: S603 - our own program, our own words
            [sys.executable, "-m", "sia_central", *words, "--data", str(self.data)],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DemoStopped(f"Central could not do “{words[0]}”: {(done.stderr or done.stdout).strip()}")
