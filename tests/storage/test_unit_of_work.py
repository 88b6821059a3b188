"""Rows and their outbox rows, in one transaction of the encrypted file."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from sia_contract.kinds import RECORD_KINDS
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.storage.engine import Store
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.sync_tables import OutboxRow
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from sia_desktop.storage.write_gate import WriteGate
from tests.helpers.a_desk import a_demonstration_school
from tests.helpers.samples import a_file, a_note, a_visit, provided, signed


def queued(store: Store) -> list[tuple[str, str, str]]:
    """Kind, id and state of everything in the outbox, in order."""
    with Session(store.engine) as session:
        rows = session.exec(select(OutboxRow)).all()
        return [(row.kind, row.record_id, row.state) for row in rows]


def test_every_kind_has_a_table_with_its_payloads_fields() -> None:
    fields = {kind: set(row.model_fields) - row.BESIDE for kind, row in ROWS.items()}
    assert fields == {kind: set(rules.payload.model_fields) for kind, rules in RECORD_KINDS.items()}


def test_a_change_and_its_outbox_row_are_kept_together(store: Store) -> None:
    visit = a_visit()
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(a_note(visit))
    assert queued(store) == []
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(a_note(visit))
        uow.commit()
    assert queued(store) == [
        ("visit", str(visit.id), "waiting"),
        ("note_of_visit", str(a_note(visit).id), "waiting"),
    ]


def test_later_edits_join_the_change_that_waits(store: Store) -> None:
    note = a_note(a_visit())
    for words in ("C", "Co", "Coach"):
        with StoredUnitOfWork(store) as uow:
            uow.notes.save(note.write({"next_steps": words}))
            uow.commit()
    assert queued(store) == [("note_of_visit", str(note.id), "waiting")]


def test_saving_what_is_already_kept_queues_nothing(store: Store, sync: SyncStore) -> None:
    visit = a_visit()
    note = signed(a_note(visit, next_steps="Coach the maths lead"))
    content = b"the bytes of a file"
    file, act = a_file(note, content), provided(note)
    for _ in range(2):
        with StoredUnitOfWork(store) as uow:
            uow.visits.save(visit)
            uow.notes.save(note)
            uow.attachments.add(file, content)
            uow.acts.add(act)
            uow.commit()
        sealed = sync.seal(50)
    assert len(sealed) == 4
    assert len(queued(store)) == 4


def test_a_school_as_a_newer_file_has_it_is_shown_and_queues_nothing(store: Store) -> None:
    hillside = replace(a_demonstration_school(999900, "Hillside"), as_at=date(2026, 6, 2))
    with StoredUnitOfWork(store) as uow:
        uow.schools.take_in(hillside)
        uow.commit()
        assert uow.schools.find(hillside.urn) == hillside
    assert queued(store) == []


def test_a_field_that_came_with_a_later_program_is_no_edit(store: Store) -> None:
    note = signed(a_note(a_visit()))
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(note)
        uow.commit()
    with store.engine.begin() as connection:
        connection.execute(
            text("UPDATE note_of_visit SET head_mark = json_remove(head_mark, '$.comment', '$.reason')")
        )
    with StoredUnitOfWork(store) as uow:
        assert uow.notes.get(note.id) == note
        uow.notes.save(note)


def test_edits_of_a_sealed_record_wait_their_turn(store: Store, sync: SyncStore) -> None:
    note = a_note(a_visit(), next_steps="Coach")
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(note)
        uow.commit()
    (before,) = sync.seal(50)
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(note.write({"next_steps": "Coach the maths lead"}))
        uow.commit()
    assert sync.seal(50) == (before,)
    assert [state for _, _, state in queued(store)] == ["sent", "waiting"]


def test_a_signed_note_is_held_even_against_a_careless_caller(store: Store) -> None:
    note = a_note(a_visit(), next_steps="Coach")
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(signed(note))
        with pytest.raises(RuleBroken, match="signed and can no longer change"):
            uow.notes.save(note.write({"next_steps": "Something else"}))


def test_an_act_is_never_edited(store: Store) -> None:
    note = a_note(a_visit())
    act = provided(note)
    changed = provided(note, on=act.on.replace(day=2))
    object.__setattr__(changed, "id", act.id)
    with StoredUnitOfWork(store) as uow:
        uow.acts.add(act)
        with pytest.raises(RuleBroken, match="never edited"):
            uow.acts.add(changed)


def test_a_file_is_what_its_description_says(store: Store) -> None:
    note = a_note(a_visit())
    with StoredUnitOfWork(store) as uow, pytest.raises(ValueError, match="hash and size"):
        uow.attachments.add(a_file(note, b"these bytes"), b"other bytes")


def test_reading_waits_for_nobody_and_commits_nothing(store: Store) -> None:
    visit = a_visit()
    with StoredUnitOfWork(store) as writer:
        writer.visits.save(visit)
        with StoredUnitOfWork(store, reads_only=True) as reader:
            with pytest.raises(RuleBroken, match="not on this laptop"):
                reader.visits.get(visit.id)
            with pytest.raises(RuntimeError, match="only reads"):
                reader.commit()
        writer.commit()
    with StoredUnitOfWork(store, reads_only=True) as reader:
        assert reader.visits.get(visit.id) == visit


def test_one_unit_of_work_inside_another_is_a_bug_and_not_a_standstill(store: Store) -> None:
    with (
        StoredUnitOfWork(store),
        pytest.raises(RuntimeError, match="already writing"),
        StoredUnitOfWork(store),
    ):
        pass
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(a_visit())
        uow.commit()


def test_two_threads_write_one_after_the_other(store: Store) -> None:
    def write_ten() -> None:
        for _ in range(10):
            with StoredUnitOfWork(store) as uow:
                uow.visits.save(a_visit())
                uow.commit()

    threads = [threading.Thread(target=write_ten) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(queued(store)) == 30


def test_a_gate_that_stays_shut_is_told_in_words() -> None:
    gate = WriteGate(patience=0.01)
    troubles: list[str] = []

    def knock() -> None:
        try:
            gate.enter()
        except OutsideTrouble as trouble:
            troubles.append(str(trouble))

    with gate.writing():
        other = threading.Thread(target=knock)
        other.start()
        other.join()
    assert "busy" in troubles[0]
