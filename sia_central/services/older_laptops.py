"""What a laptop of the protocol before is told: only what it can read, and nothing cut short.

A field that came later is left out while nothing stands in it. Where something does, the whole record waits
until the laptop is updated: a part of it would come back as an edit that empties the rest. What hangs on it
waits with it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection

from sia_central.storage.records import Key, find_records
from sia_central.storage.sights import WireRecord
from sia_contract.changes import Change, Outcome, OutcomeStatus, Withdrawn
from sia_contract.problems import Problem, ProblemCode

_CAME_LATER: Final[Mapping[str, Mapping[str, Any]]] = {
    "inspection": {"treated_as": None},
    "meeting": {"schools": []},
}
"""Kind to the fields that came with protocol 3, and what stands in them where nothing does."""

_ALWAYS_OF_A_SCHOOL: Final = frozenset({"meeting", "held_change"})
"""Kinds that protocol 2 knows of one school only."""

_CAME_LATER_IN_MOVES: Final[Mapping[str, Any]] = {"recorded_name": "", "rests_on": [], "signed": None}


def as_before(kind: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
    """The payload as protocol 2 writes it; None where it says what protocol 2 cannot."""
    if kind in _ALWAYS_OF_A_SCHOOL and payload["urn"] is None:
        return None
    if kind == "held_change":
        content = as_before(payload["kind"], payload["content"])
        return None if content is None else {**payload, "content": content}
    known = _without(payload, _CAME_LATER.get(kind, {}))
    if known is None or kind != "case_record":
        return known
    moves = [_without(move, _CAME_LATER_IN_MOVES) for move in payload["moves"]]
    return None if None in moves else known | {"moves": moves}


def but_on_withheld(
    connection: Connection, council: str, page: Sequence[WireRecord | Withdrawn]
) -> tuple[WireRecord | Withdrawn, ...]:
    """The page without what hangs, however far, on a record that is withheld."""
    of_page = [each for each in page if isinstance(each, WireRecord) and not each.is_deleted]
    above = {each: about for each in of_page if (about := _about(each.kind, orjson.loads(each.payload)))}
    hanging: set[WireRecord] = set()
    while above:
        found = find_records(connection, council, set(above.values()))
        living = {
            each: found[about]
            for each, about in above.items()
            if about in found and not found[about].is_deleted
        }
        hanging |= {each for each, on in living.items() if as_before(on.kind, on.payload) is None}
        further = {each: _about(on.kind, on.payload) for each, on in living.items() if each not in hanging}
        above = {each: about for each, about in further.items() if about}
    return tuple(each for each in page if each not in hanging)


def _about(kind: str, payload: Mapping[str, Any]) -> Key | None:
    """The record on which a file, an act or an agreed action hangs."""
    match kind:
        case "held_change":
            return _about(payload["kind"], payload["content"])
        case "attachment" | "act":
            return payload["record_kind"], payload["record_id"]
        case "action":
            return payload["about_kind"], payload["about_id"]
        case _:
            return None


def told_as_before(change: Change, outcome: Outcome) -> Outcome:
    """An outcome that protocol 2 can read; a clash with what it cannot is refused in words."""
    if outcome.status is not OutcomeStatus.CLASH or outcome.theirs is None:
        return outcome
    theirs = as_before(change.kind, outcome.theirs)
    if theirs is not None:
        return outcome.model_copy(update={"theirs": theirs})
    sentence = (
        "This record now holds what this version of SIA Desktop cannot show. Install the newer version; "
        "what you wrote stays on this laptop, and is joined with the record then."
    )
    problem = Problem(code=ProblemCode.OLD_PROTOCOL, sentence=sentence)
    return Outcome(change_id=change.change_id, status=OutcomeStatus.REFUSED, problem=problem)


def _without(payload: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any] | None:
    if any(payload.get(name, nothing) != nothing for name, nothing in later.items()):
        return None
    return {name: value for name, value in payload.items() if name not in later}
