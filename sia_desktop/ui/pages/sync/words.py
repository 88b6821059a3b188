"""The Sync page in words; pure."""

from typing import Final

from sia_desktop.services.queries.facts import QueuedRecord, SendState
from sia_desktop.services.sync_now import Removal
from sia_desktop.ui.note_words import sent_words
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.table_delegate import Cell

KINDS: Final = {
    "visit": "Visit",
    "note_of_visit": "Note of visit",
    "meeting": "Meeting",
    "attachment": "Signed PDF",
    "act": "Record of what was done",
    "access_grant": "Access given to a colleague",
    "held_change": "Decision on handed-over work",
}
_ICONS: Final = {
    SendState.WAITING: ("laptop", "text_2"),
    SendState.SENT: ("send", "text_2"),
    SendState.ACCEPTED: ("cloud-check", "success"),
    SendState.HELD: ("cloud-check", "text_2"),
    SendState.REFUSED: ("triangle-alert", "warning"),
}
SAFE: Final = "Everything you wrote is saved on this laptop. Nothing is lost by being offline."


def kind_words(record: QueuedRecord) -> str:
    """What kind of record, as one says it."""
    return KINDS.get(record.kind, record.kind.replace("_", " ").capitalize())


def state_cell(record: QueuedRecord) -> Cell:
    """Where it stands, with the reason where there is one."""
    icon, colour = _ICONS[record.sync.state]
    return Cell(sent_words(record.sync), icon=icon, icon_colour=colour)


def question_words(removal: Removal) -> str:
    """What central wants taken away, and what to do about it."""
    schools, records = len(removal.urns), len(removal.records)
    parts = [
        plural(schools, "school") if schools else "",
        plural(records, "record") if records else "",
    ]
    what = " and ".join(part for part in parts if part)
    return (
        f"The council’s service wants {what} taken off this laptop, and no change of caseload explains it. "
        "Nothing has been removed. Ask your line manager first if you did not expect this."
    )
