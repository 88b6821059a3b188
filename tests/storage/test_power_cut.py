"""What was said to be saved is there after the process is killed at any moment, and half a save never is."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.queries.facts import StoredFacts
from tests.storage.conftest import KEY


def start(file: Path, steps: int) -> "subprocess.Popen[str]":
    """The program that saves until it is killed."""
    command = [sys.executable, "-m", "tests.storage.writes_until_killed", str(file), str(steps)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def check(file: Path, promised: list[str]) -> None:
    """Everything promised is there; at most one save more; each visit with its note and outbox rows."""
    store = open_store(file, KEY)
    with store.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        visits = {row[0] for row in connection.execute("SELECT id FROM visit")}
        with_note = {row[0] for row in connection.execute("SELECT visit_id FROM note_of_visit")}
        queued = connection.execute(
            "SELECT kind, count(*) FROM outbox GROUP BY kind ORDER BY kind"
        ).fetchall()
    assert set(promised) <= visits
    assert len(visits) - len(promised) <= 1
    assert with_note == visits
    assert dict(queued) == ({"note_of_visit": len(visits), "visit": len(visits)} if visits else {})
    assert len(StoredFacts(store).open_notes()) == len(visits)
    store.close()


@pytest.mark.parametrize("seed", range(6))
def test_killed_from_within_at_a_seeded_step_of_the_database_engine(
    store: Store, tmp_path: Path, seed: int
) -> None:
    store.close()
    steps = random.Random(seed).randrange(400, 12_000)
    process = start(tmp_path / "caseload.db", steps)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    check(tmp_path / "caseload.db", said.split())


@pytest.mark.parametrize("seed", range(3))
def test_killed_from_outside_after_a_seeded_number_of_saves(store: Store, tmp_path: Path, seed: int) -> None:
    store.close()
    process = start(tmp_path / "caseload.db", 0)
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(random.Random(seed).randrange(1, 30))]
    process.kill()
    rest, _ = process.communicate(timeout=60)
    check(tmp_path / "caseload.db", [*said, *rest.split()])
