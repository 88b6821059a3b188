"""Reads the published bank holidays, and calendars that a council or a school keeps as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from sia_desktop.domain.calendar import SchoolCalendar, Span, SpanKind, WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken

HEADER = ["kind", "first_day", "last_day", "name"]
PUBLISHED = "bank_holidays.json"
COMPUTED = "bank_holidays_computed.csv"
VALID_FROM, VALID_TO = "valid_from", "valid_to"
EXCEL = " Excel rewrites dates as it opens a file: give those cells the format yyyy-mm-dd before you save."
EARLIEST, LATEST = 2000, 2100
SCHOOL_KINDS = (SpanKind.TERM, SpanKind.HALF_TERM_BREAK, SpanKind.HOLIDAY, SpanKind.INSET)


def shipped_calendar(folder: Path) -> WorkingCalendar:
    """The published bank holidays, with the years before them worked out, and marked so."""
    published = _published(folder / PUBLISHED)
    computed = _read_csv(folder / COMPUTED)
    first_published = date(min(published).year, 1, 1)
    return WorkingCalendar(
        valid_from=computed.valid_from,
        valid_to=date(max(published).year, 12, 31),
        bank_holidays={**dict(_each_day(computed.spans, SpanKind.BANK_HOLIDAY)), **published},
        computed_before=first_published,
    )


def council_calendar(path: Path, shipped: WorkingCalendar) -> WorkingCalendar:
    """A calendar file: its bank holidays, if it has any, stand instead of the shipped ones."""
    loaded = _read_csv(path)
    holidays = dict(_each_day(loaded.spans, SpanKind.BANK_HOLIDAY))
    closures = tuple(span for span in loaded.spans if span.kind is SpanKind.CLOSURE)
    calendar = replace(shipped, closures=closures, valid_to=min(shipped.valid_to, loaded.valid_to))
    if holidays:
        calendar = WorkingCalendar(loaded.valid_from, loaded.valid_to, holidays, closures)
    if any(span.kind in SCHOOL_KINDS for span in loaded.spans):
        calendar = calendar.for_school(loaded)
    return calendar


class CalendarFiles:
    """Reads a calendar file that somebody chose."""

    def read(self, path: Path) -> tuple[SchoolCalendar | None, tuple[str, ...]]:
        """What it says, and its faults; raises `OutsideTrouble` where it cannot be read at all."""
        return calendar_in(path.name, _text(path))


def school_calendar(path: Path) -> SchoolCalendar:
    """One school's terms, breaks, holidays and INSET days."""
    return _read_csv(path)


def _published(path: Path) -> dict[date, str]:
    events = json.loads(_text(path))["england-and-wales"]["events"]
    return {date.fromisoformat(event["date"]): _name(event["title"], event["notes"]) for event in events}


def _name(title: str, notes: str) -> str:
    return f"Substitute day for {title}" if notes == "Substitute day" else title


def _each_day(spans: Iterable[Span], kind: SpanKind) -> Iterator[tuple[date, str]]:
    for span in spans:
        if span.kind is kind:
            for n in range((span.last_day - span.first_day).days + 1):
                yield span.first_day + timedelta(days=n), span.name


def calendar_in(name: str, text: str) -> tuple[SchoolCalendar | None, tuple[str, ...]]:
    """What a calendar file says, and everything that is wrong with it, each a sentence."""
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return None, (f"{name} has a cell without end. See that every quotation mark is closed.",)
    if not rows or [cell.strip() for cell in rows[0] if cell.strip()] != HEADER:
        return None, (_no_header(name, text),)
    spans: list[Span] = []
    ends: dict[str, date] = {}
    faults: list[str] = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            kind, first, last, what = _cells(name, number, row)
        except RuleBroken as broken:
            faults.append(str(broken))
            continue
        if kind in ends:
            faults.append(f"Line {number} of {name} says '{kind}' a second time. Remove one of the two.")
        elif kind in (VALID_FROM, VALID_TO):
            ends[kind] = first
        else:
            spans.append(Span(SpanKind(kind), first, last, what or kind.replace("_", " ")))
    if VALID_TO not in ends:
        faults.append(f"{name} has no '{VALID_TO}' line. Add one that says to which day it is complete.")
        return None, tuple(faults)
    valid_from = ends.get(VALID_FROM) or _begins(spans, ends[VALID_TO])
    calendar = SchoolCalendar(valid_from, ends[VALID_TO], tuple(spans))
    return calendar, (*faults, *_out_of_place(name, calendar))


def _begins(spans: list[Span], valid_to: date) -> date:
    """From when a file knows its days, where it does not say: what lies before its first term it cannot."""
    first = min((span.first_day for span in spans), default=valid_to)
    has_terms = any(span.kind in SCHOOL_KINDS for span in spans)
    return first if has_terms else date(first.year, 1, 1)


def _no_header(name: str, text: str) -> str:
    """What to do about a first line that is not the header; a spreadsheet parts cells by its own sign."""
    first = text.partition("\n")[0]
    sign = next((said for sign, said in ((";", "semicolons"), ("\t", "tabs")) if sign in first), "")
    remedy = f" Part the cells by commas, not {sign}: in Excel, save it as “CSV UTF-8”." if sign else ""
    return f"{name} must begin with the line {','.join(HEADER)}.{remedy}"


def _out_of_place(name: str, calendar: SchoolCalendar) -> Iterator[str]:
    """Days outside what the file says it knows, and terms that run into each other."""
    if calendar.valid_to < calendar.valid_from:
        yield f"{name} ends on {long_date(calendar.valid_to)}, before it begins. Correct one of the two days."
        return
    for span in calendar.spans:
        if span.first_day < calendar.valid_from or span.last_day > calendar.valid_to:
            yield (
                f"“{span.name}” in {name} lies outside {long_date(calendar.valid_from)} to "
                f"{long_date(calendar.valid_to)}, which the file says it knows. Correct the one or the other."
            )
    for earlier, later in pairwise(calendar.terms):
        if later.first_day <= earlier.last_day:
            yield (
                f"“{later.name}” in {name} begins before “{earlier.name}” ends. Correct one of the two terms."
            )


def _read_csv(path: Path) -> SchoolCalendar:
    calendar, faults = calendar_in(path.name, _text(path))
    if faults or calendar is None:
        raise RuleBroken(" ".join(faults))
    return calendar


def _cells(name: str, number: int, row: list[str]) -> tuple[str, date, date, str]:
    try:
        kind, first, last, what = (" ".join(cell.split()) for cell in [*row[:4], *filter(str.strip, row[4:])])
        first_day = date.fromisoformat(first)
        last_day = date.fromisoformat(last) if last else first_day
    except ValueError as error:
        remedy = EXCEL if any("/" in cell for cell in row) else ""
        raise RuleBroken(
            f"Line {number} of {name} is not kind, first day, last day and name. "
            f"Write four cells, and dates as 2026-04-01.{remedy}"
        ) from error
    for day in (first_day, last_day):
        if not EARLIEST <= day.year <= LATEST:
            raise RuleBroken(
                f"Line {number} of {name} has the year {day.year}. "
                f"Write one from {EARLIEST} to {LATEST}, in four figures."
            )
    if kind not in {VALID_FROM, VALID_TO, *SpanKind}:
        raise RuleBroken(
            f"Line {number} of {name} has the kind '{kind}'. "
            f"Use one of {', '.join([*SpanKind, VALID_FROM, VALID_TO])}."
        )
    if last_day < first_day:
        raise RuleBroken(f"Line {number} of {name} ends before it begins. Put the first day first.")
    return kind, first_day, last_day, what


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise OutsideTrouble(
            f"The calendar {path.name} cannot be read, since it is not UTF-8 text. "
            "In Excel, save it as “CSV UTF-8”; in Notepad, with the encoding UTF-8."
        ) from error
    except OSError as error:
        raise OutsideTrouble(
            f"The calendar {path.name} cannot be read. See that the file is there and yours to read, "
            "then try again."
        ) from error
