"""The engine beside a second implementation that shares no code with it, over every rule of every pack."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from sia_contract.load_pack import find_packs, load_examples
from sia_contract.resources import resources
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.deadlines import Deadline, work_out
from sia_desktop.domain.framework import Framework
from sia_desktop.frameworks.calendars import school_calendar
from sia_desktop.frameworks.shelf import Shelf, load_calendar
from tests.packs.oracle import BANK_HOLIDAYS, DAY, Kept, Oracle, School, days

PACKS = find_packs(resources() / "frameworks")
NAMES = [folder.parent.name for folder in PACKS]
PAIRS = 10_000


def framework_at(folder: Path) -> Framework:
    """The pack in this folder, as the engine has it."""
    return Shelf(resources()).alone(folder.parent.name, date.fromisoformat(folder.name))


def weekdays_left_out(deadline: Deadline) -> tuple[date, ...]:
    """The weekdays that the engine did not count, in order."""
    return tuple(sorted(day.date for day in deadline.excluded if day.date.weekday() < 5))


@pytest.mark.parametrize("folder", PACKS, ids=NAMES)
def test_the_oracle_confirms_every_worked_example(folder: Path) -> None:
    oracle = Oracle(folder)
    for number, example in enumerate(load_examples(folder).examples, 1):
        school = School(folder / example.school_calendar) if example.school_calendar else None
        kept = Kept(school, example.closures)
        found = oracle.answer(example.rule, example.on, example.reading, kept)
        said = (example.due_on, example.not_counted)
        assert said == (found.due_on, found.left_out), f"example {number}: {example.rule} on {example.on}"
        assert example.opens_on in (None, found.opens_on)


@pytest.mark.parametrize("folder", PACKS, ids=NAMES)
def test_every_rule_has_three_worked_examples_that_list_the_days_left_out(folder: Path) -> None:
    examples = load_examples(folder).examples
    assert all(example.not_counted is not None for example in examples)
    for rule, _ in Oracle(folder).rules:
        assert sum(example.rule == rule for example in examples) >= 3, rule


def test_the_oracle_agrees_on_ten_thousand_rules_and_dates(many_years: Path) -> None:
    chance = random.Random(20251110)
    calendar = load_calendar(resources()).for_school(school_calendar(many_years))
    kept = Kept(School(many_years))
    packs = [(folder.parent.name, Oracle(folder), framework_at(folder)) for folder in PACKS]
    rules = [(*pack, rule, reading) for pack in packs for rule, reading in pack[1].rules]
    chance.shuffle(rules)
    for number in range(PAIRS):  # every rule in turn, each on another day
        name, oracle, framework, rule, reading = rules[number % len(rules)]
        on = date(2012, 9, 10) + timedelta(days=chance.randrange(4_700))
        deadline = work_out(framework.timeframe(rule).read_as(reading), on, calendar)
        found = oracle.answer(rule, on, reading, kept)
        said = (deadline.due_on, deadline.opens_on, weekdays_left_out(deadline))
        assert said == (found.due_on, found.opens_on, found.left_out), (name, rule, reading, on)


@pytest.fixture(scope="session")
def many_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school's terms from 2012 to 2028, each year a little different."""
    path = tmp_path_factory.mktemp("terms") / "terms.csv"
    lines = ["kind,first_day,last_day,name", "valid_from,2012-01-01,,", "valid_to,2028-12-31,,"]
    for year in range(2011, 2028):
        for kind, first, last, name in _school_year(year):
            lines.append(f"{kind},{first},{last},{name} {year}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _school_year(year: int) -> Iterator[tuple[str, date, date, str]]:
    september = _monday(date(year, 9, 1)) + DAY
    christmas = _monday(date(year, 12, 14)) + 4 * DAY
    january = _monday(date(year + 1, 1, 3))
    easter = _monday(date(year + 1, 3, 25)) - 3 * DAY
    april = _monday(date(year + 1, 4, 8))
    july = _monday(date(year + 1, 7, 17)) + (year % 3) * DAY
    yield "term", september, christmas, "Autumn"
    yield "inset", september, september, "INSET day"
    yield "holiday", christmas + DAY, january - DAY, "Christmas holiday"
    yield "term", january, easter, "Spring"
    yield "term", april, july, "Summer"
    for month, day in ((10, 23), (2, 12), (5, 25)):
        monday = _monday(date(year if month == 10 else year + 1, month, day))
        yield "half_term_break", monday, monday + 4 * DAY, "Half-term"


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def test_the_oracle_reads_the_days_of_2026_itself() -> None:
    spring = [day for day in days(date(2026, 4, 1), date(2026, 5, 31)) if day in BANK_HOLIDAYS]
    assert spring == [date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25)]
    assert isinstance(load_calendar(resources()), WorkingCalendar)
