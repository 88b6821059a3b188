"""A real encrypted store, in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sia_contract.merging import merge3
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.queries.facts import StoredFacts
from sia_desktop.storage.sync_store import SyncStore
from tests.helpers.fixed_clock import FixedClock

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store, closed afterwards."""
    store = open_store(tmp_path / "caseload.db", KEY)
    yield store
    store.close()


@pytest.fixture
def sync(store: Store, fixed_clock: FixedClock) -> SyncStore:
    """The store as sync sees it."""
    return SyncStore(store, merge3, fixed_clock)


@pytest.fixture
def facts(store: Store) -> StoredFacts:
    """The store as pages ask it."""
    return StoredFacts(store)
