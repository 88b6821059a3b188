"""Where the framework is silent: defaults that say so, and what the council decides instead."""

from dataclasses import replace
from datetime import date

import pytest

from sia_contract.resources import resources
from sia_desktop.domain.deadlines import work_out
from sia_desktop.domain.decisions import Decisions
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.periods import Period
from sia_desktop.domain.time_limits import Mark, Recurrence, Strength, holds
from sia_desktop.frameworks.shelf import framework_for
from tests.helpers.calendars import published


@pytest.fixture(scope="module")
def reading() -> Framework:
    return framework_for("reading", date(2026, 4, 1), resources())


def test_a_default_says_that_it_is_one_until_the_council_decides(reading: Framework) -> None:
    assert "our default" in reading.cadence("C-17").defaults[0]
    decided = reading.as_decided(Decisions(settings={"rap_meeting_every": "term"}))
    assert decided.cadence("C-17").defaults == ()
    assert (decided.cadence("C-17").recurs, decided.cadence("C-17").period) == (
        Recurrence.COVERAGE,
        Period.TERM,
    )


def test_a_reading_is_chosen_and_chosen_back(reading: Framework) -> None:
    by_working_days = reading.as_decided(Decisions(readings={"T-RD-06": "working_days"}))
    minutes = work_out(by_working_days.timeframe("T-RD-06"), date(2026, 5, 12), published())
    assert (minutes.due_on, minutes.timeframe.reading) == (date(2026, 5, 27), "working_days")
    literal = by_working_days.as_decided().timeframe("T-RD-06").read_as("literal")
    assert work_out(literal, date(2026, 5, 12), published()).due_on == date(2026, 5, 22)


def test_a_setting_switches_a_reading_and_what_binds(reading: Framework) -> None:
    boroughs = framework_for("tri-borough", date(2026, 4, 1), resources())
    rule = boroughs.timeframe("T-TB-02")
    assert rule.strength is Strength.UNDEFINED
    lawful = rule.read_as("inspection_working_days")
    assert (lawful.strength, lawful.read_as("literal").strength) == (Strength.HARD, Strength.UNDEFINED)


def test_a_number_replaces_an_amount(reading: Framework) -> None:
    limit = replace(reading.timeframe("T-RD-03"), setting="quality_sample_percent")
    framework = replace(reading, timeframes=(limit,), cadences=())
    fourteen = framework.as_decided(Decisions(settings={"quality_sample_percent": 14}))
    assert work_out(fourteen.timeframe("T-RD-03"), date(2026, 5, 12), published()).due_on == date(2026, 4, 28)


def test_a_condition_on_a_setting_follows_it(reading: Framework) -> None:
    rule = reading.timeframe("T-RD-01")
    inadequate = {"overall": ("inadequate",), "concern": ("serious_weaknesses",)}
    assert holds(rule.when, {**reading.setting_facts, **inadequate})
    only = reading.as_decided(Decisions(settings={"statement_of_action_for": "special_measures"}))
    assert not holds(rule.when, {**only.setting_facts, **inadequate})
    assert holds(rule.when, {**only.setting_facts, "concern": ("special_measures",)})


def test_an_inferred_rule_is_confirmed_by_name(reading: Framework) -> None:
    assert Mark.INFERRED in reading.timeframe("T-RD-10/mid_year").marks
    confirmed = reading.as_decided(Decisions(confirmed=frozenset({"T-RD-10/mid_year"})))
    assert confirmed.timeframe("T-RD-10/mid_year").marks == ()


@pytest.mark.parametrize(
    ("code", "value", "sentence"),
    [
        ("rap_meeting_every", "weekly", "cannot be “weekly”. Choose one of “half_term”, “term”."),
        ("quality_sample_percent", "many", "cannot be “many”. Give a value like “10”."),
        ("nothing", 1, "Reading's framework has no setting 'nothing'."),
    ],
)
def test_what_a_setting_cannot_be_is_refused(
    reading: Framework, code: str, value: str | int, sentence: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        reading.as_decided(Decisions(settings={code: value}))
    assert sentence in str(refused.value)
