"""The tables come up, go down and come up again, empty and with data in, and are what the models say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, inspect, select

from sia_central.storage.engine import open_engine, reading, writing
from sia_central.storage.migrate import current_revision, downgrade, head_revision, is_known, upgrade
from sia_central.storage.tables import METADATA
from tests.helpers.a_central import ACentral


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    """An empty database."""
    made = open_engine(empty_database_url)
    yield made
    made.dispose()


def test_head_is_what_the_models_say(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []


def test_up_down_and_up_again(engine: Engine) -> None:
    assert current_revision(engine) is None
    upgrade(engine)
    assert current_revision(engine) == head_revision()
    upgrade(engine)
    downgrade(engine, "base")
    assert current_revision(engine) is None
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    upgrade(engine)
    assert current_revision(engine) == head_revision()


def test_a_step_that_fails_changes_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE withdrawals (in_the_way INTEGER)")
    with pytest.raises(Exception, match="withdrawals"):
        upgrade(engine)
    assert set(inspect(engine).get_table_names()) == {"withdrawals"}


def test_data_survives_up(set_up: ACentral) -> None:
    upgrade(set_up.store.engine)
    with reading(set_up.store.engine) as connection:
        kept = {table.name: len(connection.execute(select(table)).all()) for table in METADATA.sorted_tables}
    assert kept["records"] == 61 + 61 + 3
    assert kept["accounts"] == 3
    assert kept["caseload"] == 61


def test_going_down_with_data_in_is_possible(set_up: ACentral) -> None:
    downgrade(set_up.store.engine, "base")
    upgrade(set_up.store.engine)
    with reading(set_up.store.engine) as connection:
        assert not any(connection.execute(select(table)).first() for table in METADATA.sorted_tables)


def test_each_migration_is_known_and_a_newer_one_is_not() -> None:
    assert is_known(head_revision())
    assert not is_known("9999")


def test_every_council_table_begins_its_key_with_the_council() -> None:
    keys = {table.name: [column.name for column in table.primary_key] for table in METADATA.sorted_tables}
    assert keys.pop("sign_in_tries") == ["email_sha256"]  # a stranger has no council yet
    assert {key[0] for key in keys.values()} == {"council"}


def test_a_moment_without_a_zone_is_never_stored(engine: Engine) -> None:
    upgrade(engine)
    row: dict[str, Any] = {"email_sha256": "x", "tries": 1}
    table = METADATA.tables["sign_in_tries"]
    with pytest.raises(Exception, match="zone"), writing(engine) as connection:
        connection.execute(insert(table).values(**row, last_at=datetime(2026, 4, 1)))  # noqa: DTZ001
    noon = datetime(2026, 4, 1, 12, tzinfo=UTC)
    with writing(engine) as connection:
        connection.execute(insert(table).values(**row, last_at=noon))
        assert connection.execute(select(table.c.last_at)).scalar_one() == noon


def test_the_database_folder_needs_no_name_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "with a space & a %"
    folder.mkdir()
    made = open_engine(f"sqlite:///{folder / 'central.db'}")
    upgrade(made)
    made.dispose()
    assert (folder / "central.db").exists()
