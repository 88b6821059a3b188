"""How the words of a form stand: kept or not, what is missing, and when they are due."""

from datetime import datetime

from sia_desktop.domain.answers import is_written
from sia_desktop.domain.completeness import Missing
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.framework import FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.when import clock_in_england
from sia_desktop.services.queries.due import Due
from sia_desktop.ui.forms.autosave import Keeping
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.painting import ChipWords, Tone


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
        return "Nothing is missing", "Ctrl Enter goes on"
    return f"{plural(count, 'thing')} to fix", "F8 goes to the next one"


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
