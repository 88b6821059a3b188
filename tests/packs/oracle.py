"""A second way to every date, for tests: reads the pack files itself and shares no code with the engine.

Days are counted by numpy's busday functions. Months, terms, years and whatever comes round are counted
here in the most naive way there is: one day after another.
"""

import csv
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2] / "resources"
FIRST, LAST = date(2006, 1, 1), date(2028, 12, 31)
DAY = timedelta(days=1)
SET_IN_LIMIT = ("direction", "anchor", "amount", "amount_to", "unit", "day_set", "counting", "named_day")
Key = Callable[[date], Any]
"""Which period a day lies in; None for none."""
PERIODS = {"week", "month", "half_term", "term", "academic_year", "financial_year", "calendar_year"}


def bank_holidays() -> frozenset[date]:
    """As published, and before 2012 as the shipped list has them."""
    events = json.loads((ROOT / "calendars" / "bank_holidays.json").read_text())["england-and-wales"][
        "events"
    ]
    found = {date.fromisoformat(event["date"]) for event in events}
    with (ROOT / "calendars" / "bank_holidays_computed.csv").open() as file:
        found |= {
            date.fromisoformat(row["first_day"])
            for row in csv.DictReader(file)
            if row["kind"] == "bank_holiday"
        }
    return frozenset(found)


BANK_HOLIDAYS = bank_holidays()


def days(first: date, last: date) -> Iterator[date]:
    """Every day from one to the other."""
    while first <= last:
        yield first
        first += DAY


@dataclass(frozen=True)
class School:
    """One school's year, day by day, from its file."""

    file: Path

    @cached_property
    def rows(self) -> list[tuple[str, date, date]]:
        """Kind, first day, last day."""
        with self.file.open() as file:
            return [
                (
                    row["kind"],
                    date.fromisoformat(row["first_day"]),
                    date.fromisoformat(row["last_day"] or row["first_day"]),
                )
                for row in csv.DictReader(file)
            ]

    def _of(self, *kinds: str) -> set[date]:
        return {day for kind, first, last in self.rows if kind in kinds for day in days(first, last)}

    @cached_property
    def in_term(self) -> set[date]:
        """Weekdays of term that are in no break."""
        inside = self._of("term") - self._of("half_term_break", "holiday")
        return {day for day in inside if day.weekday() < 5}

    @cached_property
    def closed(self) -> set[date]:
        """Weekdays on which there is no school."""
        taught = self.in_term - self._of("inset")
        return {day for day in days(FIRST, LAST) if day.weekday() < 5 and day not in taught}

    @cached_property
    def long_holidays(self) -> set[date]:
        """The days of every run of more than five weekdays called a holiday, or left between terms."""
        named = [(first, last) for kind, first, last in self.rows if kind in ("holiday", "half_term_break")]
        terms = sorted((first, last) for kind, first, last in self.rows if kind == "term")
        gaps = [(one[1] + DAY, other[0] - DAY) for one, other in pairwise(terms)]
        covered = {day for first, last in named for day in days(first, last)}
        found: set[date] = set()
        for first, last in named + gaps:
            run = list(days(first, last))
            if sum(day.weekday() < 5 for day in run) > 5:
                found |= set(run) if (first, last) in named else set(run) - covered
        return found

    @cached_property
    def half_of(self) -> dict[date, tuple[str, int]]:
        """Which half of which term each weekday of term belongs to."""
        found: dict[date, tuple[str, int]] = {}
        number, season = 0, ""
        run_open = False
        for day in days(min(self.in_term), max(self.in_term)):
            if day.weekday() >= 5:
                continue
            if day not in self.in_term:
                run_open = False
                continue
            if not run_open:
                now = season_of(day)
                number = number + 1 if now == season else 1
                season, run_open = now, True
            found[day] = (season, number)
        return found


def name_of(entry: dict[str, Any]) -> str:
    """A rule's id, with its part where it has one."""
    return "/".join(filter(None, (entry["rule"], entry.get("part"))))


def season_of(day: date) -> str:
    """The term a stretch that begins on this day belongs to."""
    return f"{day.year} {'autumn' if day.month >= 8 else 'summer' if day.month >= 4 else 'spring'}"


@dataclass(frozen=True)
class Kept:
    """What the council and the school keep beside the bank holidays."""

    school: School | None = None
    closures: tuple[date, ...] = ()

    @cache  # noqa: B019 - a handful of them live as long as the tests do
    def calendar(self, day_set: str) -> np.busdaycalendar:
        """Numpy's calendar of the set."""
        return np.busdaycalendar(holidays=sorted(self.off(day_set)))

    def off(self, day_set: str) -> frozenset[date]:
        """The weekdays that the set leaves out."""
        if day_set == "working_day":
            return BANK_HOLIDAYS
        if day_set == "council_working_day":
            return BANK_HOLIDAYS | frozenset(self.closures)
        assert self.school is not None
        own = {"inspection_working_day": self.school.long_holidays, "school_day": self.school.closed}
        return BANK_HOLIDAYS | own[day_set]


@dataclass(frozen=True)
class Found:
    """What the oracle says."""

    due_on: date | None
    opens_on: date | None = None
    left_out: tuple[date, ...] = ()


NOTHING_KEPT = Kept()
Counted = tuple[date, tuple[date, ...]]
"""The day reached, and the weekdays left out on the way."""


@dataclass
class Oracle:
    """The rules of one pack, as its file states them."""

    folder: Path
    pack: dict[str, Any] = field(init=False)
    _keys: dict[tuple[str, School | None], Key] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pack = tomllib.loads((self.folder / "pack.toml").read_text(encoding="utf-8"))

    @property
    def rules(self) -> list[tuple[str, str | None]]:
        """Every rule with every reading it has, its own as None."""
        found: list[tuple[str, str | None]] = []
        for table in ("timeframe", "cadence"):
            for entry in self.pack.get(table, []):
                found.append((name_of(entry), None))
                found += [(name_of(entry), each["code"]) for each in entry.get("alternative", [])]
        return found

    def answer(self, rule: str, on: date, reading: str | None = None, kept: Kept = NOTHING_KEPT) -> Found:
        """When it is due."""
        for entry in self.pack.get("timeframe", []):
            if rule == name_of(entry):
                return self._limit(self._read(entry, reading), on, kept)
        for entry in self.pack.get("cadence", []):
            if rule in (name_of(entry), *entry.get("also", ())):
                return self._comes_round(self._set(entry), on, kept)
        raise LookupError(rule)

    def _default(self, code: str) -> Any:
        return next(each["default"] for each in self.pack["setting"] if each["code"] == code)

    def _read(self, entry: dict[str, Any], reading: str | None) -> dict[str, Any]:
        """The limit under a reading: another direction starts afresh, another unit counts afresh."""
        limit = {key: entry[key] for key in SET_IN_LIMIT if key in entry}
        alternatives = {each["code"]: each for each in entry.get("alternative", [])}
        if reading is None and "setting" in entry:
            value = self._default(entry["setting"])
            if type(value) is int:
                limit["amount"] = value
            elif value in alternatives:
                reading = value
        if reading in (None, entry.get("reading", "literal")):
            return limit
        said = {key: value for key, value in alternatives[str(reading)].items() if key in SET_IN_LIMIT}
        if "direction" in said:
            limit = {"anchor": limit["anchor"]}
        elif "unit" in said:
            limit = {key: value for key, value in limit.items() if key not in ("day_set", "counting")}
        return {**limit, **said}

    def _set(self, entry: dict[str, Any]) -> dict[str, Any]:
        if "setting" not in entry:
            return entry
        value = self._default(entry["setting"])
        if type(value) is int:
            recurs = "count" if entry["recurs"] == "count" else "interval"
            return {**entry, "unit": entry.get("unit", "day"), "recurs": recurs, "amount": value}
        if value in PERIODS:
            return {**entry, "recurs": "coverage", "period": value}
        return entry

    def _limit(self, limit: dict[str, Any], on: date, kept: Kept) -> Found:
        match limit["direction"]:
            case "undefined":
                return Found(None)
            case "immediate" | "on":
                return Found(on)
            case "by_date":
                return Found(self._named_day(limit["named_day"], on, kept.school))
            case "window":
                opens, _ = self._count(limit, limit["amount"], on, kept)
                due, left = self._count(limit, limit["amount_to"], on, kept)
                return Found(due, opens, left)
            case "threshold":
                due, left = self._count(limit, limit["amount"], on, kept)
                return Found(due, due + DAY, left)
        due, left = self._count(limit, limit["amount"], on, kept)
        return Found(due, None, left)

    def _count(self, limit: dict[str, Any], amount: int, on: date, kept: Kept) -> Counted:
        back = limit["direction"] == "before"
        counting = limit.get("counting", "")
        match limit["unit"]:
            case "day":
                return self._days(limit, amount, on, kept)
            case "week":
                due = on + (-1 if back else 1) * 7 * amount * DAY
            case "month":
                due = months_on(on, -amount if back else amount)
            case "year":
                due = months_on(on, -12 * amount if back else 12 * amount)
            case unit:
                return self._ends(self._key(unit, kept.school), amount, on, counting == "day_zero"), ()
        return (due - DAY if counting == "beginning_with" else due), ()

    def _days(self, limit: dict[str, Any], amount: int, on: date, kept: Kept) -> Counted:
        back, counting = limit["direction"] == "before", limit.get("counting", "")
        day_set = limit.get("day_set", "calendar_day")
        if counting == "clear_days":
            amount += 1
        if day_set == "calendar_day":
            if counting == "beginning_with":
                amount -= 1
            return on + (-amount if back else amount) * DAY, ()
        calendar = kept.calendar(day_set)
        start = np.datetime64(on)
        if back:
            found = np.busday_offset(start, -amount, roll="forward", busdaycal=calendar)
        elif counting == "beginning_with":
            found = np.busday_offset(start, amount - 1, roll="forward", busdaycal=calendar)
        else:
            found = np.busday_offset(start, amount, roll="backward", busdaycal=calendar)
        due = date.fromisoformat(str(found))
        first, last = (due, on - DAY) if back else (on if counting == "beginning_with" else on + DAY, due)
        weekdays = [day for day in days(first, last) if day.weekday() < 5]
        left = [day for day in weekdays if not np.is_busday(np.datetime64(day), busdaycal=calendar)]
        return due, tuple(left)

    def _named_day(self, name: str, on: date, school: School | None) -> date:
        if name == "autumn_term_start":
            assert school is not None
            starts = sorted(
                first for kind, first, _ in school.rows if kind == "term" and first.month in (8, 9)
            )
            return next(first for first in starts if first >= on)
        month = self._starts("financial" if name == "financial_year_start" else "academic")
        return next(day for day in days(on, LAST) if (day.month, day.day) == (month, 1))

    def _starts(self, which: str) -> int:
        usual = {"academic": 9, "financial": 4}[which]
        return int(self.pack.get("year", {}).get(f"{which}_year_starts_month", usual))

    def _comes_round(self, entry: dict[str, Any], on: date, kept: Kept) -> Found:
        match entry["recurs"]:
            case "unstated":
                return Found(None)
            case "interval":
                limit = {"direction": "after", "unit": entry["unit"]}
                return Found(self._count(limit, entry["amount"], on, kept)[0])
        key = self._key(entry["period"], kept.school)
        held = key(on) is not None and entry["recurs"] == "coverage"
        return Found(self._ends(key, 2 if held else 1, on, False, entry.get("month")))

    def _key(self, period: str, school: School | None) -> Key:
        if (period, school) not in self._keys:
            self._keys[period, school] = self._new_key(period, school)
        return self._keys[period, school]

    def _new_key(self, period: str, school: School | None) -> Key:
        if period == "week":
            return lambda day: day.isocalendar()[:2]
        if period == "month":
            return lambda day: (day.year, day.month)
        if period.endswith("_year"):
            first = 1 if period == "calendar_year" else self._starts(period.removesuffix("_year"))
            return lambda day: day.year if day.month >= first else day.year - 1
        assert school is not None
        is_short = period == "half_term" or self.pack.get("year", {}).get("term") == "six_short_terms"
        spans: dict[Any, list[date]] = {}
        for day, half in school.half_of.items():
            spans.setdefault(half if is_short else half[0], []).append(day)
        return {day: name for name, found in spans.items() for day in days(min(found), max(found))}.get

    def _ends(self, key: Key, amount: int, on: date, whole: bool, month: int | None = None) -> date:
        """The last day of so many periods, walking on day by day."""
        seen: list[Any] = []
        last: date | None = None
        under_way = key(on) if whole else None
        for day in days(on, LAST + 400 * DAY):
            name = key(day)
            if name is None or name == under_way:
                continue
            if name not in seen:
                if len(seen) == amount:
                    break
                seen.append(name)
            if len(seen) == amount and (month is None or day.month == month):
                last = day
        if last is None and month is not None:  # that month of this period is over: it was due by its end
            return self._month_before(on, month)
        assert last is not None
        return last

    def _month_before(self, on: date, month: int) -> date:
        day = on
        while day.month != month:
            day -= DAY
        return day


def months_on(on: date, count: int) -> date:
    """One month after another, then the last day that the month has."""
    month, year = on.month, on.year
    for _ in range(abs(count)):
        month += 1 if count > 0 else -1
        if month == 13:
            month, year = 1, year + 1
        if month == 0:
            month, year = 12, year - 1
    day = on.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
