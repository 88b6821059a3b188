"""A laptop that dies between any two steps of a round loses nothing and doubles nothing."""

from itertools import count
from typing import Literal

import pytest

from tests.helpers.stage import Stage
from tests.helpers.two_desktops import Crash, CrashAt


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("part", ["store", "line"])
def test_dying_at_every_step_of_a_round(stage: Stage, part: Literal["store", "line"], after: bool) -> None:
    """Each round dies one call later than the one before it, until one gets through."""
    anna, ben, hall = stage.anna, stage.ben, stage.hall
    shared = anna.logs_visit(stage.urns[0])
    stage.sync_until_quiet()
    anna.writes(shared, focus="Anna's own", next_steps="Anna's next steps")
    ben.writes(shared, next_steps="Ben's next steps")
    news = ben.logs_visit(stage.urns[1], focus="News from Ben")
    news_pdf = ben.signs(news)
    ben.syncs_well()
    signed = anna.logs_visit(stage.urns[0], focus="Signed by Anna")
    pdf = anna.signs(signed)
    act = anna.provides(signed)

    steps = _dies_ever_later(stage, part, after)

    assert steps >= 3
    anna.syncs_well()
    stage.helen.syncs_well()
    ben.syncs_well()
    assert anna.outbox() == []
    assert {kind: len(hall.holds(kind)) for kind in ("visit", "note_of_visit", "attachment", "act")} == {
        "visit": 3,
        "note_of_visit": 3,
        "attachment": 2,
        "act": 1,
    }
    assert stage.helen.pdf(signed) == pdf
    assert anna.pdf(news) == news_pdf
    assert ben.has("act", act)
    assert anna.answers(shared) == ben.answers(shared)
    assert anna.sees(shared, focus="Anna's own", next_steps="Ben's next steps")
    assert sum("Anna's next steps" in each for each in anna.set_aside()) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_dying_never_steps_over_a_page(stage: Stage, after: bool) -> None:
    """Only words change here, so that no count would give a lost page away."""
    anna, ben = stage.anna, stage.ben
    notes = [anna.logs_visit(stage.urns[0], focus="0") for _ in range(2)]
    stage.sync_until_quiet()
    for calls in range(12):
        ben.writes(notes[calls % 2], focus=str(calls))
        ben.syncs_well()
        _dies(stage, "store", CrashAt(calls, after))

    anna.syncs_well()

    assert anna.sees(notes[0], focus="10")
    assert anna.sees(notes[1], focus="11")


def test_dying_while_typed_words_wait_behind_a_sealed_change(stage: Stage) -> None:
    anna, hall = stage.anna, stage.hall
    note = anna.logs_visit(stage.urns[0], focus="0")
    for calls in count():
        anna.writes(note, focus=str(calls))
        crash = CrashAt(calls)
        try:
            anna.syncs(store=crash, line=crash)
        except Crash:
            anna.starts_again()
            continue
        break

    anna.syncs_well()

    assert anna.sees(note, focus=str(calls))
    assert hall.holds("note_of_visit")[str(note)].payload["answers"] == {"focus": str(calls)}
    assert anna.set_aside() == []


def _dies_ever_later(stage: Stage, part: Literal["store", "line"], after: bool) -> int:
    for calls in count():
        if not _dies(stage, part, CrashAt(calls, after)):
            return calls
    raise AssertionError("unreachable")


def _dies(stage: Stage, part: Literal["store", "line"], crash: CrashAt) -> bool:
    """One round of Anna's laptop; True if it did not survive it, and was started again."""
    try:
        if part == "store":
            stage.anna.syncs(store=crash)
        else:
            stage.anna.syncs(line=crash)
    except Crash:
        stage.anna.starts_again()
        return True
    return False
