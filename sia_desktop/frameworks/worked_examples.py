"""Runs the worked examples that stand beside a pack: the dates its council agreed, through the engine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from sia_contract.load_pack import EXAMPLES_FILE, is_beside
from sia_contract.pack_faults import PackFault
from sia_contract.packs import Example, Examples
from sia_desktop.domain.calendar import SATURDAY, Span, SpanKind, WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Deadline, work_out
from sia_desktop.domain.errors import RuleBroken, SiaError
from sia_desktop.domain.framework import Framework
from sia_desktop.frameworks.calendars import school_calendar


def wrong_examples(
    examples: Examples, framework: Framework, calendar: WorkingCalendar, folder: Path
) -> Iterator[PackFault]:
    """Every example whose date the engine does not confirm."""
    for number, example in enumerate(examples.examples, 1):
        entry = f"example number {number} ({example.rule} on {example.on})"
        try:
            deadline = _worked(example, framework, calendar, folder)
        except SiaError as trouble:
            sentence = str(trouble).rstrip(".")
            yield PackFault(EXAMPLES_FILE, entry, f"cannot be worked out: {sentence}", "Correct the example.")
            continue
        for problem in _differences(example, deadline):
            yield PackFault(EXAMPLES_FILE, entry, problem, "Correct the example, or the rule in the pack.")


def _worked(example: Example, framework: Framework, calendar: WorkingCalendar, folder: Path) -> Deadline:
    closed = (Span(SpanKind.CLOSURE, day, day, "council closure") for day in example.closures)
    calendar = replace(calendar, closures=(*calendar.closures, *closed))
    if example.school_calendar:
        if not is_beside(folder, example.school_calendar):
            raise RuleBroken(f"no file '{example.school_calendar}' lies beside the examples")
        calendar = calendar.for_school(school_calendar(folder / example.school_calendar))
    return work_out(framework.timeframe(example.rule).read_as(example.reading), example.on, calendar)


def _differences(example: Example, deadline: Deadline) -> Iterator[str]:
    for what, expected, found in (
        ("is due", example.due_on, deadline.due_on),
        ("opens", example.opens_on or deadline.opens_on, deadline.opens_on),
    ):
        if expected != found:
            yield f"says it {what} {_said(expected)}, but the engine finds {_said(found)}"
    left_out = sorted(day.date for day in deadline.excluded if day.date.weekday() < SATURDAY)
    if example.not_counted is not None and sorted(example.not_counted) != left_out:
        listed = ", ".join(day.isoformat() for day in left_out) or "none"
        yield f"lists other days left out than the engine, which leaves out {listed}"


def _said(day: date | None) -> str:
    return "no date" if day is None else long_date(day)
