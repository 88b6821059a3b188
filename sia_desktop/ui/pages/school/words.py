"""One school in words: facts, history, and what is due next; pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.dates import long_date, plain_date
from sia_desktop.domain.framework import Choice
from sia_desktop.domain.school import Head, School
from sia_desktop.services.queries.facts import NoteLine
from sia_desktop.services.queries.school_page import HistoryLine, SchoolPage
from sia_desktop.ui.note_words import due_icon, due_tone, is_owed, kept_words, note_state, visit_type_words
from sia_desktop.ui.when_words import day_said, row_date
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.timeline import TimelineRow

MADE_UP_FROM: Final = 999900
"""URNs from here on belong to schools made up for a demonstration."""
NOT_HELD: Final = "Not held"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact under its caption."""

    caption: str
    words: str


def facts(page: SchoolPage) -> tuple[Fact, ...]:
    """What the register says, in the order one asks for it."""
    school = page.school
    found = [
        Fact("Type", school.type),
        Fact("Phase and ages", _phase(school)),
        Fact("URN and LAESTAB", f"{school.urn} · {school.authority_code}/{school.establishment_number}"),
        Fact("Address", ", ".join((*school.address, school.postcode)).strip(", ") or NOT_HELD),
        Fact(_heads_caption(school.heads), _heads(page)),
        Fact("Adviser" if len(page.advisers) < 2 else "Advisers", _advisers(page)),
    ]
    if school.religious_character not in ("", "Does not apply", "None"):
        found.append(Fact("Religious character", school.religious_character))
    if school.pupils is not None:
        found.append(Fact("Pupils", str(school.pupils)))
    if school.telephone:
        found.append(Fact("Telephone", school.telephone))
    if school.status != "Open":
        found.append(Fact("Status", school.status))
    return tuple(fact for fact in found if fact.words)


def credit(school: School) -> str:
    """Whose facts these are, and of which day."""
    if school.urn >= MADE_UP_FROM:
        return "Made-up school for demonstration"
    as_at = f", {plain_date(school.as_at)}" if school.as_at else ""
    return (
        f"Get Information about Schools (Department for Education){as_at}. "
        "Contains public sector information licensed under the Open Government Licence v3.0."
    )


def history_rows(page: SchoolPage) -> tuple[TimelineRow, ...]:
    """Visits and their notes, the latest first."""
    return tuple(
        TimelineRow(
            key=str(line.note.note_id),
            date=day_said(line.note.visited_on, page.day).capitalize()
            if line.note.visited_on == page.day
            else row_date(line.note.visited_on, page.day),
            icon="notebook-pen",
            title=_title(line.note, page.visit_types),
            subtitle=_standing(line, page),
            chip=note_state(line.note),
            icon_colour="accent" if is_owed(line.note, line.due) else "text_2",
        )
        for line in page.history
    )


def next_due(page: SchoolPage) -> HistoryLine | None:
    """The soonest note still owed."""
    owed = [line for line in page.history if is_owed(line.note, line.due)]
    return min(owed, key=lambda line: line.due.due_on or date.max, default=None)


def next_due_words(line: HistoryLine, today: date) -> tuple[str, str]:
    """What and when; then how far off, or why there is no date."""
    due = line.due
    if due.due_on is None:
        return "Note of visit, no date", due.sentence
    visit = f"visit {day_said(line.note.visited_on, today)}"
    return f"Note of visit, {row_date(due.due_on, today)}", f"{due.distance}; {visit}"


def next_due_look(line: HistoryLine) -> tuple[str, str]:
    """Icon and colour role."""
    tone = due_tone(line.due)
    return due_icon(line.due), "text_2" if tone is Tone.NEUTRAL else tone.value


def may_void(note: NoteLine, page: SchoolPage) -> bool:
    """Whoever logged a visit may void it until its note is signed."""
    return note.author_id == page.my_id and not note.is_signed and not note.is_voided


def void_sentence(note: NoteLine) -> str:
    """What voiding does and does not do."""
    return (
        f"The visit to {note.school_name} on {long_date(note.visited_on)} stays on the record, "
        "struck out with your reason. Its note can then no longer be written. This cannot be undone."
    )


def _standing(line: HistoryLine, page: SchoolPage) -> str:
    note, due = line.note, line.due
    by = "" if note.author_id == page.my_id else f" · {note.author_name}"
    if note.is_voided:
        return f"Does not count{by}"
    if note.provided_on is not None:
        kept = kept_words(due)
        late = f", {kept.lower()}" if kept else ""
        late += f": {line.late_reason}" if line.late_reason else ""
        return f"Provided {row_date(note.provided_on, page.day)}{late}{by}"
    if due.due_on is None:
        return f"{due.sentence}{by}"
    return f"Due {row_date(due.due_on, page.day)}, {due.distance[:1].lower()}{due.distance[1:]}{by}"


def _title(note: NoteLine, types: tuple[Choice, ...]) -> str:
    version = "" if note.version == 1 else f", version {note.version}"
    label = next((each.label for each in types if each.code == note.visit_type), "")
    kind = label or (visit_type_words(note.visit_type) if note.visit_type else "")
    return f"Note of visit{version}: {kind}" if kind else f"Note of visit{version}"


def _phase(school: School) -> str:
    if school.low_age is None or school.high_age is None:
        return school.phase
    return f"{school.phase}, {school.low_age} to {school.high_age}"


def _heads(page: SchoolPage) -> str:
    if page.hides_heads:
        return "Not shown in the demonstration"
    return "\n".join(_head(each) for each in page.school.heads) or NOT_HELD


def _heads_caption(heads: tuple[Head, ...]) -> str:
    return "Headteacher" if len(heads) < 2 else "Headteachers"


def _head(head: Head) -> str:
    return f"{head.name} ({head.post})" if head.post and head.post != "Headteacher" else head.name


def _advisers(page: SchoolPage) -> str:
    return ", ".join(each.name for each in page.advisers) or "Nobody yet"
