"""A draft goes back to its author with a comment, and comes back."""

from dataclasses import replace
from uuid import UUID

import pytest

from sia_desktop.domain.act import open_return
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.people import Person
from sia_desktop.services.return_note import GiveBackNote, ReturnNote, give_back_note, return_note
from tests.helpers.a_desk import MANAGER, ME, Laptop, a_laptop, with_real_packs


def in_hands_of(laptop: Laptop, person_id: UUID, role: str) -> None:
    """The same records on this colleague's laptop."""
    with_real_packs(laptop, role)
    laptop.store.me = replace(laptop.store.me, person_id=person_id, role=role)


@pytest.fixture
def laptop() -> Laptop:
    """The laptop of the author's line manager."""
    made = a_laptop()
    made.store.people.kept[MANAGER] = Person(MANAGER, "Helen Okafor", "strategic_lead", None, is_active=True)
    in_hands_of(made, MANAGER, "strategic_lead")
    return made


def a_draft(laptop: Laptop) -> UUID:
    """The id of an unsigned note of Priya's."""
    return next(note.id for note in laptop.store.notes.kept.values() if not note.is_signed)


def returned(laptop: Laptop, note_id: UUID) -> str | None:
    """The comment of the return that waits for an answer."""
    act = open_return(laptop.store.acts.of_record("note_of_visit", note_id))
    return act.details["comment"] if act else None


def test_a_note_is_returned_with_a_comment_and_comes_back(laptop: Laptop) -> None:
    note = a_draft(laptop)
    return_note(ReturnNote(note, " Say what you saw "), laptop.store, laptop.frameworks, laptop.clock)
    assert returned(laptop, note) == "Say what you saw"
    with pytest.raises(RuleBroken, match="returned already"):
        return_note(ReturnNote(note, "Again"), laptop.store, laptop.frameworks, laptop.clock)
    in_hands_of(laptop, ME, "adviser")
    give_back_note(GiveBackNote(note, "Done"), laptop.store, laptop.clock)
    assert returned(laptop, note) is None
    with pytest.raises(RuleBroken, match="Nobody returned"):
        give_back_note(GiveBackNote(note), laptop.store, laptop.clock)


def test_it_goes_back_only_with_a_comment_unsigned_and_from_somebody_who_may(laptop: Laptop) -> None:
    note = a_draft(laptop)
    signed = next(each.id for each in laptop.store.notes.kept.values() if each.is_signed)
    with pytest.raises(RuleBroken, match="what is to be corrected"):
        return_note(ReturnNote(note, "  "), laptop.store, laptop.frameworks, laptop.clock)
    with pytest.raises(RuleBroken, match="signed"):
        return_note(ReturnNote(signed, "Late"), laptop.store, laptop.frameworks, laptop.clock)
    with pytest.raises(RuleBroken, match="Priya Nair"):
        give_back_note(GiveBackNote(note), laptop.store, laptop.clock)
    in_hands_of(laptop, ME, "adviser")
    with pytest.raises(RuleBroken, match="yours"):
        return_note(ReturnNote(note, "Mine"), laptop.store, laptop.frameworks, laptop.clock)
    in_hands_of(laptop, UUID(int=5), "director")
    with pytest.raises(RuleBroken, match="you may not return a note about"):
        return_note(ReturnNote(note, "Not mine"), laptop.store, laptop.frameworks, laptop.clock)
