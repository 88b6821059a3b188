"""Whether a record may take a step of its flow, and what follows: one pure answer, asked on both sides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

_NOT_WHOLE: Final = " It is begun, but not every section that must be is written."
NOBODY_OUTSIDE: Final = (
    "A name is written down with a step of somebody outside the council alone. Say whose it was."
)
LONGEST_NAME: Final = 200
"""Characters of the name of somebody outside the council."""
_SERVED: Final = " The one that is there served this step before. Begin a new one."


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


class Asked(Protocol):
    """A section of a form, as far as completeness goes."""

    @property
    def code(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def when(self) -> object: ...


@dataclass(frozen=True, slots=True)
class FormThere:
    """A record of some form about the same school: whether a step that needs this form may rest on it."""

    id: str
    form: str
    is_whole: bool
    """Whether every section that its form always asks for is written."""
    serves_again: bool = False
    """A running record, or the moved record itself, serves one step after another; others serve once."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A record as it stands, and who wants to move it."""

    state: str
    role: str
    answers: Mapping[str, object]
    forms: Sequence[FormThere] = ()
    """The records that are there of the same school, its own among them, the earliest first."""
    used: Collection[tuple[str, str]] = ()
    """Each step that a record of the same form took before, with each record that it rested on."""
    fits: Mapping[str, bool | None] = field(default_factory=dict)
    """Of the steps that are only for some schools: whether for this one; None where nobody knows."""
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


def rests_on(flow: Machine, code: str, at: Situation) -> tuple[str, ...]:
    """The records that a step taken now rests on: the latest of each form that it needs."""
    step = _step(flow, code)
    found = [_serving(code, form, at) for form in step.needs_forms] if step else []
    return tuple(dict.fromkeys(ids[-1] for ids in found if ids))


def is_resting(flow: Machine, code: str, at: Situation, ids: Collection[str]) -> bool:
    """Whether these records are ones that the step may rest on, one for each form that it needs."""
    step = _step(flow, code)
    wanted = [_serving(code, form, at) for form in step.needs_forms] if step else []
    may = {each for serving in wanted for each in serving}
    return set(ids) <= may and all(not may_be.isdisjoint(ids) for may_be in map(frozenset, wanted))


def asks_reason(step: Step, at: Situation) -> bool:
    """Whether it is taken only with a reason: always, or where nobody knows if it is for this school."""
    return step.needs_reason or at.fits.get(step.code, True) is None


def is_whole(sections: Iterable[Asked], answers: Mapping[str, object]) -> bool:
    """Whether every section that is always asked for says something."""
    return is_answered(answers) and all(
        is_answered(answers.get(each.code)) for each in sections if each.required and not each.when
    )


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


def _serving(step: str, form: str, at: Situation) -> list[str]:
    """The records of this form that the step may rest on."""
    return [
        each.id
        for each in at.forms
        if each.form == form and each.is_whole and (each.serves_again or (step, each.id) not in at.used)
    ]


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
    if _acts_as_one_of(step.by, at) or (not step.by and not at.recorded_for and at.may_record):
        return None
    who = f"The {_or(step.by, names.roles)} can" if step.by else "Ask a colleague whose school it is"
    if not at.outside or not set(step.by) & set(at.outside):
        outside = ""
    elif at.may_record:
        outside = ": write it down for them"
    else:
        outside = ", and a colleague who takes steps of such records writes it down"
    return f"As {names.roles.get(at.role, at.role)} you may not take the step “{step.label}”. {who}{outside}."


def _acts_as_one_of(roles: Collection[str], at: Situation) -> bool:
    """Whether they hold one of these roles, or write down what one outside the council did."""
    if not at.recorded_for:
        return at.role in roles
    return at.recorded_for in roles and at.recorded_for in at.outside and at.may_record


def _not_ready(step: Step, at: Situation, names: Names, *, needs_reason: bool = True) -> str | None:
    if at.fits.get(step.code, True) is False:
        return f"“{step.label}” is not a step for this school as it was judged and stands now."
    forms = [code for code in step.needs_forms if not _serving(step.code, code, at)]
    if forms:
        there = [each for each in at.forms if each.form == forms[0]]
        why = _NOT_WHOLE if any(not each.is_whole for each in there) else _SERVED if there else ""
        return f"“{step.label}” first needs: {_list(forms, names.forms)}.{why}"
    sections = [code for code in step.needs_sections if not is_answered(at.answers.get(code))]
    if sections:
        return f"“{step.label}” first needs these sections written: {_list(sections, names.sections)}."
    if needs_reason and asks_reason(step, at) and not at.reason.strip():
        unknown = "" if step.needs_reason else ", for nothing on file says that it is for this school"
        return f"Say why: “{step.label}” is recorded with its reason{unknown}."
    return None


def _not_approved(step: Step, at: Situation, names: Names) -> str | None:
    if not step.approved_by or any((step.code, role) in at.approvals for role in step.approved_by):
        return None
    return f"“{step.label}” first needs the approval of the {_or(step.approved_by, names.roles)}."


def _or(codes: Sequence[str], labels: Mapping[str, str]) -> str:
    return " or the ".join(labels.get(code, code) for code in codes)


def _list(codes: Sequence[str], labels: Mapping[str, str]) -> str:
    return ", ".join(f"“{labels.get(code, code)}”" for code in codes)
