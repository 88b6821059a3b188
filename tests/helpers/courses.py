"""What becomes of a record of each form: who writes it, and who takes which step until it is settled."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.flow import Flow, FlowMove, FlowState
from sia_desktop.domain.framework import Form, Framework

ADVISER = "adviser"
NOTE = "note_of_visit"


class Way(StrEnum):
    """How an act comes to stand in a record."""

    TAKEN = "taken"
    APPROVED = "approved"
    WRITTEN_DOWN = "written down"
    APPROVAL_WRITTEN_DOWN = "approval written down"


@dataclass(frozen=True, slots=True)
class Ahead:
    """One act that a record still waits for."""

    way: Way
    step: FlowMove
    by: str
    """The role at whose laptop it is done."""


@dataclass(slots=True)
class Course:
    """One record of a form, who writes it, and the acts it waits for, in their order."""

    form: Form
    writer: str
    ahead: list[Ahead]
    record_id: UUID = field(default=UUID(int=0), init=False)
    """Once it is begun."""

    def waits_for(self, role: str) -> bool:
        """Whether the next act is done at the laptop of this role."""
        return bool(self.ahead) and self.ahead[0].by == role

    def is_written_by(self, role: str) -> bool:
        """Whether this role begins it, or alone writes some section of it."""
        return role == self.writer or any(role in each.written_by for each in self.form.sections)


def courses_of(framework: Framework) -> list[Course]:
    """One for every form but the note, which has a page of its own."""
    return [_course(framework, form) for form in framework.forms if form.code != NOTE]


def cast_of(courses: Iterable[Course]) -> list[str]:
    """The roles that need a laptop, beside the adviser."""
    sections = {role for each in courses for section in each.form.sections for role in section.written_by}
    wanted = sections | {role for each in courses for role in (each.writer, *(act.by for act in each.ahead))}
    return sorted(wanted - {ADVISER})


def way_through(flow: Flow, form: Form) -> list[FlowMove]:
    """The shortest way to an end, by a signature or an approval where any end is reached by one.

    An end is a final state, else one in which the words are fixed, else any other than the first. A step that
    needs a section of another form is taken in the other's record.
    """
    sections = {each.code for each in form.sections}
    start = (flow.starts_in, False)
    ways: dict[tuple[str, bool], list[FlowMove]] = {start: []}
    waiting = [start]
    while waiting:
        state, is_passed = at = waiting.pop(0)
        for move in flow.moves:
            there = (move.to, is_passed or move.signs or bool(move.approved_by))
            is_of_it = sections.issuperset(move.needs_sections)
            if is_of_it and state in move.from_ and there not in ways:
                ways[there] = [*ways[at], move]
                waiting.append(there)
    return _shortest(flow, ways)


def _shortest(flow: Flow, ways: dict[tuple[str, bool], list[FlowMove]]) -> list[FlowMove]:
    states = {each.code: each for each in flow.states}
    kinds: tuple[Callable[[FlowState, bool], bool], ...] = (
        lambda state, is_passed: state.final and is_passed,
        lambda state, is_passed: state.locked and is_passed,
        lambda state, _: state.final,
        lambda state, _: state.locked,
        lambda *_: True,
    )
    for is_end in kinds:
        found = [way for (code, is_passed), way in ways.items() if way and is_end(states[code], is_passed)]
        if found:
            return min(found, key=len)
    return []


def _course(framework: Framework, form: Form) -> Course:
    writer = _writer(framework, form)
    flow = framework.flow_of(form.code)
    acts = [act for step in way_through(flow, form) for act in _acts(framework, writer, step)] if flow else []
    return Course(form, writer, acts)


def _writer(framework: Framework, form: Form) -> str:
    """The adviser; of a form not open to them, or about no one school, the first who may write it."""
    able = [
        role.code
        for role in framework.roles
        if form.is_open_to(role.code)
        and Action.WRITE_CASE_RECORD in {*role.may_for_line, *role.may_for_council}
    ]
    return ADVISER if form.is_open_to(ADVISER) and not form.is_of_council else able[0]


def _acts(framework: Framework, writer: str, step: FlowMove) -> Iterable[Ahead]:
    if step.approved_by:
        approver = _first(framework, step.approved_by, writer)
        yield Ahead(Way.APPROVED if approver else Way.APPROVAL_WRITTEN_DOWN, step, approver or writer)
    taker = _first(framework, step.by, writer)
    yield Ahead(Way.TAKEN if taker or not step.by else Way.WRITTEN_DOWN, step, taker or writer)


def _first(framework: Framework, roles: Sequence[str], writer: str) -> str:
    """The writer, if it is for them; else the first of these roles; nobody where that one has no laptop."""
    if writer in roles or not roles:
        return writer if roles else ""
    return "" if framework.role(roles[0]).is_outside else roles[0]
