"""What a kind adds to the plain merge: fields that are one fact, and facts that are never joined unseen.

A meeting's day and hour are one fact: nobody chose the day of one side with the hour of the other. A date, a
category, a level or a RAG that one side changed while the other changed the rest of the record is joined, but
said: a person looks at what came of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from sia_contract.kinds import RecordKind
from sia_contract.merging import BY_SECTION, Merge, MergeRecords, Payload

GUARDED_SECTIONS: Final = frozenset({"date", "time", "choice", "judgement", "grades"})
"""Kinds of section that hold a date, a level, a category or a RAG."""

ROW_SECTIONS: Final = frozenset({"actions", "entries", "table", "distribution"})
"""Kinds of section whose rows may hold one: said where both sides changed rows."""

_MAY_BE_LEFT_OUT: Final = frozenset({"reason", "late_reason", "recorded_name"})
"""Words of a step."""

SectionKinds = Callable[[Payload], Mapping[str, str]]
"""The kind of each section of the form that a record is written in; empty where it has none."""


def no_sections(_: Payload) -> Mapping[str, str]:
    """For records whose forms are not known."""
    return {}


@dataclass(frozen=True, slots=True)
class Sides:
    """One field, or one section, as it stood and as each side has it; None where it is not there."""

    base: JsonValue
    mine: JsonValue
    theirs: JsonValue


@dataclass(frozen=True, slots=True)
class Joined:
    """The record both sides' edits make, what of mine had to give way, and what a person should look at."""

    payload: dict[str, JsonValue]
    set_aside: dict[str, JsonValue]
    to_see: tuple[str, ...]
    """Paths of dates, levels, categories and RAGs that only one side changed: joined, never silently."""


def at(payload: Payload, path: str) -> JsonValue:
    """What stands at a path: a field's name, or `answers/focus` for one section."""
    field, _, section = path.partition("/")
    value = payload.get(field)
    return value.get(section) if section and isinstance(value, Mapping) else None if section else value


def paths_in(words: Payload) -> tuple[str, ...]:
    """The path of each field, and of each section where a field holds sections."""
    found: list[str] = []
    for field, value in words.items():
        if field in BY_SECTION and isinstance(value, Mapping):
            found += [f"{field}/{section}" for section in value]
        else:
            found.append(field)
    return tuple(found)


def join(
    kind: RecordKind, base: Payload, mine: Payload, theirs: Payload, merge: MergeRecords, kinds: SectionKinds
) -> Joined:
    """Merge, keeping whole what is one fact, and naming what must not be joined unseen."""
    merged = merge(base, mine, theirs)
    payload, aside = dict(merged.payload), dict(merged.set_aside)
    for fact in kind.together:
        if _both_changed(fact, base, mine, theirs):
            _set_aside_whole(fact, mine, theirs, payload, aside)
            for field in said_already(base, mine, theirs) & set(fact):
                aside.pop(field, None)
    settled = Merge(payload, aside)
    return Joined(payload, aside, _to_see(kind, base, mine, theirs, settled, kinds(theirs)))


def said_already(base: Payload, mine: Payload, theirs: Payload) -> frozenset[str]:
    """The fields of mine that are nothing but steps which theirs tells too, of the same person and day.

    What a colleague wrote down for somebody outside is that person's step, whoever wrote it; any other is its
    taker's own. A reason, or a name, that only mine gives is more than theirs tells.
    """
    was, my, their = (_steps(side) for side in (base, mine, theirs))
    new = my[len(was) :]
    if not new or len(my) > len(their) or (my[: len(was)], their[: len(was)]) != (was, was):
        return frozenset()
    if not all(map(_tells, their[len(was) :], new)):
        return frozenset()
    return frozenset({"moves", "state", "is_locked", "is_closed"})


def _steps(side: Payload) -> list[Payload]:
    moves = side.get("moves")
    return [each for each in moves if isinstance(each, Mapping)] if isinstance(moves, list) else []


def _tells(theirs: Payload, mine: Payload) -> bool:
    """Whether one step is the other, and says no less."""
    who_wrote = {"by", "role"} if mine.get("recorded_for") else set()
    more = {name for name in _MAY_BE_LEFT_OUT if not mine.get(name)}
    told = {*mine, *theirs} - {"at"} - who_wrote - more
    return all((mine.get(name) or None) == (theirs.get(name) or None) for name in told)


def _both_changed(fact: tuple[str, ...], base: Payload, mine: Payload, theirs: Payload) -> bool:
    my, their = ([side.get(field) != base.get(field) for field in fact] for side in (mine, theirs))
    return any(my) and any(their) and any(mine.get(field) != theirs.get(field) for field in fact)


def _set_aside_whole(
    fact: tuple[str, ...],
    mine: Payload,
    theirs: Payload,
    payload: dict[str, JsonValue],
    aside: dict[str, JsonValue],
) -> None:
    for field in fact:
        payload[field] = theirs.get(field)
        if mine.get(field) != theirs.get(field):
            aside[field] = mine.get(field)


def _to_see(
    kind: RecordKind,
    base: Payload,
    mine: Payload,
    theirs: Payload,
    merged: Merge,
    kinds: Mapping[str, str],
) -> tuple[str, ...]:
    if merged.payload in (mine, theirs):
        return ()  # nothing was joined: one side stands as its writer left it
    sections = {f"answers/{code}": each for code, each in kinds.items()}
    found: list[str] = []
    for path in (*paths_in({field: merged.payload.get(field) for field in kind.guarded}), *sections):
        sides = Sides(at(base, path), at(mine, path), at(theirs, path))
        if at(merged.set_aside, path) is not None or sides.mine == sides.theirs:
            continue
        is_mine, is_theirs = sides.mine != sides.base, sides.theirs != sides.base
        is_rows = sections.get(path) in ROW_SECTIONS
        is_guarded = path not in sections or sections[path] in GUARDED_SECTIONS
        if (is_guarded and is_mine is not is_theirs) or (is_rows and is_mine and is_theirs):
            found.append(path)
    return tuple(found)
