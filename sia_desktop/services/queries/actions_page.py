"""Every agreed action of the caseload, what is overdue first."""

from dataclasses import dataclass
from datetime import date

from sia_contract.permissions import Action as Permission
from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action, ActionStatus
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.facts import Facts, RecordSync


@dataclass(frozen=True, slots=True)
class AskActions:
    """The Actions page opens; with a school, one may be agreed there."""

    urn: Urn | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The record in which an action was agreed, and the page it opens on."""

    label: str
    place: str
    """`visit`, `record` or `school`."""
    id: str


@dataclass(frozen=True, slots=True)
class ListedAction:
    """One action, its school and where it was agreed."""

    action: Action
    school_name: str
    origin: Origin
    is_overdue: bool
    may_change: bool
    sync: RecordSync

    @property
    def order(self) -> tuple[bool, date, str, str]:
        """Open before closed, the earliest day first, what is due at the next meeting after every day."""
        is_closed = self.action.status is not ActionStatus.OPEN
        return is_closed, self.action.due_on or date.max, self.school_name.casefold(), str(self.action.id)


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """The list, in its order, and the school for which one was asked."""

    day: date
    calendar: WorkingCalendar
    actions: tuple[ListedAction, ...]
    school_name: str = ""


def ask_actions(
    question: AskActions, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> ActionsPage:
    """Gather the list; looking changes nothing."""
    day = day_in_england(now())
    lines = facts.actions()
    origins = _origins(facts, frameworks)
    with uow:
        may = {urn: _may_write(uow, frameworks, urn, day) for urn in {each.action.urn for each in lines}}
        name = uow.schools.get(question.urn).name if question.urn else ""
    listed = (
        ListedAction(
            each.action,
            each.school_name,
            origins.get(each.action.about) or Origin("", "school", str(each.action.urn)),
            each.action.is_overdue(day),
            may[each.action.urn],
            each.sync,
        )
        for each in lines
    )
    return ActionsPage(day, frameworks.calendar(), tuple(sorted(listed, key=lambda each: each.order)), name)


def _may_write(uow: UnitOfWork, frameworks: Frameworks, urn: Urn, day: date) -> bool:
    try:
        require(uow, frameworks, Permission.WRITE_CASE_RECORD, urn, day)
    except RuleBroken:
        return False
    return True


def _origins(facts: Facts, frameworks: Frameworks) -> dict[About, Origin]:
    """What actions are agreed in, and the page each opens on."""
    found: dict[About, Origin] = {}
    for note in facts.notes():
        origin = Origin(f"Visit of {long_date(note.visited_on)}", "visit", str(note.note_id))
        found[About("visit", str(note.visit_id))] = origin
        found[About("note_of_visit", str(note.note_id))] = origin
    for record in facts.case_records():
        form = frameworks.pinned(record.pack, record.pack_version).form(record.form)
        label = f"{form.label}, {long_date(record.opened_on)}"
        found[About("case_record", str(record.record_id))] = Origin(label, "record", str(record.record_id))
    for kept in facts.meetings():
        label = f"Meeting of {long_date(kept.meeting.meeting_on)}"
        found[About("meeting", str(kept.meeting.id))] = Origin(label, "school", str(kept.meeting.urn))
    for each in facts.inspections():
        on = each.inspection.ended_on or each.inspection.started_on
        label = f"Inspection of {long_date(on)}" if on else "Inspection"
        found[About("inspection", str(each.inspection.id))] = Origin(
            label, "school", str(each.inspection.urn)
        )
    return found
