"""What advisers type for a date, and what it means."""

from datetime import date, timedelta

import pytest

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.ui.widgets.date_words import full_date, read_date, read_time, short_date

WEDNESDAY = date(2026, 5, 20)


def weekdays_only(day: date, count: int) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if day.weekday() < 5:
            count -= 1 if count > 0 else -1
    return day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("t", date(2026, 5, 20)),
        (" Today ", date(2026, 5, 20)),
        ("tomorrow", date(2026, 5, 21)),
        ("yesterday", date(2026, 5, 19)),
        ("+5wd", date(2026, 5, 27)),
        ("-1 wd", date(2026, 5, 19)),
        ("+3", date(2026, 5, 23)),
        ("+2w", date(2026, 6, 3)),
        ("+1m", date(2026, 6, 20)),
        ("fri", date(2026, 5, 22)),
        ("Wednesday", date(2026, 5, 27)),
        ("mon", date(2026, 5, 25)),
        ("next tue", date(2026, 5, 26)),
        ("next fri", date(2026, 5, 29)),
        ("last thursday", date(2026, 5, 14)),
        ("11/6/26", date(2026, 6, 11)),
        ("11.06.2026", date(2026, 6, 11)),
        ("11/6", date(2026, 6, 11)),
        ("2026-06-11", date(2026, 6, 11)),
        ("11 June 2026", date(2026, 6, 11)),
        ("Thursday 11th June", date(2026, 6, 11)),
        ("thu 11 jun 26", date(2026, 6, 11)),
        ("1 sept 26", date(2026, 9, 1)),
        ("29/2/28", date(2028, 2, 29)),
    ],
)
def test_what_was_meant(typed: str, meant: date) -> None:
    assert read_date(typed, WEDNESDAY, weekdays_only) == meant


@pytest.mark.parametrize(
    "typed", ["", "soon", "next", "30/2/26", "31 April 2026", "13/13/26", "nex tue", "+"]
)
def test_nonsense_gets_a_sentence_with_examples(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"11/6/26"):
        read_date(typed, WEDNESDAY, weekdays_only)


def test_the_end_of_a_month_is_kept() -> None:
    assert read_date("+1m", date(2026, 1, 31), weekdays_only) == date(2026, 2, 28)
    assert read_date("-1m", date(2026, 1, 15), weekdays_only) == date(2025, 12, 15)


def test_dates_are_written_whole() -> None:
    assert full_date(WEDNESDAY) == "Wednesday 20 May 2026"
    assert short_date(WEDNESDAY) == "Wed 20 May"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30", "09:30"),
        ("0930", "09:30"),
        ("9.05", "09:05"),
        ("2pm", "14:00"),
        ("12am", "00:00"),
        ("14", "14:00"),
    ],
)
def test_times(typed: str, meant: str) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "9:75", "noonish", ""])
def test_no_such_time(typed: str) -> None:
    with pytest.raises(RuleBroken, match="is not a time"):
        read_time(typed)
