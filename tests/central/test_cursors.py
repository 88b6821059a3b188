"""Cursors come in commit order: whoever reads past a number has seen everything before it."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from sia_central.services import pull as pages
from sia_central.services import sync as exchange
from sia_central.services.council_rules import pack_of
from sia_central.services.pull import pull
from sia_central.services.push import push
from sia_central.services.who_may import SignedIn, standing_of
from sia_central.storage import records, sequence
from sia_central.storage.ending import Ending, lock_ending
from sia_central.storage.engine import open_engine, reading, write, writing
from sia_central.storage.sequence import Ends, place_of, take_cursors
from sia_central.storage.sights import WireRecord
from sia_central.storage.store import Store
from sia_central.storage.trouble import StoreTrouble
from sia_contract.changes import Change, OutcomeStatus, SyncAnswer, SyncRequest
from sia_contract.version import PROTOCOL
from tests.central.laptop import VISITED_ON, change, edited
from tests.helpers.a_central import ACentral

WRITERS, BATCH, EDITS = 16, 3, 8
SECONDS = float(os.environ.get("CURSOR_SECONDS", "2"))
"""`CURSOR_SECONDS=60` is the long form."""


@pytest.fixture
def anna(set_up: ACentral) -> SignedIn:
    """The adviser, signed in."""
    return SignedIn("reading", UUID(int=1), set_up.adviser.person_id, "adviser")


def visit(urn: int, adviser: UUID) -> Change:
    """A new visit."""
    payload = {
        "urn": urn,
        "adviser_id": str(adviser),
        "visited_on": VISITED_ON.isoformat(),
        "visit_type": "standard",
    }
    return change("visit", str(uuid4()), payload)


def take_in(store: Store, who: SignedIn, *changes: Change) -> list[OutcomeStatus]:
    """One request's changes, in a transaction of their own."""
    pack = pack_of("reading", VISITED_ON)

    def work(connection: Connection) -> list[OutcomeStatus]:
        standing = standing_of(connection, pack, who, VISITED_ON)
        place = place_of(connection, who.council)
        taken_in = push(connection, standing, who, changes, datetime.now(UTC), place)
        return [each.status for each in taken_in.outcomes]

    return write(store.engine, work)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that has many pages to step through."""
    monkeypatch.setattr(pages, "PAGE", 7)


def read_on(store: Store, who: SignedIn, cursor: int) -> tuple[set[str], int]:
    """Read from a cursor to the end, in small pages; gives the ids of the visits it saw, and the end."""
    seen: set[str] = set()
    while True:
        with reading(store.engine) as connection:
            standing = standing_of(connection, pack_of("reading", VISITED_ON), who, VISITED_ON)
            ends = sequence.ends_for(connection, who.council, who.person_id)
            page = pull(connection, standing, who, cursor, ends)
        seen |= {each.id for each in page.entries if isinstance(each, WireRecord) and each.kind == "visit"}
        cursor = page.next_cursor
        if not page.more:
            return seen, cursor


def missed(set_up: ACentral, who: SignedIn) -> set[str]:
    """What a reader steps over while many write at once."""
    done, sent, faults = Event(), list[str](), list[str]()
    until = time.monotonic() + SECONDS

    def write_much(at: int) -> None:
        while time.monotonic() < until:
            changes = [visit(set_up.urns[at], who.person_id) for _ in range(BATCH)]
            if take_in(set_up.store, who, *changes) != [OutcomeStatus.APPLIED] * BATCH:
                faults.append("not applied")
            sent.extend(each.id for each in changes)

    seen: set[str] = set()

    def read_much() -> None:
        cursor, is_last = 0, False
        while not is_last:
            is_last = done.is_set()
            more, cursor = read_on(set_up.store, who, cursor)
            seen.update(more)

    writers = [Thread(target=write_much, args=(at,)) for at in range(WRITERS)]
    reader = Thread(target=read_much)
    for thread in (*writers, reader):
        thread.start()
    for writer in writers:
        writer.join()
    done.set()
    reader.join()
    assert not faults
    assert len(sent) >= WRITERS * BATCH
    return set(sent) - seen


def test_a_reader_never_steps_over_a_commit(set_up: ACentral, anna: SignedIn) -> None:
    assert not missed(set_up, anna)
    with reading(set_up.store.engine) as connection:
        numbers = connection.execute(text("SELECT cursor FROM records ORDER BY cursor")).scalars().all()
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) > 0


def test_who_sends_while_others_do_steps_over_none_of_them(
    set_up: ACentral, anna: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others did is handed out in the transaction that takes in what the reader sends."""
    store, read_apart = set_up.store, list[int]()
    monkeypatch.setattr(pages, "PAGE", 2_000)
    hand_out = exchange._hand_out

    def noted(*given: Any) -> Any:
        read_apart.append(1)
        return hand_out(*given)

    monkeypatch.setattr(exchange, "_hand_out", noted)
    own = visit(set_up.urns[0], anna.person_id)
    made = [[visit(urn, anna.person_id) for _ in range(EDITS)] for urn in set_up.urns[:WRITERS]]
    take_in(store, anna, own, *(each for theirs in made for each in theirs))
    done, seen, rounds, at = Event(), set[str](), 0, datetime.now(UTC)

    def sends(cursor: int, *changes: Change) -> tuple[SyncAnswer, set[str]]:
        with writing(store.engine) as connection:
            who = replace(anna, place=place_of(connection, anna.council))
        exchanged = exchange.sync(
            store, who, SyncRequest(protocol=PROTOCOL, cursor=cursor, changes=changes), at
        )
        page = {each.id for each in exchanged.page if isinstance(each, WireRecord) and each.kind == "visit"}
        return exchanged.answer, page

    def write_once(theirs: list[Change]) -> None:
        for each in theirs:
            take_in(store, anna, edited(each, 1, visit_type="monitoring"))

    cursor = sends(0)[0].next_cursor
    read_apart.clear()
    writers = [Thread(target=write_once, args=(theirs,)) for theirs in made]

    def wait() -> None:
        for each in writers:
            each.join()
        done.set()

    waits = Thread(target=wait)
    for thread in (*writers, waits):
        thread.start()
    is_last = False
    while not is_last:
        is_last, rounds = done.is_set(), rounds + 1
        answer, page = sends(cursor, edited(own, rounds, visit_type=f"visit {rounds}"))
        assert answer.outcomes[0].status is OutcomeStatus.APPLIED
        cursor, seen = answer.next_cursor, seen | page
    waits.join()
    assert seen - {own.id} == {each.id for theirs in made for each in theirs}
    assert len(read_apart) < rounds  # or this has tried nothing


@pytest.mark.parametrize("set_up", ["postgresql"], indirect=True)
def test_numbers_taken_without_waiting_would_be_stepped_over(
    set_up: ACentral, anna: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why the counter is held until commit: a plain sequence gives numbers in another order."""
    engine = set_up.store.engine
    write(engine, lambda connection: connection.execute(text("CREATE SEQUENCE plain START 100000")))
    took, go_on = Event(), Event()
    slow, fast = visit(set_up.urns[0], anna.person_id), visit(set_up.urns[0], anna.person_id)

    def unordered(connection: Connection, council: str, person_id: UUID) -> Ending:
        number = connection.execute(text("SELECT nextval('plain')")).scalar_one()
        if not took.is_set():
            took.set()
            go_on.wait()
        ending = lock_ending(connection, council, person_id)
        place = replace(ending.ends.place, cursor=number - 1)
        return replace(ending, ends=replace(ending.ends, place=place))

    def newest(connection: Connection, council: str, person_id: UUID) -> Ends:
        last = connection.execute(text("SELECT max(cursor) FROM records")).scalar_one()
        return Ends(replace(place_of(connection, council), cursor=last), withdrawal=0)

    monkeypatch.setattr("sia_central.services.desk.lock_ending", unordered)
    monkeypatch.setattr(sequence, "ends_for", newest)
    first = Thread(target=take_in, args=(set_up.store, anna, slow))
    first.start()
    took.wait()
    take_in(set_up.store, anna, fast)
    seen, cursor = read_on(set_up.store, anna, 0)
    go_on.set()
    first.join()
    seen |= read_on(set_up.store, anna, cursor)[0]
    assert seen == {fast.id}


def test_a_number_is_not_given_while_another_transaction_holds_the_last(set_up: ACentral) -> None:
    engine, order = set_up.store.engine, list[str]()
    took = Event()

    def second() -> None:
        took.wait()
        write(engine, lambda connection: order.append(f"second {take_cursors(connection, 'reading', 1)[0]}"))

    thread = Thread(target=second)
    thread.start()
    with writing(engine) as connection:
        first = take_cursors(connection, "reading", 2)
        took.set()
        thread.join(timeout=0.2)
        order.append(f"first {first[-1]}")
    thread.join()
    assert order == [f"first {first[-1]}", f"second {first[-1] + 1}"]


def test_what_fails_takes_no_number_with_it(set_up: ACentral) -> None:
    with reading(set_up.store.engine) as connection:
        before = place_of(connection, "reading").cursor

    def fail(connection: Connection) -> None:
        take_cursors(connection, "reading", 5)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(set_up.store.engine, fail)
    with reading(set_up.store.engine) as connection:
        assert place_of(connection, "reading").cursor == before


def test_many_laptops_that_make_one_record_at_once_agree_on_it(set_up: ACentral, anna: SignedIn) -> None:
    first = visit(set_up.urns[0], anna.person_id)
    outcomes: list[OutcomeStatus] = []

    def send() -> None:
        rival = change("visit", first.id, first.payload | {"visit_type": str(uuid4())})
        outcomes.extend(take_in(set_up.store, anna, rival))

    threads = [Thread(target=send) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [OutcomeStatus.APPLIED] + [OutcomeStatus.CLASH] * (WRITERS - 1)


def test_laptops_that_edit_the_same_records_in_opposite_order_do_not_lock_each_other_out(
    set_up: ACentral, anna: SignedIn
) -> None:
    visits = [visit(set_up.urns[0], anna.person_id) for _ in range(10)]
    take_in(set_up.store, anna, *visits)
    outcomes: list[OutcomeStatus] = []

    def send(changes: list[Change]) -> None:
        outcomes.extend(take_in(set_up.store, anna, *changes))

    edits = [[edited(each, 1, visit_type=name) for each in visits] for name in ("other", "another")]
    threads = [Thread(target=send, args=(edits[0],)), Thread(target=send, args=(edits[1][::-1],))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [OutcomeStatus.APPLIED] * 10 + [OutcomeStatus.CLASH] * 10


@pytest.mark.parametrize("set_up", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_a_deadlock_is_tried_again(set_up: ACentral) -> None:
    """Two transactions that wait for each other: one is undone by the store, and done again."""
    both = [Event(), Event()]

    def work(mine: int, connection: Connection) -> None:
        for number in (mine, 1 - mine):
            key = [("school", str(set_up.urns[number]))]
            records.find_records(connection, "reading", key, lock=True)
            both[mine].set()
            both[1 - mine].wait()

    threads = [
        Thread(target=lambda mine=mine: write(set_up.store.engine, lambda c: work(mine, c)))
        for mine in (0, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(set_up.store.engine) as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


@pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
def test_every_commit_on_sqlite_reaches_the_disk(set_up: ACentral) -> None:
    with set_up.store.engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "journal_mode", "foreign_keys")
        }
    assert said == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


@pytest.mark.parametrize("set_up", ["postgresql"], indirect=True)
def test_a_connection_that_was_cut_while_it_rested_is_not_used_again(
    set_up: ACentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when PostgreSQL was started again at night."""
    engine = set_up.store.engine
    with reading(engine) as connection:
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    second = open_engine(engine.url.render_as_string(hide_password=False))
    with second.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": mine})
    second.dispose()
    monkeypatch.setattr("sia_central.storage.engine.RESTED_SECONDS", 0.0)
    with reading(engine) as connection:
        assert place_of(connection, "reading").cursor >= 0


def test_a_reader_sees_one_moment(set_up: ACentral) -> None:
    with reading(set_up.store.engine) as connection:
        before = place_of(connection, "reading").cursor
        write(set_up.store.engine, lambda other: take_cursors(other, "reading", 1))
        assert place_of(connection, "reading").cursor == before


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "database address"),
        ("mysql://somewhere/x", "database address"),
        ("postgresql://somewhere/x", "database address"),
        ("sqlite://", "in memory"),
    ],
)
def test_an_address_that_central_cannot_use_is_refused_in_words(url: str, says: str) -> None:
    with pytest.raises(StoreTrouble, match=says):
        open_engine(url)
