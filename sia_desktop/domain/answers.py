"""What is written in the sections of a form: the shape each kind is kept in (docs/packs.md lists them)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sia_desktop.domain.framework import FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json

NEXT_MEETING: Final = "next_meeting"
"""An agreed action may fall due at the next meeting instead of on a date (T-RD-08)."""
SEEN: Final = "seen:"
"""Before a section's code: the evidence that was written down in that judgement itself."""
_PLAIN: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
Row = Mapping[str, Json]
"""One row of a list: its `id` and what stands in it."""


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """One agreed action: what, who, by when, how success will be seen; and how it went, once followed up."""

    what: str = ""
    who: str = ""
    by: str = ""
    """An ISO date, or `next_meeting`."""
    success: str = ""
    id: str = ""
    progress: str = ""
    impact: str = ""
    status: str = ""
    """`done`, `open` or `dropped`, where the action was carried forward."""
    area: str = ""
    """The area for improvement that it answers, where an inspection named one."""
    school: str = ""
    """Which school it is for, where a meeting takes several in turn."""
    urn: str = ""
    """That school's, so that the action stands on its list."""

    @property
    def by_date(self) -> date | None:
        """The date it is due, or None where it is the next meeting or not said."""
        return day(self.by)

    @property
    def is_blank(self) -> bool:
        """True while nothing is said of it."""
        return not any((self.what, self.who, self.by, self.success, self.area))

    def as_answer(self) -> dict[str, Json]:
        """As it is kept: what was followed up only where it was."""
        followed = ("id", "progress", "impact", "status", "area", "school", "urn")
        return {name: words for name, words in asdict(self).items() if words or name not in followed}


@dataclass(frozen=True, slots=True)
class JudgementAnswer:
    """What was seen and heard, the judgement, and the evidence it rests on."""

    seen: str = ""
    judgement: str = ""
    evidence: tuple[str, ...] = ()
    """Ids of rows of evidence, or `seen:` and a section's code."""

    def as_answer(self) -> dict[str, Json]:
        """As it is kept in the record."""
        return {"seen": self.seen, "judgement": self.judgement, "evidence": list(self.evidence)}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a form, by name, by role, or by both."""

    id: str
    name: str = ""
    role: str = ""

    @property
    def words(self) -> str:
        """Name, role."""
        return ", ".join(part for part in (self.name, self.role) if part)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One thing seen, heard or read, that a judgement may rest on."""

    id: str
    what: str
    on: str = ""
    at: str = ""


def text(answer: Json) -> str:
    """A text answer, trimmed; anything else reads as nothing."""
    return answer.strip() if isinstance(answer, str) else ""


def day(answer: Json) -> date | None:
    """A date answer, or None while it is no date."""
    try:
        return date.fromisoformat(text(answer))
    except ValueError:
        return None


def amount(answer: Json) -> Decimal | None:
    """A number, pounds or days as an exact decimal, or None while it is none."""
    return Decimal(text(answer)) if _PLAIN.fullmatch(text(answer)) else None


def rows(answer: Json) -> tuple[Row, ...]:
    """The rows of a list answer; words of an older shape become rows of one column, `what`."""
    if isinstance(answer, str):
        parts = [part.strip() for part in answer.split("\n\n") if part.strip()]
        return tuple({"id": f"words{n}", "what": part} for n, part in enumerate(parts, 1))
    return tuple(_rows(answer)) if isinstance(answer, list) else ()


def _rows(answer: list[Json]) -> Iterator[Row]:
    for n, row in enumerate(answer, 1):
        if isinstance(row, dict):
            yield {"id": f"row{n}", **row}
        elif text(row):
            yield {"id": f"words{n}", "what": text(row)}


def row_id(row: Row) -> str:
    """The row's own id."""
    return text(row.get("id"))


def row_names(section: FormSection, answer: Json) -> tuple[str, ...]:
    """What each row of a list is called: its first column, where anything stands in it."""
    first = section.columns[0].code if section.columns else "what"
    names = (text(row.get(first)) or text(row.get("what")) for row in rows(answer))
    return tuple(dict.fromkeys(name for name in names if name))


def lines(answer: Json) -> tuple[str, ...]:
    """A list answer as lines (codes chosen, people met, recipients), without blanks."""
    if not isinstance(answer, list):
        return ()
    read = (one_line(row) if isinstance(row, dict) else text(row) for row in answer)
    return tuple(line for line in read if line)


def one_line(row: Row) -> str:
    """Name, role; or what the row says."""
    named = Person("", text(row.get("name")), text(row.get("role"))).words
    return named or text(row.get("what"))


def people(answer: Json) -> tuple[Person, ...]:
    """The people of a list answer; a line of an older shape is a name."""
    return tuple(
        Person(row_id(row), text(row.get("name")) or text(row.get("what")), text(row.get("role")))
        for row in rows(answer)
        if one_line(row)
    )


def evidence(answer: Json) -> tuple[EvidenceItem, ...]:
    """The items of an evidence answer that say something."""
    return tuple(
        EvidenceItem(row_id(row), text(row.get("what")), text(row.get("on")), text(row.get("at")))
        for row in rows(answer)
        if text(row.get("what"))
    )


def judgement(answer: Json) -> JudgementAnswer:
    """A judgement answer."""
    if not isinstance(answer, Mapping):
        return JudgementAnswer()
    return JudgementAnswer(
        text(answer.get("seen")), text(answer.get("judgement")), lines(answer.get("evidence"))
    )


def actions(answer: Json) -> tuple[AgreedAction, ...]:
    """The actions, leaving out rows where nothing is written; words of an older shape are progress."""
    if isinstance(answer, str):
        return tuple(AgreedAction(id=row_id(row), progress=text(row["what"])) for row in rows(answer))
    found = (action_of(row) for row in rows(answer))
    return tuple(action for action in found if not action.is_blank or action.progress or action.impact)


def action_of(row: Row) -> AgreedAction:
    """One row as an action."""
    names = ("what", "who", "by", "success", "area", "school", "urn")
    said = {name: text(row.get(name)) for name in (*names, "progress", "impact", "status")}
    return AgreedAction(id=text(row.get("id")), **said)


def said(answer: Json) -> Mapping[str, Json]:
    """An answer of named parts (RAG, signature, grades); anything else reads as none."""
    return answer if isinstance(answer, dict) else {}


def is_written(section: FormSection, answer: Json) -> bool:
    """Whether anything stands in the section."""
    if section.repeated:
        return any(is_row_written(row) for row in rows(answer))
    match section.kind:
        case SectionKind.JUDGEMENT:
            both = judgement(answer)
            return bool(both.seen or both.judgement)
        case SectionKind.ACTIONS:
            return bool(actions(answer))
        case SectionKind.PEOPLE | SectionKind.CHOICES:
            return bool(lines(answer))
        case SectionKind.GRADES | SectionKind.RAG | SectionKind.SIGNATURE:
            return any(text(part) for part in said(answer).values())
        case kind if kind in LISTS:
            return any(is_row_written(row) for row in rows(answer))
        case _:
            return bool(text(answer))


LISTS: Final = frozenset(
    {
        SectionKind.EVIDENCE,
        SectionKind.ENTRIES,
        SectionKind.TABLE,
        SectionKind.CHECKLIST,
        SectionKind.ATTENDANCE,
        SectionKind.FILES,
        SectionKind.DISTRIBUTION,
    }
)
"""The kinds kept as rows."""


def is_row_written(row: Row) -> bool:
    """Whether a row says anything beside its own id."""
    return any(_says(part) for name, part in row.items() if name != "id")


def _says(part: Json) -> bool:
    if isinstance(part, dict):
        return any(_says(each) for each in part.values())
    return bool(part.strip() if isinstance(part, str) else part)
