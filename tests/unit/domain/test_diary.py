"""A whole caseload at once: the same dates as one by one, and only what is meant."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from sia_contract.resources import resources
from sia_desktop.domain.calendar import CalendarTooShort, Span, SpanKind, WorkingCalendar
from sia_desktop.domain.day_table import DayTables
from sia_desktop.domain.deadlines import Standing, work_out
from sia_desktop.domain.diary import Diary, Fact
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.time_limits import Timeframe
from sia_desktop.frameworks.shelf import Shelf
from tests.helpers.calendars import published
from tests.helpers.fact_list import FactList
from tests.unit.domain.test_periods import school_year

TODAY = date(2026, 5, 20)
SHELF = Shelf(resources())
ABOUT = {"category": ("R",), "meeting": ("rap_meeting",), "overall": ("good",)}


def about(_: Fact) -> Mapping[str, tuple[str, ...]]:
    """A school in R."""
    return ABOUT


@pytest.fixture
def diary() -> Diary:
    return Diary(SHELF.current("reading", TODAY), published())


def test_what_is_owed_comes_soonest_first_and_what_is_done_is_gone(diary: Diary) -> None:
    facts = FactList(
        [
            (1, "late", {"visit_ended": date(2026, 4, 1)}),
            (2, "today", {"visit_ended": date(2026, 5, 13)}),
            (3, "done", {"visit_ended": date(2026, 4, 1), "provided": date(2026, 4, 2)}),
            (4, "meeting", {"meeting_held": date(2026, 6, 10), "issued": date(2026, 5, 20)}),
        ]
    )
    found = diary.owed(facts, TODAY, about)
    assert [(each.timeframe.rule, each.fact.record, each.due_on, each.standing) for each in found] == [
        ("T-RD-02", "late", date(2026, 4, 10), Standing.LATE),
        ("T-RD-02", "today", date(2026, 5, 20), Standing.TODAY),
        ("T-RD-03", "meeting", date(2026, 6, 3), Standing.OPEN),
        ("T-RD-05", "meeting", date(2026, 6, 3), Standing.OPEN),
        ("T-RD-02", "meeting", date(2026, 6, 17), Standing.OPEN),
        ("T-RD-06", "meeting", date(2026, 6, 20), Standing.OPEN),
    ]


def test_every_clock_that_ever_ran_has_its_standing(diary: Diary) -> None:
    facts = FactList(
        [
            (1, "kept", {"visit_ended": date(2026, 4, 1), "provided": date(2026, 4, 10)}),
            (1, "kept late", {"visit_ended": date(2026, 4, 1), "provided": date(2026, 4, 13)}),
        ]
    )
    found = {each.fact.record: each.standing for each in diary.standings(facts, TODAY, about)}
    assert found == {"kept": Standing.MET, "kept late": Standing.MET_LATE}


def test_rules_for_some_schools_leave_the_others_alone(diary: Diary) -> None:
    facts = FactList([(1, "plan", {"meeting_held": date(2026, 6, 10)})])
    in_s = [each.timeframe.rule for each in diary.owed(facts, TODAY, lambda _: {"category": ("S",)})]
    assert in_s == ["T-RD-03", "T-RD-02"]


def test_an_agreed_date_stands_before_the_next_meeting(diary: Diary) -> None:
    facts = FactList(
        [
            (1, "agreed", {"action_due": date(2026, 6, 1), "next_meeting": date(2026, 7, 1)}),
            (1, "not agreed", {"next_meeting": date(2026, 7, 1)}),
        ]
    )
    found = [(each.fact.record, each.due_on) for each in diary.owed(facts, TODAY, about)]
    assert found == [("agreed", date(2026, 6, 1)), ("not agreed", date(2026, 7, 1))]


def test_law_decides_by_the_day_a_clock_starts() -> None:
    diary = Diary(SHELF.current("reading", TODAY), published().for_school(school_year()))
    facts = FactList([(1, "report", {"report_published": date(2026, 3, 27)})])
    concern = {"overall": ("inadequate",), "concern": ("special_measures",)}
    (owed,) = diary.owed(facts, TODAY, lambda _: concern)
    assert (owed.timeframe.rule, owed.due_on) == ("E-01", date(2026, 4, 24))


def test_a_schools_own_calendar_goes_before_the_councils_and_none_is_said() -> None:
    framework = SHELF.current("reading", TODAY)
    facts = FactList([(urn, f"report {urn}", {"report_published": date(2026, 3, 27)}) for urn in (1, 2)])
    diary = Diary(framework, published(), {1: school_year()})
    own, without = diary.owed(facts, TODAY, lambda _: {"concern": ("special_measures",)})
    assert (own.fact.urn, own.due_on, own.why_no_date) == (1, date(2026, 4, 24), "")
    assert (without.fact.urn, without.due_on) == (2, None)
    assert "no term dates are loaded" in without.why_no_date


def test_looking_up_finds_what_counting_finds() -> None:
    chance = random.Random(7)
    shut = Span(SpanKind.CLOSURE, date(2025, 12, 29), date(2025, 12, 31), "Christmas closure")
    calendar = replace(published(), closures=(shut,)).for_school(school_year())
    tables = DayTables(calendar)
    rules = [rule for council in SHELF.councils() for rule in _every_reading(SHELF.alone(council, TODAY))]
    for number in range(4_000):
        rule = rules[number % len(rules)]
        on = date(2006, 1, 1) + timedelta(days=chance.randrange(8_400))
        assert _said(partial(tables.due_on, rule, on)) == _said(partial(_counted, rule, on, calendar))


def _counted(rule: Timeframe, on: date, calendar: WorkingCalendar) -> date | None:
    return work_out(rule, on, calendar).due_on


def _every_reading(framework: Framework) -> list[Timeframe]:
    return [rule.read_as(each.code) for rule in framework.timeframes for each in rule.readings]


def _said(ask: Callable[[], date | None]) -> date | str | None:
    try:
        return ask()
    except CalendarTooShort as short:
        return str(short)
