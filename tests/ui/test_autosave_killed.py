"""The process is killed while somebody types without a pause: at most the last two seconds are gone."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from sia_desktop.storage.engine import open_store
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.ui.types_until_killed import KEY, SECTION, a_new_note, letter

PROMISE = 2.0
PROGRAM = (sys.executable, "-m", "tests.ui.types_until_killed")


def kept_in(folder: Path) -> str:
    """The words that are on disk now."""
    store = open_store(folder / "caseload.db", KEY)
    with StoredUnitOfWork(store) as uow:
        kept = uow.notes.get(a_new_note().id).answers.get(SECTION, "")
    store.close()
    assert isinstance(kept, str)
    return kept


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_typing_loses_at_most_the_last_two_seconds(tmp_path: Path, seed: int) -> None:
    subprocess.run([*PROGRAM, str(tmp_path), "make"], check=True, timeout=60)
    process = subprocess.Popen([*PROGRAM, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    moments: list[float] = []
    for _ in range(random.Random(seed).randrange(90, 260)):
        said = process.stdout.readline().split()
        assert len(said) == 2, f"the typing stopped after {len(moments)} letters"
        moments.append(float(said[1]))
    process.kill()
    rest, _ = process.communicate(timeout=60)
    moments += [float(line.split()[1]) for line in rest.splitlines()]

    kept = kept_in(tmp_path)
    old_enough = sum(moment <= moments[-1] - PROMISE for moment in moments)
    assert old_enough > 0, "the test must have typed for longer than what may be lost"
    assert len(kept) >= old_enough
    assert kept == "".join(letter(n) for n in range(len(kept))), "every letter, in its place, once"
