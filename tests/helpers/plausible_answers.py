"""Plausible answers for a section of any kind, so that every form of every pack can be filled."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord, RecordMove
from sia_desktop.domain.framework import Choice, Column, Form, FormSection, Framework, SectionKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Json

ADVISER: Final = UUID("0b1c7d5e-0000-4000-8000-000000000001")
AT: Final = datetime(2026, 5, 20, 14, 24, tzinfo=UTC)
URN: Final = Urn(999901)

_WORDS = (
    "Leaders have set out the order in which reading is taught, and teachers in the year groups visited keep "
    "to it. Books match what pupils can decode."
)
_PROSE = f"""# What was agreed
{_WORDS}

- Phonics is taught daily
- The lowest fifth read to an adult each day

1. First the baseline
2. Then the half-termly check

| Year group | Expected | Reached |
| Year 1 | 82 | 79 |
| Year 2 | 88 | 86 |"""


def plausible(section: FormSection) -> Json:
    """What an adviser might have written."""
    if section.repeated:
        return [
            {"id": f"part{n}", "heading": heading, "answer": _answer(section)}
            for n, heading in enumerate(("Key stage 1", "Key stage 2"))
        ]
    return _answer(section)


def all_answers(form: Form) -> dict[str, Json]:
    """Every section of the form filled."""
    return {section.code: plausible(section) for section in form.sections}


def a_record(framework: Framework, form: Form, answers: Mapping[str, Json], *, moves: int = 3) -> CaseRecord:
    """A record of this form with these answers, some steps on where it has a flow."""
    flow = framework.flow(form.flow) if form.flow else None
    steps = flow.moves[:moves] if flow else ()
    taken = tuple(
        RecordMove(
            move=step.code,
            from_state=step.from_[0] if step.from_ else "",
            to_state=step.to,
            by=ADVISER,
            role=framework.roles[0].code,
            at=AT,
            on=AT.date(),
            reason="The evidence of two visits." if step.needs_reason else "",
        )
        for step in steps
    )
    return CaseRecord(
        id=UUID(int=1),
        urn=URN,
        form=form.code,
        pack=framework.code,
        pack_version=framework.version,
        about=About("school", str(URN)),
        opened_by=ADVISER,
        opened_on=date(2026, 5, 18),
        state=taken[-1].to_state if taken else (flow.starts_in if flow else ""),
        answers=answers,
        moves=taken,
    )


def _answer(section: FormSection) -> Json:
    match section.kind:
        case SectionKind.JUDGEMENT:
            return {"seen": _WORDS, "judgement": "Reading is secure.", "evidence": [f"seen:{section.code}"]}
        case SectionKind.RAG:
            return {"rag": "amber", "why": "Two of three milestones were reached.", "travel": "improving"}
        case SectionKind.CHECKLIST:
            return [
                {"id": choice.code, "state": ("yes", "no", "not_applicable")[n % 3], "note": "Seen on site."}
                for n, choice in enumerate(section.choices)
            ]
        case SectionKind.TABLE if section.rows:
            return [{"id": row.code, **_row(section.columns, n)} for n, row in enumerate(section.rows)]
        case SectionKind.TABLE | SectionKind.ENTRIES if section.columns:
            return [
                {"id": f"r{n}", "who": "Priya Nair", "at": AT.isoformat(), **_row(section.columns, n)}
                for n in range(3)
            ]
        case kind if kind in _BY_KIND:
            return _BY_KIND[kind]()
        case kind:
            return _plain(kind, section.choices, 0)


def _row(columns: tuple[Column, ...], number: int) -> dict[str, Json]:
    return {column.code: _plain(column.kind, column.choices, number) for column in columns}


def _plain(kind: SectionKind, choices: tuple[Choice, ...], number: int) -> Json:
    if kind is SectionKind.CHOICE:
        return choices[number % len(choices)].code if choices else "other"
    if kind is SectionKind.CHOICES:
        return [choice.code for choice in choices[:2]]
    return {
        SectionKind.LONG_TEXT: _PROSE if number == 0 else _WORDS,
        SectionKind.DATE: "2026-06-11",
        SectionKind.TIME: "09:30",
        SectionKind.NUMBER: "12.5",
        SectionKind.MONEY: "1250.00",
        SectionKind.DAYS: "2.5",
        SectionKind.YES_NO: "yes",
        SectionKind.RAG: ("red", "amber", "green")[number % 3],
        SectionKind.EVIDENCE: "Books from two year groups",
    }.get(kind, "Improve the teaching of early reading")


_BY_KIND: Final[Mapping[SectionKind, Callable[[], Json]]] = {
    SectionKind.PEOPLE: lambda: [
        {"id": "a", "name": "Headteacher (demonstration)", "role": "Headteacher"},
        {"id": "b", "name": "", "role": "Chair of governors"},
    ],
    SectionKind.EVIDENCE: lambda: [
        {"id": "e1", "what": "Books from two year groups", "on": "2026-05-20", "at": "10:15"},
        {"id": "e2", "what": "A walk through lessons", "on": "2026-05-20", "at": ""},
    ],
    SectionKind.ACTIONS: lambda: [
        {
            "id": "1",
            "what": "Share the reading check",
            "who": "English lead",
            "by": "next_meeting",
            "success": "Seen by all",
            "progress": "Shared in May",
            "impact": "Used in Year 1",
            "status": "done",
        },
        {
            "id": "2",
            "what": "Review the baseline",
            "who": "Headteacher",
            "by": "2026-06-11",
            "success": "Kept",
        },
    ],
    SectionKind.ATTENDANCE: lambda: [
        {"id": "1", "name": "Headteacher (demonstration)", "role": "Headteacher", "state": "present"},
        {"id": "2", "name": "Chair (demonstration)", "role": "Chair of governors", "state": "apologies"},
    ],
    SectionKind.ENTRIES: lambda: [
        {"id": "1", "on": "2026-05-20", "what": _WORDS, "who": "Priya Nair", "at": AT.isoformat()},
        {"id": "2", "on": "2026-06-01", "what": "Governors met."},
    ],
    SectionKind.FILES: lambda: [{"id": "f1", "name": "plan.pdf", "what": "The school’s improvement plan"}],
    SectionKind.GRADES: lambda: {"overall": "requires_improvement", "quality_of_education": "good"},
    SectionKind.DISTRIBUTION: lambda: [
        {"id": "1", "name": "", "role": "Headteacher", "sent_on": "2026-05-21"},
        {"id": "2", "name": "", "role": "Chair of governors", "sent_on": ""},
    ],
    SectionKind.SIGNATURE: lambda: {
        "name": "Priya Nair",
        "role": "Adviser",
        "on": "2026-05-20",
        "way": "typed",
        "typed": "Priya Nair",
    },
}
