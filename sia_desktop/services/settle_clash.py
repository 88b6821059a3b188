"""Two people changed the same words: somebody chooses, or writes both together, and says why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sia_desktop.domain.act import Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.clash import CLASH_SETTLED, ONLY_ADDED_TO, Clash, Settlement, Sides, Way
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.ports import Clock, UnitOfWork

GAVE_WAY: Final = " gave way"
"""After a path: the detail of the act that holds, as JSON, the words that gave way there."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one field, and what stood in the record when it was chosen."""

    way: Way
    over: Json
    written: Json = None
    """Both together, where that is the way."""


@dataclass(frozen=True, slots=True)
class SettleClash:
    """One choice for every field in question, by its path."""

    clash_id: UUID
    choices: Mapping[str, Choice]
    reason: str


def settle_clash(command: SettleClash, uow: UnitOfWork, now: Clock) -> Changed:
    """Make the choices an ordinary edit of the record; what gave way is kept with the reason, for ever.

    Raises `RuleBroken` where a choice or the reason is missing, where the record has changed since it was
    looked at, and where it can no longer change.
    """
    with uow:
        clash = uow.clashes.get(command.clash_id)
        _check(clash, command)
        values = _chosen(clash, command, uow)
        if values:
            uow.clashes.write(clash.kind, clash.record_id, values)
        me = uow.working_for().person_id
        settlement = Settlement(
            at=now(),
            by=me,
            reason=command.reason.strip(),
            ways={path: choice.way for path, choice in command.choices.items()},
            gave_way=_gave_way(clash, command),
        )
        uow.clashes.settle(clash.id, settlement)
        if clash.sides and clash.urn is not None and uow.clashes.is_at_central(clash.kind, clash.record_id):
            uow.acts.add(_act(clash, settlement))
        uow.commit()
    return Changed(
        frozenset({clash.kind, "conflict_copy", "sync", "act"}), frozenset({clash.record_id, str(clash.id)})
    )


def _check(clash: Clash, command: SettleClash) -> None:
    if clash.is_settled:
        raise RuleBroken("This clash was settled already. What was chosen and why is kept with it.")
    if missing := [side.path for side in clash.sides if side.path not in command.choices]:
        count = "One choice is" if len(missing) == 1 else f"{len(missing)} choices are"
        raise RuleBroken(f"{count} still to make. Choose one version of each, or write both together.")
    if clash.sides and not command.reason.strip():
        raise RuleBroken("Say why; the reason stays with the record and your line manager can read it.")


def _chosen(clash: Clash, command: SettleClash, uow: UnitOfWork) -> dict[str, Json]:
    """What the record is to say, where that is not what it says already."""
    record = uow.clashes.record(clash.kind, clash.record_id)
    values: dict[str, Json] = {}
    for side in clash.sides:
        choice = command.choices[side.path]
        present = value_at(record, side.path)
        if present != choice.over:
            raise RuleBroken(
                "The record was changed after you opened this clash. It is shown again as it stands now; "
                "nothing was lost."
            )
        wanted = _wanted(side, choice, present)
        if choice.way is not Way.THEIRS and wanted != present:
            values[side.path] = wanted
    if values and record is None:
        raise RuleBroken(
            "The record itself was removed, so nothing can be put into it. Keep the council's copy; your "
            "words stay here, among the clashes that are settled."
        )
    if values and (locked := uow.clashes.locked(clash.kind, clash.record_id)):
        raise RuleBroken(f"{locked} Keep what was signed here; the other words stay with this clash.")
    return values


def value_at(record: Mapping[str, Json] | None, path: str) -> Json:
    """What a field or section says in a record; nothing in one that is gone."""
    field, _, section = path.partition("/")
    value = (record or {}).get(field)
    if not section:
        return value
    return value.get(section) if isinstance(value, Mapping) else None


def _wanted(side: Sides, choice: Choice, present: Json) -> Json:
    if side.path in ONLY_ADDED_TO and isinstance(present, list) and isinstance(side.mine, list):
        return [*present, *(each for each in side.mine if each not in present)]
    return choice.written if choice.way is Way.WRITTEN else side.mine


def _gave_way(clash: Clash, command: SettleClash) -> dict[str, Json]:
    """What is said nowhere else once it is settled: my version, or what stood in the record."""
    gone: dict[str, Json] = {}
    for side in clash.sides:
        choice = command.choices[side.path]
        if not clash.is_mine:
            gone[side.path] = side.theirs
        elif choice.way is Way.WRITTEN:
            gone[side.path] = {"mine": side.mine, "theirs": choice.over}
        else:
            gone[side.path] = choice.over if choice.way is Way.MINE else side.mine
    return gone


def _act(clash: Clash, settlement: Settlement) -> Act:
    """For whoever reads the record elsewhere: why it says what it says, and what gave way."""
    assert clash.urn is not None  # as settle_clash has seen to
    ways = {path: way.value for path, way in settlement.ways.items()}
    aside = {f"{path}{GAVE_WAY}": json.dumps(value) for path, value in settlement.gave_way.items()}
    return Act(
        id=uuid4(),
        act=CLASH_SETTLED,
        record_kind=clash.kind,
        record_id=clash.record_id,
        urn=clash.urn,
        on=day_in_england(settlement.at),
        at=settlement.at,
        by=settlement.by,
        details={"reason": settlement.reason, **ways, **aside},
    )
