"""Quick jots: lines with their time, written during a lesson, that become evidence of the record."""

from collections.abc import Iterable
from typing import Final

from sia_desktop.domain.answers import Row, is_row_written, row_id, rows, text
from sia_desktop.domain.framework import Form, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Answers, Json
from sia_desktop.domain.when import clock_in_england, day_in_england, instant

JOTS: Final = "jots"
"""Where they wait among the answers: rows of `id`, `at` and `what`; no form has a section of this name."""


def jots_of(answers: Answers) -> tuple[Row, ...]:
    """Those that still wait, in the order in which they were begun."""
    return tuple(row for row in rows(answers.get(JOTS)) if text(row.get("what")))


def evidence_section(form: Form) -> FormSection | None:
    """The section they drop into; a form without evidence has no jots."""
    return next((each for each in form.sections if each.kind is SectionKind.EVIDENCE), None)


def with_jots(evidence: Json, jots: Iterable[Row]) -> list[Json]:
    """The evidence with each jot a row of its own under its day and time; one dropped twice stays one."""
    kept: list[Json] = [dict(row) for row in rows(evidence) if is_row_written(row)]
    there = {row_id(row) for row in rows(kept)}
    for jot in jots:
        at = instant(text(jot.get("at")))
        when: dict[str, Json] = (
            {"on": day_in_england(at).isoformat(), "at": clock_in_england(at)} if at else {"on": "", "at": ""}
        )
        if row_id(jot) not in there:
            kept.append({"id": row_id(jot), "what": text(jot.get("what")), **when})
    return kept
