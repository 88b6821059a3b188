"""Central in the tests: Reading, on SQLite and on PostgreSQL alike; set up once, copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from sia_central.storage.store import Store, store_in
from tests.helpers.a_central import ACentral, served, set_up_reading
from tests.helpers.postgres import Cluster

STORES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> ACentral:
    """Reading in an SQLite file, to be copied."""
    made = set_up_reading(None, tmp_path_factory.mktemp("template") / "data")
    made.store.close()
    return made


@pytest.fixture(scope="session")
def postgres_template(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> ACentral:
    """Reading in a PostgreSQL database, to be copied."""
    postgres.run_sql("CREATE DATABASE central_template")
    url = postgres.url_of("central_template")
    made = set_up_reading(url, tmp_path_factory.mktemp("template") / "data")
    made.store.close()
    return made


@pytest.fixture(params=STORES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'central.db'}"
    url: str = request.getfixturevalue("fresh_postgres_url")
    return url


@pytest.fixture(params=STORES)
def set_up(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ACentral]:
    """Reading's central on each store in turn, not served."""
    data_dir = tmp_path / "data"
    made: ACentral = request.getfixturevalue(
        "sqlite_template" if request.param == "sqlite" else "postgres_template"
    )
    shutil.copytree(made.store.data_dir, data_dir)
    url = None
    if request.param == "postgresql":
        postgres: Cluster = request.getfixturevalue("postgres")
        name = f"central_{uuid4().hex}"
        postgres.run_sql(f"CREATE DATABASE {name} TEMPLATE central_template")
        url = postgres.url_of(name)
    store = store_in(url, data_dir)
    yield replace(made, store=store)
    store.close()
    if url is not None:
        postgres.run_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def central(set_up: ACentral) -> Iterator[ACentral]:
    """Reading's central, serving."""
    with served(set_up.store) as url:
        yield replace(set_up, url=url)


@pytest.fixture
def store(set_up: ACentral) -> Store:
    """The store of Reading's central."""
    return set_up.store
