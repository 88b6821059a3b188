"""A full disk is told in words, keeps what was saved, and is forgotten once there is room again."""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.samples import a_note, a_visit
from tests.storage.conftest import KEY

FILLER_BYTES = 3_000_000
DISK_BYTES = 5_000_000


@dataclass
class SmallDisk:
    """A store with little room, and the way to make more."""

    store: Store
    make_room: Callable[[], None]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A real small disk where this user may mount one; elsewhere the database's own quota."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)]
    is_mounted = (
        os.name == "posix"
        and os.geteuid() == 0
        and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    )
    store = open_store(folder / "caseload.db", KEY)
    filler = folder / "filler"
    if is_mounted:
        filler.write_bytes(bytes(FILLER_BYTES))
    else:
        _set_quota(store, 60)
    yield SmallDisk(store, filler.unlink if is_mounted else lambda: _set_quota(store, 1_000_000))
    store.close()
    if is_mounted:
        subprocess.run(["umount", str(folder)], check=True)


def _set_quota(store: Store, more_pages: int) -> None:
    with store.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one() + more_pages
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))


def save_one(store: Store) -> str:
    """Save a note of some length; its id."""
    note = a_note(a_visit(), next_steps="Coach the maths lead. " * 5_000)
    with StoredUnitOfWork(store) as uow:
        uow.notes.save(note)
        uow.commit()
    return str(note.id)


def test_a_full_disk_is_told_in_words_and_loses_nothing(small_disk: SmallDisk) -> None:
    saved: list[str] = []

    def fill() -> None:
        while True:
            saved.append(save_one(small_disk.store))

    with pytest.raises(OutsideTrouble, match=r"disk .* is full.*saved before is safe"):
        fill()
    assert kept(small_disk.store) == set(saved)
    assert saved
    small_disk.make_room()
    saved.append(save_one(small_disk.store))
    assert kept(small_disk.store) == set(saved)


def kept(store: Store) -> set[str]:
    """The notes in the store."""
    with store.reading() as connection:
        return {row[0] for row in connection.execute("SELECT id FROM note_of_visit")}
