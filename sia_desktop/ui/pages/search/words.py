"""Results of a search in words; pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sia_desktop.domain.dates import plain_date
from sia_desktop.services.queries.search import KINDS, Found, SearchPage
from sia_desktop.ui.pages.search.rows import FoundRow
from sia_desktop.ui.when_words import plural

ALL: Final = ""
KIND_CHOICES: Final = (
    (ALL, "all"),
    ("note_of_visit", "notes of visit"),
    ("case_record", "records"),
    ("meeting", "meetings"),
    ("action", "agreed actions"),
)
WHEN_CHOICES: Final = (
    (ALL, "any time"),
    ("31", "the last month"),
    ("92", "the last three months"),
    ("366", "the last year"),
)
HINT: Final = (
    "Type words from a note of visit, a record, a meeting or an agreed action. Each word is found by how it "
    "begins; “words in quotes” are found as they stand."
)
_NAMES: Final = {
    "note_of_visit": ("note of visit", "notes of visit"),
    "case_record": ("record", "records"),
    "meeting": ("meeting", "meetings"),
    "action": ("agreed action", "agreed actions"),
}


def schools_to_choose(page: SearchPage) -> tuple[tuple[str, str], ...]:
    """All of them, or one."""
    return ((ALL, "all"), *((str(urn), name) for urn, name in page.schools))


def row_of(found: Found) -> FoundRow:
    """One result."""
    return FoundRow(
        key=f"{found.record.kind} {found.record.id}",
        title=found.school_name or "The whole council",
        note=f"{found.label} · {plain_date(found.on)}",
        pieces=found.passage,
    )


def none_found(page: SearchPage) -> str:
    """Why nothing is shown."""
    if page.unread:
        return "Nothing found yet: what was written is still being read for the search."
    where = page.asked.urn or page.asked.kind or page.asked.last_days is not None
    return (
        "Nothing on this laptop has these words where you are looking."
        if where
        else "Nothing on this laptop has all of these words."
    )


def totals(page: SearchPage) -> tuple[str, str]:
    """How many, and of which kinds; and whether more could be found."""
    counts = Counter(each.record.kind for each in page.found)
    kinds = [plural(counts[kind], *_NAMES[kind]) for kind in KINDS if counts[kind]]
    count = f"The latest {len(page.found)} results" if page.has_more else plural(len(page.found), "result")
    return count, " · ".join([*kinds, *still_reading(page)])


def still_reading(page: SearchPage) -> Sequence[str]:
    """Said while the index is being filled."""
    return (f"{plural(page.unread, 'record')} still being read",) if page.unread else ()
