"""Inspections of the caseload, and what a file of Ofsted's would bring."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sia_contract.ofsted import OfstedFile, PublishedInspection, RejectedRow
from sia_contract.permissions import Action, Relation, may
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import WITHDRAWN, Inspection, inspection_id
from sia_desktop.domain.inspection_scale import InspectionScale
from sia_desktop.domain.time_limits import holds
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.import_inspections import InspectionChange
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.facts import Facts, KeptInspection, SchoolLine


class OfstedFiles(Protocol):
    """Ofsted's files and scales."""

    def read(self, path: Path) -> OfstedFile:
        """What is in a file; raises `OutsideTrouble` where it is none of Ofsted's."""

    def scales(self) -> Mapping[str, InspectionScale]:
        """Every scale by its code."""


@dataclass(frozen=True, slots=True)
class AskInspections:
    """The Inspections page opens."""


@dataclass(frozen=True, slots=True)
class InspectionsPage:
    """Every inspection, the latest first, and who may do what."""

    inspections: tuple[KeptInspection, ...]
    scales: Mapping[str, InspectionScale]
    schools: tuple[tuple[Urn, str], ...]
    attendance: Mapping[Urn, str]
    """Whether the adviser's attendance at the feedback is `optional` or `mandatory`, where settled."""
    standing: Mapping[Urn, str]
    """What the council calls the school's level or category, where it is decided."""
    colleagues: tuple[tuple[UUID, str], ...]
    """Who may have taken a call, this person first."""
    may_record: bool
    my_id: UUID
    day: date
    calendar: WorkingCalendar


def ask_inspections(
    _: AskInspections, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, files: OfstedFiles, now: Clock
) -> InspectionsPage:
    """Gather the page."""
    day = day_in_england(now())
    with uow:
        me = uow.working_for()
        people = sorted((each for each in uow.people.all() if each.is_active), key=lambda each: each.name)
    framework = frameworks.current(me.council_code, day)
    labels = {each.code: each.label for each in framework.categories}
    role = framework.role(me.role)
    schools = facts.schools(day)
    kept = [each for each in facts.inspections() if each.inspection.kind != WITHDRAWN]
    kept.sort(key=lambda each: (_latest_day(each.inspection), each.school_name), reverse=True)
    return InspectionsPage(
        inspections=tuple(kept),
        scales=files.scales(),
        schools=tuple((school.urn, school.name) for school in schools),
        attendance={school.urn: _attendance(framework, school) for school in schools},
        standing={each.urn: labels.get(each.category, "") for each in schools if each.category},
        colleagues=(
            (me.person_id, me.person_name),
            *((each.id, each.name) for each in people if each.id != me.person_id),
        ),
        may_record=may(role, Action.RECORD_INSPECTION, Relation.OWN_CASELOAD),
        my_id=me.person_id,
        day=day,
        calendar=frameworks.calendar(),
    )


def _attendance(framework: Framework, school: SchoolLine) -> str:
    if not framework.attendance or school.category is None:
        return ""
    facts = {**framework.setting_facts, "category": (school.category,)}
    return "mandatory" if any(holds(when, facts) for when in framework.attendance) else "optional"


def _latest_day(inspection: Inspection) -> date:
    rung = inspection.call.rung_on if inspection.call else date.min
    return inspection.started_on or rung


@dataclass(frozen=True, slots=True)
class AskOfstedFile:
    """A file was chosen: what would it bring?"""

    path: Path


@dataclass(frozen=True, slots=True)
class OfstedPreview:
    """The difference on this caseload, and every row that was rejected, with its reason."""

    name: str
    layout: str
    schools: int
    """Schools of the file that are on this laptop."""
    elsewhere: int
    """Inspections in the file of schools that are not."""
    changes: tuple[InspectionChange, ...]
    unchanged: int
    rejected: tuple[RejectedRow, ...]


def ask_ofsted_file(
    question: AskOfstedFile, facts: Facts, uow: UnitOfWork, files: OfstedFiles, now: Clock
) -> OfstedPreview:
    """Read the file and lay it beside what is known here; nothing is kept."""
    read = files.read(question.path)
    mine = {school.urn for school in facts.schools(day_in_england(now()))}
    known = {each.inspection.id: each.inspection for each in facts.inspections()}
    with uow:
        me = uow.working_for().person_id
    ours = [each for each in read.inspections if each.urn in mine]
    changes = tuple(_changes(ours, known, me, question.path.name))
    return OfstedPreview(
        name=question.path.name,
        layout=read.layout,
        schools=len({each.urn for each in ours}),
        elsewhere=len(read.inspections) - len(ours),
        changes=changes,
        unchanged=len(ours) - len(changes),
        rejected=read.rejected,
    )


def _changes(
    found: list[PublishedInspection], known: Mapping[UUID, Inspection], me: UUID, source: str
) -> Iterator[InspectionChange]:
    for each in found:
        before = known.get(inspection_id(Urn(each.urn), each.number))
        after = _as_published(each, before, me, source)
        if before is None or replace(after, source=before.source) != before:
            yield InspectionChange(before, after)


def _as_published(each: PublishedInspection, before: Inspection | None, me: UUID, source: str) -> Inspection:
    """What Ofsted published, beside what was recorded here and no file speaks of."""
    base = before or Inspection(Urn(each.urn), each.number, each.scale, each.kind, me)
    return replace(
        base,
        scale=each.scale,
        kind=each.kind,
        started_on=each.started_on,
        ended_on=each.ended_on or base.ended_on,
        published_on=each.published_on or base.published_on,
        overall=each.overall,
        areas=dict(each.areas),
        concern=each.concern,
        predecessor_urn=Urn(each.predecessor_urn) if each.predecessor_urn else None,
        source=source,
    )
