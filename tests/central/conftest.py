"""Central in the tests: Reading, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.a_central import ACentral, a_central


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'central.db'}"
    url: str = request.getfixturevalue("fresh_postgres_url")
    return url


@pytest.fixture
def central(database_url: str, tmp_path: Path) -> Iterator[ACentral]:
    """Reading's central, serving."""
    with a_central(database_url, tmp_path / "data") as running:
        yield running
