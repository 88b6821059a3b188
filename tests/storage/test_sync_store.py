"""What sync needs of the store: sealed changes, answers, pages; and no typed word ever lost."""

from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from sia_contract.changes import Change, Outcome, OutcomeStatus, Record, Tombstone, Withdrawn
from sia_contract.problems import Problem, ProblemCode
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.queries.facts import SendState
from sia_desktop.storage.engine import Store
from sia_desktop.storage.mapping.note_of_visit import note_payload
from sia_desktop.storage.mapping.visit import visit_payload
from sia_desktop.storage.queries.facts import StoredFacts
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.tables.sync_tables import CentralCopyRow, ConflictCopyRow, OutboxRow
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from sia_desktop.sync.ports import SyncStore as SyncPort
from tests.helpers.samples import (
    BEN,
    NOON,
    OTHER_URN,
    URN,
    a_file,
    a_note,
    a_person_record,
    a_school_record,
    a_visit,
    signed,
)

VISIT = a_visit()
NOTE = a_note(VISIT, next_steps="Coach")
BASE = 4


@pytest.fixture
def known(store: Store, sync: SyncStore) -> NoteOfVisit:
    """A note that central and this laptop both have, at revision 4."""
    sync.apply_page([a_school_record(), visit_record(), note_record(NOTE, BASE)], 10)
    return NOTE


def note_record(note: NoteOfVisit, revision: int) -> Record:
    """A note as central sends it."""
    payload = note_payload(note).model_dump(mode="json")
    return Record(kind="note_of_visit", id=str(note.id), revision=revision, payload=payload, changed_by=BEN)


def visit_record() -> Record:
    """Its visit as central sends it."""
    return Record(
        kind="visit", id=str(VISIT.id), revision=1, payload=visit_payload(VISIT).model_dump(mode="json")
    )


def write(store: Store, note: NoteOfVisit) -> None:
    """Keep an edit made here."""
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(note)
        uow.commit()


def read(store: Store, note_id: UUID = NOTE.id) -> NoteOfVisit:
    """The note as it stands here."""
    with StoredUnitOfWork(store, reads_only=True) as uow:
        return uow.notes.get(note_id)


def set_aside(store: Store) -> list[tuple[str, Any]]:
    """Whose words were set aside, and which."""
    with Session(store.engine) as session:
        return [(row.whose, row.payload) for row in session.exec(select(ConflictCopyRow)).all()]


def outbox(store: Store) -> list[str]:
    """States in the outbox."""
    with Session(store.engine) as session:
        return [row.state for row in session.exec(select(OutboxRow)).all()]


def revision(store: Store, kind: str, record_id: object) -> int | None:
    """The revision central is known to have."""
    with Session(store.engine) as session:
        row = session.get(CentralCopyRow, (kind, str(record_id)))
        return row.revision if row else None


def applied(change: Change, revision: int) -> Outcome:
    """Central took it in."""
    return Outcome(
        change_id=change.change_id,
        status=OutcomeStatus.APPLIED,
        revision=revision,
        receipt="R",
        received_at=NOON,
    )


def base_copy(store: Store, note_id: UUID = NOTE.id) -> Any:
    """The words kept apart as what central knows of the note; None while the note itself says them."""
    with Session(store.engine) as session:
        row = session.get_one(CentralCopyRow, ("note_of_visit", str(note_id)))
        return row.payload if row.payload is None else cast("Any", row.payload)["answers"]


def clash(change: Change, theirs: Record) -> Outcome:
    """Somebody was faster."""
    return Outcome(
        change_id=change.change_id,
        status=OutcomeStatus.CLASH,
        revision=theirs.revision,
        theirs=theirs.payload,
    )


def states(store: Store) -> list[str]:
    """Of everything in the outbox, in order."""
    with store.reading() as connection:
        return [state for (state,) in connection.execute("SELECT state FROM outbox ORDER BY position")]


def refused(change: Change, code: ProblemCode = ProblemCode.NOT_ALLOWED) -> Outcome:
    """Central said no."""
    problem = Problem(code=code, sentence="Central said no, in words.")
    return Outcome(change_id=change.change_id, status=OutcomeStatus.REFUSED, problem=problem)


def test_the_store_is_what_a_round_asks_for(sync: SyncStore) -> None:
    asked: SyncPort = sync
    assert asked.progress() == (0, 0)


# Sealing


def test_a_new_record_is_sealed_on_revision_zero_and_an_edit_on_its_base(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"next_steps": "Coach the maths lead"}))
    write(store, a_note(a_visit()))
    assert [change.base_revision for change in sync.seal(50)] == [BASE, 0]


def test_a_batch_has_a_limit_and_what_is_unanswered_comes_first(store: Store, sync: SyncStore) -> None:
    for _ in range(5):
        write(store, a_note(a_visit()))
    first = sync.seal(3)
    assert len(first) == 3
    assert sync.seal(3) == first
    assert sync.seal(50)[:3] == first
    assert len(sync.seal(50)) == 5


def sealed_words(store: Store) -> list[Any]:
    """What the outbox itself holds of sealed changes; None while the record says it."""
    with Session(store.engine) as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.state == "sent")).all()
        return [row.payload if row.payload is None else cast("Any", row.payload)["answers"] for row in rows]


def test_a_sealed_change_is_its_record_until_that_is_written_over(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"next_steps": "Typed"}))
    sealed = sync.seal(10)
    assert sealed_words(store) == [None]
    assert sync.seal(10) == sealed
    write(store, known.write({"next_steps": "Typed since"}))
    assert sealed_words(store) == [{"next_steps": "Typed"}]
    write(store, known.write({"next_steps": "Typed last"}))
    assert sync.seal(10) == sealed
    sync.settle_together([applied(sealed[0], 5)])
    (later,) = sync.seal(10)
    assert (later.base_revision, cast("Any", later.payload)["answers"]) == (5, {"next_steps": "Typed last"})


def test_a_sealed_change_stays_what_it_was_when_theirs_is_joined_or_the_record_goes(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"next_steps": "Typed"}))
    sealed = sync.seal(10)
    sync.apply_page([note_record(known.write({"focus": "Theirs"}), 5)], 11)
    assert sync.seal(10) == sealed
    sync.apply_page([Tombstone(kind="note_of_visit", id=str(NOTE.id), revision=6)], 12)
    assert sync.seal(10) == sealed


def test_an_edit_of_the_same_length_is_sent(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    write(store, known.write({"next_steps": "Caoch"}))
    (change,) = sync.seal(10)
    assert cast("Any", change.payload)["answers"] == {"next_steps": "Caoch"}


def test_an_edit_taken_back_is_not_sent(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    write(store, known.write({"next_steps": "Something else"}))
    write(store, known)
    assert sync.seal(50) == ()
    assert outbox(store) == []


# The base copy


def test_a_note_is_its_own_base_until_its_first_edit(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    assert base_copy(store) is None
    write(store, known.write({"next_steps": "Second"}))
    assert base_copy(store) == known.answers
    write(store, known.write({"next_steps": "Third"}))
    assert base_copy(store) == known.answers


def test_an_edit_that_is_not_kept_leaves_no_base_copy(store: Store, known: NoteOfVisit) -> None:
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(known.write({"next_steps": "Never committed"}))
    assert (read(store), base_copy(store)) == (known, None)


@pytest.mark.parametrize("is_together", [True, False])
def test_what_was_accepted_is_its_own_base_again_unless_it_was_edited_since(
    store: Store, sync: SyncStore, known: NoteOfVisit, is_together: bool
) -> None:
    def settle(change: Change, revision: int) -> None:
        outcome = applied(change, revision)
        assert not (sync.settle_together([outcome]) if is_together else sync.settle(outcome))

    write(store, known.write({"next_steps": "Second"}))
    (change,) = sync.seal(50)
    write(store, known.write({"next_steps": "Third"}))
    settle(change, BASE + 1)
    assert base_copy(store) == {"next_steps": "Second"}
    (change,) = sync.seal(50)
    settle(change, BASE + 2)
    assert base_copy(store) is None
    write(store, known.write({"next_steps": "Fourth"}))
    assert base_copy(store) == {"next_steps": "Third"}


def test_theirs_is_the_base_of_what_was_joined_and_its_own_where_nothing_was_ours(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"context": "Mine"}))
    sync.apply_page([note_record(known.write({"next_steps": "Review"}), BASE + 1)], 11)
    assert base_copy(store) == {"next_steps": "Review"}
    (change,) = sync.seal(50)
    sync.settle(clash(change, note_record(read(store), BASE + 2)))
    assert base_copy(store) is None
    assert sync.seal(50) == ()


def test_what_waits_for_the_next_lap_is_sealed_and_not_called_sent(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    sent = {("note_of_visit", str(known.id))}
    write(store, known.write({"next_steps": "Second"}))
    waits = sync.seal(50, sent)
    assert states(store) == ["sealed"]
    write(store, a_note(a_visit()))
    assert sync.seal(50, sent)[:1] == waits
    assert states(store) == ["sent", "sent"]


# Answers


def test_what_was_sent_becomes_the_base(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    write(store, known.write({"next_steps": "Second"}))
    (change,) = sync.seal(50)
    write(store, known.write({"next_steps": "Third"}))
    assert not sync.settle(applied(change, BASE + 1))
    (later,) = sync.seal(50)
    assert (later.base_revision, later.payload["answers"]) == (BASE + 1, {"next_steps": "Third"})


def test_an_answer_heard_twice_changes_nothing(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    write(store, known.write({"next_steps": "Second"}))
    (change,) = sync.seal(50)
    sync.settle(applied(change, BASE + 1))
    assert not sync.settle(applied(change, BASE + 9))
    assert not sync.settle(Outcome(change_id=uuid4(), status=OutcomeStatus.ALREADY, revision=3))
    assert revision(store, "note_of_visit", known.id) == BASE + 1


def test_a_clash_on_other_fields_combines_and_is_sent_again(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"next_steps": "Coach the maths lead"}))
    (change,) = sync.seal(50)
    theirs = note_record(known.write({"strengths": "Reading"}), BASE + 1)
    assert sync.settle(clash(change, theirs))
    assert read(store).answers == {"next_steps": "Coach the maths lead", "strengths": "Reading"}
    assert set_aside(store) == []
    (again,) = sync.seal(50)
    assert again.base_revision == BASE + 1
    assert again.change_id != change.change_id


def test_a_clash_on_the_same_words_keeps_both(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    write(store, known.write({"next_steps": "Coach the maths lead"}))
    (change,) = sync.seal(50)
    theirs = note_record(known.write({"next_steps": "Review phonics"}), BASE + 1)
    assert not sync.settle(clash(change, theirs))
    assert read(store).answers == {"next_steps": "Review phonics"}
    assert set_aside(store) == [("mine", {"answers": {"next_steps": "Coach the maths lead"}})]
    assert outbox(store) == []
    facts = StoredFacts(store)
    assert facts.sync().to_settle == 1
    (row,) = facts.queued()
    assert (row.sync.state, "Both versions are kept" in row.sync.problem) == (SendState.ACCEPTED, True)


def test_words_typed_while_a_clash_was_on_its_way_are_kept(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"next_steps": "Coach the maths lead"}))
    (change,) = sync.seal(50)
    write(store, known.write({"next_steps": "Coach both leads", "strengths": "Reading"}))
    theirs = note_record(known.write({"next_steps": "Review phonics"}), BASE + 1)
    assert sync.settle(clash(change, theirs))
    assert read(store).answers == {"next_steps": "Review phonics", "strengths": "Reading"}
    assert set_aside(store) == [("mine", {"answers": {"next_steps": "Coach both leads"}})]


def test_two_people_who_start_one_note_meet_in_it(store: Store, sync: SyncStore) -> None:
    write(store, a_note(VISIT, next_steps="Coach", context="Two form entry"))
    (change,) = sync.seal(50)
    theirs = note_record(a_note(VISIT, next_steps="Review", strengths="Reading"), 1)
    assert sync.settle(clash(change, theirs))
    assert read(store).answers == {
        "next_steps": "Review",
        "strengths": "Reading",
        "context": "Two form entry",
    }
    assert set_aside(store) == [("mine", {"answers": {"next_steps": "Coach"}})]


def test_signed_words_of_theirs_stand_whole(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    write(store, known.write({"next_steps": "Coach", "strengths": "Mine, unsigned"}))
    (change,) = sync.seal(50)
    theirs = signed(known)
    assert not sync.settle(clash(change, note_record(theirs, BASE + 1)))
    assert read(store) == theirs
    assert read(store).head_mark_stands
    assert set_aside(store) == [("mine", {"answers": {"strengths": "Mine, unsigned"}})]


def test_signed_words_of_mine_stand_whole_and_theirs_are_kept_too(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    mine = signed(known.write({"next_steps": "Coach the maths lead"}))
    write(store, mine)
    (change,) = sync.seal(50)
    theirs = known.write({"next_steps": "Review phonics", "strengths": "Reading"})
    assert sync.settle(clash(change, note_record(theirs, BASE + 1)))
    assert read(store) == mine
    assert set_aside(store) == [
        ("theirs", {"answers": {"next_steps": "Review phonics", "strengths": "Reading"}})
    ]
    (again,) = sync.seal(50)
    assert again.base_revision == BASE + 1


def test_what_is_refused_is_parked_with_its_words(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    mine = known.write({"next_steps": "Coach the maths lead"})
    write(store, mine)
    (change,) = sync.seal(50)
    assert not sync.settle(refused(change))
    assert sync.seal(50) == ()
    assert read(store) == mine
    write(store, mine.write({"strengths": "Reading"}))
    (again,) = sync.seal(50)
    assert again.change_id != change.change_id


def test_a_refusal_does_not_hold_up_what_was_typed_since(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"next_steps": "Second"}))
    (change,) = sync.seal(50)
    write(store, known.write({"next_steps": "Third"}))
    sync.settle(refused(change))
    (later,) = sync.seal(50)
    assert later.payload["answers"] == {"next_steps": "Third"}


def test_what_was_refused_for_want_of_its_note_is_tried_again_when_the_note_is_there(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    mine = signed(known.write({"next_steps": "Coach the maths lead"}))
    content = b"signed"
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(mine)
        uow.attachments.add(a_file(mine, content), content)
        uow.commit()
    note, file = sync.seal(50)
    sync.settle(clash(note, note_record(known.write({"strengths": "Reading"}), BASE + 1)))
    sync.settle(refused(file, ProblemCode.BAD_PAYLOAD))
    (again,) = sync.seal(50)
    assert again.kind == "note_of_visit"
    assert sync.settle(applied(again, BASE + 2))
    assert [change.kind for change in sync.seal(50)] == ["attachment"]


# Pages


def test_a_page_and_its_cursor_are_kept_together(store: Store, sync: SyncStore) -> None:
    bad = Record(kind="visit", id=str(uuid4()), revision=1, payload={"urn": 1})
    with pytest.raises(OutsideTrouble, match="cannot read"):
        sync.apply_page([a_school_record(), bad], 5)
    assert (sync.cursor(), sync.held_urns()) == (0, frozenset())
    sync.apply_page([a_school_record()], 5)
    assert (sync.cursor(), sync.held_urns()) == (5, frozenset({URN}))
    sync.restart_receiving()
    assert sync.cursor() == 0


def test_a_kind_this_program_does_not_know_stops_the_page(sync: SyncStore) -> None:
    with pytest.raises(OutsideTrouble, match="newest version of this program"):
        sync.apply_page([Record(kind="poem", id="1", revision=1, payload={})], 5)


def test_the_same_revision_again_changes_nothing(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    mine = known.write({"next_steps": "Coach the maths lead"})
    write(store, mine)
    sync.apply_page([a_school_record(), note_record(known, BASE)], 10)
    assert read(store) == mine
    assert outbox(store) == ["waiting"]


def test_an_older_revision_is_not_gone_back_to(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    sync.apply_page([note_record(known.write({"next_steps": "Old"}), BASE - 1)], 10)
    assert read(store) == known


def test_the_newest_of_two_versions_on_one_page_is_kept(store: Store, sync: SyncStore) -> None:
    sync.apply_page([note_record(NOTE, 1), note_record(NOTE.write({"next_steps": "Later"}), 2)], 10)
    assert read(store).answers == {"next_steps": "Later"}


def test_a_page_is_merged_under_what_was_typed_here(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"next_steps": "Coach the maths lead", "context": "Mine"}))
    sync.apply_page([note_record(known.write({"next_steps": "Review", "strengths": "Theirs"}), BASE + 1)], 11)
    assert read(store).answers == {"next_steps": "Review", "strengths": "Theirs", "context": "Mine"}
    assert set_aside(store) == [("mine", {"answers": {"next_steps": "Coach the maths lead"}})]
    (change,) = sync.seal(50)
    assert change.base_revision == BASE + 1


def test_an_edit_taken_back_after_sending_survives_a_page_that_came_first(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, sent := known.write({"next_steps": "Hasty words"}))
    (change,) = sync.seal(50)
    write(store, known)
    sync.apply_page([note_record(sent, BASE + 1)], 11)
    assert read(store) == known
    assert not sync.settle(applied(change, BASE + 1))
    (again,) = sync.seal(50)
    assert again.payload["answers"] == {"next_steps": "Coach"}
    assert set_aside(store) == []


def test_a_school_is_centrals_to_change(store: Store, sync: SyncStore) -> None:
    sync.apply_page([a_school_record(name="Old name")], 1)
    sync.apply_page([a_school_record(name="New name", revision=2)], 2)
    with StoredUnitOfWork(store, reads_only=True) as uow:
        assert uow.schools.get(URN).name == "New name"


def test_a_tombstone_removes_and_typed_words_go_into_a_copy(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    write(store, known.write({"next_steps": "Unsent words"}))
    sync.apply_page([Tombstone(kind="note_of_visit", id=str(known.id), revision=BASE + 1)], 11)
    assert StoredFacts(store).notes() == ()
    ((whose, words),) = set_aside(store)
    assert (whose, words["answers"]) == ("mine", {"next_steps": "Unsent words"})
    assert outbox(store) == []
    sync.apply_page([Tombstone(kind="visit", id=str(VISIT.id), revision=2)], 12)
    assert sync.counts() == {"school": 1}


def test_absence_removes_nothing(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    sync.restart_receiving()
    sync.apply_page([a_school_record()], 10)
    assert read(store) == known


# Counts, withdrawals, files


def test_what_was_counted_holds_until_something_is_written(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    asked: list[str] = []
    with store.reading() as connection:
        connection.set_trace_callback(asked.append)
    counted = sync.counts()
    sync.note_success()
    assert sync.counts() == counted
    assert sum("count(*)" in each for each in asked) == 1
    sync.apply_page([Tombstone(kind="note_of_visit", id=str(known.id), revision=5)], 11)
    sync.note_success()
    assert sync.counts() == {each: n for each, n in counted.items() if each != "note_of_visit"}


def test_counts_are_of_what_central_knows(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    sync.apply_page([a_person_record()], 11)
    write(store, a_note(a_visit()))
    assert sync.counts() == {"school": 1, "visit": 1, "note_of_visit": 1, "person": 1}


def test_a_withdrawn_school_leaves_with_all_its_records(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    sync.apply_page([a_school_record(OTHER_URN), a_person_record()], 11)
    sync.apply_page([Withdrawn(urn=URN, announced=True)], 12)
    assert sync.held_urns() == {OTHER_URN}
    assert sync.counts() == {"school": 1, "person": 1}
    assert StoredFacts(store).notes() == ()


def test_unsent_words_of_a_withdrawn_school_stay_until_they_are_sent(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    other_visit = a_visit()
    other = a_note(other_visit, next_steps="Another note, all sent")
    visit_payload_ = visit_payload(other_visit).model_dump(mode="json")
    sync.apply_page(
        [
            note_record(other, 1),
            Record(kind="visit", id=str(other_visit.id), revision=1, payload=visit_payload_),
        ],
        11,
    )
    write(store, known.write({"next_steps": "Unsent words"}))
    sync.apply_page([Withdrawn(urn=URN, announced=False)], 12)
    (line,) = StoredFacts(store).notes()
    assert (line.note_id, line.school_name, line.visit_type) == (known.id, "Reading School", "core")
    assert (sync.held_urns(), sync.counts()) == (frozenset(), {})
    (change,) = sync.seal(50)
    sync.settle(refused(change))
    assert read(store).answers == {"next_steps": "Unsent words"}
    write(store, known.write({"next_steps": "Unsent words, again"}))
    (change,) = sync.seal(50)
    sync.settle(applied(change, BASE + 1))
    assert StoredFacts(store).notes() == ()
    assert StoredFacts(store).schools(NOON.date()) == ()


def test_a_school_that_comes_back_is_whole_again(store: Store, sync: SyncStore, known: NoteOfVisit) -> None:
    write(store, known.write({"next_steps": "Unsent words"}))
    sync.apply_page([Withdrawn(urn=URN, announced=True)], 12)
    sync.apply_page([a_school_record(), visit_record(), note_record(known, BASE)], 13)
    assert sync.held_urns() == {URN}
    assert sync.counts() == {"school": 1, "visit": 1, "note_of_visit": 1}
    assert read(store).answers == {"next_steps": "Unsent words"}


def test_files_are_sent_after_their_record_and_fetched_after_theirs(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    note = signed(known)
    content = b"the bytes of a signed note" * 1000
    file = a_file(note, content)
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(note)
        uow.attachments.add(file, content)
        uow.commit()
    assert sync.files_to_send() == ()
    for change in sync.seal(50):
        sync.settle(applied(change, BASE + 1))
    (to_send,) = sync.files_to_send()
    assert (to_send.sha256, to_send.size, sync.file_content(to_send.sha256)) == (
        file.sha256,
        len(content),
        content,
    )
    sync.file_sent(file.sha256)
    assert sync.files_to_send() == sync.files_to_fetch() == ()


def test_a_file_named_by_a_record_is_fetched_and_kept(
    store: Store, sync: SyncStore, known: NoteOfVisit
) -> None:
    content = b"the line manager reads the same bytes"
    file = a_file(known, content)
    payload = {
        "record_kind": file.record_kind,
        "record_id": file.record_id,
        "urn": file.urn,
        "purpose": file.purpose,
        "sha256": file.sha256,
        "size": file.size,
        "media_type": file.media_type,
        "file_name": file.file_name,
        "made_at": file.made_at.isoformat(),
        "made_by": str(file.made_by),
    }
    sync.apply_page([Record(kind="attachment", id=str(file.id), revision=1, payload=payload)], 11)
    with StoredUnitOfWork(store, reads_only=True) as uow:
        (found,) = uow.attachments.of_record("note_of_visit", known.id)
        with pytest.raises(OutsideTrouble, match="has not arrived"):
            uow.attachments.content(found)
    (to_fetch,) = sync.files_to_fetch()
    sync.keep_file(to_fetch.sha256, content)
    sync.keep_file(to_fetch.sha256, content)
    with StoredUnitOfWork(store, reads_only=True) as uow:
        assert uow.attachments.content(found) == content
    assert sync.files_to_send() == sync.files_to_fetch() == ()
    sync.apply_page([Withdrawn(urn=URN, announced=True)], 12)
    with pytest.raises(OutsideTrouble, match="no longer on this laptop"):
        sync.file_content(file.sha256)
