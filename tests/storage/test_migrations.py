"""The steps between shapes of the database, proved with data in it."""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlcipher3 import dbapi2 as sqlcipher

from sia_contract.merging import merge3
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.storage import engine as opening
from sia_desktop.storage import migrate
from sia_desktop.storage.connection import connect
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.mapping.note_of_visit import note_payload
from sia_desktop.storage.migrate import alembic_config
from sia_desktop.storage.pool import make_engine
from sia_desktop.storage.schema_version import HEAD, REVISIONS
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.tables import METADATA
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.samples import a_note, a_school_record, a_visit
from tests.storage.conftest import KEY
from tests.storage.test_sync_store import note_record

AHEAD = Path(__file__).parent / "versions_ahead"
"""A step that this program does not have: it stands for the next version's."""


def test_the_revisions_this_program_names_are_the_steps_it_has(store: Store) -> None:
    with store.engine.connect() as connection:
        steps = ScriptDirectory.from_config(alembic_config(connection)).walk_revisions()
        assert [step.revision for step in steps] == list(reversed(REVISIONS))


def test_head_equals_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": _is_no_part_of_the_index}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, METADATA) == []


def _is_no_part_of_the_index(name: str | None, kind: str, _: object) -> bool:
    """SQLAlchemy knows no virtual tables; tests/storage/test_search_index.py holds the index to its work."""
    return kind != "table" or not (name or "").startswith("search_words")


def test_every_step_goes_up_and_down(tmp_path: Path) -> None:
    engine = make_engine(lambda: connect(tmp_path / "steps.db", KEY))
    for _ in range(2):
        for revision in REVISIONS:
            with engine.begin() as connection:
                command.upgrade(alembic_config(connection), revision)
        for _ in REVISIONS:
            with engine.begin() as connection:
                command.downgrade(alembic_config(connection), "-1")
        with engine.connect() as connection:
            left = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
            assert set(left) == {"alembic_version"}
    engine.dispose()


def write_something(store: Store, sync: SyncStore) -> str:
    """A school, a visit and the words of a note; the note's id."""
    sync.apply_page([a_school_record()], 7)
    visit = a_visit()
    note = a_note(visit, next_steps="Coach the maths lead")
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.commit()
    return str(note.id)


def use_a_newer_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has the step ahead."""

    def upgrade(path: Path, key: bytes) -> None:
        engine = make_engine(lambda: connect(path, key))
        with engine.begin() as connection:
            command.upgrade(alembic_config(connection, AHEAD), "ahead")
        engine.dispose()

    monkeypatch.setattr(opening, "HEAD", "ahead")
    monkeypatch.setattr(opening, "REVISIONS", (*REVISIONS, "ahead"))
    monkeypatch.setattr(migrate, "upgrade", upgrade)


def test_old_data_is_carried_into_the_next_shape_and_back(
    store: Store, sync: SyncStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_id = write_something(store, sync)
    store.close()
    use_a_newer_program(monkeypatch)
    newer = open_store(tmp_path / "caseload.db", KEY)
    with newer.reading() as connection:
        assert connection.execute("SELECT id, tone FROM note_of_visit").fetchall() == [(note_id, "plain")]
        assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (2,)
        assert connection.execute("SELECT cursor FROM sync_progress").fetchone() == (7,)
    with newer.engine.begin() as sql:
        command.downgrade(alembic_config(sql, AHEAD), HEAD)
    newer.close()
    monkeypatch.undo()
    older = open_store(tmp_path / "caseload.db", KEY)
    with older.reading() as connection:
        assert connection.execute("SELECT id FROM note_of_visit").fetchall() == [(note_id,)]
    older.close()


def test_what_was_sealed_is_the_same_in_the_next_shape(
    store: Store, sync: SyncStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_something(store, sync)
    sealed = sync.seal(10)
    store.close()
    use_a_newer_program(monkeypatch)
    newer = open_store(tmp_path / "caseload.db", KEY)
    with newer.reading() as connection:
        assert "tone" in [row[1] for row in connection.execute("PRAGMA table_info(note_of_visit)")]
    assert SyncStore(newer, merge3).seal(10) == sealed
    newer.close()


def test_an_encrypted_copy_is_made_before_anything_is_changed(
    store: Store, sync: SyncStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_id = write_something(store, sync)
    store.close()
    use_a_newer_program(monkeypatch)
    open_store(tmp_path / "caseload.db", KEY).close()
    monkeypatch.undo()
    (copy,) = (tmp_path / "backups").iterdir()
    with pytest.raises(sqlcipher.DatabaseError):
        connect(copy, bytes(32))
    restored = open_store(copy, KEY)
    with restored.reading() as connection:
        assert connection.execute("SELECT id FROM note_of_visit").fetchall() == [(note_id,)]
    restored.close()


def test_nothing_is_copied_when_there_is_nothing_to_do(store: Store, tmp_path: Path) -> None:
    store.close()
    open_store(tmp_path / "caseload.db", KEY).close()
    assert not (tmp_path / "backups").exists()


def test_a_step_that_fails_leaves_the_database_as_it_was(
    store: Store, sync: SyncStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_id = write_something(store, sync)
    with store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE in_the_way (id INTEGER)"))
    store.close()
    use_a_newer_program(monkeypatch)
    with pytest.raises(Exception, match="in_the_way already exists"):
        open_store(tmp_path / "caseload.db", KEY)
    monkeypatch.undo()
    same = open_store(tmp_path / "caseload.db", KEY)
    with same.reading() as sql:
        assert sql.execute("SELECT id FROM note_of_visit").fetchall() == [(note_id,)]
    same.close()


def test_without_a_copy_nothing_is_changed(
    store: Store, sync: SyncStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_something(store, sync)
    store.close()
    (tmp_path / "backups").write_text("a file where the folder should be")
    use_a_newer_program(monkeypatch)
    with pytest.raises(OutsideTrouble, match=r"copy of the database could not be made.*left as it was"):
        open_store(tmp_path / "caseload.db", KEY)
    monkeypatch.undo()
    open_store(tmp_path / "caseload.db", KEY).close()


def test_base_copies_give_way_to_records_that_say_the_same_and_come_back(
    store: Store, sync: SyncStore, tmp_path: Path
) -> None:
    visits = [a_visit(), a_visit()]
    clean, edited = (a_note(visit, next_steps="Coach") for visit in visits)
    sync.apply_page([a_school_record(), note_record(clean, 4), note_record(edited, 4)], 7)
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(edited.write({"next_steps": "Mine"}))
        uow.commit()
    with store.engine.begin() as sql:
        command.downgrade(alembic_config(sql), "0015")
    with store.reading() as connection:
        whole = "SELECT record_id, revision, payload FROM central_copy WHERE kind = 'note_of_visit'"
        found = {row[0]: (row[1], json.loads(row[2])) for row in connection.execute(whole)}
    assert found == {
        str(note.id): (4, note_payload(note).model_dump(mode="json")) for note in (clean, edited)
    }
    store.close()
    again = open_store(tmp_path / "caseload.db", KEY)
    with again.reading() as connection:
        apart = "SELECT record_id FROM central_copy WHERE payload IS NOT NULL"
        assert connection.execute(apart).fetchall() == [(str(edited.id),)]
        assert connection.execute("SELECT count(*) FROM central_copy").fetchone() == (3,)
    again.close()


def test_an_edit_of_a_column_that_came_later_keeps_its_base_copy_and_is_sent(
    store: Store, sync: SyncStore, tmp_path: Path
) -> None:
    note = a_note(a_visit(), next_steps="Coach")
    sync.apply_page([a_school_record(), note_record(note, 4)], 7)
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(note.write({"next_steps": "Mine"}))
        uow.commit()
    with store.engine.begin() as sql:
        command.downgrade(alembic_config(sql), "0015")
        before_the_column = "UPDATE central_copy SET payload = json_remove(payload, '$.answers')"
        sql.exec_driver_sql(f"{before_the_column} WHERE kind = 'note_of_visit'")
    store.close()
    again = open_store(tmp_path / "caseload.db", KEY)
    (sent,) = SyncStore(again, merge3).seal(10)
    assert sent.payload["answers"] == {"next_steps": "Mine"}
    again.close()
