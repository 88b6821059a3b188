"""One form of a pathway: where its latest record stands, what leads on, and what in it is counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sia_contract.flows import is_answered
from sia_desktop.domain.answers import day as day_of
from sia_desktop.domain.answers import rows, text
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.framework import Form, FormSection, Framework, SectionKind
from sia_desktop.services.ports import Frameworks, UnitOfWork
from sia_desktop.services.queries.record_steps import open_steps

_REACHED: Final = "yes"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that leads on from where a record stands: who takes it, and what is in the way."""

    label: str
    who: str
    is_mine: bool
    """Whether it is this laptop's person who takes it."""
    why_not: str
    """What stands in the way; empty where it may be taken now."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone of a plan: by when, and whether it is reached."""

    words: str
    by: date | None
    is_reached: bool

    def is_late(self, today: date) -> bool:
        """Whether its day has passed without it."""
        return not self.is_reached and self.by is not None and self.by < today


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a table with fixed rows say yes, or red, amber and green."""

    label: str
    counts: tuple[tuple[str, int], ...]
    """Word and number, such as `met` and 3."""
    out_of: int


@dataclass(frozen=True, slots=True)
class PathwayRecord:
    """One form of the pathway and where its latest record stands."""

    form: str
    label: str
    record_id: UUID | None
    """None while no record of it is begun."""
    state: str
    is_done: bool
    last: str
    """The step that brought it here, and its day."""
    next: tuple[NextStep, ...]
    milestones: tuple[Milestone, ...] = ()
    tallies: tuple[Tally, ...] = ()
    count: int = 0
    """How many records of it there are."""


def pathway_record(
    form: Form,
    records: Sequence[CaseRecord],
    uow: UnitOfWork,
    frameworks: Frameworks,
    framework: Framework,
    day: date,
) -> PathwayRecord:
    """The latest record of this form: of a school that came back, the one of this time."""
    own = [each for each in records if each.form == form.code]
    if not own:
        return PathwayRecord(form.code, form.label, None, "", False, "", ())
    record = max(own, key=lambda each: (each.opened_on, not each.is_closed))
    pinned = frameworks.pinned(record.pack, record.pack_version)
    flow = pinned.flow_of(record.form)
    taken = [move for move in record.moves if not move.is_approval]
    labels = {move.code: move.label for move in flow.moves} if flow else {}
    ends = {state.code for state in flow.states if state.final} if flow else set()
    is_done = record.state in ends if flow else is_answered(record.answers)
    return PathwayRecord(
        form=form.code,
        label=form.label,
        record_id=record.id,
        state=flow.state_label(record.state) if flow else "Written" if is_done else "Begun",
        is_done=is_done,
        last=f"{labels.get(taken[-1].move, taken[-1].move)}" if taken else "",
        next=tuple(_next(uow, frameworks, pinned, record, day)),
        milestones=tuple(_milestones(pinned.form(record.form), record)),
        tallies=tuple(_tallies(pinned.form(record.form), record)),
        count=len(own),
    )


def _next(
    uow: UnitOfWork, frameworks: Frameworks, framework: Framework, record: CaseRecord, day: date
) -> Iterator[NextStep]:
    labels: Mapping[str, str] = {role.code: role.label for role in framework.roles}
    me = uow.working_for().role
    for step in open_steps(uow, frameworks, record, day):
        who = " or ".join(labels.get(code, code) for code in step.move.by)
        approved = " or ".join(labels.get(code, code) for code in step.move.approved_by)
        asked = f"{who}, approved by the {approved}" if approved else who
        is_mine = not step.move.by or me in step.move.by
        yield NextStep(step.move.label, asked, is_mine, step.why_not)


def _milestones(form: Form, record: CaseRecord) -> Iterator[Milestone]:
    """Rows with a day and a yes or no: what is to be reached by when."""
    for section in form.sections:
        days, ticks = (_columns(section, kind) for kind in (SectionKind.DATE, SectionKind.YES_NO))
        if section.rows or not days or not ticks:
            continue
        for row in rows(record.answers.get(section.code)):
            words = text(row.get(section.columns[0].code))
            if words:
                yield Milestone(words, day_of(row.get(days[0])), text(row.get(ticks[0])) == _REACHED)


def _tallies(form: Form, record: CaseRecord) -> Iterator[Tally]:
    """Tables whose rows are fixed: how many say yes, or are red, amber and green."""
    for section in form.sections:
        if not section.rows:
            continue
        said = rows(record.answers.get(section.code))
        for code in _columns(section, SectionKind.YES_NO)[:1]:
            met = sum(text(row.get(code)) == _REACHED for row in said)
            yield Tally(section.label, (("met", met),), len(section.rows))
        for code in _columns(section, SectionKind.RAG)[:1]:
            colours = [text(row.get(code)) for row in said]
            counts = tuple((colour, colours.count(colour)) for colour in ("red", "amber", "green"))
            yield Tally(section.label, counts, len(section.rows))


def _columns(section: FormSection, kind: SectionKind) -> list[str]:
    return [column.code for column in section.columns if column.kind is kind]
