"""Joining two people's edits of one record: a pure function of three dictionaries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

Payload = Mapping[str, JsonValue]
"""One record as it crosses the wire."""

BY_SECTION: Final = frozenset({"answers"})
"""Fields that hold a form's sections: each section is a field of its own. All else is taken whole."""


class _Absent:
    """A field that is not there, which is not the same as one that is empty."""


_ABSENT: Final = _Absent()
_Value = JsonValue | _Absent


@dataclass(frozen=True, slots=True)
class Merge:
    """The record both sides' edits make, and what of mine had to give way."""

    payload: dict[str, JsonValue]
    set_aside: dict[str, JsonValue]
    """My version of each field (or section) that both changed differently; nobody's words are lost."""


MergeRecords = Callable[[Payload, Payload, Payload], Merge]
"""`merge3`, as those see it to whom it is handed."""


def merge3(base: Payload, mine: Payload, theirs: Payload) -> Merge:
    """Take each side's edits; where both edited one field differently, keep theirs and set mine aside."""
    payload: dict[str, JsonValue] = {}
    set_aside: dict[str, JsonValue] = {}
    for field in [*theirs, *(name for name in mine if name not in theirs)]:
        was, my, their = (side.get(field, _ABSENT) for side in (base, mine, theirs))
        if field in BY_SECTION and isinstance(my, dict) and isinstance(their, dict):
            sections = merge3(was if isinstance(was, dict) else {}, my, their)
            payload[field] = sections.payload
            if sections.set_aside:
                set_aside[field] = sections.set_aside
            continue
        rows = _rows(was, my, their)
        kept, aside = _merge_rows(*rows) if rows else _one_field(was, my, their)
        if not isinstance(kept, _Absent):
            payload[field] = kept
        if not isinstance(aside, _Absent):
            set_aside[field] = aside
    return Merge(payload, set_aside)


def edits_of(base: Payload, mine: Payload, theirs: Payload) -> dict[str, JsonValue]:
    """Everything mine changed that theirs does not have, whether or not it could be combined."""
    edits: dict[str, JsonValue] = {}
    for field, my in mine.items():
        was, their = (side.get(field, _ABSENT) for side in (base, theirs))
        if field in BY_SECTION and isinstance(my, dict):
            was, their = (side if isinstance(side, dict) else {} for side in (was, their))
            if sections := edits_of(was, my, their):
                edits[field] = sections
        elif my not in (was, their):
            edits[field] = my
    return edits


_Row = dict[str, JsonValue]
_Rows = list[_Row]


def _rows(was: _Value, mine: _Value, theirs: _Value) -> tuple[_Rows, _Rows, _Rows] | None:
    """The three sides as rows, where both changed rows that each name themselves; else None."""
    if mine in (theirs, was) or theirs == was:
        return None
    base = _named(was) if isinstance(was, list) else []
    my, their = _named(mine), _named(theirs)
    return (base or [], my, their) if my is not None and their is not None else None


def _named(value: _Value) -> _Rows | None:
    """The rows of a list, if each has an id of its own."""
    if not isinstance(value, list):
        return None
    rows = [row for row in value if isinstance(row, dict) and isinstance(row.get("id"), str)]
    is_whole = len(rows) == len(value) and len({str(row["id"]) for row in rows}) == len(rows)
    return rows if is_whole else None


def _merge_rows(base: _Rows, mine: _Rows, theirs: _Rows) -> tuple[_Value, _Value]:
    """Both sides' rows; a row both changed, or one removed and the other changed, is theirs or kept.

    Rows stand in theirs' order, and those only mine has after the row they followed.
    """
    was, my, their = ({str(row["id"]): row for row in side} for side in (base, mine, theirs))
    kept: dict[str, _Row] = {}
    aside: list[JsonValue] = []
    for name in _in_order(list(their), list(my)):
        row, mine_aside = _one_field(*(side.get(name, _ABSENT) for side in (was, my, their)))
        if isinstance(row, _Absent) and name in my and my[name] != was.get(name):
            row, mine_aside = my[name], _ABSENT  # removed there, rewritten here: the words stay
        if isinstance(row, dict):
            kept[name] = row
        if isinstance(mine_aside, dict):
            aside.append(mine_aside)
    return list(kept.values()), aside or _ABSENT


def _in_order(theirs: list[str], mine: list[str]) -> list[str]:
    """Theirs as they stand, and each row only mine has after the one it followed."""
    order = list(theirs)
    before: str | None = None
    for name in mine:
        if name not in order:
            order.insert(order.index(before) + 1 if before else 0, name)
        before = name
    return order


def _one_field(was: _Value, mine: _Value, theirs: _Value) -> tuple[_Value, _Value]:
    """What the field becomes, and what of mine is set aside."""
    if mine in (theirs, was):
        return theirs, _ABSENT
    if theirs == was:
        return mine, _ABSENT
    return theirs, None if isinstance(mine, _Absent) else mine
