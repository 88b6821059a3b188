"""What `sia-desktop packs check` and `sia-desktop deadline` answer, without the typing of arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sia_contract.load_pack import PACK_FILE, find_packs, is_beside, load_examples, load_pack, statutes
from sia_contract.pack_faults import PackFaults
from sia_contract.pack_law import over_law
from sia_contract.pack_words import Layer
from sia_contract.packs import Pack
from sia_contract.resources import resources
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Deadline, work_out
from sia_desktop.domain.due_words import due_sentence
from sia_desktop.domain.errors import RuleBroken, SiaError
from sia_desktop.domain.time_limits import Direction
from sia_desktop.frameworks.calendars import council_calendar, school_calendar
from sia_desktop.frameworks.shelf import Shelf, load_calendar
from sia_desktop.frameworks.to_framework import to_framework
from sia_desktop.frameworks.worked_examples import wrong_examples


@dataclass(frozen=True, slots=True)
class Question:
    """Which rule, from which day, under which reading and calendars."""

    pack: str
    rule: str
    on: date
    reading: str | None = None
    calendar: Path | None = None
    school_calendar: Path | None = None


def check_packs(folder: Path | None = None) -> list[str]:
    """Every fault of every pack under the folder, each a sentence; none means all is well."""
    root = folder or resources() / "frameworks"
    if root.is_file():
        return [f"{root} is a file. Name the folder that holds the pack."]
    packs = find_packs(root)
    if not packs:
        return [f"{root}: no pack.toml is in this folder or below it. Name a folder that holds a pack."]
    found: list[str] = []
    versions: dict[tuple[str, str], str] = {}
    for folder in packs:
        name = folder.relative_to(root).as_posix() if folder != root else folder.resolve().name
        pack, faults = _checked(folder)
        found += [f"{name}/{fault}" for fault in faults]
        if pack and (first := versions.setdefault((pack.code, pack.version), name)) != name:
            found.append(
                f"{name}/{PACK_FILE}: the pack has the version '{pack.version}', which {first} has already. "
                "Give the newer one a version of its own: records remember theirs by it."
            )
    return found


def work_out_deadline(question: Question, root: Path | None = None) -> Deadline:
    """The deadline asked about; raises `RuleBroken` or `OutsideTrouble` with the sentence to show."""
    root = root or resources()
    shelf = Shelf(root)
    own = _own_pack(Path(question.pack))
    framework = to_framework(own) if own else shelf.alone(question.pack, question.on)
    timeframe = framework.timeframe(question.rule).read_as(question.reading)
    return work_out(timeframe, question.on, _calendar(question, shelf, own))


def _own_pack(folder: Path) -> Pack | None:
    """The pack in a folder that somebody named, none where it holds no pack."""
    if not is_beside(folder, PACK_FILE):
        return None
    try:
        return load_pack(folder)
    except PackFaults as faults:
        told = f"The pack in {folder} cannot be used, and has {len(faults.faults)} faults"
        raise RuleBroken(
            f"{told}; the first: {faults.faults[0]} See them all with sia-desktop packs check."
        ) from faults


def as_json(deadline: Deadline) -> Mapping[str, Any]:
    """The answer for programs."""
    timeframe = deadline.timeframe
    return {
        "rule": timeframe.rule,
        "pack": timeframe.pack,
        "reading": timeframe.reading,
        "anchor": deadline.anchor,
        **_ends(deadline),
        "strength": str(timeframe.strength),
        "marks": [str(mark) for mark in timeframe.marks],
        "warnings": list(deadline.warnings),
        "derivation": [
            {"date": day.date.isoformat(), "counted": day.counted, "why": day.why}
            for day in deadline.derivation
        ],
        "source": timeframe.locator,
    }


def as_lines(deadline: Deadline) -> list[str]:
    """The answer for people."""
    timeframe = deadline.timeframe
    marks = "".join(f", {mark}" for mark in timeframe.marks)
    return [
        due_sentence(deadline) + ".",
        f"Rule {timeframe.rule}, {timeframe.label}: “{timeframe.wording}” ({timeframe.locator}).",
        f"Pack {timeframe.pack} {timeframe.pack_version}, reading {timeframe.reading}, "
        f"{timeframe.strength}{marks}.",
        *deadline.warnings,
        *(
            f"  {long_date(day.date)}: {'counted, ' if day.counted else 'not counted, '}{day.why}"
            for day in deadline.derivation
        ),
    ]


def _ends(deadline: Deadline) -> dict[str, str | None]:
    due_on = deadline.due_on.isoformat() if deadline.due_on else None
    if deadline.opens_on is None:
        return {"due_on": due_on}
    if deadline.timeframe.limit.direction is Direction.WINDOW:
        return {"from": deadline.opens_on.isoformat(), "to": due_on}
    return {"due_on": due_on, "from": deadline.opens_on.isoformat()}


def _calendar(question: Question, shelf: Shelf, own: Pack | None) -> WorkingCalendar:
    calendar = shelf.calendar() if own else shelf.council_calendar(question.pack, question.on)
    if own and own.term_dates:
        calendar = calendar.for_school(school_calendar(Path(question.pack) / own.term_dates))
    if question.calendar:
        calendar = council_calendar(question.calendar, shelf.calendar())
    if question.school_calendar:
        calendar = calendar.for_school(school_calendar(question.school_calendar))
    return calendar


def _checked(folder: Path) -> tuple[Pack | None, list[str]]:
    """One pack, where it can be read, and what is wrong with it, its terms and its worked examples."""
    found: list[str] = []
    pack = examples = None
    try:
        pack = load_pack(folder)
        if pack.layer is Layer.COUNCIL:
            over_law(pack, statutes(resources() / "frameworks"))
    except PackFaults as faults:
        found += [str(fault) for fault in faults.faults]
    try:
        examples = load_examples(folder)
    except PackFaults as faults:
        found += [str(fault) for fault in faults.faults]
    if pack and pack.term_dates:
        try:
            school_calendar(folder / pack.term_dates)
        except SiaError as trouble:
            found.append(f"{PACK_FILE}: the pack has term dates that cannot be used. {trouble}")
    if pack and examples:
        wrong = wrong_examples(examples, to_framework(pack), load_calendar(resources()), folder)
        found += [str(fault) for fault in wrong]
    return pack, found
