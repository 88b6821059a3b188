"""A laptop with clashes: two people's words met in a note of a demonstration school."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid5

from sia_desktop.domain.clash import Clash, Sides
from sia_desktop.domain.note_of_visit import Json, NoteOfVisit
from sia_desktop.services.queries.facts import SyncFacts
from tests.helpers.a_desk import MANAGER, Laptop
from tests.ui.visit_stage import AT, COMPLETE, a_note

NAMES = UUID("6d7c1f6e-0000-4000-8000-00000000c1a5")
BASE: Json = "Support with reading in Years 3 to 6."
MINE: Json = "Support with reading and spelling in Years 3 to 6."
THEIRS: Json = "Support with reading in Years 3 to 6, led by a partner school."


def a_clash(note: NoteOfVisit, number: int, *sides: Sides, to_see: tuple[Sides, ...] = ()) -> Clash:
    """One, found a few hours before now."""
    return Clash(
        id=uuid5(NAMES, str(number)),
        kind="note_of_visit",
        record_id=str(note.id),
        urn=note.urn,
        is_mine=True,
        sides=sides,
        to_see=to_see,
        kept_at=AT - timedelta(minutes=90 - number),
        mine_at=AT - timedelta(hours=3),
        theirs_at=AT - timedelta(hours=1, minutes=28),
        theirs_by=MANAGER,
    )


def with_clashes() -> tuple[Laptop, NoteOfVisit]:
    """One in two sections with something joined beside it, and one that was only joined."""
    laptop, note = a_note(COMPLETE)
    seen = next(iter(COMPLETE))
    answers: dict[str, Json] = {**COMPLETE, "focus": THEIRS, "people_met": ["Headteacher", "Maths lead"]}
    note = replace(note, answers=answers)
    laptop.store.notes.save(note)
    first = a_clash(
        note,
        1,
        Sides("answers/focus", BASE, MINE, THEIRS),
        Sides("answers/people_met", ["Headteacher"], ["Headteacher", "English lead"],
              ["Headteacher", "Maths lead"]),
        to_see=(Sides("visited_on", "2026-06-01", "2026-06-02", "2026-06-01"),),
    )  # fmt: skip
    second = a_clash(note, 2, to_see=(Sides(f"answers/{seen}", "", answers[seen], ""),))
    laptop.store.clashes.kept = {each.id: each for each in (first, second)}
    laptop.store.sync_facts = SyncFacts(3, 0, 2, AT - timedelta(hours=2))
    return laptop, note
