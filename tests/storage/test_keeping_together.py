"""What is kept together stands exactly as if it had been taken in one by one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from sia_contract.changes import PageEntry, Record
from sia_contract.merging import merge3
from sia_desktop.storage import receiving
from sia_desktop.storage.desk import Desk
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.keeping_together import Key
from sia_desktop.storage.sync_store import SyncStore
from tests.helpers.samples import ANNA, a_note, a_person_record, a_school_record, a_visit
from tests.storage.test_sync_store import note_record, write

KEY = bytes(range(32))
VISITS = [a_visit() for _ in range(5)]
NOTES = [a_note(visit, next_steps="Coach") for visit in VISITS]
TABLES = {
    "school": "*",
    "person": "*",
    "note_of_visit": "*",
    "central_copy": "*",
    "outbox": "kind, record_id, state",
    "conflict_copy": "kind, record_id, whose, payload, against_revision",
    "sync_progress": "cursor",
}

untouched, edited, heard, older, fresh = NOTES
FIRST: Sequence[Record] = [a_school_record(), *(note_record(note, 4) for note in NOTES[:4])]
PAGE: Sequence[Record] = [
    note_record(untouched.write({"next_steps": "Review", "strengths": "Theirs"}), 5),
    note_record(edited.write({"next_steps": "Review"}), 5),
    note_record(heard, 4),
    note_record(older.write({"next_steps": "Long ago"}), 3),
    note_record(fresh, 1),
    a_school_record(name="New name (demonstration)", revision=2),
    a_person_record(),
]


def one_by_one(desk: Desk, entries: Sequence[PageEntry]) -> set[Key]:
    """Nothing is kept together."""
    return set()


def after_both_pages(folder: Path) -> dict[str, list[Any]]:
    """All that stands in a laptop that had an unsent edit when the second page came."""
    folder.mkdir()
    store = open_store(folder / "caseload.db", KEY)
    sync = SyncStore(store, merge3)
    sync.apply_page(FIRST, 10)
    write(store, edited.write({"next_steps": "Mine", "context": "Mine too"}))
    sync.apply_page(PAGE, 20)
    sync.apply_page(PAGE, 20)  # pages may come twice
    found = {table: _rows(store, table, columns) for table, columns in TABLES.items()}
    store.close()
    return found


def _rows(store: Store, table: str, columns: str) -> list[Any]:
    with store.reading() as connection:
        return sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=str)  # noqa: S608


def test_it_is_the_same_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together = after_both_pages(tmp_path / "together")
    monkeypatch.setattr(receiving, "keep_together", one_by_one)

    assert together == after_both_pages(tmp_path / "one by one")

    assert len(together["note_of_visit"]) == 5
    assert len(together["conflict_copy"]) == 1
    assert [row[:2] for row in together["outbox"]] == [("note_of_visit", str(edited.id))]


def test_a_choice_that_is_a_number_may_come_again_as_another_number(tmp_path: Path) -> None:
    """As from a central that was put right by hand; SQLite hands a lone number back as a number."""
    store = open_store(tmp_path / "caseload.db", KEY)
    sync = SyncStore(store, merge3)
    choice = {"pack": "reading", "what": "setting", "code": "days", "value": 5, "reason": "Agreed"}
    payload = {**choice, "by": str(ANNA), "at": "2026-05-20T10:00:00Z"}
    first = Record(kind="framework_choice", id=str(uuid4()), revision=1, payload=payload)
    sync.apply_page([first], 1)
    sync.apply_page([first.model_copy(update={"payload": first.payload | {"value": 6}})], 2)
    assert [value for value, *_ in _rows(store, "framework_choice", "value")] == [6]
    store.close()
