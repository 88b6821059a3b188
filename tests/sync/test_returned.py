"""Returned for correction over a real central: there and back, and by the line manager alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sia_central.services.audit import Wanted, audit_lines
from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.act import COMMENT, RETURNED, Act
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Answers, Json
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.move_case_record import MoveCaseRecord, move_case_record
from sia_desktop.services.open_case_record import OpenCaseRecord, open_case_record
from sia_desktop.services.queries.returned import ReturnedWork, returned_works
from sia_desktop.services.return_for_correction import (
    GiveBack,
    ReturnForCorrection,
    give_back,
    return_for_correction,
)
from sia_desktop.services.supersede_note import SupersedeNote, supersede_note
from sia_desktop.storage.queries.facts import StoredFacts
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import NOON, VISITED_ON, Desktop

SHELF = Shelf(resources())
NOTE = "note_of_visit"


def in_minutes(count: int) -> datetime:
    """So long after noon."""
    return NOON + timedelta(minutes=count)


def returns(desktop: Desktop, kind: str, record_id: UUID, comment: str) -> None:
    """At one minute past."""
    return_for_correction(
        ReturnForCorrection(kind, record_id, comment), desktop.uow, SHELF, lambda: in_minutes(1)
    )


def takes(desktop: Desktop, step: MoveCaseRecord) -> None:
    """At one minute past."""
    move_case_record(step, desktop.uow, SHELF, lambda: in_minutes(1))


def gives_back(desktop: Desktop, kind: str, record_id: UUID, comment: str = "") -> None:
    """By a clock that is an hour behind: an answer is one all the same."""
    give_back(GiveBack(kind, record_id, comment), desktop.uow, SHELF, lambda: in_minutes(-60))


def told(desktop: Desktop) -> ReturnedWork:
    """The one thing that was returned, as this laptop lists it."""
    (work,) = returned_works(StoredFacts(desktop.store), SHELF, VISITED_ON)
    return work


def test_a_note_is_returned_corrected_and_given_back(stage: Stage) -> None:
    note = stage.anna.logs_visit(stage.urns[0], focus="Reading")
    stage.sync_until_quiet()
    returns(stage.helen, NOTE, note, "Say what pupils remembered")
    stage.sync_until_quiet()
    for desktop in (stage.anna, stage.helen):
        work = told(desktop)
        assert (work.record_id, work.comment, work.asked_by) == (note, "Say what pupils remembered", "Helen")
        assert work.answer is None
    stage.anna.writes(note, focus="Reading, and what pupils remembered")
    gives_back(stage.anna, NOTE, note, "Added")
    stage.sync_until_quiet()
    assert told(stage.helen).answer is not None
    assert stage.helen.sees(note, focus="Reading, and what pupils remembered")
    assert [desktop.outbox() for desktop in (stage.anna, stage.ben, stage.helen)] == [[], [], []]
    asked = Wanted(action="change_taken_in", id=str(told(stage.helen).asked.id))
    (line,) = audit_lines(stage.hall.store, "reading", asked)
    assert line.doer.actor == f"person:{stage.helen.me}"


def test_a_signed_note_comes_back_as_its_next_version(stage: Stage) -> None:
    note = stage.anna.logs_visit(stage.urns[0], focus="Reading")
    stage.anna.signs(note)
    stage.sync_until_quiet()
    returns(stage.helen, NOTE, note, "The date is wrong")
    stage.sync_until_quiet()
    supersede_note(SupersedeNote(note, "The date was wrong"), stage.anna.uow)
    gives_back(stage.anna, NOTE, told(stage.anna).record_id)
    stage.sync_until_quiet()
    assert told(stage.helen).answer is not None
    assert told(stage.helen).record_id != note


def test_a_record_goes_the_same_way_and_a_colleague_returns_nothing(stage: Stage) -> None:
    urn = Urn(stage.urns[0])
    opened = OpenCaseRecord("categorisation", urn, About("school", str(urn)))
    open_case_record(opened, stage.anna.uow, SHELF, lambda: NOON)
    stage.sync_until_quiet()
    forged = Act(
        uuid4(), RETURNED, "case_record", str(opened.record_id), urn, VISITED_ON, NOON, stage.ben.me,
        {COMMENT: "No line manager of hers"},
    )  # fmt: skip
    with stage.ben.uow as uow:
        uow.acts.add(forged)
        uow.commit()
    stage.ben.syncs()
    assert len(stage.ben.parked()) == 1
    returns(stage.helen, "case_record", opened.record_id, "KS1 is missing")
    stage.helen.syncs_well()
    stage.anna.syncs_well()
    assert told(stage.anna).comment == "KS1 is missing"
    gives_back(stage.anna, "case_record", opened.record_id)
    stage.anna.syncs_well()
    stage.helen.syncs_well()
    assert told(stage.helen).answer is not None


def test_a_step_that_sends_a_record_back_returns_it_on_both_laptops(stage: Stage) -> None:
    urn = Urn(stage.urns[0])
    opened = OpenCaseRecord("categorisation", urn, About("school", str(urn)))
    open_case_record(opened, stage.anna.uow, SHELF, lambda: NOON)
    with stage.anna.uow as uow:
        record = uow.case_records.get(opened.record_id)
        indicators: list[Json] = [{"id": "outcomes", "rag": "red", "evidence": "Results of 2025"}]
        answers: Answers = {"indicators": indicators, "provisional": "R"}
        uow.case_records.save(replace(record, answers=answers))
        uow.commit()
    takes(stage.anna, MoveCaseRecord(opened.record_id, "agree_provisionally"))
    stage.sync_until_quiet()
    takes(stage.helen, MoveCaseRecord(opened.record_id, "return", reason="KS1 is missing"))
    stage.sync_until_quiet()
    for desktop in (stage.anna, stage.helen):
        assert (told(desktop).comment, told(desktop).answer) == ("KS1 is missing", None)
    gives_back(stage.anna, "case_record", opened.record_id, "Added")
    stage.sync_until_quiet()
    assert told(stage.helen).answer is not None
    assert [desktop.outbox() for desktop in (stage.anna, stage.helen)] == [[], []]
