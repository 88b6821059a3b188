"""A measure: our way and the floor's, run in turn, each judged by its median."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Timer
from typing import Any

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "bench" / "floors"
USABLE = "usable"
PATIENCE = 120
"""Seconds after which a side that has said nothing is stopped."""

Side = Callable[[], float]
"""One run of one way of doing the job: the seconds it took."""


class BenchStopped(Exception):
    """A side could not be run; carries the sentence to show."""


@dataclass
class Spent:
    """Seconds by what they were spent on, of the runs so far."""

    runs: list[dict[str, float]] = field(default_factory=list)
    most: dict[str, tuple[float, float]] = field(default_factory=dict)
    """What may not be more than so much, whatever its time: the most it was, and how much it may be."""

    def begin(self) -> None:
        """Another run."""
        self.runs.append({})

    def on(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, its seconds noted."""

        def timed(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                run = self.runs[-1]
                run[name] = run.get(name, 0.0) + time.perf_counter() - began

        return timed

    def medians(self) -> dict[str, float]:
        """The usual seconds of each, the most first."""
        names = {name for run in self.runs for name in run}
        usual = {name: median(run.get(name, 0.0) for run in self.runs) for name in names}
        return dict(sorted(usual.items(), key=lambda one: -one[1]))


@dataclass(frozen=True, slots=True)
class Measure:
    """One job, done our way and done by its floor."""

    name: str
    against: str
    floor: Path | tuple[Path, ...]
    limit: float
    prepare: Callable[[Path], tuple[Side, Side]]
    """Makes what both need in a folder, untimed, and gives our side and the floor's."""
    spent: Spent | None = None
    """Filled while our side runs: where the time goes."""
    runs: int | None = None
    """Fewer or more than usual."""

    @property
    def floors(self) -> tuple[Path, ...]:
        """The files that are the floor."""
        return self.floor if isinstance(self.floor, tuple) else (self.floor,)


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of one measure."""

    name: str
    against: str
    seconds: float
    floor_seconds: float
    limit: float
    spent: dict[str, float] = field(default_factory=dict)
    most: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """How many times the floor we take."""
        return self.seconds / self.floor_seconds

    @property
    def is_within_limit(self) -> bool:
        """True while we take no more than the limits allow."""
        return self.ratio <= self.limit and all(was <= may for was, may in self.most.values())

    def as_record(self) -> dict[str, Any]:
        """The one JSON line of this measure."""
        return {
            "name": self.name,
            "seconds": round(self.seconds, 4),
            "against": self.against,
            "floor_seconds": round(self.floor_seconds, 4),
            "ratio": round(self.ratio, 3),
            "limit": self.limit,
            **({"spent": {name: round(each, 4) for name, each in self.spent.items()}} if self.spent else {}),
            **(
                {"most": {name: {"was": was, "limit": may} for name, (was, may) in self.most.items()}}
                if self.most
                else {}
            ),
        }


def run(measure: Measure, folder: Path, runs: int) -> Result:
    """Run both sides in turn after one untimed run of each, so that both find warm caches."""
    ours, floor = measure.prepare(folder)
    if measure.runs is None:
        ours(), floor()
        if measure.spent is not None:
            measure.spent.runs.clear()
    seconds, floor_seconds = [], []
    for _ in range(measure.runs or runs):
        seconds.append(ours())
        floor_seconds.append(floor())
    spent = measure.spent or Spent()
    return Result(
        measure.name,
        measure.against,
        median(seconds),
        median(floor_seconds),
        measure.limit,
        spent.medians(),
        spent.most,
    )


def two_programs(ours: Path, floor: Path) -> Callable[[Path], tuple[Side, Side]]:
    """Two scripts of one shape: `prepare FOLDER`, then `start FOLDER`, which prints "usable" and ends."""

    def prepare(folder: Path) -> tuple[Side, Side]:
        return _program(ours, folder, "ours"), _program(floor, folder, "floor")

    return prepare


def two_jobs(
    ours: Callable[[Path], object],
    floor: Callable[[Path], object],
    make: Callable[[Path], None] | None = None,
) -> Callable[[Path], tuple[Side, Side]]:
    """Two functions given one folder, in which what both need is made first, untimed."""

    def prepare(folder: Path) -> tuple[Side, Side]:
        if make:
            make(folder)
        return _timed(ours, folder), _timed(floor, folder)

    return prepare


def _timed(job: Callable[[Path], object], folder: Path) -> Side:
    def run_once() -> float:
        began = time.perf_counter()
        job(folder)
        return time.perf_counter() - began

    return run_once


def _program(script: Path, folder: Path, side: str) -> Side:
    if not script.exists():
        raise BenchStopped(f"{script.relative_to(ROOT)} is not there, so this measure has no such side.")
    own, settings = folder / side, _as_installed(folder)
    own.mkdir()
    subprocess.run(_command(script, "prepare", own), cwd=ROOT, env=settings, check=True)
    return lambda: _seconds_until_usable(_command(script, "start", own), settings)


def _as_installed(folder: Path) -> dict[str, str]:
    """Both sides find their bytecode, as an installed program does, whatever this shell has switched off."""
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return settings | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def _command(script: Path, act: str, folder: Path) -> list[str]:
    # As a module, so that a script of ours finds the packages beside it; the floor pays the same for it.
    return [sys.executable, "-m", ".".join(script.relative_to(ROOT).with_suffix("").parts), act, str(folder)]


def _seconds_until_usable(command: list[str], settings: dict[str, str]) -> float:
    began, taken, said = time.perf_counter(), None, []
    with subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        patience = Timer(PATIENCE, process.kill)
        patience.start()
        for line in process.stdout or ():
            if taken is None and line.strip() == USABLE:
                taken = time.perf_counter() - began
            said.append(line)
        patience.cancel()
    if taken is None or process.returncode:
        raise BenchStopped(
            f"{command[2]} ended ({process.returncode}) without becoming usable.\n{''.join(said)}"
        )
    return taken
