"""How a note, its marks and its way to its recipients stand, in words and chips."""

from sia_desktop.domain.act import Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import long_date, short_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.mark import Mark, MarkWay, Response
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.domain.when import clock_in_england, day_in_england
from sia_desktop.services.queries.facts import RecordSync, SendState
from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.widgets.painting import ChipWords, Tone

RESPONSES = {
    Response.ACCURATE: "has read the note; the facts are accurate",
    Response.TO_CORRECT: "has read the note and wants something corrected",
}
SENT = {
    SendState.WAITING: ("Waiting to send", "cloud", Tone.NEUTRAL),
    SendState.SENT: ("Sent, no answer yet", "send", Tone.INFO),
    SendState.ACCEPTED: ("Accepted", "cloud-check", Tone.SUCCESS),
    SendState.HELD: ("Handed over", "cloud-check", Tone.INFO),
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
        case SendState.HELD:
            return "The school is a colleague’s now. The council keeps this until the line manager decides."
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
