"""Stages for the plays: on SQLite, and for the main plays on PostgreSQL too."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.helpers.postgres import Cluster
from tests.helpers.stage import Prepared, Stage, prepare, staged

TEMPLATE = "sync_stage"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Central on SQLite and three laptops, to be copied."""
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="session")
def prepared_on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres: Cluster) -> Prepared:
    """Central on PostgreSQL and three laptops, to be copied."""
    postgres.run_sql(f"CREATE DATABASE {TEMPLATE}")
    return prepare(tmp_path_factory.mktemp("prepared"), postgres.url_of(TEMPLATE))


@pytest.fixture
def stage(prepared: Prepared, tmp_path: Path) -> Iterator[Stage]:
    """A play of its own, on SQLite."""
    with staged(prepared, tmp_path) as play:
        yield play


@pytest.fixture(params=["sqlite", "postgresql"])
def either_stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """A play of its own, on each store that central has."""
    if request.param == "sqlite":
        with staged(request.getfixturevalue("prepared"), tmp_path) as play:
            yield play
        return
    prepared_there: Prepared = request.getfixturevalue("prepared_on_postgres")
    postgres: Cluster = request.getfixturevalue("postgres")
    database = f"play_{uuid4().hex}"
    postgres.run_sql(f"CREATE DATABASE {database} TEMPLATE {TEMPLATE}")
    with staged(prepared_there, tmp_path, postgres.url_of(database)) as play:
        yield play
    postgres.run_sql(f"DROP DATABASE {database} WITH (FORCE)")
