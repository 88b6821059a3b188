"""A laptop that has read to the end and sends nothing is answered by one question, and never wrongly."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection

from sia_central.services import sync as exchange
from sia_central.services.caseloads import unassign
from sia_central.services.pull import Pulled, pull
from sia_central.services.who_may import SignedIn, Standing
from sia_central.storage.engine import writing
from sia_central.storage.lately import HOLDS_SECONDS, Lately
from sia_central.storage.sequence import Ends, place_of
from sia_central.storage.sights import WireRecord
from sia_contract.changes import Change, OutcomeStatus, SyncAnswer, SyncRequest
from sia_contract.kinds import RECORD_KINDS
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
    return exchange.sync(set_up.store, who, asks(cursor, *changes), at).answer


def asks(cursor: int, *changes: Change) -> SyncRequest:
    """What a laptop that has read so far says."""
    return SyncRequest(protocol=PROTOCOL, cursor=cursor, changes=changes)


def stays(each: Change, revision: int, **fields: object) -> Change:
    """The same record with these facts, on top of this revision, as whole as central keeps it."""
    payload = RECORD_KINDS["visit"].payload.model_validate(each.payload | fields).model_dump(mode="json")
    told = {"change_id": uuid4(), "base_revision": revision, "payload": payload}
    return each.model_copy(update=told)


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


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM records WHERE kind = 'school' AND urn = (SELECT max(urn) FROM caseload)",
        "UPDATE records SET urn = NULL WHERE kind = 'school' AND urn = (SELECT max(urn) FROM caseload)",
    ],
)
def test_what_a_hand_in_the_database_loses_is_counted_at_once(
    set_up: ACentral, anna: SignedIn, loss: str
) -> None:
    first = ask(set_up, anna, 0)
    with writing(set_up.store.engine) as connection:
        connection.exec_driver_sql(loss)
    after = ask(set_up, anna, first.next_cursor)

    assert first.counts is not None
    assert after.counts == first.counts | {"school": first.counts["school"] - 1}
    assert after.next_cursor == first.next_cursor + 1


def test_who_only_edits_what_is_there_is_not_counted_for_anew(
    set_up: ACentral, anna: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(set_up, anna, 0)
    made = stays(visit(set_up.urns[0], anna.person_id), 0)
    sent = ask(set_up, anna, first.next_cursor, made)
    with monkeypatch.context() as patch:
        patch.setattr("sia_central.services.pull.count_records", None)
        patch.setattr(Lately, "note", None)  # what was not counted does not hold for another hour
        edited = ask(set_up, anna, sent.next_cursor, stays(made, 1, visit_type="monitoring"))
    assert [each.status for each in edited.outcomes] == [OutcomeStatus.APPLIED]
    assert edited.counts == sent.counts
    assert edited.next_cursor == sent.next_cursor + 1

    ask(set_up, anna, edited.next_cursor, visit(set_up.urns[1], anna.person_id))
    beside = ask(set_up, anna, edited.next_cursor, stays(made, 2, visit_type="first"))
    assert beside.counts is not None
    assert sent.counts is not None
    assert beside.counts["visit"] == sent.counts["visit"] + 1


def test_a_laptop_is_not_handed_what_it_sent_in_the_same_request(set_up: ACentral, anna: SignedIn) -> None:
    first = ask(set_up, anna, 0)
    theirs, older_program, mine = (visit(urn, anna.person_id) for urn in set_up.urns[:3])
    whole = RECORD_KINDS["visit"].payload.model_validate(mine.payload).model_dump(mode="json")
    request = asks(first.next_cursor, older_program, mine.model_copy(update={"payload": whole}))
    ask(set_up, anna, first.next_cursor, theirs)

    def handed() -> list[str]:
        page = exchange.sync(set_up.store, anna, request, NOW).page
        return [each.id for each in page if isinstance(each, WireRecord)]

    assert handed() == [theirs.id, older_program.id]  # this one central has filled in
    assert handed() == [theirs.id, older_program.id, mine.id]  # whoever asks again may have read nothing


def test_another_day_another_role_and_another_person_are_counted_anew(
    set_up: ACentral, anna: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = ask(set_up, anna, 0).next_cursor
    counted: list[SignedIn] = []

    def count(
        connection: Connection,
        standing: Standing,
        who: SignedIn,
        since: int,
        ends: Ends,
        known: frozenset[int],
        counts: dict[str, int] | None,
    ) -> Pulled:
        assert counts is None
        counted.append(who)
        return pull(connection, standing, who, since, ends, known)

    monkeypatch.setattr(exchange, "pull", count)
    ask(set_up, anna, cursor, at=NOW + timedelta(days=1))
    ask(set_up, SignedIn("reading", anna.device_id, anna.person_id, "strategic_lead"), cursor)
    ask(set_up, SignedIn("reading", anna.device_id, UUID(int=9), "adviser"), cursor)

    assert len(counted) == 3


def test_counts_hold_for_an_hour() -> None:
    now = [0.0]
    counted = Lately[dict[str, int]](2, lambda: now[0])
    counted.note("anna", {"visit": 1})
    now[0] = HOLDS_SECONDS - 1
    assert counted.found("anna") == {"visit": 1}
    now[0] = HOLDS_SECONDS
    assert counted.found("anna") is None


def test_no_more_than_so_many_are_remembered() -> None:
    counted = Lately[int](2)
    for n in range(3):
        counted.note(n, n)
    assert [counted.found(n) for n in range(3)] == [None, None, 2]


def test_rights_that_move_after_the_laptop_was_known_decide_over_what_it_sends(
    set_up: ACentral, anna: SignedIn
) -> None:
    """A school is taken from her between the two questions of one request."""
    with writing(set_up.store.engine) as connection:
        who = replace(anna, place=place_of(connection, "reading"))
    cursor = ask(set_up, who, 0).next_cursor
    unassign(set_up.store, "reading", set_up.adviser.email, [set_up.urns[0]], NOW.date(), NOW)

    sent = ask(
        set_up, who, cursor, visit(set_up.urns[0], anna.person_id), visit(set_up.urns[1], anna.person_id)
    )

    assert [each.status for each in sent.outcomes] == [OutcomeStatus.HELD, OutcomeStatus.APPLIED]


def known(set_up: ACentral, who: SignedIn) -> SignedIn:
    """The same, with where the council stands, as their token was looked up with it."""
    with writing(set_up.store.engine) as connection:
        return replace(who, place=place_of(connection, "reading"))


def test_who_is_known_is_handed_what_others_did_while_theirs_is_taken_in(
    set_up: ACentral, anna: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = (visit(urn, anna.person_id) for urn in set_up.urns[:2])
    start = ask(set_up, known(set_up, anna), 0, mine, theirs)
    cursor = start.next_cursor
    ask(set_up, known(set_up, anna), cursor, stays(theirs, 1, visit_type="visit 1"))
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "reading", None)  # in no transaction of its own
        first = exchange.sync(
            set_up.store, known(set_up, anna), asks(cursor, stays(mine, 1, visit_type="visit 1")), NOW
        )
        then = exchange.sync(
            set_up.store,
            known(set_up, anna),
            asks(first.answer.next_cursor, stays(mine, 2, visit_type="visit 2")),
            NOW,
        )
    assert [each.id for each in first.page if isinstance(each, WireRecord)] == [theirs.id]
    assert (first.answer.next_cursor, first.answer.counts) == (cursor + 2, start.counts)
    assert (then.page, then.answer.next_cursor, then.answer.counts) == ((), cursor + 3, start.counts)
    apart = exchange.sync(set_up.store, anna, asks(cursor), NOW)
    assert [each.id for each in apart.page if isinstance(each, WireRecord)] == [theirs.id, mine.id]


def test_who_would_keep_others_waiting_is_handed_their_page_afterwards(
    set_up: ACentral, anna: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long page, counting, an older laptop; a leaver is handed nothing at all."""
    made = visit(set_up.urns[0], anna.person_id)
    cursor = ask(set_up, known(set_up, anna), 0, made).next_cursor
    hand_out, afterwards = exchange._hand_out, list[int]()

    def noted(*given: Any) -> Any:
        afterwards.append(1)
        return hand_out(*given)

    def again(revision: int) -> SyncRequest:
        return asks(cursor, stays(made, revision, visit_type=f"visit {revision}"))

    def sends(request: SyncRequest, **also: Any) -> int:
        """How often a page was read afterwards."""
        afterwards.clear()
        who = replace(known(set_up, anna), **also)
        exchanged = exchange.sync(set_up.store, who, request, NOW)
        assert [each.status for each in exchanged.answer.outcomes] == [
            OutcomeStatus.HELD if who.hands_over else OutcomeStatus.APPLIED
        ]
        assert not (who.hands_over and exchanged.page)
        return len(afterwards)

    monkeypatch.setattr(exchange, "_hand_out", noted)
    assert sends(again(1)) == 0
    assert sends(again(2).model_copy(update={"protocol": 2})) == 1
    assert sends(asks(cursor, visit(set_up.urns[1], anna.person_id))) == 1  # what it adds is counted
    assert sends(again(3)) == 0
    assert sends(again(4), hands_over=True) == 1
    monkeypatch.setattr(exchange, "_NEAR", 2)
    assert sends(asks(cursor, stays(made, 4, visit_type="visit 5"))) == 1


def test_a_leaver_hands_over_to_a_council_that_was_restored(set_up: ACentral, anna: SignedIn) -> None:
    """What it is answered is of the epoch that it knows, or it would begin anew for ever."""
    with writing(set_up.store.engine) as connection:
        connection.exec_driver_sql("UPDATE councils SET epoch = 7")
    request = asks(0, visit(set_up.urns[0], anna.person_id)).model_copy(update={"epoch": 7})
    answer = exchange.sync(set_up.store, replace(anna, hands_over=True), request, NOW).answer
    assert [each.status for each in answer.outcomes] == [OutcomeStatus.HELD]
    assert answer.epoch == 7


def test_work_on_records_moves_nobodys_rights(set_up: ACentral, anna: SignedIn) -> None:
    with writing(set_up.store.engine) as connection:
        before = place_of(connection, "reading")
    ask(set_up, anna, 0, visit(set_up.urns[0], anna.person_id))
    with writing(set_up.store.engine) as connection:
        after = place_of(connection, "reading")
    assert (after.cursor, after.rights) == (before.cursor + 1, before.rights)
    assert after.counts != before.counts
