"""What was returned for correction: by whom, with which comment, and whether it came back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sia_contract.permissions import Action, Relation, may
from sia_desktop.domain.act import ANSWERS, COMMENT, GIVEN_BACK, SECTION, Act, latest_return
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Form
from sia_desktop.domain.ids import Urn, note_id
from sia_desktop.services.allowed import relations_to_school, require
from sia_desktop.services.ports import Frameworks, UnitOfWork

if TYPE_CHECKING:  # most days nothing is returned, and Today is not to wait for more than it shows
    from sia_desktop.services.queries.facts import Facts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Returnable:
    """A note or a record of a form, as far as its return goes."""

    kind: str
    id: UUID
    urn: Urn | None
    """None for what is about the whole council."""
    writer: UUID
    versions: tuple[UUID, ...]
    """Of a note: a return of any of them is a return of this; the present one last."""
    fixed_at: datetime | None = None
    """Of a note: when this version was signed."""
    why_not: str = ""
    """Why nobody returns it any more; empty where it may still be corrected."""

    def was_fixed_at(self, at: datetime) -> bool:
        """Whether its words could not change any more at that moment, and no later version is there."""
        return self.fixed_at is not None and self.fixed_at <= at


def returnable(uow: UnitOfWork, kind: str, record_id: UUID) -> Returnable:
    """Read it; raises `RuleBroken` for what is unknown here, or is never returned."""
    if kind == "note_of_visit":
        note = uow.notes.get(record_id)
        versions = tuple(each.id for each in uow.notes.of_visit(note.visit_id))
        why_not = ""
        if uow.visits.get(note.visit_id).voided:
            why_not = "This visit was voided, so its note no longer counts."
        elif versions[-1] != note.id:
            why_not = "A later version of this note is there. Return that one."
        signed_at = note.signing.mark.at if note.signing else None
        return Returnable(kind, note.id, note.urn, note.author_id, versions, signed_at, why_not)
    if kind != "case_record":
        raise RuleBroken(
            "Notes of visit and records of the framework’s forms are returned, and nothing else."
        )
    record = uow.case_records.get(record_id)
    why_not = ""
    if record.urn is None:
        why_not = "This record is about no one school, so no line manager returns it."
    elif record.is_locked:
        why_not = (
            "The words of this record are fixed at this step. Return it by a step of its own, if it has one."
        )
    return Returnable(kind, record.id, record.urn, record.opened_by, (record.id,), why_not=why_not)


def must_be_returnable(uow: UnitOfWork, frameworks: Frameworks, work: Returnable, on: date) -> None:
    """Raise `RuleBroken`, saying why, unless this laptop's person may return it now: a line manager may."""
    me = uow.working_for()
    if work.writer == me.person_id:
        raise RuleBroken("This is yours. Change it as it stands.")
    if work.urn is not None:
        role = frameworks.current(me.council_code, on).role(me.role)
        is_line = Relation.LINE in relations_to_school(uow, work.urn, on)
        if not (is_line and may(role, Action.SAMPLE_NOTE, Relation.LINE)):
            require(uow, frameworks, Action.SAMPLE_NOTE, work.urn, on)
            raise RuleBroken(
                "The line manager of whoever answers for the school returns its notes and records."
            )
    if work.why_not:
        raise RuleBroken(work.why_not)
    latest = latest_of(uow, work)
    if latest and latest[1] is None:
        raise RuleBroken("This was returned already, and has not come back yet.")


def may_be_returned(uow: UnitOfWork, frameworks: Frameworks, work: Returnable, on: date) -> bool:
    """Whether a page offers its reader to return it."""
    try:
        must_be_returnable(uow, frameworks, work, on)
    except RuleBroken:
        return False
    return True


def latest_of(uow: UnitOfWork, work: Returnable) -> tuple[Act, Act | None] | None:
    """Its latest return, and the answer to it, over all versions of a note."""
    return latest_return(act for each in work.versions for act in uow.acts.of_record(work.kind, each))


@dataclass(frozen=True, slots=True)
class Returned:
    """One return, as a page says it, and its answer."""

    asked: Act
    asked_by: str
    section_label: str
    """Empty where it is about the whole."""
    answer: Act | None
    answered_by: str
    may_give_back: bool
    """Whether this laptop's person is the one it waits for."""

    @property
    def comment(self) -> str:
        """What is to be corrected."""
        return self.asked.details.get(COMMENT, "")

    @property
    def section(self) -> str:
        """The code of the section it is about; empty for the whole."""
        return self.asked.details.get(SECTION, "")

    @property
    def reply(self) -> str:
        """What was said when it came back."""
        return self.answer.details.get(COMMENT, "") if self.answer else ""


def returned(uow: UnitOfWork, work: Returnable, form: Form, *, may_write: bool) -> Returned | None:
    """The latest return of this note or record; None where there was none, or a signature settled it."""
    latest = latest_of(uow, work)
    if latest is None:
        return None
    asked, answer = latest
    if answer is not None and work.fixed_at is not None and answer.at < work.fixed_at:
        return None
    me = uow.working_for().person_id
    labels = {section.code: section.label for section in form.sections}
    is_writer = work.writer == me if work.kind == "note_of_visit" else may_write and asked.by != me
    return Returned(
        asked,
        uow.people.get(asked.by).name,
        labels.get(asked.details.get(SECTION, ""), ""),
        answer,
        uow.people.get(answer.by).name if answer else "",
        may_give_back=answer is None and is_writer,
    )


@dataclass(frozen=True, slots=True)
class ReturnedWork:
    """One returned note or record in a list."""

    kind: str
    record_id: UUID
    """Of a note its newest version."""
    school_name: str
    label: str
    """What the council calls it."""
    on: date
    """The day of the visit, or the day on which the record was begun."""
    writer: UUID
    writer_name: str
    asked: Act
    asked_by: str
    answer: Act | None

    @property
    def key(self) -> str:
        """The same each time a page looks."""
        return str(self.asked.id)

    @property
    def comment(self) -> str:
        """What is to be corrected."""
        return self.asked.details.get(COMMENT, "")


def returned_works(facts: "Facts", frameworks: Frameworks, since: date) -> tuple[ReturnedWork, ...]:
    """What was returned and waits, or came back since this day, the earliest first."""
    kept = facts.returns()
    answers = {act.details.get(ANSWERS, ""): act for act, _ in kept if act.act == GIVEN_BACK}
    acts: dict[str, list[Act]] = {}
    for act, _ in kept:
        answer = answers.get(act.details.get(ANSWERS, str(act.id)))
        if answer is None or answer.on >= since:
            acts.setdefault(act.record_id, []).append(act)
    names = {act.id: name for act, name in kept}
    found = (*_notes(facts, frameworks, acts, names), *_records(facts, frameworks, acts, names))
    return tuple(sorted(found, key=lambda each: (each.asked.at, each.key)))


def _notes(
    facts: "Facts", frameworks: Frameworks, acts: dict[str, list[Act]], names: dict[UUID, str]
) -> Iterator[ReturnedWork]:
    for line in _of_schools(facts.notes, acts):
        versions = (str(note_id(line.visit_id, version)) for version in range(1, line.version + 1))
        latest = None if line.is_voided else _latest(acts, versions)
        if latest:
            form = frameworks.pinned(line.pack, line.pack_version).form(line.form)
            yield ReturnedWork(
                "note_of_visit", line.note_id, line.school_name, form.label, line.visited_on,
                line.author_id, line.author_name, latest[0], names[latest[0].id], latest[1],
            )  # fmt: skip


def _records(
    facts: "Facts", frameworks: Frameworks, acts: dict[str, list[Act]], names: dict[UUID, str]
) -> Iterator[ReturnedWork]:
    for line in _of_schools(facts.case_records, acts):
        if latest := _latest(acts, (str(line.record_id),)):
            form = frameworks.pinned(line.pack, line.pack_version).form(line.form)
            yield ReturnedWork(
                "case_record", line.record_id, line.school_name, form.label, line.opened_on,
                line.opened_by, line.opened_by_name, latest[0], names[latest[0].id], latest[1],
            )  # fmt: skip


def _of_schools(ask: Callable[[Urn], tuple[T, ...]], acts: dict[str, list[Act]]) -> Iterator[T]:
    """What these schools have, and no other: the rest of a long past is left where it is."""
    for urn in sorted({act.urn for each in acts.values() for act in each}):
        yield from ask(urn)


def _latest(acts: dict[str, list[Act]], ids: Iterable[str]) -> tuple[Act, Act | None] | None:
    return latest_return(act for each in ids for act in acts.get(each, ()))
