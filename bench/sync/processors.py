"""Seconds of a processor by who took them: other work on the machine disturbs those less than the clock."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from bench.measure import Spent

_TICKS: Final = os.sysconf("SC_CLK_TCK")


def processors_of(
    spent: Spent, trees: Mapping[str, int], work: Callable[[], float], laptops: Sequence[int] = ()
) -> float:
    """Do the work, and note what each of these processes, with their children, took.

    The laptops are in this process, or each in its own.
    """

    def of_laptops() -> float:
        return _own() + sum(map(_of_tree, laptops))

    before, own = {name: _of_tree(pid) for name, pid in trees.items()}, of_laptops()
    taken = work()
    run = spent.runs[-1]
    for name, pid in trees.items():
        run[f"processor: {name}"] = _of_tree(pid) - before[name]
    run["processor: the laptops"] = of_laptops() - own
    return taken


def most_memory(parent: int) -> int:
    """MiB that the largest worker of a process took at its peak; its own where it has none."""
    peaks = [_peak(pid) for pid in _children(parent)] or [_peak(parent)]
    return max(peaks) // 1024


def _own() -> float:
    times = os.times()
    return times.user + times.system


def _of_tree(pid: int) -> float:
    return _seconds(pid) + sum(map(_of_tree, _children(pid)))


def _seconds(pid: int) -> float:
    """Of a process and of its children that have ended."""
    fields = _read(pid, "stat").rpartition(") ")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*"):
        yield from map(int, _read(pid, f"task/{task.name}/children").split())


def _peak(pid: int) -> int:
    """KiB."""
    said = [line.split()[1] for line in _read(pid, "status").splitlines() if line.startswith("VmHWM:")]
    return int(said[0]) if said else 0


def _read(pid: int, what: str) -> str:
    try:
        return Path(f"/proc/{pid}/{what}").read_text()
    except OSError:  # it has ended meanwhile
        return ""
