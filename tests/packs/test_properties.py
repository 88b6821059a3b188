"""What holds for every rule of every pack, whatever the day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_contract.load_pack import find_packs
from sia_contract.resources import resources
from sia_desktop.domain.calendar import DaySet, WorkingCalendar
from sia_desktop.domain.deadlines import Deadline, work_out
from sia_desktop.domain.time_limits import Direction, Timeframe, Unit
from sia_desktop.frameworks.calendars import school_calendar
from sia_desktop.frameworks.shelf import Shelf, load_calendar
from tests.helpers.calendars import published

SHELF = Shelf(resources())
FRAMEWORKS = [
    SHELF.alone(folder.parent.name, date.fromisoformat(folder.name))
    for folder in find_packs(resources() / "frameworks")
]
LIMITS = [
    rule.read_as(reading.code)
    for framework in FRAMEWORKS
    for rule in framework.timeframes
    for reading in rule.readings
]
RULES = LIMITS + [cadence.as_timeframe() for framework in FRAMEWORKS for cadence in framework.cadences]
BY_DAYS = [rule for rule in LIMITS if rule.limit.unit is Unit.DAY]
DAYS = st.dates(date(2012, 9, 10), date(2025, 8, 1))


@pytest.fixture(scope="module")
def calendar(many_years: Path) -> WorkingCalendar:
    return load_calendar(resources()).for_school(school_calendar(many_years))


@given(rule=st.sampled_from(RULES), one=DAYS, other=DAYS)
def test_a_later_start_never_gives_an_earlier_date(
    rule: Timeframe, one: date, other: date, calendar: WorkingCalendar
) -> None:
    first, second = (work_out(rule, on, calendar).due_on for on in sorted((one, other)))
    assert (first is None) == (second is None)
    assert first is None or second is None or first <= second


@given(rule=st.sampled_from(BY_DAYS), on=DAYS)
def test_the_derivation_counts_to_the_amount_and_leaves_no_day_out(
    rule: Timeframe, on: date, calendar: WorkingCalendar
) -> None:
    deadline = work_out(rule, on, calendar)
    amount = rule.limit.amount_to or rule.limit.amount
    assert sum(day.counted for day in deadline.derivation) == amount
    walked = [day.date for day in deadline.derivation]
    assert walked == _every_day(walked)


@given(rule=st.sampled_from(BY_DAYS), on=DAYS)
def test_no_date_falls_on_a_day_the_rule_leaves_out(
    rule: Timeframe, on: date, calendar: WorkingCalendar
) -> None:
    due_on = work_out(rule, on, calendar).due_on
    assert due_on is not None
    assert calendar.why_not_counted(due_on, rule.limit.day_set) is None


@given(
    rule=st.sampled_from([rule for rule in BY_DAYS if rule.limit.day_set is not DaySet.CALENDAR_DAY]), on=DAYS
)
def test_every_day_left_out_has_its_reason(rule: Timeframe, on: date, calendar: WorkingCalendar) -> None:
    for day in work_out(rule, on, calendar).excluded:
        assert day.why == calendar.why_not_counted(day.date, rule.limit.day_set)


@pytest.mark.parametrize(
    ("on", "due_on", "name"),
    [
        (date(2011, 4, 26), date(2011, 5, 5), "Royal wedding"),
        (date(2012, 5, 30), date(2012, 6, 8), "Diamond Jubilee"),
        (date(2020, 5, 5), date(2020, 5, 13), "VE day"),
        (date(2022, 5, 30), date(2022, 6, 8), "Platinum Jubilee"),
        (date(2022, 9, 14), date(2022, 9, 22), "State Funeral"),
        (date(2023, 5, 3), date(2023, 5, 11), "coronation"),
        (date(2024, 2, 27), date(2024, 3, 5), ""),
        (date(2024, 3, 27), date(2024, 4, 5), "Good Friday"),
        (date(2021, 12, 23), date(2022, 1, 4), "Christmas Day"),
    ],
    ids=["2011", "2012", "2020", "2022 June", "2022 September", "2023", "leap day", "Easter", "year end"],
)
def test_days_that_came_once_leap_days_easter_and_the_years_end(on: date, due_on: date, name: str) -> None:
    deadline: Deadline = work_out(SHELF.alone("reading", on).timeframe("T-RD-02"), on, published())
    assert deadline.due_on == due_on
    assert name in " ".join(day.why for day in deadline.excluded)


def test_only_hard_and_verified_rules_block_anywhere() -> None:
    for rule in RULES:
        on = date(2026, 2, 24)
        if rule.limit.direction in (Direction.IMMEDIATE, Direction.ON):
            deadline = work_out(rule, on, published())
            assert deadline.turns_red == (rule.strength == "hard" and "unverified" not in rule.marks)


def _every_day(walked: list[date]) -> list[date]:
    first, last = walked[0], walked[-1]
    step = timedelta(days=1 if last >= first else -1)
    return [first + n * step for n in range(abs((last - first).days) + 1)]
