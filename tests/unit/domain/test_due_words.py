"""Due dates in words."""

from datetime import date

import pytest

from sia_desktop.domain.calendar import DaySet
from sia_desktop.domain.deadlines import work_out
from sia_desktop.domain.due_words import distance, due_sentence, printed_due
from sia_desktop.domain.time_limits import Counting, Direction, Timeframe, Unit
from tests.helpers.calendars import published
from tests.helpers.timeframes import a_timeframe, before

PLAIN = DaySet.CALENDAR_DAY


@pytest.mark.parametrize(
    ("limit", "on", "sentence"),
    [
        (
            a_timeframe(),
            date(2026, 4, 1),
            "Friday 10 April 2026: five working days after Wednesday 1 April; "
            "Good Friday, the weekend and Easter Monday do not count",
        ),
        (
            a_timeframe(),
            date(2026, 5, 20),
            "Thursday 28 May 2026: five working days after Wednesday 20 May; "
            "the weekend and the spring bank holiday do not count",
        ),
        (
            a_timeframe(),
            date(2027, 12, 23),
            "Tuesday 4 January 2028: five working days after Thursday 23 December 2027; "
            "two weekends, the substitute day for Christmas Day, the substitute day for Boxing Day "
            "and the substitute day for New Year’s Day do not count",
        ),
        (
            a_timeframe(),
            date(2026, 3, 5),
            "Thursday 12 March 2026: five working days after Thursday 5 March; the weekend does not count",
        ),
        (
            a_timeframe(),
            date(2026, 4, 11),
            "Friday 17 April 2026: five working days after Saturday 11 April; Sunday does not count",
        ),
        (
            a_timeframe(amount=10, day_set=PLAIN),
            date(2026, 3, 27),
            "Monday 6 April 2026: ten days after Friday 27 March",
        ),
        (
            before(10),
            date(2026, 5, 12),
            "Monday 27 April 2026: at least ten working days before Tuesday 12 May; "
            "two weekends and the early May bank holiday do not count",
        ),
        (
            a_timeframe(Direction.WINDOW, 4, Unit.WEEK, PLAIN, amount_to=6),
            date(2026, 3, 27),
            "From Friday 24 April 2026 to Friday 8 May 2026: four to six weeks after Friday 27 March",
        ),
        (
            a_timeframe(amount=2, counting=Counting.BEGINNING_WITH),
            date(2026, 4, 22),
            "Thursday 23 April 2026: two working days beginning with Wednesday 22 April",
        ),
    ],
)
def test_the_due_sentence(limit: Timeframe, on: date, sentence: str) -> None:
    assert due_sentence(work_out(limit, on, published())) == sentence


def test_the_printed_lines() -> None:
    deadline = work_out(a_timeframe(), date(2026, 5, 20), published())
    assert printed_due(deadline, date(2026, 5, 20)) == (
        "Due to its recipients by Thursday 28 May 2026. Produced Wednesday 20 May 2026.",
        "Five working days after the visit; 23 and 24 May (weekend) and 25 May (spring bank holiday) "
        "do not count. Rule T-RD-02.",
    )


def test_the_printed_lines_where_no_time_is_stated() -> None:
    deadline = work_out(a_timeframe(Direction.UNDEFINED, 0, None), date(2026, 5, 20), published())
    assert printed_due(deadline, date(2026, 5, 20)) == ("Produced Wednesday 20 May 2026.", "Rule T-RD-02.")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 5, 20), "In 5 working days"),
        (date(2026, 5, 26), "In 2 working days"),
        (date(2026, 5, 27), "Tomorrow"),
        (date(2026, 5, 28), "Today"),
        (date(2026, 5, 29), "1 working day late"),
        (date(2026, 5, 30), "1 working day late"),
        (date(2026, 6, 2), "3 working days late"),
    ],
)
def test_distance_in_working_days(today: date, words: str) -> None:
    deadline = work_out(a_timeframe(), date(2026, 5, 20), published())
    assert distance(deadline, today, published()) == words


def test_distance_over_a_weekend_only_is_said_in_days() -> None:
    friday = work_out(a_timeframe(), date(2026, 3, 6), published())
    assert friday.due_on == date(2026, 3, 13)
    assert distance(friday, date(2026, 3, 14), published()) == "1 day late"


def test_distance_of_plain_days() -> None:
    deadline = work_out(a_timeframe(amount=10, day_set=PLAIN), date(2026, 5, 12), published())
    assert distance(deadline, date(2026, 5, 20), published()) == "In 2 days"
