"""A record of any form, put into the words that are printed."""

from collections.abc import Mapping

from sia_desktop.documents.answer_blocks import Grading, answer_blocks, code_words, date_words
from sia_desktop.documents.note_of_visit import OPEN_LICENCE, signer_box
from sia_desktop.documents.printed_note import Fact, PrintedForm, Section, Table, TableCell
from sia_desktop.domain.answers import SEEN, evidence, is_written
from sia_desktop.domain.case_record import CaseRecord, RecordMove
from sia_desktop.domain.completeness import missing
from sia_desktop.domain.dates import plain_date, short_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.flow import Flow
from sia_desktop.domain.framework import Form, Framework, SectionKind
from sia_desktop.domain.inspection_scale import OVERALL, OVERALL_LABEL
from sia_desktop.domain.mark import Mark
from sia_desktop.domain.when import clock_in_england, day_in_england
from sia_desktop.services.print_record import Around

HISTORY = "History"


def printed_record(
    record: CaseRecord, framework: Framework, around: Around, mark: Mark | None = None
) -> PrintedForm:
    """Everything that is printed, with the `mark` of whoever signs it now.

    Restricted sections never are, and a restricted record is refused.
    """
    form = framework.form(record.form)
    if form.is_restricted or record.compartment:
        raise RuleBroken(
            f"The form “{form.label}” is restricted: it is read on screen by those who may, "
            "and never printed or shared."
        )
    flow = framework.flow(form.flow) if form.flow else None
    state = flow.state_label(record.state) if flow and record.state else ""
    done = "signed" if mark else "printed"
    return PrintedForm(
        council=around.council_full_name,
        service="School improvement",
        title=form.label,
        school=around.school_name,
        urn=str(record.urn) if record.urn else "",
        left_facts=_left(record, around, state),
        right_facts=(
            *_meeting(around),
            Fact("Framework", f"{framework.name}, version {record.pack_version}"),
            *_dates(record),
        ),
        sections=(
            *_sections(form, record, _grading(framework, around.scale)),
            *_history(record, framework, flow, around),
        ),
        footer=(
            f"{around.school_name} · {form.label} · "
            f"framework {record.pack_version} · {done} {plain_date(day_in_england(around.at))}",
            f"Official-sensitive when complete. {OPEN_LICENCE}",
        ),
        made_at=around.at,
        signature=signer_box(mark, mark.name, mark.role, around.council_full_name) if mark else None,
        is_draft=mark is None and not _is_final(form, record, flow),
        is_demonstration=around.is_demonstration,
    )


def _is_final(form: Form, record: CaseRecord, flow: Flow | None) -> bool:
    """Whether its words are fixed or its flow has ended; without a flow, whether it is begun and whole."""
    if flow is None:
        is_begun = any(is_written(each, record.answers.get(each.code)) for each in form.sections)
        return is_begun and not missing(form, record.answers)
    ends = {state.code for state in flow.states if state.final}
    return record.is_locked or record.is_closed or record.state in ends


def _left(record: CaseRecord, around: Around, state: str) -> tuple[Fact, ...]:
    opened = short_date(record.opened_on)
    by = around.people.get(record.opened_by, "")
    facts = [Fact("Opened", f"{opened}, {by}" if by else opened)]
    return (*([Fact("State", state)] if state else []), *facts)


def _meeting(around: Around) -> tuple[Fact, ...]:
    """When the meeting is whose paper this is: nobody comes to an agenda without a day."""
    if around.meeting_on is None:
        return ()
    at = f", {around.meeting_at}" if around.meeting_at else ""
    return (Fact("Meeting", f"{short_date(around.meeting_on)}{at}"),)


def _dates(record: CaseRecord) -> tuple[Fact, ...]:
    return tuple(Fact(code_words(anchor), short_date(on)) for anchor, on in record.dates.items())


def _sections(form: Form, record: CaseRecord, grading: Grading) -> tuple[Section, ...]:
    """In the form's order; one that is asked only sometimes is left out while nothing stands in it."""
    known = _evidence(form, record)
    return tuple(
        Section(section.label, answer_blocks(section, record.answers.get(section.code), known, grading))
        for section in form.sections
        if not section.restricted
        and (not section.when or is_written(section, record.answers.get(section.code)))
    )


def _grading(framework: Framework, code: str) -> Grading:
    """The words of the inspection’s own scale; without one, of the framework’s."""
    scale = framework.scales.get(code)
    if scale is not None:
        return Grading({OVERALL: OVERALL_LABEL, **scale.areas}, scale.grades, scale.area_grades)
    areas = {area.code: area.label for area in framework.areas}
    return Grading({OVERALL: OVERALL_LABEL, **areas}, {grade.code: grade.label for grade in framework.grades})


def _evidence(form: Form, record: CaseRecord) -> dict[str, str]:
    """Every piece of evidence that a judgement may rest on, without what is restricted."""
    known: dict[str, str] = {}
    for section in form.sections:
        if section.restricted:
            continue
        known[f"{SEEN}{section.code}"] = f"what was seen under “{section.label}”"
        if section.kind is SectionKind.EVIDENCE:
            for item in evidence(record.answers.get(section.code)):
                on = f" ({date_words(item.on)})" if item.on else ""
                known[item.id] = f"{item.what.rstrip('.')}{on}"
    return known


def _history(
    record: CaseRecord, framework: Framework, flow: Flow | None, around: Around
) -> tuple[Section, ...]:
    if not record.moves:
        return ()
    labels = {move.code: move.label for move in flow.moves} if flow else {}
    cells = tuple(_move(move, labels, framework, flow, around) for move in record.moves)
    table = Table(("Step", "Led to", "By", "When", "Reason"), cells, (2.2, 1.8, 2.2, 1.6, 2.2))
    return (Section(HISTORY, (table,)),)


def _move(
    move: RecordMove, labels: Mapping[str, str], framework: Framework, flow: Flow | None, around: Around
) -> tuple[TableCell, ...]:
    step = labels.get(move.move, code_words(move.move))
    led_to = flow.state_label(move.to_state) if flow else code_words(move.to_state)
    roles = {role.code: role.label for role in framework.roles}
    by = [around.people.get(move.by, ""), roles.get(move.role, code_words(move.role))]
    if move.recorded_for:
        name = f" ({move.recorded_name})" if move.recorded_name else ""
        by[0] = (
            f"{roles.get(move.recorded_for, code_words(move.recorded_for))}{name}, written down by {by[0]}"
        )
    when = f"{short_date(move.on)}, {clock_in_england(move.at)}"
    why = " ".join(
        part for part in (move.reason, f"Late: {move.late_reason}" if move.late_reason else "") if part
    )
    words = (
        f"{step} (approval)" if move.is_approval else step,
        "" if move.is_approval else led_to,
        ", ".join(part for part in by if part),
        when,
        why,
    )
    return tuple(map(TableCell, words))
