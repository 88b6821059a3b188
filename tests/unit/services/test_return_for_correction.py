"""Notes and records go back to their writer with a comment, and come back."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from sia_desktop.domain.about import About
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.people import Person
from sia_desktop.services.move_case_record import MoveCaseRecord
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.note_page import AskNote
from sia_desktop.services.queries.record_page import AskRecord
from sia_desktop.services.queries.returned import Returned
from sia_desktop.services.queries.team import AskTeam
from sia_desktop.services.queries.today import AskToday
from sia_desktop.services.return_for_correction import GiveBack, ReturnForCorrection
from sia_desktop.services.supersede_note import SupersedeNote
from tests.helpers.a_desk import MANAGER, ME, Laptop, a_laptop, with_real_packs

NOTE = "note_of_visit"


def in_hands_of(laptop: Laptop, person_id: UUID, role: str) -> None:
    """The same records on this colleague's laptop."""
    with_real_packs(laptop, role)
    laptop.store.me = replace(laptop.store.me, person_id=person_id, role=role)


def does(laptop: Laptop, command: object) -> None:
    """Carry it out a minute later, as people do."""
    laptop.clock.move(timedelta(minutes=1))
    laptop.desk.do(command)


@pytest.fixture
def laptop() -> Laptop:
    """The laptop of the author's line manager."""
    made = a_laptop()
    for each in made.store.notes.kept.values():
        made.store.notes.kept[each.id] = replace(each, pack_version="2016.1")
    made.store.people.kept[MANAGER] = Person(MANAGER, "Helen Okafor", "strategic_lead", None, is_active=True)
    in_hands_of(made, MANAGER, "strategic_lead")
    return made


def a_note(laptop: Laptop, *, is_signed: bool = False) -> UUID:
    """The id of one of Priya's notes, of a visit that counts."""
    return next(
        note.id
        for note in laptop.store.notes.kept.values()
        if note.is_signed is is_signed and laptop.store.visits.get(note.visit_id).voided is None
    )


def returned(laptop: Laptop, note_id: UUID) -> Returned | None:
    """What its page says."""
    said: Returned | None = laptop.desk.ask(AskNote(note_id)).returned
    return said


def test_a_note_is_returned_with_a_comment_and_comes_back(laptop: Laptop) -> None:
    note = a_note(laptop)
    assert laptop.desk.ask(AskNote(note)).may_return
    does(laptop, ReturnForCorrection(NOTE, note, " Say what you saw ", section="impact"))
    said = returned(laptop, note)
    assert said is not None
    assert (said.comment, said.asked_by, said.may_give_back) == ("Say what you saw", "Helen Okafor", False)
    assert not laptop.desk.ask(AskNote(note)).may_return
    with pytest.raises(RuleBroken, match="returned already"):
        does(laptop, ReturnForCorrection(NOTE, note, "Again"))
    in_hands_of(laptop, ME, "adviser")
    said = returned(laptop, note)
    assert said is not None
    assert said.may_give_back
    (waiting,) = laptop.desk.ask(AskToday()).returned
    assert (waiting.record_id, waiting.comment) == (note, "Say what you saw")
    does(laptop, GiveBack(NOTE, note, "Done"))
    assert laptop.desk.ask(AskToday()).returned == ()
    with pytest.raises(RuleBroken, match="nothing to give back"):
        does(laptop, GiveBack(NOTE, note))
    in_hands_of(laptop, MANAGER, "strategic_lead")
    (work,) = laptop.desk.ask(AskTeam()).returned
    said = returned(laptop, note)
    assert said is not None
    assert (work.answer is not None, said.reply, said.answered_by) == (True, "Done", "Priya Nair")


def test_it_goes_back_only_with_a_comment_and_from_the_line_manager(laptop: Laptop) -> None:
    note = a_note(laptop)
    with pytest.raises(RuleBroken, match="what is to be corrected"):
        does(laptop, ReturnForCorrection(NOTE, note, "  "))
    in_hands_of(laptop, ME, "adviser")
    with pytest.raises(RuleBroken, match="yours"):
        does(laptop, ReturnForCorrection(NOTE, note, "Mine"))
    in_hands_of(laptop, UUID(int=5), "director")
    with pytest.raises(RuleBroken, match="you may not return a note or record about"):
        does(laptop, ReturnForCorrection(NOTE, note, "Not mine"))
    in_hands_of(laptop, UUID(int=5), "strategic_lead")  # of another line
    with pytest.raises(RuleBroken, match=r"Priya Nair can|line manager of whoever"):
        does(laptop, ReturnForCorrection(NOTE, note, "Not mine"))
    assert not laptop.desk.ask(AskNote(note)).may_return


def test_nobody_else_gives_it_back(laptop: Laptop) -> None:
    note = a_note(laptop)
    does(laptop, ReturnForCorrection(NOTE, note, "Say what you saw"))
    with pytest.raises(RuleBroken, match="Priya Nair"):
        does(laptop, GiveBack(NOTE, note))


def test_a_signed_note_comes_back_as_its_next_version_or_with_the_reason_why_not(laptop: Laptop) -> None:
    first = a_note(laptop, is_signed=True)
    does(laptop, ReturnForCorrection(NOTE, first, "The date is wrong"))
    in_hands_of(laptop, ME, "adviser")
    with pytest.raises(RuleBroken, match="next version, or say why"):
        does(laptop, GiveBack(NOTE, first))
    does(laptop, SupersedeNote(first, "The date was wrong"))
    second = laptop.desk.ask(AskNote(first)).newest_version
    (waiting,) = laptop.desk.ask(AskToday()).returned
    assert waiting.record_id == second
    does(laptop, GiveBack(NOTE, second))
    said = returned(laptop, second)
    assert said is not None
    assert said.answer is not None


def test_a_record_is_returned_and_given_back_by_whoever_writes_in_it(laptop: Laptop) -> None:
    urn = laptop.urn_of("Alfred Sutton")
    in_hands_of(laptop, ME, "adviser")
    opened = OpenCaseRecord("categorisation", urn, About("school", str(urn)))
    does(laptop, opened)
    record = opened.record_id
    in_hands_of(laptop, MANAGER, "strategic_lead")
    assert laptop.desk.ask(AskRecord(record)).may_return
    does(laptop, ReturnForCorrection("case_record", record, "KS1 is missing"))
    with pytest.raises(RuleBroken, match="Its writer gives it back"):
        does(laptop, GiveBack("case_record", record))
    in_hands_of(laptop, ME, "adviser")
    assert [each.record_id for each in laptop.desk.ask(AskToday()).returned] == [record]
    does(laptop, GiveBack("case_record", record, "Added"))
    said = laptop.desk.ask(AskRecord(record)).returned
    assert said is not None
    assert said.reply == "Added"
    with pytest.raises(RuleBroken, match="nothing else"):
        does(laptop, ReturnForCorrection("visit", record, "No"))


def test_a_step_that_sends_a_record_back_is_a_return_with_its_reason(laptop: Laptop) -> None:
    urn = laptop.urn_of("Alfred Sutton")
    in_hands_of(laptop, ME, "adviser")
    opened = OpenCaseRecord("categorisation", urn, About("school", str(urn)))
    does(laptop, opened)
    record = opened.record_id
    kept = laptop.store.case_records.kept[record]
    laptop.store.case_records.kept[record] = replace(kept, state="provisional")
    in_hands_of(laptop, MANAGER, "strategic_lead")
    does(laptop, MoveCaseRecord(record, "return", reason="KS1 is missing"))
    assert laptop.desk.ask(AskRecord(record)).history[-1].returns
    assert [each.comment for each in laptop.desk.ask(AskTeam()).returned] == ["KS1 is missing"]
    in_hands_of(laptop, ME, "adviser")
    assert [each.comment for each in laptop.desk.ask(AskToday()).returned] == ["KS1 is missing"]
    does(laptop, GiveBack("case_record", record, "Added"))
    said = laptop.desk.ask(AskRecord(record)).returned
    assert said is not None
    assert said.reply == "Added"
