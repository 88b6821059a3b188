"""A newer extract of the register of schools is taken in for the caseload, and an import is undone again.

Central's copy is the one that counts. Until its administrator imports as new a file, this laptop shows what
its own file says, and the council is told of each school that differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.act import FACTS_PROPOSED, FACTS_WITHDRAWN, Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.school import School, differences
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork

NOTHING: Final = "There is nothing in this file that is not known here already."


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """One school as it stands here, and as the file has it."""

    before: School
    after: School


@dataclass(frozen=True, slots=True)
class ImportSchools:
    """Take in these changes, as they were looked at, from the file of this name."""

    changes: tuple[SchoolChange, ...]
    file: str


def import_schools(command: ImportSchools, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep them all, or none; what has changed here since they were looked at is refused."""
    if not command.changes:
        raise RuleBroken(NOTHING)
    today = day_in_england(now())
    done = Changed()
    with uow:
        for change in command.changes:
            require(uow, frameworks, Action.LOG_VISIT, change.after.urn, today)
            if uow.schools.find(change.after.urn) != change.before:
                raise RuleBroken(f"{change.before.name} has changed since you looked. Choose the file again.")
            uow.schools.take_in(change.after)
            said = {"file": command.file, "as_at": str(change.after.as_at or "")}
            uow.acts.add(_act(FACTS_PROPOSED, change, {**said, **_facts(change)}, uow, now))
            done |= Changed.one("school", str(change.after.urn))
        uow.commit()
    return done


@dataclass(frozen=True, slots=True)
class UndoSchools:
    """Put back what these changes took in."""

    changes: tuple[SchoolChange, ...]
    file: str


def undo_schools(command: UndoSchools, uow: UnitOfWork, now: Clock) -> Changed:
    """What was known before stands again; what central has sent since is left alone."""
    done = Changed()
    with uow:
        for change in command.changes:
            if uow.schools.find(change.after.urn) != change.after:
                continue
            uow.schools.take_in(change.before)
            uow.acts.add(_act(FACTS_WITHDRAWN, change, {"file": command.file}, uow, now))
            done |= Changed.one("school", str(change.after.urn))
        uow.commit()
    return done


def _facts(change: SchoolChange) -> dict[str, str]:
    """Every fact that differs, as the file has it."""
    return {each.field: each.after for each in differences(change.before, change.after)}


def _act(act: str, change: SchoolChange, details: Mapping[str, str], uow: UnitOfWork, now: Clock) -> Act:
    at = now()
    urn = change.after.urn
    me = uow.working_for().person_id
    return Act(
        id=uuid4(), act=act, record_kind="school", record_id=str(urn), urn=urn, on=day_in_england(at),
        at=at, by=me, details=details,
    )  # fmt: skip
