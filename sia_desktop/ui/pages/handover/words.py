"""The note in the order a headteacher reads it, and the sentences of their view."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.answers import (
    NEXT_MEETING,
    AgreedAction,
    actions,
    is_written,
    judgement,
    lines,
    text,
)
from sia_desktop.domain.dates import long_date, weekday_and_day
from sia_desktop.domain.framework import FormSection, SectionKind
from sia_desktop.domain.mark import MarkWay
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.prose import LineKind, read_lines
from sia_desktop.services.queries.note_page import NotePage

STARTED, FINISHED = "started_at", "finished_at"

ROLES: Final = (
    "Headteacher",
    "Acting headteacher",
    "Executive headteacher",
    "Deputy headteacher",
    "Chair of governors",
    "Other",
)
RECEIPT: Final = "Signing records receipt and factual accuracy."
NOT_AGREEMENT: Final = "It does not mean that you agree."
SHORT_NOTICE: Final = (
    "Your name, role, response and mark are kept with this note and printed on it. "
    "The council is the controller."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its words, how they are set, and the space after them."""

    words: str
    role: str = "handover"
    colour: str = "text"
    strong: str = ""
    before: int = 0
    after: int = 12


def full_notice(council: str, adviser: str) -> str:
    """What becomes of what the headteacher gives, in plain words."""
    return (
        f"{council} is the controller of what is written here. It keeps records of its work with schools "
        "because that is its public task. Your name, role, response, comment and mark are kept with this "
        "note for as long as the council keeps the note, and are printed on it. The note goes to the "
        "headteacher, the chair of governors and the council. A drawing is kept as the lines you drew; how "
        f"fast you drew them is not kept. You may ask the council to see or correct what it holds about you: "
        f"ask {adviser}, or the council’s data protection officer. You need not sign: you can leave it for "
        "later, or decline and say why."
    )


def note_lines(page: NotePage) -> Iterator[Line]:
    """Everything that will be printed, and nothing else."""
    note = page.note
    times = [text(note.answers.get(code)) for code in (STARTED, FINISHED)]
    hours = f", {times[0]} to {times[1]}" if all(times) else ""
    facts = (
        f"URN {note.urn}",
        f"{long_date(note.visited_on)}{hours}",
        f"{page.author_role}: {page.author.name}",
    )
    yield Line(page.form.label, "numeral", after=4)
    yield Line(page.school.name, after=2)
    yield Line("  ·  ".join(facts), "body", "text_2", after=16)
    if note.correction_reason:
        corrected = f"Version {note.version} corrects version {note.version - 1}: {note.correction_reason}"
        yield Line(corrected, after=16)
    for section in page.form.sections:
        answer = note.answers.get(section.code)
        if section.code not in (STARTED, FINISHED) and is_written(section, answer):
            yield Line(section.label, "heading", before=8, after=4)
            yield from _answer(section, answer)


def thanks(way: MarkWay, adviser: str) -> tuple[str, str]:
    """What was recorded, and what happens next."""
    copy = f"{adviser} signs next and can then give you the copy."
    match way:
        case MarkWay.DRAWN | MarkWay.TYPED:
            return "Thank you. Your response is recorded.", copy
        case MarkWay.DEFERRED:
            return "Left for later. Nothing is signed in your name.", f"You can sign at any time. {copy}"
        case MarkWay.DECLINED:
            return "Recorded: you decline to sign.", f"Your reason is printed with the note. {copy}"


def _answer(section: FormSection, answer: Json) -> Iterator[Line]:
    match section.kind:
        case SectionKind.JUDGEMENT:
            both = judgement(answer)
            yield from _paragraphs(both.seen)
            if both.judgement:
                yield Line(f"Judgement. {both.judgement}", strong="Judgement.")
        case SectionKind.ACTIONS:
            for number, action in enumerate(actions(answer), 1):
                yield Line(f"{number}. {_action(action)}", after=4)
        case SectionKind.PEOPLE | SectionKind.DISTRIBUTION:
            yield Line("; ".join(lines(answer)))
        case SectionKind.CHOICE | SectionKind.CHOICES:
            chosen = lines(answer) if isinstance(answer, list) else (text(answer),)
            labels = {choice.code: choice.label for choice in section.choices}
            yield Line("; ".join(labels.get(code, code) for code in chosen))
        case SectionKind.DATE:
            yield Line(_day(text(answer)))
        case SectionKind.YES_NO:
            yield Line(text(answer).capitalize())
        case _:
            yield from _paragraphs(text(answer))


def _paragraphs(written: str) -> Iterator[Line]:
    number = 0
    for line in read_lines(written):
        words = line.words.strip()
        number = number + 1 if line.kind is LineKind.NUMBER else 0
        match line.kind:
            case LineKind.HEADING:
                yield Line(words, strong=words, before=4)
            case LineKind.POINT:
                yield Line(f"•  {words}", after=4)
            case LineKind.NUMBER:
                yield Line(f"{number}.  {words}", after=4)
            case LineKind.ROW:
                yield Line("  ·  ".join(line.cells), after=4)
            case LineKind.WORDS if words:
                yield Line(words)


def _action(action: AgreedAction) -> str:
    by = "next meeting" if action.by == NEXT_MEETING else f"by {_day(action.by)}" if action.by else ""
    who = ", ".join(part for part in (action.who, by) if part)
    parts = (action.what, who[:1].upper() + who[1:], f"Success: {action.success}" if action.success else "")
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _day(kept: str) -> str:
    try:
        return weekday_and_day(date.fromisoformat(kept))
    except ValueError:
        return kept
