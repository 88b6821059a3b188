"""How a command tells what came of it: sentences and tables for people, one line of JSON for programs."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence

Fact = str | int | bool | None | Sequence[str] | Sequence[int] | Mapping[str, int]


def say(line: str) -> None:
    """One line for people."""
    sys.stdout.write(f"{line}\n")


def tell(typed: Namespace, *sentences: str, **facts: Fact) -> None:
    """What came of it: the sentences, or with --json the facts as one object."""
    if typed.json:
        say(json.dumps(facts))
        return
    for sentence in sentences:
        say(sentence)


def show(typed: Namespace, header: Sequence[str], rows: Sequence[Sequence[Fact]], *sentences: str) -> None:
    """A table and what to know of it, or with --json a list of objects, one a row."""
    if typed.json:
        keys = [name.replace(" ", "_").replace("-", "_") for name in header]
        say(json.dumps([dict(zip(keys, row, strict=True)) for row in rows]))
        return
    told = [list(header), *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in told) for at in range(len(header))]
    for row in told:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for sentence in sentences:
        say(sentence)


def _cell(fact: Fact) -> str:
    if fact in (None, ""):
        return "-"
    return (
        fact
        if isinstance(fact, str)
        else " ".join(map(str, fact))
        if isinstance(fact, Sequence)
        else str(fact)
    )
