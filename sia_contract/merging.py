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
        kept, aside = _one_field(was, my, their)
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


def _one_field(was: _Value, mine: _Value, theirs: _Value) -> tuple[_Value, _Value]:
    """What the field becomes, and what of mine is set aside."""
    if mine in (theirs, was):
        return theirs, _ABSENT
    if theirs == was:
        return mine, _ABSENT
    return theirs, None if isinstance(mine, _Absent) else mine
