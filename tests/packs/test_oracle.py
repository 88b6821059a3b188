"""The engine beside a second implementation that shares no code with it, over every rule of every pack."""

import random
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
from tests.packs.oracle import BANK_HOLIDAYS, Kept, Oracle, School, days

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


def test_the_oracle_reads_the_days_of_2026_itself() -> None:
    spring = [day for day in days(date(2026, 4, 1), date(2026, 5, 31)) if day in BANK_HOLIDAYS]
    assert spring == [date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25)]
    assert isinstance(load_calendar(resources()), WorkingCalendar)
