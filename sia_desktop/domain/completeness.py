"""Which sections a form asks for, and what is still missing before it can be signed or sent on."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sia_desktop.domain.answers import (
    NEXT_MEETING,
    SEEN,
    AgreedAction,
    EvidenceItem,
    Row,
    actions,
    amount,
    day,
    evidence,
    is_row_written,
    is_written,
    judgement,
    lines,
    one_line,
    row_id,
    rows,
    said,
    text,
)
from sia_desktop.domain.framework import Column, Form, FormSection, SectionKind
from sia_desktop.domain.jots import evidence_section, jots_of
from sia_desktop.domain.note_of_visit import Answers, Json
from sia_desktop.domain.time_limits import holds

FOLLOWED = {"done": "Done", "open": "Still open", "dropped": "Dropped"}
"""How an action that was carried forward can stand."""

Facts = Mapping[str, Collection[str]]
"""What is known of the school and the record, by the words of `when` in a pack."""
NO_FACTS: Facts = {}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to put right before the record can be signed."""

    section: str
    sentence: str


def shown_sections(form: Form, answers: Answers, facts: Facts = NO_FACTS) -> tuple[FormSection, ...]:
    """The sections this record asks for; one in which something stands is never hidden.

    What is chosen in the form itself counts as a fact under the section's code: `visit_type`, `ground`.
    """
    chosen = {
        section.code: lines(answers.get(section.code)) or (text(answers.get(section.code)),)
        for section in form.sections
        if section.kind in (SectionKind.CHOICE, SectionKind.CHOICES)
    }
    known = {**facts, **chosen}
    return tuple(
        section
        for section in form.sections
        if holds(section.when, known) or is_written(section, answers.get(section.code))
    )


def missing(form: Form, answers: Answers, facts: Facts = NO_FACTS) -> tuple[Missing, ...]:
    """Everything to put right before signing, in the order of the form."""
    found: list[Missing] = []
    to_rest_on = frozenset(item.id for item in evidence_items(form, answers))
    for section in shown_sections(form, answers, facts):
        answer = answers.get(section.code)
        if not is_written(section, answer):
            if section.required:
                found.append(Missing(section.code, f"“{section.label}” is still empty."))
            continue
        if section.repeated:
            for row in rows(answer):
                heading = text(row.get("heading")) or section.label
                found += _told(section, _faults(section, row.get("answer"), heading, to_rest_on))
        else:
            found += _told(section, _faults(section, answer, section.label, to_rest_on))
    waiting, evidence_goes = jots_of(answers), evidence_section(form)
    if waiting and evidence_goes is not None:
        found.append(
            Missing(
                evidence_goes.code,
                f"{len(waiting)} jot{'s' if len(waiting) > 1 else ''} not yet among the evidence: "
                "Ctrl+J puts them there, or removes them.",
            )
        )
    return tuple(found)


def unsupported(form: Form, answers: Answers) -> tuple[Missing, ...]:
    """Judgements that rest on nothing: with one of these no words are ever fixed."""
    kinds = {section.code: section.kind for section in form.sections}
    return tuple(
        fault
        for fault in missing(form, answers)
        if kinds[fault.section] is SectionKind.JUDGEMENT
        and is_written(form.section(fault.section), answers.get(fault.section))
    )


def evidence_items(form: Form, answers: Answers) -> tuple[EvidenceItem, ...]:
    """Everything in the record that a judgement may rest on."""
    found: list[EvidenceItem] = []
    for section in form.sections:
        answer = answers.get(section.code)
        match section.kind:
            case SectionKind.EVIDENCE:
                found += evidence(answer)
            case SectionKind.FILES:
                found += [EvidenceItem(row_id(row), one_line(row)) for row in rows(answer) if one_line(row)]
            case SectionKind.JUDGEMENT if not section.repeated and judgement(answer).seen:
                found.append(
                    EvidenceItem(f"{SEEN}{section.code}", f"{section.label}: {judgement(answer).seen}")
                )
            case SectionKind.ENTRIES | SectionKind.TABLE:
                found += [
                    EvidenceItem(row_id(row), words) for row in rows(answer) if (words := _row_words(row))
                ]
    return tuple(found)


def _row_words(row: Row) -> str:
    """What the cells of a row say, one after the other."""
    apart = ("id", "who", "at")
    return ", ".join(text(cell) for name, cell in row.items() if name not in apart and text(cell))


def _told(section: FormSection, sentences: Iterator[str]) -> Iterator[Missing]:
    return (Missing(section.code, sentence) for sentence in sentences)


def _faults(section: FormSection, answer: Json, name: str, to_rest_on: frozenset[str]) -> Iterator[str]:
    match section.kind:
        case SectionKind.JUDGEMENT:
            both = judgement(answer)
            if both.judgement and to_rest_on.isdisjoint(both.evidence):
                yield f"The judgement under “{name}” has no evidence yet: link what it rests on."
        case SectionKind.ACTIONS:
            yield from _actions_faults(section, answer)
        case SectionKind.RAG:
            yield from _rag_faults(name, said(answer))
        case SectionKind.TABLE:
            yield from _table_faults(section, answer)
        case SectionKind.ENTRIES:
            if any(is_row_written(row) and not text(row.get("at")) for row in rows(answer)):
                yield f"An entry under “{name}” is written but not yet added to the record."
        case kind:
            yield from value_faults(kind, answer, name)


def value_faults(kind: SectionKind, answer: Json, name: str) -> Iterator[str]:
    """What is wrong with one value: a date, a time, a number, pounds or days."""
    words = text(answer)
    match kind:
        case SectionKind.DATE if words and day(words) is None:
            yield f"“{name}” is not a date."
        case SectionKind.NUMBER if words and amount(words) is None:
            yield f"“{name}” is not a number."
        case SectionKind.MONEY if words and not _are_pounds(amount(words)):
            yield f"“{name}” is not an amount in pounds and pence."
        case SectionKind.DAYS if words and not _are_half_days(amount(words)):
            yield f"“{name}” is not a number of days; days are counted in halves."


def _actions_faults(section: FormSection, answer: Json) -> Iterator[str]:
    for number, action in enumerate(actions(answer), 1):
        faults = _follow_up_faults(action) if section.carries else _action_faults(action)
        yield from (f"Action {number}: {fault}" for fault in faults)


def _follow_up_faults(action: AgreedAction) -> Iterator[str]:
    if action.status in FOLLOWED and not action.progress:
        yield "say how far it has come."


def _action_faults(action: AgreedAction) -> Iterator[str]:
    wanted = (
        (action.what, "say what will be done."),
        (action.who, "say who will do it."),
        (action.by, "give a date, or “next meeting”."),
        (action.success, "add how success will be seen."),
    )
    yield from (fault for value, fault in wanted if not value)
    if action.by and action.by != NEXT_MEETING and action.by_date is None:
        yield f"“{action.by}” is not a date; give one, or “next meeting”."


def _rag_faults(name: str, rag: Mapping[str, Json]) -> Iterator[str]:
    if not text(rag.get("rag")):
        yield f"“{name}” has no rating yet: choose red, amber or green."
    elif not text(rag.get("why")):
        yield f"Say why “{name}” is rated so."


def _table_faults(section: FormSection, answer: Json) -> Iterator[str]:
    labels = {row.code: row.label for row in section.rows}
    for number, row in enumerate(rows(answer), 1):
        if not is_row_written(row):
            continue
        name = labels.get(row_id(row), f"{section.label}, row {number}")
        for column in section.columns:
            yield from _cell_faults(column, row.get(column.code), name)


def _cell_faults(column: Column, cell: Json, row: str) -> Iterator[str]:
    if column.required and not (text(cell) or lines(cell)):
        yield f"{row}: “{column.label}” is still empty."
    for fault in value_faults(column.kind, cell, column.label):
        yield f"{row}: {fault}"


def _are_pounds(value: Decimal | None) -> bool:
    return value is not None and value * 100 == (value * 100).to_integral_value()


def _are_half_days(value: Decimal | None) -> bool:
    return value is not None and value >= 0 and value * 2 == (value * 2).to_integral_value()
