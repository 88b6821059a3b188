"""A backup is the whole of central in one file; put back, laptops sync with it as if nothing had been."""

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from sia_central.cli import main
from sia_central.services.audit import verify
from sia_central.storage import migrate
from sia_central.storage.engine import reading
from sia_central.storage.migrate import current_revision, downgrade, head_revision
from sia_central.storage.store import Store, open_store, store_in
from sia_central.storage.tables import METADATA
from tests.central.laptop import Laptop
from tests.central.test_files import CONTENT, get, put, tell_of_file
from tests.helpers.a_central import ACentral, served

Where = list[str]


def where(store: Store) -> Where:
    """How a command names a store."""
    url = store.engine.url.render_as_string(hide_password=False)
    return ["--data", str(store.data_dir), "--database", url]


def rows(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with reading(store.engine) as connection:
        return {table.name: len(connection.execute(select(table)).all()) for table in METADATA.sorted_tables}


def serving(central: ACentral, store: Store) -> AbstractContextManager[str]:
    """The restored central."""
    return served(store)


def test_two_laptops_sync_with_what_was_restored(
    central: ACentral, tmp_path: Path, empty_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    anna, lena = Laptop.of(central, central.adviser), Laptop.of(central, central.lead)
    tell_of_file(anna, central.urns[0])
    put(anna, 0, CONTENT)
    anna.syncs(), lena.syncs()
    key, file = tmp_path / "key", tmp_path / "central.sia-backup"
    assert main(["new-backup-key", "--out", str(key), *where(central.store)]) == 0
    recipient = capsys.readouterr().out.split()[4]
    assert main(["backup", "--out", str(file), "--recipient", recipient, *where(central.store)]) == 0
    before = rows(central.store)  # with the line that a backup was made, which that backup cannot hold
    assert b"reading" not in file.read_bytes()

    fresh = ["--data", str(tmp_path / "fresh"), "--database", empty_database_url]
    assert main(["restore", str(file), *fresh]) == 2
    assert "--identity" in capsys.readouterr().err
    assert main(["restore", str(file), "--identity", str(key), *fresh]) == 0, capsys.readouterr().err
    store = store_in(empty_database_url, tmp_path / "fresh")
    assert rows(store) == before  # and a line that it was restored
    assert verify(store, "reading").faults == ()
    assert main(["restore", str(file), "--identity", str(key), *fresh]) == 2
    assert "never writes over anything" in capsys.readouterr().err

    with served(store) as url:
        anna, lena = replace(anna, url=url), replace(lena, url=url)
        assert get(anna).content == CONTENT
        visit = anna.visit(central.urns[1])
        assert [each.status.value for each in anna.sends(visit, anna.note(visit))] == ["applied"] * 2
        assert lena.syncs().held("note_of_visit") == anna.syncs().held("note_of_visit")
        Laptop.of(replace(central, url=url), central.other)  # the authority's key came back too


def test_a_restore_that_was_refused_leaves_the_place_as_empty_as_it_was(
    set_up: ACentral, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, file, fresh = tmp_path / "key", tmp_path / "central.sia-backup", tmp_path / "fresh"
    main(["new-backup-key", "--out", str(key), *where(set_up.store)])
    recipient = capsys.readouterr().out.split()[4]
    main(["backup", "--out", str(file), "--recipient", recipient, *where(set_up.store)])
    for wrong in ([str(file)], [str(tmp_path / "another name")]):
        assert main(["restore", *wrong, "--data", str(fresh)]) == 2
    assert main(["status", "--data", str(fresh)]) == 2
    assert main(["restore", str(file), "--identity", str(key), "--data", str(fresh)]) == 0
    with open_store(None, fresh) as store:
        assert verify(store, "reading").faults == ()


@pytest.mark.parametrize("which", ["reading.key.pem", "reading.2.clock.key.pem"])
def test_a_key_that_is_missing_is_said_and_not_left_out(
    set_up: ACentral, tmp_path: Path, which: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up.store.authority_path(which).unlink()
    for command in (["status"], ["backup", "--out", str(tmp_path / "x")]):
        assert main([*command, *where(set_up.store)]) == 2
        assert "key of the council's certificate authority cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_backup_that_failed_was_not_made(
    set_up: ACentral, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = rows(set_up.store)["audit"]
    assert main(["backup", "--out", str(tmp_path / "away" / "x"), *where(set_up.store)]) == 2
    assert f"There is no folder {tmp_path / 'away'} for the backup." in capsys.readouterr().err
    assert rows(set_up.store)["audit"] == lines
    assert main(["backup", "--out", str(tmp_path / "x"), *where(set_up.store)]) == 0
    assert rows(set_up.store)["audit"] == lines + 1


@pytest.mark.parametrize("at", [10, -200])
def test_a_damaged_backup_restores_nothing(
    set_up: ACentral, tmp_path: Path, at: int, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "central.sia-backup"
    assert main(["backup", "--out", str(file), *where(set_up.store)]) == 0
    content = bytearray(file.read_bytes())
    content[at] ^= 0xFF
    file.write_bytes(content)
    fresh = tmp_path / "fresh"
    assert main(["restore", str(file), "--data", str(fresh)]) == 2
    assert "damaged" in capsys.readouterr().err
    assert not (fresh / "authority").exists()


def test_a_step_that_fails_leaves_the_database_as_it_was_and_says_so(
    set_up: ACentral, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = set_up.store.engine
    downgrade(engine, "0002")
    for key in (set_up.store.data_dir / "authority").glob("*clock*"):
        key.unlink()  # an older version had none
    kept = migrate.upgrade_over

    def fails_at_its_end(connection: Connection, to: str) -> None:
        kept(connection, to)
        connection.exec_driver_sql("SELECT nothing FROM nowhere")

    monkeypatch.setattr(migrate, "upgrade_over", fails_at_its_end)
    assert main(["migrate", *where(set_up.store)]) == 2
    said = capsys.readouterr().err
    assert "The database is as it was, of version 0002" in said
    assert current_revision(engine) == "0002"
    backup = next((set_up.store.data_dir / "backups").glob("*.sia-backup"))
    assert str(backup) in said
    monkeypatch.undo()
    assert main(["migrate", *where(set_up.store)]) == 0
    assert current_revision(engine) == head_revision()
    set_up.store.check_ready()
