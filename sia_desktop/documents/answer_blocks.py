"""The answer of a section of any kind, as it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sia_desktop.documents.printed_note import (
    Block,
    Heading,
    ItemList,
    Judgement,
    Paragraph,
    Rag,
    Table,
    TableCell,
)
from sia_desktop.domain.answers import (
    NEXT_MEETING,
    AgreedAction,
    Row,
    actions,
    amount,
    evidence,
    is_row_written,
    judgement,
    lines,
    one_line,
    rows,
    said,
    text,
)
from sia_desktop.domain.dates import short_date
from sia_desktop.domain.framework import Choice, Column, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.prose import Grid, Points, read_prose
from sia_desktop.domain.prose import Heading as ProseHeading
from sia_desktop.domain.when import clock_in_england, day_in_england

MOST_COLUMNS: Final = 6
"""A wider table is printed row by row, each as a table of its own: no column narrower than a word."""
_WEIGHTS: Final = {
    SectionKind.LONG_TEXT: 4.0,
    SectionKind.EVIDENCE: 3.0,
    SectionKind.SHORT_TEXT: 2.2,
    SectionKind.PEOPLE: 1.8,
    SectionKind.CHOICE: 1.6,
    SectionKind.RAG: 1.6,
    SectionKind.DATE: 1.4,
}
_FOLLOWED: Final = {"done": "Done", "open": "Still open", "dropped": "Dropped"}
_WHEN_ADDED: Final = "Added"

Evidence = Mapping[str, str]
"""What every piece of evidence of the record says, by its id."""


@dataclass(frozen=True, slots=True)
class Grading:
    """What areas and their grades are called, by their codes, on the scale that a record stands on."""

    areas: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)
    area_grades: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Where an area has grades of its own."""


def answer_blocks(section: FormSection, answer: Json, known: Evidence, grading: Grading) -> tuple[Block, ...]:
    """The blocks of a section; none where nothing stands in it."""
    if not section.repeated:
        return _blocks(section, answer, known, grading)
    return tuple(
        block
        for number, row in enumerate(rows(answer), 1)
        if is_row_written(row)
        for block in (
            Heading(text(row.get("heading")) or f"{section.label} {number}"),
            *_blocks(section, row.get("answer"), known, grading),
        )
    )


def date_words(value: Json) -> str:
    """A date as it is printed; what is none stays as it was typed."""
    try:
        return short_date(date.fromisoformat(text(value)))
    except ValueError:
        return text(value)


def code_words(code: str) -> str:
    """A code that has no label of its own, as words."""
    return code.replace("_", " ").capitalize()


def _blocks(section: FormSection, answer: Json, known: Evidence, grading: Grading) -> tuple[Block, ...]:
    match section.kind:
        case SectionKind.LONG_TEXT:
            return _prose(text(answer))
        case SectionKind.JUDGEMENT:
            return _judged(answer, known)
        case SectionKind.RAG:
            return _rag(said(answer))
        case SectionKind.PEOPLE | SectionKind.CHOICES:
            labels = _labels(section.choices)
            return _items(tuple(labels.get(line, line) for line in lines(answer)))
        case SectionKind.DISTRIBUTION:
            return _items(tuple(_sent(row) for row in rows(answer) if one_line(row)))
        case SectionKind.EVIDENCE:
            return _items(tuple(_noted(item.what, item.on, item.at) for item in evidence(answer)))
        case SectionKind.ACTIONS:
            return _actions(actions(answer))
        case SectionKind.CHECKLIST:
            return _checklist(section, answer)
        case SectionKind.GRADES:
            return _grades(said(answer), grading)
        case SectionKind.SIGNATURE:
            return _signature(said(answer))
        case SectionKind.ATTENDANCE | SectionKind.FILES | SectionKind.ENTRIES | SectionKind.TABLE:
            return _rows_of(section, answer)
        case _:
            words = _plain(section.kind, answer, section.choices)
            return tuple(Paragraph(part) for part in words.split("\n\n") if part.strip())


def _prose(words: str) -> tuple[Block, ...]:
    return tuple(block for part in read_prose(words) for block in _prose_block(part))


def _prose_block(part: object) -> tuple[Block, ...]:
    match part:
        case ProseHeading(words):
            return (Heading(words),)
        case Points(items, is_numbered):
            return (ItemList(items, is_numbered),)
        case Grid((head, *others)) if others:
            width = max(len(row) for row in (head, *others))
            filled = [(*row, *("",) * (width - len(row))) for row in (head, *others)]
            return _table(filled[0], [tuple(map(TableCell, row)) for row in filled[1:]])
        case Grid(rows=kept):
            return tuple(Paragraph(" · ".join(row)) for row in kept)
        case _:
            return (Paragraph(getattr(part, "words", "")),)


def _judged(answer: Json, known: Evidence) -> tuple[Block, ...]:
    both = judgement(answer)
    blocks = list(_prose(both.seen))
    if both.judgement:
        rests_on = [known[each] for each in both.evidence if each in known]
        led = f"Rests on: {'; '.join(rests_on)}." if rests_on else ""
        blocks.append(Judgement(both.judgement, led))
    return tuple(blocks)


def _rag(parts: Mapping[str, Json]) -> tuple[Block, ...]:
    colour, travel = text(parts.get("rag")), text(parts.get("travel"))
    if not (colour or travel or text(parts.get("why"))):
        return ()
    word = code_words(colour) if colour else "Not rated"
    which_way = f", {travel}" if travel else ""
    return (Rag(colour, f"{word}{which_way}.", text(parts.get("why"))),)


def _actions(agreed: tuple[AgreedAction, ...]) -> tuple[Block, ...]:
    if not agreed:
        return ()
    followed = any(action.progress or action.impact or action.status for action in agreed)
    columns = (
        "No.",
        "Action",
        "Who",
        "By",
        "How success will be seen",
        *(("How it went",) if followed else ()),
    )
    weights = (0.5, 2.8, 1.4, 1.7, 2.3, *((2.3,) if followed else ()))
    return (
        Table(columns, tuple(_action(*each, followed=followed) for each in enumerate(agreed, 1)), weights),
    )


def _action(number: int, action: AgreedAction, *, followed: bool) -> tuple[TableCell, ...]:
    by = "Next meeting" if action.by == NEXT_MEETING else date_words(action.by)
    status = _FOLLOWED.get(action.status, "")
    went = ". ".join(part.rstrip(".") for part in (status, action.progress, action.impact) if part)
    what = f"{action.what}\nAnswers: {action.area}" if action.area else action.what
    what = f"{what}\nFor: {action.school}" if action.school else what
    words = (str(number), what, action.who, by, action.success, *((went,) if followed else ()))
    return tuple(map(TableCell, words))


def _checklist(section: FormSection, answer: Json) -> tuple[Block, ...]:
    kept = {text(row.get("id")): row for row in rows(answer)}
    if not any(is_row_written(row) for row in kept.values()):
        return ()
    cells = [
        tuple(
            map(
                TableCell,
                (choice.label, code_words(text(row.get("state"))) or "Not said", text(row.get("note"))),
            )
        )
        for choice in section.choices
        for row in (kept.get(choice.code, {}),)
    ]
    return (Table(("Item", "State", "Remark"), tuple(cells), (2.6, 1.0, 2.4), first_is_heading=True),)


def _grades(parts: Mapping[str, Json], grading: Grading) -> tuple[Block, ...]:
    def grade(area: str, code: str) -> str:
        return grading.area_grades.get(area, grading.grades).get(code) or code_words(code)

    cells = tuple(
        (TableCell(grading.areas.get(area) or code_words(area)), TableCell(grade(area, text(code))))
        for area, code in parts.items()
        if text(code)
    )
    return (Table(("Area", "Grade"), cells, (3.0, 2.0), first_is_heading=True),) if cells else ()


def _signature(parts: Mapping[str, Json]) -> tuple[Block, ...]:
    who = ", ".join(text(parts.get(part)) for part in ("name", "role") if text(parts.get(part)))
    if not who:
        return ()
    how = "drawn" if text(parts.get("way")) == "drawn" else "typed"
    return (Paragraph(f"{who}. Signature {how} on the laptop, {date_words(parts.get('on'))}."),)


def _rows_of(section: FormSection, answer: Json) -> tuple[Block, ...]:
    columns = section.columns or _OWN_COLUMNS[section.kind]
    written = {text(row.get("id")): row for row in rows(answer) if is_row_written(row)}
    if not written:
        return ()
    named = {row.code: row.label for row in section.rows}
    shown = {code: written.get(code, {}) for code in named} if named else written
    added = section.kind is SectionKind.ENTRIES
    head = (
        *(("",) if named else ()),
        *(column.label for column in columns),
        *((_WHEN_ADDED,) if added else ()),
    )
    weights = (
        *((2.4,) if named else ()),
        *(_WEIGHTS.get(column.kind, 1.2) for column in columns),
        *((1.8,) if added else ()),
    )
    cells = [
        (
            *((TableCell(named[code]),) if named else ()),
            *(_cell(column, row.get(column.code)) for column in columns),
            *((TableCell(_added(row)),) if added else ()),
        )
        for code, row in shown.items()
    ]
    return _table(head, cells, weights, first_is_heading=bool(named))


def _table(
    head: tuple[str, ...],
    cells: list[tuple[TableCell, ...]],
    weights: tuple[float, ...] = (),
    *,
    first_is_heading: bool = False,
) -> tuple[Block, ...]:
    """The table; one that is too wide row by row, each column a line of it."""
    head = (head[0] or "Item", *head[1:])
    if len(head) <= MOST_COLUMNS:
        return (Table(head, tuple(cells), weights, first_is_heading),)
    return tuple(
        block
        for number, row in enumerate(cells, 1)
        for block in (
            Heading(row[0].text if first_is_heading and row[0].text else f"Row {number}"),
            Table(
                ("What", "Said"),
                tuple(
                    (TableCell(name), cell)
                    for name, cell in list(zip(head, row, strict=True))[int(first_is_heading) :]
                ),
                (1.6, 3.4),
                first_is_heading=True,
            ),
        )
    )


def _cell(column: Column, answer: Json) -> TableCell:
    if column.kind is SectionKind.RAG:
        return TableCell(code_words(text(answer)), text(answer))
    if column.kind is SectionKind.LONG_TEXT:
        return TableCell("\n".join(_in_a_cell(part) for part in read_prose(text(answer))))
    return TableCell(_plain(column.kind, answer, column.choices))


def _in_a_cell(part: object) -> str:
    """A block of long text as lines: a table's cell holds no table and no heading of its own."""
    match part:
        case Points(items, is_numbered):
            return "\n".join(
                f"{n}. {item}" if is_numbered else f"• {item}" for n, item in enumerate(items, 1)
            )
        case Grid(kept):
            return "\n".join(" · ".join(row) for row in kept)
        case _:
            return str(getattr(part, "words", ""))


def _plain(kind: SectionKind, answer: Json, choices: tuple[Choice, ...]) -> str:
    match kind:
        case SectionKind.DATE:
            return date_words(answer)
        case SectionKind.YES_NO:
            return text(answer).capitalize()
        case SectionKind.CHOICE:
            return _labels(choices).get(text(answer), text(answer))
        case SectionKind.MONEY if (pounds := amount(answer)) is not None:
            return f"£{pounds:,.2f}"
        case SectionKind.DAYS if (days := amount(answer)) is not None:
            return f"{days} day" if days == 1 else f"{days} days"
        case _:
            return text(answer)


def _items(items: tuple[str, ...]) -> tuple[Block, ...]:
    return (ItemList(items),) if items else ()


def _labels(choices: tuple[Choice, ...]) -> dict[str, str]:
    return {choice.code: choice.label for choice in choices}


def _sent(row: Row) -> str:
    sent = text(row.get("sent_on"))
    return f"{one_line(row)} (sent {date_words(sent)})" if sent else one_line(row)


def _noted(what: str, on: str, at: str) -> str:
    when = ", ".join(part for part in (date_words(on), at) if part)
    return f"{what} ({when})" if when else what


def _added(row: Row) -> str:
    who = text(row.get("who"))
    try:
        at = datetime.fromisoformat(text(row.get("at")))
    except ValueError:
        return who or "Still being written"
    return ", ".join(part for part in (who, short_date(day_in_england(at)), clock_in_england(at)) if part)


_OWN_COLUMNS: Final = {
    SectionKind.ATTENDANCE: (
        Column("name", "Name", SectionKind.SHORT_TEXT),
        Column("role", "Role", SectionKind.SHORT_TEXT),
        Column(
            "state",
            "Attendance",
            SectionKind.CHOICE,
            choices=(
                Choice("present", "Present"),
                Choice("apologies", "Apologies"),
                Choice("absent", "Absent"),
            ),
        ),
    ),
    SectionKind.FILES: (
        Column("name", "File", SectionKind.SHORT_TEXT),
        Column("what", "What it is", SectionKind.LONG_TEXT),
    ),
    SectionKind.ENTRIES: (
        Column("on", "Date", SectionKind.DATE),
        Column("what", "What happened", SectionKind.LONG_TEXT),
    ),
    SectionKind.TABLE: (),
}
