"""Casework between laptops: steps, rows and decisions travel, and nobody's words or step is lost unseen."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.category import CategoryDecision, Grounds, Track, decision_id
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.answer_section import AnswerSection, answer_section
from sia_desktop.services.move_case_record import MoveCaseRecord, move_case_record
from sia_desktop.services.open_case_record import OpenCaseRecord, open_case_record
from sia_desktop.storage.queries.facts import StoredFacts
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import NOON, VISITED_ON, Desktop, enrols

SHELF = Shelf(resources())


def opens(desktop: Desktop, urn: int) -> UUID:
    """Begin a categorisation."""
    command = OpenCaseRecord("categorisation", Urn(urn), About("school", str(urn)))
    open_case_record(command, desktop.uow, SHELF, lambda: NOON)
    return command.record_id


def writes(desktop: Desktop, record: UUID, **answers: Json) -> None:
    """Write in it."""
    answer_section(AnswerSection(record, answers), desktop.uow, SHELF, lambda: NOON)


def moves(desktop: Desktop, record: UUID, move: str, reason: str = "", at: datetime = NOON) -> None:
    """Take a step."""
    move_case_record(MoveCaseRecord(record, move, reason=reason), desktop.uow, SHELF, lambda: at)


def at(desktop: Desktop, record: UUID) -> CaseRecord:
    """As this laptop has it."""
    with desktop.uow as uow:
        return uow.case_records.get(record)


def ready(stage: Stage) -> UUID:
    """A categorisation that all laptops have, with what its first step needs."""
    record = opens(stage.anna, stage.urns[0])
    writes(stage.anna, record, provisional="G", indicators=[{"id": "1", "indicator": "KS2", "rag": "amber"}])
    stage.sync_until_quiet()
    return record


def test_a_record_goes_to_the_manager_and_comes_back_returned(stage: Stage) -> None:
    record = ready(stage)
    moves(stage.anna, record, "agree_provisionally")
    stage.sync_until_quiet()
    moves(stage.helen, record, "return", "KS1 is missing")
    stage.sync_until_quiet()
    for desktop in (stage.anna, stage.ben, stage.helen):
        seen = at(desktop, record)
        assert seen.state == "evidence"
        assert [move.reason for move in seen.moves] == ["", "KS1 is missing"]
        assert desktop.outbox() == []


def test_rows_that_two_colleagues_add_are_both_there(stage: Stage) -> None:
    record = ready(stage)
    first: Json = {"id": "1", "indicator": "KS2", "rag": "amber"}
    writes(stage.anna, record, indicators=[first, {"id": "a", "indicator": "Attendance", "rag": "red"}])
    writes(stage.ben, record, indicators=[first, {"id": "b", "indicator": "KS1", "rag": "green"}])
    stage.sync_until_quiet()
    for desktop in (stage.anna, stage.ben, stage.helen):
        rows = at(desktop, record).answers["indicators"]
        assert isinstance(rows, list)
        assert {row["id"] for row in rows if isinstance(row, dict)} == {"1", "a", "b"}


def test_two_steps_at_once_are_one_step_and_the_other_is_kept_to_settle(stage: Stage) -> None:
    record = ready(stage)
    moves(stage.ben, record, "agree_provisionally")
    moves(stage.ben, record, "share")
    moves(stage.anna, record, "agree_provisionally")
    stage.ben.syncs_well()
    stage.anna.syncs_well()
    seen = at(stage.anna, record)
    assert (seen.state, len(seen.moves)) == ("shared", 2)
    assert {move.by for move in seen.moves} == {stage.ben.me}
    assert StoredFacts(stage.anna.store).sync().to_settle == 1


def test_the_very_same_step_on_two_laptops_of_one_person_leaves_nothing_to_settle(
    stage: Stage, tmp_path: Path
) -> None:
    record, address, folder = ready(stage), stage.anna.address, tmp_path / "second"
    folder.mkdir()
    with closing(Desktop("anna", enrols("anna", folder, address), address)) as other:
        other.syncs_well()
        moves(other, record, "agree_provisionally")
        writes(other, record, school_view="They agree")
        moves(stage.anna, record, "agree_provisionally", at=NOON + timedelta(minutes=5))
        stage.anna.syncs_well()
        other.syncs_well()
        stage.anna.syncs_well()
        for desktop in (stage.anna, other):
            seen = at(desktop, record)
            assert [move.at for move in seen.moves] == [NOON + timedelta(minutes=5)]
            assert (seen.answers["school_view"], desktop.outbox()) == ("They agree", [])
            assert StoredFacts(desktop.store).sync().to_settle == 0


def test_opening_and_reading_a_record_queues_nothing(stage: Stage) -> None:
    record = ready(stage)
    for desktop in (stage.anna, stage.helen):
        at(desktop, record)
        writes(desktop, record)
        assert StoredFacts(desktop.store).case_records()[0].record_id == record
        assert desktop.outbox() == []


def test_two_decisions_of_one_day_are_a_clash_for_the_decider(stage: Stage) -> None:
    urn = Urn(stage.urns[0])
    first, second = (
        CategoryDecision(
            decision_id(urn, Track.CATEGORY, VISITED_ON),
            urn,
            code,
            VISITED_ON,
            stage.helen.me,
            reason,
            grounds=Grounds(pack="reading", pack_version="2016.1"),
        )
        for code, reason in (("G", "Reviewed"), ("S", "Reviewed otherwise"))
    )
    decides(stage.helen, first)
    stage.helen.syncs_well()
    decides(stage.anna, second)  # a colleague who had not heard of it
    stage.anna.syncs()
    with stage.anna.uow as uow:
        assert uow.categories.of_school(urn) == (first,)
    assert StoredFacts(stage.anna.store).sync().to_settle == 1


def decides(desktop: Desktop, decision: CategoryDecision) -> None:
    """Keep a decision."""
    with desktop.uow as uow:
        uow.categories.decide(decision)
        uow.commit()
