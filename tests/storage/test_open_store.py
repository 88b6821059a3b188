"""Opening the encrypted file: how it is set up, and what is refused in words."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2 as sqlcipher

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.storage.connection import CACHE_KIB, PAGE_SIZE, connect
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.samples import a_visit, annas_laptop
from tests.storage.conftest import KEY

FULL = 2


def pragma(engine: Engine, name: str) -> object:
    """What the open connection says of itself."""
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def test_what_is_committed_is_on_the_disk(store: Store) -> None:
    assert pragma(store.engine, "synchronous") == FULL
    with store.reading() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (FULL,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("cache_size", -CACHE_KIB),
        ("cipher_page_size", str(PAGE_SIZE)),
    ],
)
def test_every_connection_is_set_up_alike(store: Store, name: str, value: object) -> None:
    assert pragma(store.engine, name) == value
    with store.reading() as connection:
        assert connection.execute(f"PRAGMA {name}").fetchone() == (value,)


def test_whoever_writes_next_has_the_connection_of_who_wrote_last(store: Store) -> None:
    with store.writing() as bare:
        pass
    with store.engine.begin() as lent:
        lent.exec_driver_sql("CREATE TEMP TABLE seen_by_its_own_connection_alone (id)")
    with store.reading() as again:
        assert again is bare
        again.execute("SELECT 1 FROM seen_by_its_own_connection_alone")


def test_what_was_given_up_half_way_is_undone_before_the_next_begins(store: Store) -> None:
    with store.engine.connect() as lent:
        lent.exec_driver_sql("CREATE TABLE half (id)")
        lent.invalidate()  # as SQLAlchemy does where even undoing went wrong
    with store.writing() as connection:
        assert connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchone() is None


def test_the_key_stays_out_of_the_address(store: Store) -> None:
    assert KEY.hex() not in repr(store.engine) + str(store.engine.url) + repr(store.engine.url.query)


def test_another_laptops_key_is_refused_in_words(
    store: Store, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    store.close()
    with pytest.raises(RuleBroken, match=r"This key does not open .*caseload.db.*enrol again"):
        open_store(tmp_path / "caseload.db", bytes(32))
    assert capfd.readouterr() == ("", "")


def test_the_key_has_32_bytes(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "caseload.db", b"short")


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "caseload.db").write_bytes(b"not a database at all. " * 1000)
    with pytest.raises(RuleBroken, match="belongs to another laptop or is damaged"):
        open_store(tmp_path / "caseload.db", KEY)


def test_a_plain_database_is_refused_in_words(tmp_path: Path) -> None:
    connection = sqlcipher.connect(str(tmp_path / "caseload.db"))
    connection.execute("CREATE TABLE note (words TEXT)")
    connection.close()
    with pytest.raises(RuleBroken, match="is not encrypted"):
        open_store(tmp_path / "caseload.db", KEY)


def test_a_file_of_a_newer_program_is_refused_in_words(store: Store, tmp_path: Path) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(RuleBroken, match="newer version of this program"):
        open_store(tmp_path / "caseload.db", KEY)


def test_a_damaged_page_is_told_in_words(store: Store, tmp_path: Path) -> None:
    store.enrol(annas_laptop())
    store.close()
    file = tmp_path / "caseload.db"
    data = bytearray(file.read_bytes())
    data[PAGE_SIZE:] = bytes(len(data) - PAGE_SIZE)
    file.write_bytes(data)
    with pytest.raises((OutsideTrouble, RuleBroken), match="damaged"):
        open_store(file, KEY).working_for()


def test_whose_laptop_it_is_comes_back_as_it_was_said(store: Store) -> None:
    with pytest.raises(RuleBroken, match="not enrolled yet"):
        store.working_for()
    anna = annas_laptop()
    store.enrol(anna)
    assert store.working_for() == anna


def test_a_second_program_that_writes_is_told_in_words(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sia_desktop.storage.connection.BUSY_SECONDS", 0)
    other = connect(tmp_path / "caseload.db", KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OutsideTrouble, match="in use by another program"), StoredUnitOfWork(store):
        pass
    other.rollback()
    other.close()
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(a_visit())
        uow.commit()


def test_the_first_screen_loads_neither_sqlalchemy_nor_alembic(store: Store, tmp_path: Path) -> None:
    store.enrol(annas_laptop())
    store.close()
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from datetime import date; from pathlib import Path;"
            "from sia_desktop.storage.engine import open_store;"
            "from sia_desktop.storage.queries.facts import StoredFacts;"
            f"store = open_store(Path({str(tmp_path / 'caseload.db')!r}), bytes(range(32)));"
            "store.working_for(); facts = StoredFacts(store);"
            "facts.schools(date(2026, 4, 1)); facts.open_notes(); facts.sync(); facts.queued();"
            "print(sorted({'sqlalchemy', 'sqlmodel', 'alembic', 'pydantic'} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "[]\n"


def test_an_emptied_file_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "caseload.db").touch()
    with pytest.raises(RuleBroken, match=r"caseload.db is empty.*backup"):
        open_store(tmp_path / "caseload.db", KEY)
    assert (tmp_path / "caseload.db").stat().st_size == 0


def test_a_folder_where_the_file_should_be_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "caseload.db").mkdir()
    with pytest.raises(OutsideTrouble, match=r"caseload.db cannot be opened"):
        open_store(tmp_path / "caseload.db", KEY)


def test_a_connection_keeps_its_prepared_statements(store: Store) -> None:
    """A function made anew on each connection that is taken would have SQLite prepare them all again."""
    with store.engine.connect() as connection, pytest.raises(OperationalError, match="no such function"):
        connection.exec_driver_sql("SELECT regexp('a', 'b')")
