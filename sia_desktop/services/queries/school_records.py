"""The records of one school or of the council, and the forms that may be begun, each with what about."""

from dataclasses import dataclass

from sia_contract.permissions import Action
from sia_desktop.domain.about import About
from sia_desktop.domain.dates import short_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Form
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.casework_clocks import begun, is_its_own
from sia_desktop.services.queries.facts import CaseRecordLine, Facts


@dataclass(frozen=True, slots=True)
class AskSchoolRecords:
    """The records of one school are looked at, or with None those about no one school."""

    urn: Urn | None


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """One record in the list, its form and state in the council's words."""

    line: CaseRecordLine
    form_label: str
    state_label: str


@dataclass(frozen=True, slots=True)
class FormToBegin:
    """A form, and what a record of it would be about."""

    code: str
    label: str
    about: About


@dataclass(frozen=True, slots=True)
class SchoolRecords:
    """Every record of a school or of the council, the newest first, and the forms that may be begun."""

    urn: Urn | None
    name: str
    """The school's, or the council's."""
    records: tuple[ListedRecord, ...]
    forms: tuple[FormToBegin, ...]
    without_inspection: tuple[str, ...]
    """The forms about an inspection, where none is recorded for them to be about."""
    why_not_begin: str


def ask_school_records(
    question: AskSchoolRecords, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> SchoolRecords:
    """Gather the list; looking changes nothing."""
    day = day_in_england(now())
    with uow:
        require_about(uow, frameworks, Action.READ_CASE_RECORD, question.urn, day)
        me = uow.working_for()
        framework = frameworks.current(me.council_code, day)
        why_not = ""
        try:
            require_about(uow, frameworks, Action.WRITE_CASE_RECORD, question.urn, day)
        except RuleBroken as refused:
            why_not = str(refused)
        if question.urn is None:
            return SchoolRecords(
                None,
                me.council_full_name,
                tuple(_listed(line, frameworks) for line in reversed(facts.council_records())),
                tuple(
                    FormToBegin(form.code, form.label, About("council", me.council_code))
                    for form in framework.forms
                    if form.is_of_council and form.is_open_to(me.role)
                ),
                (),
                why_not,
            )
        its_own = [each for each in uow.inspections.of_school(question.urn) if is_its_own(each)]
        latest = max(its_own, key=begun, default=None)
        forms = [
            form
            for form in framework.forms
            if not form.is_of_council and form.code != "note_of_visit" and form.is_open_to(me.role)
        ]
        return SchoolRecords(
            question.urn,
            uow.schools.get(question.urn).name,
            tuple(_listed(line, frameworks) for line in reversed(facts.case_records(question.urn))),
            tuple(
                _to_begin(form, question.urn, latest)
                for form in forms
                if latest is not None or form.about != "inspection"
            ),
            tuple(form.label for form in forms if latest is None and form.about == "inspection"),
            why_not,
        )


def _to_begin(form: Form, urn: Urn, latest: Inspection | None) -> FormToBegin:
    """A form about an inspection is about the latest; every other here about the school."""
    if form.about != "inspection" or latest is None:
        return FormToBegin(form.code, form.label, About("school", str(urn)))
    label = f"{form.label}, inspection of {short_date(begun(latest))}"
    return FormToBegin(form.code, label, About("inspection", str(latest.id)))


def _listed(line: CaseRecordLine, frameworks: Frameworks) -> ListedRecord:
    framework = frameworks.pinned(line.pack, line.pack_version)
    flow = framework.flow_of(line.form)
    state = flow.state_label(line.state) if flow else ""
    return ListedRecord(line, framework.form(line.form).label, state)
