"""Whether a record may take a step of its flow, and what follows: one pure answer, asked on both sides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class State(Protocol):
    """One state of a flow."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def locked(self) -> bool: ...


class Step(Protocol):
    """A step from one state to another: who takes it, what must be there first, and what it does."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def from_(self) -> tuple[str, ...]: ...
    @property
    def to(self) -> str: ...
    @property
    def by(self) -> tuple[str, ...]: ...
    @property
    def approved_by(self) -> tuple[str, ...]: ...
    @property
    def needs_forms(self) -> tuple[str, ...]: ...
    @property
    def needs_sections(self) -> tuple[str, ...]: ...
    @property
    def needs_reason(self) -> bool: ...
    @property
    def signs(self) -> bool: ...
    @property
    def sets(self) -> str | None: ...
    @property
    def does(self) -> str | None: ...


class Machine(Protocol):
    """A flow: where it starts, its states and its steps."""

    @property
    def label(self) -> str: ...
    @property
    def starts_in(self) -> str: ...
    @property
    def states(self) -> Sequence[State]: ...
    @property
    def moves(self) -> Sequence[Step]: ...


@dataclass(frozen=True, slots=True)
class Names:
    """What a council calls its roles, forms and the sections of one form, by their codes."""

    roles: Mapping[str, str]
    forms: Mapping[str, str]
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Situation:
    """A record as it stands, and who wants to move it."""

    state: str
    role: str
    answers: Mapping[str, object]
    forms: Collection[str] = ()
    """The other forms that are there: of the same school, with something written in them."""
    approvals: Collection[tuple[str, str]] = ()
    """Move and role of each approval since the record came into its state."""
    reason: str = ""
    recorded_for: str = ""
    """The role outside the council that takes the step, where a colleague only writes it down."""
    outside: Collection[str] = field(default=())
    """Roles whose holders have no laptop of the council's."""
    may_record: bool = False
    """Whether this person may write down what those outside did."""


@dataclass(frozen=True, slots=True)
class Following:
    """What a step brings about."""

    state: str
    is_locked: bool
    is_closed: bool
    sets: str
    does: str
    signs: bool


def why_not(flow: Machine, code: str, at: Situation, names: Names) -> str | None:
    """A sentence that says what stands in the way of a step and who could; None where it may be taken."""
    step = _step(flow, code)
    if step is None:
        return f"“{flow.label}” has no step “{code}”."
    return (
        _not_from_here(flow, step, at.state)
        or _not_by_them(step, at, names)
        or _not_ready(step, at, names)
        or _not_approved(step, at, names)
    )


def why_not_approve(flow: Machine, code: str, at: Situation, names: Names) -> str | None:
    """A sentence that says why this person cannot approve a step; None where they can."""
    step = _step(flow, code)
    if step is None or not step.approved_by:
        return f"“{step.label if step else code}” needs nobody’s approval."
    if not _acts_as_one_of(step.approved_by, at):
        return f"“{step.label}” is approved by the {_or(step.approved_by, names.roles)}."
    if (code, at.recorded_for or at.role) in at.approvals:
        return f"“{step.label}” is approved already."
    return _not_from_here(flow, step, at.state) or _not_ready(step, at, names, needs_reason=False)


def what_follows(flow: Machine, code: str) -> Following:
    """What a step brings about; raises KeyError for a step the flow does not have."""
    step = _step(flow, code)
    if step is None:
        raise KeyError(code)
    locked = any(state.locked for state in flow.states if state.code == step.to)
    leads_on = any(step.to in each.from_ for each in flow.moves)
    return Following(step.to, locked, locked and not leads_on, step.sets or "", step.does or "", step.signs)


def is_answered(answer: object) -> bool:
    """Whether anything is written: words, a number, yes or no, or a part of a list or table that is."""
    if answer is None:
        return False
    if isinstance(answer, str):
        return bool(answer.strip())
    if isinstance(answer, Mapping):
        return any(is_answered(part) for name, part in answer.items() if name != "id")
    if isinstance(answer, list | tuple):
        return any(is_answered(part) for part in answer)
    return True


def _step(flow: Machine, code: str) -> Step | None:
    return next((step for step in flow.moves if step.code == code), None)


def _not_from_here(flow: Machine, step: Step, state: str) -> str | None:
    if state in step.from_:
        return None
    labels = {each.code: each.label for each in flow.states}
    possible = [f"“{each.label}”" for each in flow.moves if state in each.from_]
    now = f"“{step.label}” is not a step from “{labels.get(state, state)}”."
    return f"{now} From there: {', '.join(possible)}." if possible else f"{now} No step leads on from there."


def _not_by_them(step: Step, at: Situation, names: Names) -> str | None:
    if _acts_as_one_of(step.by, at) or (not step.by and at.may_record):
        return None
    who = f"The {_or(step.by, names.roles)} can" if step.by else "Ask a colleague whose school it is"
    return f"As {names.roles.get(at.role, at.role)} you may not take the step “{step.label}”. {who}."


def _acts_as_one_of(roles: Collection[str], at: Situation) -> bool:
    """Whether they hold one of these roles, or write down what one outside the council did."""
    if not at.recorded_for:
        return at.role in roles
    return at.recorded_for in roles and at.recorded_for in at.outside and at.may_record


def _not_ready(step: Step, at: Situation, names: Names, *, needs_reason: bool = True) -> str | None:
    forms = [code for code in step.needs_forms if code not in at.forms]
    if forms:
        return f"“{step.label}” first needs: {_list(forms, names.forms)}."
    sections = [code for code in step.needs_sections if not is_answered(at.answers.get(code))]
    if sections:
        return f"“{step.label}” first needs these sections written: {_list(sections, names.sections)}."
    if needs_reason and step.needs_reason and not at.reason.strip():
        return f"Say why: “{step.label}” is recorded with its reason."
    return None


def _not_approved(step: Step, at: Situation, names: Names) -> str | None:
    if not step.approved_by or any((step.code, role) in at.approvals for role in step.approved_by):
        return None
    return f"“{step.label}” first needs the approval of the {_or(step.approved_by, names.roles)}."


def _or(codes: Sequence[str], labels: Mapping[str, str]) -> str:
    return " or the ".join(labels.get(code, code) for code in codes)


def _list(codes: Sequence[str], labels: Mapping[str, str]) -> str:
    return ", ".join(f"“{labels.get(code, code)}”" for code in codes)
