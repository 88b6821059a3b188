"""A fact that moves: the date follows, and what it was is not forgotten."""

from datetime import UTC, date, datetime
from uuid import UUID

from sia_desktop.domain.anchors import AnchorSet, recalculations, standing_dates, start_of, starts_of
from sia_desktop.domain.time_limits import Direction
from tests.helpers.calendars import published
from tests.helpers.timeframes import a_timeframe, before

CLERK = UUID(int=3)


def at(day: int) -> datetime:
    """That day of May 2026, at nine."""
    return datetime(2026, 5, day, 9, 0, tzinfo=UTC)


def test_every_move_keeps_what_was_and_why() -> None:
    first = AnchorSet("meeting_held", date(2026, 5, 12), at(1), CLERK)
    moved = AnchorSet("meeting_held", date(2026, 5, 19), at(6), CLERK, "The head is at a conference.")
    found = recalculations(before(10), [moved, first], published())
    assert [(each.due_was, each.due_is) for each in found] == [
        (None, date(2026, 4, 27)),
        (date(2026, 4, 27), date(2026, 5, 5)),
    ]
    assert (found[1].anchor_was, found[1].anchor_is) == (date(2026, 5, 12), date(2026, 5, 19))
    assert (found[1].by, found[1].why) == (CLERK, "The head is at a conference.")


def test_hearing_the_same_day_again_changes_nothing() -> None:
    said = [AnchorSet("meeting_held", date(2026, 5, 12), at(day)) for day in (1, 2)]
    assert len(recalculations(before(10), said, published())) == 1
    assert recalculations(before(10), [AnchorSet("visit_ended", date(2026, 5, 1), at(1))], published()) == ()


def test_by_the_agreed_date_or_the_next_meeting() -> None:
    limit = a_timeframe(Direction.ON, 0, None, anchor="action_due", also_from=("next_meeting",))
    meeting = AnchorSet("next_meeting", date(2026, 7, 1), at(1))
    agreed = AnchorSet("action_due", date(2026, 6, 1), at(5))
    assert start_of(limit, standing_dates([meeting])) == ("next_meeting", date(2026, 7, 1))
    assert starts_of(limit, standing_dates([meeting, agreed])) == (("action_due", date(2026, 6, 1)),)
    assert starts_of(limit, {}) == ()
    found = recalculations(limit, [meeting, agreed], published())
    assert [(each.anchor, each.due_is) for each in found] == [
        ("next_meeting", date(2026, 7, 1)),
        ("action_due", date(2026, 6, 1)),
    ]


def test_a_visit_and_a_meeting_start_a_clock_each() -> None:
    limit = a_timeframe(also_from=("meeting_held",))
    dates = {"visit_ended": date(2026, 4, 1), "meeting_held": date(2026, 5, 12)}
    assert [anchor for anchor, _ in starts_of(limit, dates)] == ["visit_ended", "meeting_held"]


def test_the_day_learned_last_stands() -> None:
    early, late = (AnchorSet("report_published", date(2026, 5, day), at(day)) for day in (1, 9))
    assert standing_dates([late, early]) == {"report_published": date(2026, 5, 9)}
