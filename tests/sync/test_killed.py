"""A real process, really killed with SIGKILL in the middle of a round: nothing is lost, nothing doubled."""

import signal
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.helpers.stage import Stage

ROOT = Path(__file__).parents[2]
SEED = 20260401


def test_a_process_killed_at_seeded_moments_while_words_come_and_go(stage: Stage) -> None:
    anna, ben, hall = stage.anna, stage.ben, stage.hall
    note = anna.logs_visit(stage.urns[0])
    stage.sync_until_quiet()
    killed = 0
    for n, moment in enumerate(sorted(Random(SEED).sample(range(2, 90), 7))):
        anna.writes(note, focus=f"anna{n:02}")
        ben.writes(note, focus=f"ben{n:02}")
        ben.syncs()
        killed += _rounds_in_a_process(stage, moment)
        everywhere = "\n".join([str(hall.holds("note_of_visit")), anna.all_words(), ben.all_words()])
        assert f"anna{n:02}" in everywhere
        assert f"ben{n:02}" in everywhere

    stage.sync_until_quiet()

    assert killed >= 5
    assert anna.answers(note) == ben.answers(note)
    assert len(anna.set_aside()) == len(set(anna.set_aside()))
    assert len(hall.holds("note_of_visit")) == len(hall.holds("visit")) == 1


def test_signed_notes_with_their_files_arrive_once_whenever_the_process_dies(stage: Stage) -> None:
    anna, helen, hall = stage.anna, stage.helen, stage.hall
    pdfs, killed = {}, 0
    for n, moment in enumerate(sorted(Random(SEED + 1).sample(range(2, 60), 7))):
        note = anna.logs_visit(stage.urns[0], focus="Signed in the school")
        pdfs[note] = anna.signs(note, f"%PDF-1.7 {n} ".encode() + bytes(range(256)) * 9_000)
        anna.provides(note)
        killed += _rounds_in_a_process(stage, moment)

    anna.syncs_well()
    helen.syncs_well()

    assert killed >= 5
    assert anna.outbox() == []
    assert hall.receipts() == 4 * len(pdfs)
    for kind in ("visit", "note_of_visit", "attachment", "act"):
        said = 2 if kind == "attachment" else 1  # central says of each, once, that it is no real PDF
        assert [each.revision for each in hall.holds(kind).values()] == [said] * len(pdfs), kind
    assert {note: helen.pdf(note) for note in pdfs} == pdfs


def _rounds_in_a_process(stage: Stage, moment: int) -> bool:
    """One round of Anna's laptop in a process of its own; True if it was killed."""
    anna = stage.anna
    anna.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.sync.child_round", anna.enrolled.path, anna.address, str(moment)],
        cwd=ROOT,
        input=anna.enrolled.secret,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    anna.starts_again()
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0
