"""What a step rests on is whole and serves it once; a step for some schools is for these alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from sia_central.storage.records import StoredRecord
from sia_contract.conditions import conditions, fits
from sia_contract.pack_base import When
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.storage.mapping.inspection import inspection_payload
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.flow_walk import URN, Step, Walk, a_walk
from tests.packs.test_flows_oxfordshire import CAST as OXFORDSHIRE
from tests.packs.test_flows_oxfordshire import LEVEL
from tests.packs.test_flows_reading import CAST as READING
from tests.packs.test_flows_reading import EXIT, PLAN

REVIEW = PLAN.step("review")


def both_say(walk: Walk, record: CaseRecord, step: Step, reason: str = "Because") -> tuple[str, str]:
    """What central and then the laptop make of a step."""
    central = walk.central_says(record, step, step.by[0], reason)
    return central, walk.takes(record, step.move, step.by[0], reason)


def inspected(walk: Walk, overall: str, scale: str = "ofsted-2012") -> Inspection:
    """An inspection that both sides have, with this judgement."""
    inspection = Inspection(
        urn=URN,
        number=str(uuid4()),
        scale=scale,
        kind="graded",
        recorded_by=OXFORDSHIRE.person(OXFORDSHIRE.adviser),
        started_on=date(2026, 3, 3),
        ended_on=date(2026, 3, 4),
        overall=overall,
    )
    with StoredUnitOfWork(walk.store) as uow:
        uow.inspections.save(inspection)
        uow.commit()
    payload = inspection_payload(inspection).model_dump(mode="json")
    walk.others.kept.append(StoredRecord("inspection", str(inspection.id), 1, payload, int(URN), None))
    return inspection


def test_the_minutes_of_one_meeting_serve_one_review(tmp_path: Path) -> None:
    with a_walk(tmp_path, PLAN, READING) as walk:
        reviewed = walk.stands(state="under_review")
        assert reviewed.moves[-1].rests_on == (walk.others.kept[-1].id,)
        for said in both_say(walk, reviewed, REVIEW):
            assert "served this step before" in said
        walk.provides(REVIEW)
        assert both_say(walk, reviewed, REVIEW) == ("", "")


def test_minutes_that_lack_a_section_serve_none(tmp_path: Path) -> None:
    with a_walk(tmp_path, PLAN, READING) as walk:
        agreed = walk.stands(state="agreed")
        walk.provides(REVIEW)
        half = walk.others.kept[-1]
        half.payload["answers"] = {"written": "Begun"}
        with StoredUnitOfWork(walk.store) as uow:
            (minutes,) = [each for each in uow.case_records.of_school(URN) if each.form == "rap_minutes"]
            uow.case_records.save(replace(minutes, answers={"written": "Begun"}))
            uow.commit()
        for said in both_say(walk, agreed, REVIEW):
            assert "not every section that must be is written" in said


@pytest.mark.parametrize(
    ("overall", "says"), [("good", "is not a step for this school"), ("requires_improvement", "")]
)
def test_a_step_for_one_judgement_waits_for_it(tmp_path: Path, overall: str, says: str) -> None:
    with a_walk(tmp_path, LEVEL, OXFORDSHIRE) as walk:
        record = walk.stands(state="additional")
        inspected(walk, overall)
        for said in both_say(walk, record, LEVEL.step("judged"), reason=""):
            assert says in said
            assert bool(said) is bool(says)


@pytest.mark.parametrize("scale", ["", "ofsted-2025"])
def test_where_no_judgement_is_on_file_the_step_wants_a_reason(tmp_path: Path, scale: str) -> None:
    with a_walk(tmp_path, LEVEL, OXFORDSHIRE) as walk:
        record = walk.stands(state="additional")
        if scale:  # what another scale says is nobody's to convert
            inspected(walk, "requires_improvement", scale)
        for said in both_say(walk, record, LEVEL.step("judged"), reason=""):
            assert said.startswith("Say why")
        assert both_say(walk, record, LEVEL.step("judged")) == ("", "")


def test_conditions_are_true_false_or_unknown() -> None:
    said = '{"overall": ["inadequate"], "either": [{"level": ["high"]}, {"stage": ["3"]}]}'
    wanted = conditions(When.model_validate_json(said))
    assert fits(wanted, {"overall": ("inadequate",), "level": ("high",)}) is True
    assert fits(wanted, {"overall": ("good",), "level": ("high",)}) is False
    assert fits(wanted, {"overall": ("inadequate",), "level": ("low",), "stage": ("1",)}) is False
    assert fits(wanted, {"overall": ("inadequate",)}) is None
    assert fits((), {}) is True


def test_central_fixes_no_judgement_that_rests_on_nothing(tmp_path: Path) -> None:
    with a_walk(tmp_path, EXIT, READING) as walk:
        approved, tell = walk.stands(state="approved"), EXIT.step("tell")
        walk.provides(tell)
        judged: Json = {"seen": "", "judgement": "Ready to leave.", "evidence": ["seen:recommendation"]}
        unsupported = replace(approved, answers={**approved.answers, "recommendation": judged})
        assert "has no evidence yet" in walk.central_says(unsupported, tell, tell.by[0])
        rests: Json = {"seen": "Books", "judgement": "Ready to leave.", "evidence": ["seen:recommendation"]}
        supported = replace(approved, answers={**approved.answers, "recommendation": rests})
        assert walk.central_says(supported, tell, tell.by[0]) == ""
