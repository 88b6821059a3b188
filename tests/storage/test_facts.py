"""What the pages are told: lists, and the truth about each record's way to central."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from sia_contract.changes import Change, Outcome, OutcomeStatus
from sia_contract.problems import Problem, ProblemCode
from sia_desktop.domain.act import HEAD_SIGNED_LATER, Act
from sia_desktop.domain.visit import Visit
from sia_desktop.services.queries.facts import Facts, SendState
from sia_desktop.storage.engine import Store
from sia_desktop.storage.queries.facts import StoredFacts
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.fixed_clock import WEDNESDAY_NOON, FixedClock
from tests.helpers.samples import (
    ANNA,
    NOON,
    OTHER_URN,
    URN,
    VISITED_ON,
    a_category_record,
    a_file,
    a_note,
    a_person_record,
    a_school_record,
    a_visit,
    provided,
    signed,
)

DAY = timedelta(days=1)


def log(store: Store, visit: Visit) -> None:
    """Log a visit, with its empty note."""
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(a_note(visit))
        uow.commit()


def applied(change: Change, revision: int = 1) -> Outcome:
    """Central took it in."""
    return Outcome(
        change_id=change.change_id,
        status=OutcomeStatus.APPLIED,
        revision=revision,
        receipt="ABCD-EFGH-JKMN",
        received_at=NOON,
    )


def refused(change: Change) -> Outcome:
    """Central said no."""
    problem = Problem(code=ProblemCode.NOT_ALLOWED, sentence="This school is not on your caseload.")
    return Outcome(change_id=change.change_id, status=OutcomeStatus.REFUSED, problem=problem)


def test_the_store_answers_what_the_pages_ask(facts: StoredFacts) -> None:
    asked: Facts = facts
    assert asked.schools(VISITED_ON) == ()
    assert asked.open_notes() == asked.notes() == ()
    assert asked.queued() == ()
    assert asked.sync().waiting == 0


def test_schools_stand_by_name_with_the_category_of_that_day(
    store: Store, sync: SyncStore, facts: StoredFacts
) -> None:
    sync.apply_page(
        [
            a_school_record(URN, "the Hill Primary School"),
            a_school_record(OTHER_URN, "Alfred Sutton Primary School"),
            a_category_record(URN, "good", date(2025, 9, 1)),
            a_category_record(URN, "requiring_support", date(2026, 4, 2)),
        ],
        1,
    )
    log(store, a_visit(URN, date(2026, 3, 1)))
    log(store, a_visit(URN, date(2026, 3, 20)))
    log(store, a_visit(URN, date(2026, 3, 25)).void("wrong school", ANNA, NOON))
    first, second = facts.schools(date(2026, 4, 1))
    assert (first.name, first.category, first.last_visit_on) == ("Alfred Sutton Primary School", None, None)
    assert (second.urn, second.category, second.last_visit_on) == (URN, "good", date(2026, 3, 20))
    assert facts.schools(date(2026, 4, 2))[1].category == "requiring_support"
    assert facts.schools(date(2025, 8, 31))[1].category is None


def test_a_list_shows_the_latest_version_of_each_note(
    store: Store, sync: SyncStore, facts: StoredFacts
) -> None:
    sync.apply_page([a_school_record(), a_person_record()], 1)
    visit = a_visit()
    first = signed(a_note(visit, next_steps="Coach"))
    second = first.next_version("A name was misspelt", ANNA)
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(first)
        uow.acts.add(provided(first, VISITED_ON + DAY))
        uow.commit()
    assert facts.open_notes() == ()
    (line,) = facts.notes()
    assert (line.version, line.is_signed, line.provided_on) == (1, True, VISITED_ON + DAY)
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(second)
        uow.commit()
    (line,) = facts.open_notes()
    assert (line.note_id, line.version, line.is_signed, line.provided_on) == (second.id, 2, False, None)
    assert (line.school_name, line.author_name, line.visit_type) == ("Reading School", "Anna Adviser", "core")
    assert facts.notes(URN) == facts.notes() == (line,)
    assert facts.notes(OTHER_URN) == ()


def test_open_notes_come_earliest_first_and_histories_latest_first(store: Store, facts: StoredFacts) -> None:
    days = [VISITED_ON, VISITED_ON - 9 * DAY, VISITED_ON - 3 * DAY]
    for day in days:
        log(store, a_visit(visited_on=day))
    voided = a_visit(visited_on=VISITED_ON - 5 * DAY).void("wrong day", ANNA, NOON)
    log(store, voided)
    assert [line.visited_on for line in facts.open_notes()] == sorted(days)
    history = facts.notes(URN)
    assert [line.visited_on for line in history] == sorted([*days, voided.visited_on], reverse=True)
    assert [line.is_voided for line in history] == [False, False, True, False]
    assert history[0].school_name == f"URN {URN}"


def test_another_act_does_not_stop_the_clock(store: Store, facts: StoredFacts) -> None:
    visit = a_visit()
    note = signed(a_note(visit))
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.acts.add(
            Act(uuid4(), HEAD_SIGNED_LATER, "note_of_visit", str(note.id), URN, VISITED_ON, NOON, ANNA)
        )
        uow.commit()
    assert [line.provided_on for line in facts.open_notes()] == [None]


def test_a_record_is_waiting_then_sent_then_accepted(
    store: Store, sync: SyncStore, facts: StoredFacts
) -> None:
    note_id = str(a_note(visit := a_visit()).id)
    log(store, visit)
    assert facts.record_sync("note_of_visit", note_id).state is SendState.WAITING
    changes = sync.seal(50)
    assert facts.record_sync("note_of_visit", note_id).state is SendState.SENT
    assert facts.sync().waiting == 2
    for change in changes:
        sync.settle(applied(change))
    now = facts.record_sync("note_of_visit", note_id)
    assert (now.state, now.receipt, now.answered_at) == (SendState.ACCEPTED, "ABCD-EFGH-JKMN", NOON)
    assert facts.notes()[0].sync == now
    assert facts.sync().waiting == 0


def test_words_typed_after_sending_are_waiting(store: Store, sync: SyncStore, facts: StoredFacts) -> None:
    log(store, visit := a_visit())
    changes = sync.seal(50)
    note = a_note(visit, next_steps="Coach")
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(note)
        uow.commit()
    assert facts.record_sync("note_of_visit", str(note.id)).state is SendState.WAITING
    for change in changes:
        sync.settle(applied(change))
    assert facts.record_sync("note_of_visit", str(note.id)).state is SendState.WAITING
    assert facts.record_sync("visit", str(visit.id)).state is SendState.ACCEPTED


def test_what_was_refused_says_why(store: Store, sync: SyncStore, facts: StoredFacts) -> None:
    sync.apply_page([a_school_record()], 1)
    log(store, visit := a_visit())
    for change in sync.seal(50):
        sync.settle(refused(change))
    counted = facts.sync()
    assert (counted.waiting, counted.refused) == (0, 2)
    assert [(row.kind, row.school_name, row.sync.problem) for row in facts.queued()] == [
        ("visit", "Reading School", "This school is not on your caseload."),
        ("note_of_visit", "Reading School", "This school is not on your caseload."),
    ]
    assert facts.record_sync("visit", str(visit.id)).state is SendState.REFUSED


def test_a_file_is_there_only_when_its_bytes_are(store: Store, sync: SyncStore, facts: StoredFacts) -> None:
    note = signed(a_note(visit := a_visit()))
    file = a_file(note, b"a signed note")
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.attachments.add(file, b"a signed note")
        uow.commit()
    for change in sync.seal(50):
        sync.settle(applied(change))
    assert facts.record_sync("attachment", str(file.id)).state is SendState.WAITING
    assert [row.kind for row in facts.queued()] == ["attachment"]
    assert facts.sync().waiting == 1
    sync.file_sent(file.sha256)
    assert facts.record_sync("attachment", str(file.id)).state is SendState.ACCEPTED
    assert facts.queued() == ()


def test_rounds_are_remembered(sync: SyncStore, facts: StoredFacts, fixed_clock: FixedClock) -> None:
    sync.note_trouble("The council's service could not be reached.")
    assert facts.sync().last_trouble == "The council's service could not be reached."
    assert facts.sync().last_success_at is None
    sync.note_success()
    assert (facts.sync().last_success_at, facts.sync().last_trouble) == (WEDNESDAY_NOON, "")


@pytest.mark.parametrize("kind", ["note_of_visit", "visit", "no such kind"])
def test_a_record_nobody_knows_is_not_called_accepted(facts: StoredFacts, kind: str) -> None:
    assert facts.record_sync(kind, "unknown").state is SendState.WAITING


def test_lists_never_page_through_the_words_of_notes(store: Store, facts: StoredFacts) -> None:
    asked: list[str] = []
    with store.reading() as connection:
        connection.set_trace_callback(asked.append)
    facts.notes()
    facts.notes(URN)
    facts.open_notes()
    with store.reading() as connection:
        connection.set_trace_callback(None)
        for sql in (each for each in asked if "note_listed" in each):
            plan = "\n".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
            assert "USING COVERING INDEX note_listed" in plan
            assert not re.search(r"(SCAN|SEARCH) (n|note_of_visit|later) (?!USING COVERING INDEX)", plan)
    assert sum("note_listed" in each for each in asked) == 3
