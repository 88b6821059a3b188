"""How a date came to be another, in words."""

from collections.abc import Sequence

from sia_desktop.domain.anchors import Recalculation
from sia_desktop.domain.dates import long_date


def history_words(history: Sequence[Recalculation]) -> str:
    """How a date came to be another: what it was, what it is, since when and why."""
    moves = [each for each in history if each.due_was is not None and each.due_is is not None]
    return " ".join(_move(each) for each in moves)


def _move(each: Recalculation) -> str:
    assert each.due_was is not None  # as history_words has seen to
    assert each.due_is is not None
    why = f": {each.why}" if each.why else ""
    return f"Moved on {long_date(each.at.date())} from {long_date(each.due_was)}{why}."
