"""How a section stood before it was rewritten."""

from dataclasses import dataclass
from datetime import datetime

from sia_desktop.domain.note_of_visit import Answers, Json


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """One state of a section, and until when it stood."""

    until: datetime
    answer: Json


def rewritten(before: Answers, now: Answers) -> dict[str, Json]:
    """The sections that are rewritten, as they stood; what was never written has no history."""
    return {
        section: before[section]
        for section, answer in now.items()
        if before.get(section) not in (None, "", [], {}) and before[section] != answer
    }
