"""An inspection is recorded: that Ofsted rang, that it began and ended, what was published."""

from dataclasses import dataclass, replace
from itertools import pairwise

from sia_contract.permissions import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class RecordInspection:
    """The inspection as it is known now; its number and school say which one it is."""

    inspection: Inspection


def record_inspection(
    command: RecordInspection, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> Changed:
    """Keep what is known of it; what is known already changes nothing."""
    told = command.inspection
    with uow:
        require(uow, frameworks, Action.RECORD_INSPECTION, told.urn, day_in_england(now()))
        _must_be_in_order(told)
        known = uow.inspections.find(told.id)
        recorded_by = known.recorded_by if known else uow.working_for().person_id
        kept = replace(told, recorded_by=recorded_by, treated_as=known.treated_as if known else None)
        if kept == known:
            return Changed()
        uow.inspections.save(kept)
        uow.commit()
    return Changed.one("inspection", kept.id)


def _must_be_in_order(inspection: Inspection) -> None:
    if not inspection.number.strip():
        raise RuleBroken("Give the inspection’s number, or the day on which Ofsted rang.")
    days = (
        ("began", inspection.started_on),
        ("ended", inspection.ended_on),
        ("was published", inspection.published_on),
    )
    known = [(word, day) for word, day in days if day is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            raise RuleBroken(
                f"The inspection {later} on {long_date(second)}, which is before it {earlier} on "
                f"{long_date(first)}. Correct one of the days."
            )
