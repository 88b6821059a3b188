"""How a note, its marks and its way to its recipients stand, in words and chips."""

from datetime import datetime

from sia_desktop.domain.act import Act
from sia_desktop.domain.answers import Missing, is_written
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import long_date, short_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.framework import FormSection, SectionKind
from sia_desktop.domain.mark import Mark, MarkWay, Response
from sia_desktop.domain.note_of_visit import Json, NoteOfVisit
from sia_desktop.domain.when import clock_in_england, day_in_england
from sia_desktop.services.queries.due import Due
from sia_desktop.services.queries.facts import RecordSync, SendState
from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.pages.visit.autosave import Keeping
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.painting import ChipWords, Tone

RESPONSES = {
    Response.ACCURATE: "has read the note; the facts are accurate",
    Response.TO_CORRECT: "has read the note and wants something corrected",
}
SENT = {
    SendState.WAITING: ("Waiting to send", "cloud", Tone.NEUTRAL),
    SendState.SENT: ("Sent, no answer yet", "send", Tone.INFO),
    SendState.ACCEPTED: ("Accepted", "cloud-check", Tone.SUCCESS),
    SendState.REFUSED: ("Refused", "octagon-alert", Tone.DANGER),
}


def touches(changed: Changed, page: NotePage) -> bool:
    """Whether anything this page shows is another one now: its note, visit or school, or how sync stands."""
    shown = {str(page.note.id), str(page.visit.id), str(page.note.urn)}
    return not shown.isdisjoint(changed.ids) or changed.touches("sync")


def title_of(page: NotePage) -> str:
    """Note of visit, Wednesday 20 May 2026; from its second version on, which one."""
    version = "" if page.note.version == 1 else f", version {page.note.version}"
    return f"{page.form.label}, {long_date(page.note.visited_on)}{version}"


def state_chip(page: NotePage) -> ChipWords:
    """Draft, signed, provided, voided, or only to be read."""
    if page.visit.voided is not None:
        return ChipWords("Voided", "ban")
    if page.provided is not None:
        return ChipWords("Provided", "circle-check", Tone.SUCCESS)
    if page.note.is_signed:
        return ChipWords("Signed, not yet provided", "signature", Tone.INFO)
    return ChipWords("Draft", "pencil") if page.may_write else ChipWords("Read-only", "lock")


def sync_chip(sync: RecordSync) -> ChipWords:
    """Where it stands on its way to the council, never more than is known."""
    text, icon, tone = SENT[sync.state]
    return ChipWords(text, icon, tone)


def sync_sentence(sync: RecordSync) -> str:
    """The same with the receipt or the reason."""
    match sync.state:
        case SendState.WAITING:
            return "Saved on this laptop. It goes to the council with the next sync."
        case SendState.SENT:
            return "The council’s service has not answered yet. Nothing is lost; the next sync asks again."
        case SendState.ACCEPTED:
            return f"The council has it. Receipt {sync.receipt}." if sync.receipt else "The council has it."
        case SendState.REFUSED:
            why = f"Refused: {sync.problem}" if sync.problem else "Refused."
            return f"{why} Nothing you typed is lost."


def why_read_only(page: NotePage) -> str:
    """Why nothing can be typed here, and who could."""
    if page.visit.voided is not None:
        return f"This visit was voided, so its note no longer counts. Reason: {page.visit.voided.reason}"
    if page.note.is_signed and page.is_mine:
        signed = page.note.signing
        when = f" on {long_date(day_in_england(signed.mark.at))}" if signed else ""
        return f"You signed this note{when}, so its words stand. Correct it by its next version."
    if page.note.is_signed:
        return f"{page.author.name} signed this note, so its words stand."
    return f"This is {page.author.name}’s draft. You may read it; only {page.author.name} can change it."


def saved_words(keeping: Keeping, saved_at: datetime | None, trouble: BaseException | None) -> str:
    """Saved on this laptop 14:32; or that it is not, and why."""
    match keeping:
        case Keeping.SAVING:
            return "Saving…"
        case Keeping.FAILED if trouble is not None:
            return f"Not saved: {sentence_for(trouble)}"
        case _:
            at = f" {clock_in_england(saved_at)}" if saved_at else ""
            return f"Saved on this laptop{at}"


def problem_chip(section: FormSection, answer: Json, faults: tuple[Missing, ...]) -> ChipWords | None:
    """What stands beside the heading of a section that is not right yet."""
    if not faults:
        return None
    return ChipWords(_problem(section, answer, len(faults)), "triangle-alert", Tone.WARNING)


def _problem(section: FormSection, answer: Json, count: int) -> str:
    if not is_written(section, answer):
        return "Still empty"
    match section.kind:
        case SectionKind.JUDGEMENT:
            return "Judgement has no evidence yet"
        case SectionKind.DATE:
            return "Not a date yet"
        case _:
            return f"{plural(count, 'thing')} to add"


def to_fix_words(count: int) -> tuple[str, str]:
    """The foot of the outline: what is left, and the key that goes there."""
    if not count:
        return "Nothing is missing", "Ctrl Enter checks and signs"
    return f"{plural(count, 'thing')} to fix before signing", "F8 goes to the next one"


def due_tone(due: Due) -> Tone:
    """Red for a hard limit passed, amber for today, green when met."""
    match due.standing:
        case Standing.LATE:
            return Tone.DANGER if due.deadline is not None and due.deadline.turns_red else Tone.WARNING
        case Standing.TODAY:
            return Tone.WARNING
        case Standing.MET:
            return Tone.SUCCESS
        case _:
            return Tone.NEUTRAL


def due_words(due: Due) -> tuple[str, str]:
    """The whole sentence of the due line, and its date."""
    if due.due_on is None:
        return due.sentence, ""
    late = f" {due.distance}." if due.standing is Standing.LATE else ""
    return f"Due {due.sentence}.{late}", long_date(due.due_on)


def head_mark_words(note: NoteOfVisit) -> tuple[str, str, Tone]:
    """How the headteacher's part stands: icon, sentence, tone."""
    mark = note.head_mark
    if mark is None:
        return (
            "circle",
            "Nothing yet. Show the note, or leave their part for later.",
            Tone.NEUTRAL,
        )
    if not note.head_mark_stands:
        return (
            "triangle-alert",
            f"{_who(mark)} marked other words than these: the note was changed afterwards, "
            "so the mark no longer stands. Show the note again.",
            Tone.WARNING,
        )
    return mark_words(mark)


def mark_words(mark: Mark) -> tuple[str, str, Tone]:
    """What a headteacher's mark says: icon, sentence, tone."""
    at = f"{short_date(day_in_england(mark.at))}, {clock_in_england(mark.at)}"
    match mark.way:
        case MarkWay.DEFERRED:
            return "clock", f"Left for later ({at}). It is printed so, and can still be added.", Tone.INFO
        case MarkWay.DECLINED:
            return "circle-x", f"{_who(mark)} declined to sign ({at}): {mark.reason}", Tone.INFO
        case MarkWay.DRAWN | MarkWay.TYPED:
            response = RESPONSES[mark.response] if mark.response else "has read the note"
            comment = f" Comment: “{mark.comment}”" if mark.comment else ""
            return "circle-check", f"{_who(mark)} {response} ({at}).{comment}", Tone.SUCCESS


def later_mark_words(act: Act) -> str:
    """A headteacher's mark that was added to the signed note."""
    who, role = act.details.get("name", ""), act.details.get("role", "")
    comment = act.details.get("comment", "")
    said = f" Comment: “{comment}”" if comment else ""
    return f"{who}, {role}, signed later, on {short_date(act.on)}.{said}"


def provided_words(page: NotePage) -> str:
    """Provided Wed 20 May 2026, on time."""
    provided = page.provided
    if provided is None:
        return "Signed, not yet provided: the clock still runs until you give a copy."
    if page.due.due_on is None:
        return f"Provided {short_date(provided.on)}."
    if page.due.standing is not Standing.MET_LATE:
        return f"Provided {short_date(provided.on)}, on time."
    why = f" Reason given: {provided.late_reason}" if provided.late_reason else ""
    return f"Provided {short_date(provided.on)}, late.{why}"


def recipient_words(code: str, council: str) -> str:
    """A recipient of the pack, as a person says it."""
    return council if code == "council" else code.replace("_", " ").capitalize()


def _who(mark: Mark) -> str:
    who = ", ".join(part for part in (mark.name, mark.role) if part)
    return f"{who}," if mark.name and mark.role else who or "The headteacher"
