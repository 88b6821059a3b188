"""The list of notes in words; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.services.queries.facts import SendState
from sia_desktop.services.queries.note_page import ListedNote
from sia_desktop.ui.note_words import due_icon, due_tone, is_owed, kept_words, note_state
from sia_desktop.ui.when_words import plural, row_date
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.table_delegate import Cell

ALL: Final = ""
STATES: Final = (
    (ALL, "all"),
    ("owed", "not yet provided"),
    ("draft", "draft"),
    ("signed", "signed"),
    ("provided", "provided"),
    ("voided", "voided"),
)


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked for in the filters."""

    typed: str = ""
    state: str = ALL

    def keeps(self, listed: ListedNote) -> bool:
        """Whether a note matches."""
        note = listed.note
        named = f"{note.school_name} {note.urn} {note.author_name}".lower()
        return all(word in named for word in self.typed.lower().split()) and self._keeps_state(listed)

    def _keeps_state(self, listed: ListedNote) -> bool:
        note = listed.note
        match self.state:
            case "owed":
                return not note.is_voided and note.provided_on is None
            case "draft":
                return not note.is_voided and not note.is_signed
            case "signed":
                return note.is_signed and note.provided_on is None
            case "provided":
                return note.provided_on is not None
            case "voided":
                return note.is_voided
            case _:
                return True


def school_cell(listed: ListedNote) -> Cell:
    """The school, and the version where it is not the first."""
    note = listed.note
    version = f"version {note.version}" if note.version > 1 else ""
    return Cell(note.school_name, "medium", "text", note=version)


def state_cell(listed: ListedNote) -> Cell:
    """As the chip says it."""
    chip = note_state(listed.note)
    colour = "text_2" if chip.tone is Tone.NEUTRAL else chip.tone.value
    return Cell(chip.text, icon=chip.icon, icon_colour=colour)


def due_cell(listed: ListedNote, today: date) -> Cell:
    """The date and how far off it is, or how it was kept."""
    note, due = listed.note, listed.due
    if note.is_voided:
        return Cell("–", colour="text_3")
    tone = due_tone(due)
    colour = "text_2" if tone is Tone.NEUTRAL else tone.value
    if due.due_on is None:
        return Cell("No date", icon=due_icon(due))
    is_near = is_owed(note, due) and tone is not Tone.NEUTRAL
    return Cell(
        row_date(due.due_on, today),
        role="strong" if is_near else "body",
        colour="text" if is_near else "text_2",
        icon=due_icon(due),
        icon_colour=colour,
        note=kept_words(due),
        note_colour=colour,
        note_role="caption_strong" if is_near else "caption",
    )


def sync_cell(listed: ListedNote) -> Cell:
    """Where it stands on its way to the council."""
    words = {
        SendState.WAITING: ("Waiting", "laptop"),
        SendState.SENT: ("Sent", "send"),
        SendState.ACCEPTED: ("Accepted", "cloud-check"),
        SendState.HELD: ("Handed over", "cloud-check"),
        SendState.REFUSED: ("Refused", "triangle-alert"),
    }
    word, icon = words[listed.note.sync.state]
    is_refused = listed.note.sync.state is SendState.REFUSED
    return Cell(word, icon=icon, icon_colour="warning" if is_refused else "text_2")


def totals(shown: Sequence[ListedNote], of: int) -> tuple[str, str]:
    """How many are shown, and how they stand."""
    drafts = sum(not each.note.is_signed and not each.note.is_voided for each in shown)
    signed = sum(each.note.is_signed and each.note.provided_on is None for each in shown)
    provided = sum(each.note.provided_on is not None for each in shown)
    voided = sum(each.note.is_voided for each in shown)
    parts = [
        f"{drafts} draft" if drafts else "",
        f"{signed} signed, not yet provided" if signed else "",
        f"{provided} provided" if provided else "",
        f"{voided} voided" if voided else "",
    ]
    some = f"{len(shown)} of " if len(shown) != of else ""
    return f"{some}{plural(of, 'note')} shown", " · ".join(part for part in parts if part)
