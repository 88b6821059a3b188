"""`sia-desktop packs` and `sia-desktop deadline`, for administrators and for checking by hand."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Protocol

from sia_contract.load_pack import find_packs
from sia_contract.resources import resources
from sia_desktop.domain.errors import RuleBroken, SiaError
from sia_desktop.frameworks.commands import Question, as_json, as_lines, check_packs, work_out_deadline
from sia_desktop.frameworks.differences import differences, pack_folder


class Asked(Protocol):
    """What the command line gave."""

    pack: str
    rule: str
    on: str
    reading: str | None
    calendar: Path | None
    school_calendar: Path | None
    json: bool


FINE, FAULTY, REFUSED = 0, 1, 2


def check_packs_in(folder: Path | None) -> int:
    """Print every fault of every pack; 0: none, 1: some."""
    faults = check_packs(folder)
    if faults:
        print("\n".join(faults))
        print(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}.")
        return FAULTY
    root = folder or resources() / "frameworks"
    print(f"{len(find_packs(root))} checked, no faults.")
    return FINE


def print_differences(earlier: str, later: str) -> int:
    """Print what changed between two packs; 0: said, 2: one of them cannot be read."""
    root = resources() / "frameworks"
    try:
        found = differences(pack_folder(earlier, root), pack_folder(later, root))
    except SiaError as trouble:
        print(trouble, file=sys.stderr)
        return REFUSED
    print("\n".join(found) or "Nothing changed.")
    return FINE


def print_deadline(asked: Asked) -> int:
    """Print the due date and how it was counted; 2 and one sentence where it cannot be worked out."""
    try:
        on = _read_date(asked.on)
        question = Question(asked.pack, asked.rule, on, asked.reading, asked.calendar, asked.school_calendar)
        deadline = work_out_deadline(question)
    except SiaError as trouble:
        print(trouble, file=sys.stderr)
        return REFUSED
    if asked.json:
        print(json.dumps(as_json(deadline), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(deadline)))
    return FINE


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken(f"“{text}” is not a date. Write it as 2026-04-01.") from None
