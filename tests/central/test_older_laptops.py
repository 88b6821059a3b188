"""A laptop of the protocol before reads and writes what it knows, and is never sent what it cannot read."""

import json
from typing import Any
from uuid import uuid4

import pytest

from sia_central.services.older_laptops import told_as_before
from sia_contract.changes import Change, Outcome, OutcomeStatus
from sia_contract.problems import ProblemCode
from sia_contract.version import OLDEST_SERVED, PROTOCOL
from tests.central.laptop import NOON, Laptop, change, edited
from tests.central.test_casework import action, anna, inspection, lena, me, record, step, urn
from tests.central.test_meetings import day, meeting
from tests.central.test_push_and_pull import act
from tests.helpers.a_central import ACentral

__all__ = ["anna", "lena", "urn"]

pytestmark = pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
"""What is left out is asked of no database."""

LATER = {"treated_as", "schools", "rests_on", "signed", "recorded_name", "epoch", "disposed", "counts"}
"""Every name that protocol 2 does not know, and the counts that it could not make agree."""


def asks(laptop: Laptop, *changes: Change) -> dict[str, Any]:
    """One request of a laptop of protocol 2, from the beginning."""
    sent = [each.model_dump(mode="json") for each in changes]
    body = {"protocol": OLDEST_SERVED, "cursor": 0, "changes": sent}
    answer = laptop.post(json_of(body))
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


def json_of(body: dict[str, Any]) -> str:
    """As it goes over the wire."""
    return json.dumps(body)


def names_in(said: object) -> set[str]:
    """The name of every field, however deep."""
    if isinstance(said, dict):
        return set(said).union(*map(names_in, said.values()))
    return set().union(*map(names_in, said)) if isinstance(said, list) else set()


def ids_in(said: dict[str, Any]) -> set[str]:
    """The records on the page."""
    return {each["id"] for each in said["page"] if each["entry"] == "record"}


@pytest.fixture
def manager(lena: Laptop) -> Laptop:
    """The line manager's laptop, which is not updated yet."""
    assert OLDEST_SERVED < PROTOCOL, "where central serves one protocol alone, this file and what it tests go"
    return lena


def test_it_reads_what_it_knows_and_nothing_else(
    central: ACentral, anna: Laptop, manager: Laptop, urn: int
) -> None:
    plain = [inspection(anna, urn), meeting(anna, urn), record(anna, urn)]
    counted = inspection(manager, urn, "10099999")
    papers = record(anna, urn, state="provisional", moves=[step(anna, recorded_name="")])
    anna.sends(*plain, papers)
    decided = {"judgement": "inadequate", "reason": "As agreed", "by": me(manager), "at": NOON.isoformat()}
    anna.sends(inspection(anna, urn, "10099999"))
    manager.sends(edited(counted, 1, recorded_by=me(anna), treated_as=decided))
    council = change(
        "meeting",
        str(uuid4()),
        meeting(manager, urn, days=[day(manager)]).payload
        | {"urn": None, "meeting": "categorisation_meeting", "schools": [urn]},
    )
    manager.sends(council)
    told, plainly = act(anna, counted, act="clash_settled"), act(anna, plain[0], act="clash_settled")
    agreed = action(anna, counted)
    progress = act(anna, agreed, act="clash_settled")
    outcomes = anna.sends(told, plainly, agreed, progress)
    assert [each.status for each in outcomes] == [OutcomeStatus.APPLIED] * 4
    newer = manager.syncs()
    said = asks(manager)
    assert not names_in(said) & LATER
    assert {each.id for each in (*plain, papers, plainly)} <= ids_in(said)
    withheld = {each.id for each in (counted, council, told, agreed, progress)}
    assert withheld <= {id_ for _, id_ in newer.records}, "the same laptop, once it is updated"
    assert not withheld & ids_in(said)


def test_an_edit_of_what_it_cannot_read_is_refused_and_empties_nothing(
    central: ACentral, anna: Laptop, manager: Laptop, urn: int
) -> None:
    found = inspection(anna, urn)
    anna.sends(found)
    decided = {"judgement": "inadequate", "reason": "As agreed", "by": me(manager), "at": NOON.isoformat()}
    manager.sends(edited(found, 1, treated_as=decided))
    (outcome,) = asks(anna, edited(found, 1, overall="good"))["outcomes"]
    assert outcome["status"] == "refused"
    assert anna.syncs().records["inspection", found.id].payload["treated_as"]


def test_a_clash_with_what_it_cannot_read_asks_for_the_update(anna: Laptop, urn: int) -> None:
    mine = record(anna, urn)
    theirs = mine.payload | {"moves": [step(anna, rests_on=[str(uuid4())])]}
    clash = Outcome(change_id=mine.change_id, status=OutcomeStatus.CLASH, revision=2, theirs=theirs)
    told = told_as_before(mine, clash)
    assert (told.status, told.theirs) == (OutcomeStatus.REFUSED, None)
    assert told.problem
    assert told.problem.code is ProblemCode.OLD_PROTOCOL


def test_its_own_work_is_taken_in_and_a_clash_it_can_read_is_told(
    central: ACentral, anna: Laptop, manager: Laptop, urn: int
) -> None:
    fixed = meeting(anna, urn)
    said = asks(anna, fixed)
    assert [each["status"] for each in said["outcomes"]] == ["applied"]
    manager.sends(edited(fixed, 1, starts_at="10:00"))
    (outcome,) = asks(anna, edited(fixed, 1, starts_at="09:30"))["outcomes"]
    assert outcome["status"] == "clash"
    assert outcome["theirs"]["starts_at"] == "10:00"
    assert not names_in(outcome["theirs"]) & LATER
