"""What is to be settled between two versions, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from sia_desktop.domain.clash import Clash, Sides
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Choice, Form, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.ports import Frameworks, UnitOfWork
from sia_desktop.services.settle_clash import value_at

_ANSWERS: Final = "answers/"


@dataclass(frozen=True, slots=True)
class AskClashes:
    """The Clashes page opens."""


@dataclass(frozen=True, slots=True)
class AskClash:
    """One clash is opened."""

    clash_id: UUID


@dataclass(frozen=True, slots=True)
class Field:
    """One field in question, with its name as the form has it, and what the record says now."""

    path: str
    label: str
    kind: SectionKind | None
    """None for a field that belongs to no form."""
    sides: Sides
    present: Json
    choices: tuple[Choice, ...] = ()
    followers: tuple["Field", ...] = ()
    """Fields that are one fact with it and are settled with it, whichever way."""

    @property
    def is_prose(self) -> bool:
        """Whether both versions can be written together."""
        return self.kind in (SectionKind.SHORT_TEXT, SectionKind.LONG_TEXT) or (
            self.kind is None
            and all(isinstance(each, str | None) for each in (self.sides.mine, self.sides.theirs))
            and not _are_dates(self.sides)
        )


@dataclass(frozen=True, slots=True)
class ClashLine:
    """One clash in the list."""

    clash: Clash
    title: str
    """What record it is about, as `Note of visit, 1 April 2026`."""
    school_name: str
    labels: tuple[str, ...]
    theirs_by: str


@dataclass(frozen=True, slots=True)
class ClashPage:
    """One clash with everything that is needed to choose."""

    line: ClashLine
    fields: tuple[Field, ...]
    joined: tuple[Field, ...]
    locked: str
    """Why only what stands can be kept; empty where one may choose."""
    number: int
    """Which of those to settle it is, from 1; 0 for one that is settled."""
    of: int
    following: UUID | None
    """The next one to settle."""
    settled_by: str = ""


def ask_clashes(_: AskClashes, uow: UnitOfWork, frameworks: Frameworks) -> tuple[ClashLine, ...]:
    """Those to settle, the oldest first; then those settled, the latest first."""
    with uow:
        return tuple(_line(each, uow, _form_of(each, uow, frameworks)) for each in uow.clashes.all())


def ask_clash(question: AskClash, uow: UnitOfWork, frameworks: Frameworks) -> ClashPage:
    """One clash, with the record as it stands now beside both versions."""
    with uow:
        clash = uow.clashes.get(question.clash_id)
        form = _form_of(clash, uow, frameworks)
        waiting = [each.id for each in uow.clashes.all() if not each.is_settled]
        record = uow.clashes.record(clash.kind, clash.record_id)
        others = [each for each in waiting if each != clash.id]
        return ClashPage(
            line=_line(clash, uow, form),
            fields=_fields(clash.sides, form, record),
            joined=tuple(_field(sides, form, record) for sides in clash.to_see),
            locked=_locked(clash, uow, record),
            number=waiting.index(clash.id) + 1 if clash.id in waiting else 0,
            of=len(waiting),
            following=others[0] if others else None,
            settled_by=_name(uow, clash.settlement.by) if clash.settlement else "",
        )


def _locked(clash: Clash, uow: UnitOfWork, record: Mapping[str, Json] | None) -> str:
    if record is None:
        return "The record itself was removed for everybody. Your words are kept here."
    return uow.clashes.locked(clash.kind, clash.record_id) or ""


def _line(clash: Clash, uow: UnitOfWork, form: Form | None) -> ClashLine:
    school = uow.schools.find(clash.urn) if clash.urn is not None else None
    sections = (*clash.sides, *clash.to_see)
    return ClashLine(
        clash=clash,
        title=form.label if form else clash.kind.replace("_", " ").capitalize(),
        school_name=school.name if school else "",
        labels=tuple(dict.fromkeys(_label(each.path, form) for each in sections)),
        theirs_by=_name(uow, clash.theirs_by) if clash.theirs_by else "",
    )


def _form_of(clash: Clash, uow: UnitOfWork, frameworks: Frameworks) -> Form | None:
    """The form the record is written in, where it has one that this laptop knows."""
    record = uow.clashes.record(clash.kind, clash.record_id)
    if record is None or "form" not in record:
        return None
    try:
        return frameworks.pinned(str(record["pack"]), str(record["pack_version"])).form(str(record["form"]))
    except RuleBroken:
        return None


def _fields(
    all_sides: tuple[Sides, ...], form: Form | None, record: Mapping[str, Json] | None
) -> tuple[Field, ...]:
    """One for each fact: what goes with another follows it."""
    fields = [_field(sides, form, record) for sides in all_sides]
    return tuple(
        replace(field, followers=tuple(each for each in fields if each.sides.goes_with == field.path))
        for field in fields
        if not field.sides.goes_with
    )


def _field(sides: Sides, form: Form | None, record: Mapping[str, Json] | None) -> Field:
    section = _section(sides.path, form)
    return Field(
        path=sides.path,
        label=_label(sides.path, form),
        kind=section.kind if section else None,
        sides=sides,
        present=value_at(record, sides.path),
        choices=section.choices if section else (),
    )


def _section(path: str, form: Form | None) -> FormSection | None:
    if form is None or not path.startswith(_ANSWERS):
        return None
    code = path.removeprefix(_ANSWERS)
    return next((section for section in form.sections if section.code == code), None)


def _label(path: str, form: Form | None) -> str:
    section = _section(path, form)
    if section is not None:
        return section.label
    words = path.rpartition("/")[2].removesuffix("_on").removesuffix("_id").replace("_", " ").capitalize()
    return f"{words} date" if path.endswith("_on") and not words.endswith("date") else words


def _name(uow: UnitOfWork, person_id: UUID) -> str:
    try:
        return uow.people.get(person_id).name
    except RuleBroken:
        return "a colleague"


def _are_dates(sides: Sides) -> bool:
    try:
        for value in (sides.mine, sides.theirs):
            date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
