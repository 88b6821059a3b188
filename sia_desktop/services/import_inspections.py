"""Ofsted's published inspections are taken in for the caseload, and an import is undone again."""

from dataclasses import dataclass, replace
from typing import Final

from sia_contract.permissions import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.inspection import WITHDRAWN, Inspection
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork

NOTHING: Final = "There is nothing in this file that is not known here already."


@dataclass(frozen=True, slots=True)
class InspectionChange:
    """One inspection as it stands here, and as the file has it."""

    before: Inspection | None
    """None where it is not known here."""
    after: Inspection


@dataclass(frozen=True, slots=True)
class ImportInspections:
    """Take in these changes, as they were looked at."""

    changes: tuple[InspectionChange, ...]


def import_inspections(
    command: ImportInspections, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> Changed:
    """Keep them all, or none; what has changed here since they were looked at is refused."""
    if not command.changes:
        raise RuleBroken(NOTHING)
    today = day_in_england(now())
    done = Changed()
    with uow:
        me = uow.working_for().person_id
        for urn in {change.after.urn for change in command.changes}:
            require(uow, frameworks, Action.RECORD_INSPECTION, urn, today)
        for change in command.changes:
            known = uow.inspections.find(change.after.id)
            if known != change.before:
                raise RuleBroken("An inspection has changed since you looked. Choose the file again.")
            uow.inspections.save(replace(change.after, recorded_by=known.recorded_by if known else me))
            done |= Changed.one("inspection", change.after.id)
        uow.commit()
    return done


@dataclass(frozen=True, slots=True)
class UndoImport:
    """Put back what these changes took in."""

    changes: tuple[InspectionChange, ...]


def undo_import(command: UndoImport, uow: UnitOfWork, now: Clock) -> Changed:
    """What was known before stands again; what was new is withdrawn. What was edited since is left alone."""
    done = Changed()
    with uow:
        for change in command.changes:
            known = uow.inspections.find(change.after.id)
            if known is None or replace(known, recorded_by=change.after.recorded_by) != change.after:
                continue
            was = change.before or _withdrawn(known)
            uow.inspections.save(replace(was, recorded_by=known.recorded_by))
            done |= Changed.one("inspection", known.id)
        uow.commit()
    return done


def _withdrawn(inspection: Inspection) -> Inspection:
    """Nothing is left of it but that it was once taken in: it starts no clock and is shown nowhere."""
    return Inspection(
        urn=inspection.urn,
        number=inspection.number,
        scale=inspection.scale,
        kind=WITHDRAWN,
        recorded_by=inspection.recorded_by,
        source=inspection.source,
    )
