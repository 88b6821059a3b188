"""How a note and its deadline stand, as icon, word and tone: the same on every page."""

from sia_desktop.domain.deadlines import Standing
from sia_desktop.services.queries.due import Due
from sia_desktop.services.queries.facts import NoteLine, RecordSync, SendState
from sia_desktop.ui.widgets.painting import ChipWords, Tone

STILL_OWED = (Standing.OPEN, Standing.TODAY, Standing.LATE)


def note_state(note: NoteLine) -> ChipWords:
    """Draft, signed, provided or voided."""
    if note.is_voided:
        return ChipWords("Voided", "ban", Tone.NEUTRAL)
    if note.provided_on is not None:
        return ChipWords("Provided", "circle-check", Tone.SUCCESS)
    if note.is_signed:
        return ChipWords("Signed, not yet provided", "signature", Tone.INFO)
    return ChipWords("Draft", "pencil", Tone.NEUTRAL)


def due_tone(due: Due) -> Tone:
    """Red for a hard limit passed, amber for today; an unverified rule never turns red."""
    match due.standing:
        case Standing.LATE if due.deadline is not None and due.deadline.turns_red:
            return Tone.DANGER
        case Standing.LATE | Standing.TODAY:
            return Tone.WARNING
        case Standing.MET:
            return Tone.SUCCESS
        case Standing.OPEN | Standing.MET_LATE:
            return Tone.NEUTRAL


def due_icon(due: Due) -> str:
    """The icon that says the same as the tone."""
    match due.standing:
        case Standing.LATE:
            return "octagon-alert"
        case Standing.TODAY:
            return "clock-alert"
        case Standing.OPEN:
            return "calendar-clock"
        case Standing.MET | Standing.MET_LATE:
            return "circle-check"


def kept_words(due: Due) -> str:
    """Whether the limit was kept, once its clock has stopped; else how far off it is."""
    match due.standing:
        case Standing.MET:
            return "In time" if due.deadline else ""
        case Standing.MET_LATE:
            return "Late"
        case _:
            return due.distance


def is_owed(note: NoteLine, due: Due) -> bool:
    """True while somebody waits for this note: then, and only then, its distance means something."""
    return not note.is_voided and due.standing in STILL_OWED


def visit_type_words(code: str) -> str:
    """A visit type by its code, where the pack's own label is not at hand."""
    return code.replace("_", " ").capitalize()


def sent_words(sync: RecordSync) -> str:
    """Where a record stands on its way to the council, never more than is known."""
    match sync.state:
        case SendState.WAITING:
            return "On this laptop, waiting to sync"
        case SendState.SENT:
            return "Sent, not answered yet"
        case SendState.ACCEPTED:
            return f"The council has it, receipt {sync.receipt}" if sync.receipt else "The council has it"
        case SendState.HELD:
            return "With the line manager, who decides on it"
        case SendState.REFUSED:
            return f"Refused: {sync.problem}" if sync.problem else "Refused"
