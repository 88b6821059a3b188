"""A record of one of the framework's forms is begun; where two might begin it, they meet in one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.about import About
from sia_desktop.domain.answers import Row, row_id, rows
from sia_desktop.domain.case_record import CaseRecord, case_record_id
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Form, Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.begun_answers import begun_answers
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork

SHARED_BY_ALL = frozenset({"inspection", "visit", "meeting", "category_decision"})
"""What has one record of each form: a school or the council may have many."""

COUNCIL = "council"
"""What a record is about that belongs to no one school, nor to a meeting."""

SCHOOL = "school"
"""The column of a table in which each school stands."""


@dataclass(frozen=True, slots=True)
class OpenCaseRecord:
    """A record of this form about this thing; `urn` is None for what is about no one school."""

    form: str
    urn: Urn | None
    about: About
    new_id: UUID = field(default_factory=uuid4)

    @property
    def record_id(self) -> UUID:
        """The record that is opened, whether it was there or not."""
        if self.about.kind in SHARED_BY_ALL:
            return case_record_id(self.form, self.about)
        return self.new_id


def open_case_record(command: OpenCaseRecord, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Begin it under the framework in force, with what is known; one that is there is left as it is."""
    today = day_in_england(now())
    with uow:
        if uow.case_records.find(command.record_id) is not None:
            return Changed()
        require_about(uow, frameworks, Action.WRITE_CASE_RECORD, command.urn, today)
        me = uow.working_for()
        if command.urn is not None:
            uow.schools.get(command.urn)
        framework = frameworks.current(me.council_code, today)
        form = framework.form(command.form)
        _must_be_open_to(me.role, form, framework)
        if form.is_of_council != (command.about.kind == COUNCIL):
            where = "the council’s records" if form.is_of_council else "the records of a school"
            raise RuleBroken(f"“{form.label}” is begun among {where}.")
        flow = framework.flow_of(form.code)
        begun = begun_answers(uow, framework, form, command.about, command.urn, today)
        uow.case_records.save(
            CaseRecord(
                id=command.record_id,
                urn=command.urn,
                form=form.code,
                pack=framework.code,
                pack_version=framework.version,
                about=command.about,
                opened_by=me.person_id,
                opened_on=today,
                state=flow.starts_in if flow else "",
                answers={
                    **begun,
                    **dict(_first_rows(form, command.about, uow)),
                    **dict(_in_turn(form, command.about, uow)),
                },
                compartment=_compartment(framework, form),
            )
        )
        uow.commit()
    return Changed.one("case_record", command.record_id)


def _must_be_open_to(role: str, form: Form, framework: Framework) -> None:
    """A restricted form is begun by those whom it is open to: central takes it from nobody else."""
    if not form.is_open_to(role):
        who = " or the ".join(framework.role(each).label for each in sorted(form.open_to))
        raise RuleBroken(
            f"“{form.label}” is kept in a compartment of its own, which is not open to your role. "
            f"Ask the {who} to begin it."
        )


def _first_rows(form: Form, about: About, uow: UnitOfWork) -> Iterator[tuple[str, Json]]:
    """The lists that begin from another record about the same thing; the rows keep their ids."""
    for section in form.sections:
        if section.begins_from is None:
            continue
        source = uow.case_records.find(case_record_id(section.begins_from.form, about))
        columns = [column.code for column in section.columns]
        found = rows(source.answers.get(section.begins_from.section)) if source else ()
        if found:
            yield section.code, [_row(row, columns) for row in found]


def _in_turn(form: Form, about: About, uow: UnitOfWork) -> Iterator[tuple[str, Json]]:
    """A table with a column of schools begins with those that the meeting takes in turn."""
    if about.kind != "meeting":
        return
    schools = uow.meetings.get(UUID(about.id)).schools
    found = [(urn, uow.schools.find(urn)) for urn in schools]
    for section in form.sections:
        if found and any(column.code == SCHOOL for column in section.columns):
            yield (
                section.code,
                [{"id": str(urn), SCHOOL: each.name if each else f"URN {urn}"} for urn, each in found],
            )


def _row(row: Row, columns: list[str]) -> Json:
    return {"id": row_id(row), **{code: row[code] for code in columns if code in row}}


def _compartment(framework: Framework, form: Form) -> str:
    """Where not everyone may read it who sees the school, the form's own name tells who may."""
    return form.code if form.is_restricted else ""
