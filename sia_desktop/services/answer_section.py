"""What was typed in a record is kept; nobody presses Save."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sia_contract.only_added import changed_sections, touched_entries
from sia_contract.permissions import Action
from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.earlier_words import rewritten
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Form, Framework
from sia_desktop.domain.note_of_visit import Answers, Json
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.keep_agreed import keep_agreed, keep_agreed_in_turn
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.schools_in_turn import schools_in_turn


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """Sections rewritten since the last save, and facts dated anew; the others are left alone."""

    record_id: UUID
    answers: Mapping[str, Json]
    dates: Mapping[str, date] = field(default_factory=dict)


def answer_section(command: AnswerSection, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the words on disk before returning; saving what already stands there changes nothing."""
    with uow:
        record = uow.case_records.get(command.record_id)
        written = record.write(command.answers)
        for anchor, on in command.dates.items():
            written = written.date(anchor, on)
        if written == record:
            return Changed()
        today = day_in_england(now())
        require_about(uow, frameworks, Action.WRITE_CASE_RECORD, record.urn, today)
        framework = frameworks.pinned(record.pack, record.pack_version)
        form = framework.form(record.form)
        _must_only_add(form, record, command.answers)
        _must_be_theirs(uow.working_for().role, framework, form, record, command.answers)
        before = rewritten(record.answers, command.answers)
        uow.earlier_words.keep("case_record", str(record.id), before, now())
        uow.case_records.save(written)
        changed = Changed.one("case_record", record.id)
        if not record.compartment:  # what a restricted one agrees stands on no list that others read
            changed |= _on_lists(uow, frameworks, form, record, command.answers, today)
        uow.commit()
    return changed


def _on_lists(
    uow: UnitOfWork, frameworks: Frameworks, form: Form, record: CaseRecord, said: Answers, today: date
) -> Changed:
    """Keep what is agreed on the list of the record's school, or of each that its meeting takes in turn."""
    if record.urn is not None:
        return keep_agreed(uow, form, About("case_record", str(record.id)), record.urn, said, today)
    schools = [each.urn for each in schools_in_turn(uow, frameworks, record.about, today)]
    return keep_agreed_in_turn(uow, form, schools, said, today)


def _must_only_add(form: Form, record: CaseRecord, answers: Mapping[str, Json]) -> None:
    """In a chronology rows are added, never changed or taken out; central asks the same."""
    for code in touched_entries(record.answers, {**record.answers, **answers}):
        raise RuleBroken(
            f"“{form.section(code).label}” is only ever added to. "
            "Leave what stands there as it is, and add an entry that corrects it."
        )


def _must_be_theirs(
    role: str, framework: Framework, form: Form, record: CaseRecord, answers: Mapping[str, Json]
) -> None:
    """A section of one role's own is written by nobody else; central asks the same."""
    for code in changed_sections(record.answers, {**record.answers, **answers}):
        section = form.section(code)
        if section.written_by and role not in section.written_by:
            who = " or the ".join(framework.role(each).label for each in section.written_by)
            raise RuleBroken(f"“{section.label}” is written by the {who}, and by nobody else.")
