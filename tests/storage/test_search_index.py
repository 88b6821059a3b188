"""The search index: filled behind others, true after every save, merge, withdrawal and disposal."""

from dataclasses import replace
from threading import Event, Thread
from uuid import uuid4

import pytest

from sia_contract.changes import PageEntry, Record, Tombstone, Withdrawn
from sia_desktop.domain.found_words import terms_of
from sia_desktop.domain.ids import Urn
from sia_desktop.services.progress import Cancelled, silent
from sia_desktop.services.search import Hit, Wanted
from sia_desktop.storage.engine import Store
from sia_desktop.storage.mapping.note_of_visit import note_payload
from sia_desktop.storage.mapping.visit import visit_payload
from sia_desktop.storage.search_index import AT_ONCE, SearchIndex
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.samples import (
    ANNA,
    NOON,
    OTHER_URN,
    URN,
    a_case_record,
    a_meeting,
    a_note,
    a_school_record,
    a_step,
    a_visit,
    an_action,
    annas_laptop,
)


@pytest.fixture
def index(store: Store) -> SearchIndex:
    store.enrol(annas_laptop())
    return SearchIndex(store)


def found(index: SearchIndex, typed: str, urn: Urn | None = None, kind: str = "") -> tuple[Hit, ...]:
    index.fill(silent)
    return index.find(Wanted(terms_of(typed), urn, kind), 50)


def words_left(store: Store) -> set[str]:
    """Every word that still stands in the index's file."""
    with store.writing() as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.left_words USING fts5vocab(main, search_words, row)")
        words = {row[0] for row in connection.execute("SELECT term FROM temp.left_words")}
        connection.execute("DROP TABLE temp.left_words")
    return words


def as_record(kind: str, record_id: object, revision: int, payload: dict[str, object]) -> Record:
    return Record.model_validate(
        {"kind": kind, "id": str(record_id), "revision": revision, "payload": payload}
    )


def test_every_kind_is_found_by_what_was_typed_in_it(store: Store, index: SearchIndex) -> None:
    visit = a_visit()
    note = a_note(visit, focus="The heron by the weir")
    record = replace(a_case_record(why="A kingfisher"), moves=(a_step(reason="The otter is ready"),))
    meeting = a_meeting().call_off("Floods at the mill", ANNA, NOON)
    action = replace(an_action(), progress="The beaver lodge stands")
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.case_records.save(record)
        uow.meetings.save(meeting)
        uow.actions.save(action)
        uow.commit()
    assert index.unread() == 4
    for typed, kind, record_id in (
        ("heron weir", "note_of_visit", note.id),
        ("KINGFISH", "case_record", record.id),
        ('"otter is ready"', "case_record", record.id),
        ("floods", "meeting", meeting.id),
        ("beaver", "action", action.id),
    ):
        (hit,) = found(index, typed)
        assert (hit.record.kind, hit.record.id) == (kind, str(record_id)), typed
    assert index.unread() == 0
    assert found(index, "heron otter") == ()
    assert found(index, '"weir heron"') == ()


def test_results_are_narrowed_and_stand_latest_first(store: Store, index: SearchIndex) -> None:
    visits = [a_visit(), a_visit(OTHER_URN), replace(a_visit(), visited_on=NOON.date().replace(year=2024))]
    with StoredUnitOfWork(store) as uow:
        for visit in visits:
            uow.visits.save(visit)
            uow.notes.save(a_note(visit, focus="Swallows"))
        uow.actions.save(replace(an_action(), text="Swallows"))
        uow.commit()
    assert [hit.on for hit in found(index, "swallow")] == sorted(
        [visit.visited_on for visit in visits] + [an_action().agreed_on], reverse=True
    )
    assert {hit.urn for hit in found(index, "swallow", OTHER_URN)} == {OTHER_URN}
    assert len(found(index, "swallow", kind="action")) == 1
    late = Wanted(terms_of("swallow"), since=NOON.date())
    assert len(index.find(late, 50)) == 3
    assert len(index.find(late, 2)) == 2


def test_what_is_typed_over_is_found_no_longer(store: Store, index: SearchIndex) -> None:
    visit = a_visit()
    note = a_note(visit, focus="Heron")
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.commit()
    assert len(found(index, "heron")) == 1
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(replace(note, answers={"focus": "Egret"}))
        uow.commit()
    assert index.find(Wanted(terms_of("heron")), 50) == ()  # at once, before it is read again
    assert len(found(index, "egret")) == 1


def test_what_comes_from_central_is_found_merged_with_what_was_typed_here(
    store: Store, sync: SyncStore, index: SearchIndex
) -> None:
    visit = a_visit()
    note = a_note(visit, focus="Heron")
    page = [
        a_school_record(),
        as_record("visit", visit.id, 1, visit_payload(visit).model_dump(mode="json")),
        as_record("note_of_visit", note.id, 1, note_payload(note).model_dump(mode="json")),
    ]
    sync.apply_page(page, 1)
    assert len(found(index, "heron")) == 1
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(replace(note, answers={"focus": "Heron", "next_steps": "Kingfisher"}))
        uow.commit()
    theirs = replace(note, answers={"focus": "Heron and egret"})
    sync.apply_page([as_record("note_of_visit", note.id, 2, note_payload(theirs).model_dump(mode="json"))], 2)
    assert len(found(index, "egret kingfisher")) == 1


@pytest.mark.parametrize("way", ["withdrawn", "disposed of"])
def test_words_of_what_leaves_the_laptop_leave_the_index_file_too(
    store: Store, sync: SyncStore, index: SearchIndex, way: str
) -> None:
    visit = a_visit()
    note = a_note(visit, focus="Plantagenet")
    page = [
        a_school_record(),
        as_record("visit", visit.id, 1, visit_payload(visit).model_dump(mode="json")),
        as_record("note_of_visit", note.id, 1, note_payload(note).model_dump(mode="json")),
    ]
    sync.apply_page(page, 1)
    assert len(found(index, "plantagenet")) == 1
    assert "plantagenet" in words_left(store)
    gone: dict[str, PageEntry] = {
        "withdrawn": Withdrawn(urn=URN, announced=True),
        "disposed of": Tombstone(kind="note_of_visit", id=str(note.id), revision=2),
    }
    sync.apply_page([gone[way]], 2)
    assert index.find(Wanted(terms_of("plantagenet")), 50) == ()
    index.fill(silent)
    assert words_left(store) == set()


def test_the_index_is_filled_a_little_at_a_time_and_others_write_in_between(
    store: Store, index: SearchIndex
) -> None:
    with StoredUnitOfWork(store) as uow:
        for _ in range(AT_ONCE + 10):
            uow.actions.save(replace(an_action(), text="Swallow"))
        uow.commit()
    held, go_on = Event(), Event()

    def stop_after_the_first(done: int, total: int, sentence: str = "") -> None:
        if done:
            held.set()
            go_on.wait(10)

    filling = Thread(target=lambda: index.fill(stop_after_the_first))
    filling.start()
    assert held.wait(10)
    with StoredUnitOfWork(store) as uow:  # neither reading nor writing waits for the rest
        uow.visits.save(a_visit())
        uow.commit()
    assert index.unread() == 10
    assert len(index.find(Wanted(terms_of("swallow")), 500)) == AT_ONCE
    go_on.set()
    filling.join(30)
    assert index.unread() == 0


def test_filling_that_is_cancelled_goes_on_where_it_stopped(store: Store, index: SearchIndex) -> None:
    with StoredUnitOfWork(store) as uow:
        for _ in range(AT_ONCE + 10):
            uow.actions.save(replace(an_action(), id=uuid4()))
        uow.commit()

    def cancel_after_the_first(done: int, total: int, sentence: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        index.fill(cancel_after_the_first)
    assert index.unread() == 10
    index.fill(silent)
    assert index.unread() == 0


@pytest.mark.parametrize("typed", ['"', "AND", "a*b", "col:word", "(x", "NEAR(a b)", "-no", "'; DROP", "^x"])
def test_whatever_is_typed_is_words_and_never_syntax(index: SearchIndex, typed: str) -> None:
    assert found(index, typed) == ()
