"""Pages asked for ahead of being kept: in order, only so many, and no more after trouble."""

from datetime import UTC, datetime
from threading import Event

import pytest

from sia_contract.changes import SyncAnswer
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.sync.pages_ahead import AHEAD, PagesAhead, pages_after

LAST = 6
PATIENCE = 30


def _page(cursor: int) -> SyncAnswer:
    at = datetime(2026, 6, 1, tzinfo=UTC)
    return SyncAnswer(at=at, outcomes=(), page=(), next_cursor=cursor, more=cursor < LAST)


def _all_of(coming: PagesAhead) -> list[list[int]]:
    found = []
    while arrived := coming.arrived():
        found.append([page.next_cursor for page in arrived])
    return found


def test_every_page_comes_once_and_in_order() -> None:
    with pages_after(_page(0), lambda cursor: _page(cursor + 1)) as coming:
        found = _all_of(coming)
    assert [cursor for together in found for cursor in together] == [1, 2, 3, 4, 5, 6]
    assert max(map(len, found)) <= AHEAD


def test_no_more_wait_than_may_and_those_that_wait_come_together() -> None:
    asked, full = list[int](), Event()

    def after(cursor: int) -> SyncAnswer:
        asked.append(cursor)
        if len(asked) == 1 + AHEAD:
            full.set()
        return _page(cursor + 1)

    with pages_after(_page(0), after) as coming:
        first = coming.arrived()
        if len(first) == 1:  # while that one is kept, two more come
            assert full.wait(PATIENCE)
        assert len(asked) <= len(first) + AHEAD
        assert [page.next_cursor for page in first + coming.arrived()][:2] == [1, 2]


def test_after_trouble_nothing_more_is_asked_and_what_came_before_is_given_first() -> None:
    asked = list[int]()

    def after(cursor: int) -> SyncAnswer:
        asked.append(cursor)
        if cursor == 2:
            raise OutsideTrouble("The connection broke off.")
        return _page(cursor + 1)

    given = list[int]()

    def take_all() -> None:
        with pages_after(_page(0), after) as coming:
            while arrived := coming.arrived():
                given.extend(page.next_cursor for page in arrived)

    with pytest.raises(OutsideTrouble, match="broke off"):
        take_all()
    assert (given, asked) == ([1, 2], [0, 1, 2])


def test_the_last_page_is_followed_by_none() -> None:
    def after(cursor: int) -> SyncAnswer:
        raise AssertionError("asked beyond the last page")

    with pages_after(_page(LAST), after) as coming:
        assert coming.arrived() == []
