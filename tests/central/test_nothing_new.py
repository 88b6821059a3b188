"""A laptop that has read to the end and sends nothing is answered by one question, and never wrongly."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection

from sia_central.services import sync as exchange
from sia_central.services.pull import Pulled, pull
from sia_central.services.who_may import SignedIn, Standing
from sia_central.storage.counted import HOLDS_SECONDS, MOST, Counted
from sia_contract.changes import Change, SyncAnswer, SyncRequest
from sia_contract.version import PROTOCOL
from tests.central.test_cursors import visit
from tests.helpers.a_central import ACentral

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def anna(set_up: ACentral) -> SignedIn:
    """The adviser, signed in."""
    return SignedIn("reading", UUID(int=1), set_up.adviser.person_id, "adviser")


def ask(set_up: ACentral, who: SignedIn, cursor: int, *changes: Change, at: datetime = NOW) -> SyncAnswer:
    """One exchange, without its page."""
    request = SyncRequest(protocol=PROTOCOL, cursor=cursor, changes=changes)
    return exchange.sync(set_up.store, who, request, at).answer


def test_the_same_counts_are_given_again_until_somebody_changes_something(
    set_up: ACentral, anna: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(set_up, anna, 0)
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "pull", None)  # nothing is counted again
        again = ask(set_up, anna, first.next_cursor)
    assert (again.counts, again.more, again.next_cursor) == (first.counts, False, first.next_cursor)

    sent = ask(set_up, anna, first.next_cursor, visit(set_up.urns[0], anna.person_id))
    after = ask(set_up, anna, sent.next_cursor)

    assert after.counts == sent.counts
    assert after.counts is not None
    assert after.counts["visit"] == 1


def test_another_day_another_role_and_another_person_are_counted_anew(
    set_up: ACentral, anna: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = ask(set_up, anna, 0).next_cursor
    counted: list[SignedIn] = []

    def count(connection: Connection, standing: Standing, who: SignedIn, since: int) -> Pulled:
        counted.append(who)
        return pull(connection, standing, who, since)

    monkeypatch.setattr(exchange, "pull", count)
    ask(set_up, anna, cursor, at=NOW + timedelta(days=1))
    ask(set_up, SignedIn("reading", anna.device_id, anna.person_id, "strategic_lead"), cursor)
    ask(set_up, SignedIn("reading", anna.device_id, UUID(int=9), "adviser"), cursor)

    assert len(counted) == 3


def test_counts_hold_for_an_hour() -> None:
    now = [0.0]
    counted = Counted(lambda: now[0])
    counted.note("anna", {"visit": 1})
    now[0] = HOLDS_SECONDS - 1
    assert counted.found("anna") == {"visit": 1}
    now[0] = HOLDS_SECONDS
    assert counted.found("anna") is None


def test_no_more_than_so_many_are_remembered() -> None:
    counted = Counted()
    for n in range(MOST + 1):
        counted.note(n, {})
    assert counted.found(0) is None
    assert counted.found(MOST) == {}
