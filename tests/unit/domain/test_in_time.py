"""Late needs a reason and a name; a date set by hand needs a reason; a meeting is planned backwards."""

from datetime import date
from uuid import UUID

import pytest

from sia_contract.resources import resources
from sia_desktop.domain.deadlines import Standing, work_out
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.in_time import DateSet, Override, must_be_in_time, with_date_set
from sia_desktop.domain.plan_backwards import plan_meeting
from sia_desktop.domain.time_limits import Direction, Mark
from sia_desktop.frameworks.shelf import framework_for
from tests.helpers.calendars import oxfordshire_2025_26, published
from tests.helpers.timeframes import a_timeframe, before

LEAD = UUID(int=7)
LET_PASS = Override(LEAD, "The Chair was only elected on Monday.")


@pytest.fixture(scope="module")
def reading() -> Framework:
    return framework_for("reading", date(2026, 4, 1), resources())


def test_in_time_nothing_is_asked() -> None:
    agenda = work_out(before(10), date(2026, 5, 12), published())
    assert must_be_in_time(agenda, date(2026, 4, 27)) is None
    assert must_be_in_time(agenda, date(2026, 4, 27), LET_PASS) is None


def test_a_late_agenda_is_refused_and_someone_may_answer_for_it() -> None:
    agenda = work_out(before(10), date(2026, 5, 12), published())
    with pytest.raises(RuleBroken) as refused:
        must_be_in_time(agenda, date(2026, 4, 28))
    assert str(refused.value) == (
        "A limit: “wording” (T-RD-02) made Monday 27 April 2026 the last day; Tuesday 28 April 2026 is too "
        "late. Move it to a later date, or give the reason and who decided."
    )
    assert must_be_in_time(agenda, date(2026, 4, 28), LET_PASS) == LET_PASS


def test_a_late_note_asks_for_a_reason_and_an_inferred_rule_says_it_is_our_reading() -> None:
    note = work_out(a_timeframe(marks=(Mark.INFERRED,)), date(2026, 4, 1), published())
    with pytest.raises(RuleBroken, match=r"last day, as we read it; .* it is recorded as late"):
        must_be_in_time(note, date(2026, 4, 13))


def test_unverified_and_softer_rules_never_block() -> None:
    unverified = work_out(a_timeframe(marks=(Mark.UNVERIFIED,)), date(2026, 4, 1), published())
    assert must_be_in_time(unverified, date(2027, 1, 1)) is None


@pytest.mark.parametrize("make", [Override, lambda by, why: DateSet(date(2026, 6, 1), by, why)])
def test_a_reason_without_words_is_none(make: type[Override]) -> None:
    with pytest.raises(RuleBroken, match="needs a reason"):
        make(LEAD, "  ")


def test_an_undefined_limit_takes_the_advisers_date_and_is_tracked_from_then_on() -> None:
    undefined = work_out(a_timeframe(Direction.UNDEFINED, 0, None), date(2026, 4, 1), published())
    set_by_hand = with_date_set(undefined, DateSet(date(2026, 7, 1), LEAD, "End of term"))
    assert set_by_hand.due_on == date(2026, 7, 1)
    assert set_by_hand.warnings == ("Set by the adviser: End of term",)
    assert set_by_hand.standing(date(2026, 7, 2)) is Standing.LATE
    with pytest.raises(RuleBroken, match="is before Wednesday 1 April 2026, when this began"):
        with_date_set(undefined, DateSet(date(2026, 3, 1), LEAD, "Too soon"))
    counted = work_out(a_timeframe(), date(2026, 4, 1), published())
    with pytest.raises(RuleBroken, match="states its own time"):
        with_date_set(counted, DateSet(date(2026, 7, 1), LEAD, "Later"))


def test_the_chain_of_a_meeting(reading: Framework) -> None:
    plan = plan_meeting(reading, "rap_meeting", date(2026, 5, 12), date(2026, 4, 20), published())
    assert [(step.paper, step.deadline.due_on) for step in plan.steps] == [
        ("agenda", date(2026, 4, 27)),
        ("evidence", date(2026, 5, 5)),
        ("self_evaluation_comments", date(2026, 5, 5)),
        ("written_record", date(2026, 5, 19)),
        ("minutes", date(2026, 5, 22)),
    ]
    assert plan.is_possible
    assert plan.must_be_possible() is None
    assert plan.earliest_on == date(2026, 5, 5)


def test_a_meeting_inside_its_lead_time_is_refused_with_the_first_day_that_is_not(reading: Framework) -> None:
    plan = plan_meeting(reading, "rap_meeting", date(2026, 5, 12), date(2026, 4, 28), published())
    assert [step.paper for step in plan.missed] == ["agenda"]
    with pytest.raises(RuleBroken) as refused:
        plan.must_be_possible()
    assert str(refused.value) == (
        "A meeting on Tuesday 12 May 2026 leaves no time: Agenda, “at least 10 working days in advance of "
        "the meeting” (T-RD-04), was due by Monday 27 April 2026. Choose Wednesday 13 May 2026 or later, "
        "or give the reason and who decided."
    )
    assert plan.must_be_possible(LET_PASS) == LET_PASS


def test_the_earliest_day_is_the_first_that_would_not_be_refused(reading: Framework) -> None:
    for today in (date(2025, 12, 19), date(2026, 3, 30), date(2026, 5, 1)):
        earliest = plan_meeting(reading, "rap_meeting", today, today, published()).earliest_on
        assert plan_meeting(reading, "rap_meeting", earliest, today, published()).is_possible
        day = earliest
        while (day := date.fromordinal(day.toordinal() - 1)) > today:
            if day.weekday() < 5 and day not in published().bank_holidays:
                assert not plan_meeting(reading, "rap_meeting", day, today, published()).is_possible


def test_an_agenda_already_out_in_time_counts_and_one_out_late_does_not(reading: Framework) -> None:
    out = {"agenda": date(2026, 4, 27)}
    plan = plan_meeting(reading, "rap_meeting", date(2026, 5, 12), date(2026, 5, 5), published(), out)
    assert plan.is_possible
    late = {"agenda": date(2026, 4, 28)}
    plan = plan_meeting(reading, "rap_meeting", date(2026, 5, 12), date(2026, 5, 5), published(), late)
    assert not plan.is_possible


def test_the_earliest_day_lies_in_no_holiday_of_the_school(reading: Framework) -> None:
    calendar = published().for_school(oxfordshire_2025_26())
    plan = plan_meeting(reading, "rap_meeting", date(2026, 4, 1), date(2026, 3, 16), calendar)
    assert plan.earliest_on == date(2026, 4, 13)


def test_a_day_that_has_passed_is_refused(reading: Framework) -> None:
    plan = plan_meeting(reading, "rap_meeting", date(2026, 4, 1), date(2026, 5, 1), published())
    with pytest.raises(RuleBroken, match=r"Wednesday 1 April 2026 has passed\. Choose"):
        plan.must_be_possible()
