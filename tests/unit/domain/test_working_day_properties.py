"""Properties of every working-day rule, with numpy's busday as an oracle that shares no code."""

import random
from datetime import date, timedelta
from typing import Literal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.domain.calendar import DaySet
from sia_desktop.domain.counting import DerivationDay
from sia_desktop.domain.deadlines import work_out
from sia_desktop.domain.time_limits import Counting, Direction, Unit
from tests.helpers.calendars import published
from tests.helpers.timeframes import a_timeframe, before

HOLIDAYS = np.busdaycalendar(holidays=list(published().bank_holidays))
ANCHORS = st.dates(date(2006, 6, 1), date(2028, 6, 30))
AMOUNTS = st.integers(1, 60)


def _due(on: date | None) -> date:
    assert on is not None
    return on


def _oracle(start: date, offset: int) -> date:
    roll: Literal["backward", "forward"] = "backward" if offset > 0 else "forward"
    found = np.busday_offset(np.datetime64(start), offset, roll=roll, busdaycal=HOLIDAYS)
    return date.fromisoformat(str(found))


@given(ANCHORS, AMOUNTS)
def test_forward_agrees_with_numpy(anchor: date, amount: int) -> None:
    assert work_out(a_timeframe(amount=amount), anchor, published()).due_on == _oracle(anchor, amount)


@given(ANCHORS, AMOUNTS)
def test_backward_agrees_with_numpy(anchor: date, amount: int) -> None:
    assert work_out(before(amount), anchor, published()).due_on == _oracle(anchor, -amount)


def test_ten_thousand_random_dates_agree_with_numpy() -> None:
    chance = random.Random(20260401)
    for _ in range(10_000):
        anchor = date(2006, 6, 1) + timedelta(days=chance.randrange(8000))
        amount = chance.randrange(1, 31)
        limit = a_timeframe(amount=amount) if chance.random() < 0.5 else before(amount)
        sign = 1 if limit.limit.direction is Direction.AFTER else -1
        assert work_out(limit, anchor, published()).due_on == _oracle(anchor, sign * amount)


@given(ANCHORS, AMOUNTS)
def test_no_due_date_falls_on_an_excluded_day(anchor: date, amount: int) -> None:
    due = _due(work_out(a_timeframe(amount=amount), anchor, published()).due_on)
    assert published().why_not_counted(due, DaySet.WORKING_DAY) is None


@given(ANCHORS, AMOUNTS)
def test_the_derivation_adds_up_and_leaves_no_day_out(anchor: date, amount: int) -> None:
    deadline = work_out(a_timeframe(amount=amount), anchor, published())
    days: tuple[DerivationDay, ...] = deadline.derivation
    assert sum(day.counted for day in days) == amount
    assert [day.date for day in days] == [anchor + timedelta(days=n) for n in range(1, len(days) + 1)]
    assert days[-1].date == deadline.due_on


@given(ANCHORS, AMOUNTS)
def test_forward_then_backward_is_identity_on_working_days(anchor: date, amount: int) -> None:
    while published().why_not_counted(anchor, DaySet.WORKING_DAY) is not None:
        anchor += timedelta(days=1)
    there = _due(work_out(a_timeframe(amount=amount), anchor, published()).due_on)
    assert work_out(before(amount), there, published()).due_on == anchor


@given(ANCHORS, ANCHORS, AMOUNTS)
def test_a_later_anchor_never_gives_an_earlier_date(one: date, other: date, amount: int) -> None:
    first, second = sorted((one, other))
    limit = a_timeframe(amount=amount)
    assert _due(work_out(limit, first, published()).due_on) <= _due(
        work_out(limit, second, published()).due_on
    )


@given(ANCHORS, AMOUNTS)
def test_beginning_with_a_working_day_ends_one_day_sooner(anchor: date, amount: int) -> None:
    while published().why_not_counted(anchor, DaySet.WORKING_DAY) is not None:
        anchor += timedelta(days=1)
    inclusive = a_timeframe(amount=amount + 1, counting=Counting.BEGINNING_WITH)
    after = a_timeframe(amount=amount)
    assert work_out(inclusive, anchor, published()).due_on == work_out(after, anchor, published()).due_on


@given(ANCHORS, st.integers(1, 23))
def test_months_agree_with_a_naive_count(anchor: date, months: int) -> None:
    if anchor.year > 2026:
        anchor = anchor.replace(year=2026, day=min(anchor.day, 28))
    limit = a_timeframe(Direction.MAXIMUM, months, Unit.MONTH, DaySet.CALENDAR_DAY)
    month, year = anchor.month, anchor.year
    for _ in range(months):
        month, year = (1, year + 1) if month == 12 else (month + 1, year)
    day = anchor.day
    while True:
        try:
            expected = date(year, month, day)
            break
        except ValueError:
            day -= 1
    assert work_out(limit, anchor, published()).due_on == expected
