"""What a laptop still sends whose adviser left: kept apart in its compartment, and deciding nothing."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from sia_central.services.laptops import revoke
from sia_central.storage.devices import DeviceState
from sia_contract.changes import Change, OutcomeStatus, Record
from sia_contract.problems import ProblemCode
from tests.central import hall
from tests.central.laptop import NOON, Laptop, change
from tests.central.test_casework import APPLIED, action, anna, lena, me, otto, record, step, urn
from tests.central.test_meetings import meeting
from tests.central.test_push_and_pull import act, refusal
from tests.helpers.a_central import ACentral

__all__ = ["anna", "lena", "otto", "urn"]

pytestmark = pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
"""What is judged here is asked of no database."""

HELD = OutcomeStatus.HELD


def leaves(central: ACentral, laptop: Laptop) -> None:
    """Its adviser left; from now on it hands over."""
    assert laptop.token
    revoke(
        central.store, laptop.me.council.code, str(laptop.me.device_id), DeviceState.LEFT, datetime.now(UTC)
    )
    del laptop.token


def deciding(laptop: Laptop, held: Record, decision: str = "taken_in") -> Change:
    """Whoever may release handed-over work takes it in, or sets it aside."""
    decided = {"decision": decision, "reason": "Seen", "by": me(laptop), "at": NOON.isoformat()}
    return change("held_change", held.id, held.payload | {"decision": decided}, held.revision)


def test_what_hangs_on_a_restricted_record_is_held_in_its_compartment_too(
    central: ACentral, anna: Laptop, lena: Laptop, urn: int
) -> None:
    leaves(central, anna)
    form = "headteacher_appraisal"
    apart = record(anna, urn, form, compartment=form, state="", answers={})
    agreed = action(anna, apart, text="Of the head's own performance")
    settled, open_ = act(anna, agreed, act="clash_settled"), anna.visit(urn)
    outcomes = anna.sends(apart, agreed, settled, open_)
    assert [each.status for each in outcomes] == [HELD] * 4
    lena.syncs()
    assert [each.payload["record_id"] for each in lena.held("held_change").values()] == [open_.id]
    assert lena.counts["held_change"] == 1


def test_who_left_gives_no_access_and_decides_on_no_work(
    central: ACentral, anna: Laptop, lena: Laptop, urn: int
) -> None:
    leaves(central, anna)
    assert anna.sends(anna.visit(urn))[0].status is HELD
    (held,) = lena.syncs().held("held_change").values()
    leaves(central, lena)
    decided = deciding(lena, held)
    grant = {
        "urn": urn,
        "person_id": me(lena),
        "way": "cover",
        "from_on": "2026-01-01",
        "to_on": "2030-01-01",
        "by": me(lena),
        "at": NOON.isoformat(),
        "reason": "To keep it",
    }
    for each in (decided, change("access_grant", str(uuid4()), grant)):
        assert refusal(lena, each) is ProblemCode.NOT_ALLOWED


def test_work_about_no_one_school_is_held_too_and_no_adviser_sees_it(
    central: ACentral, anna: Laptop, lena: Laptop, otto: Laptop, urn: int
) -> None:
    head = Laptop.of(central, central.add("Hugo Head", "head_of_education"))
    leaves(central, lena)
    of_council = {"urn": None, "meeting": "categorisation_meeting", "schools": [urn]}
    called = change("meeting", str(uuid4()), meeting(lena, urn).payload | of_council)
    profile = record(lena, None)
    assert [each.status for each in lena.sends(called, profile)] == [HELD] * 2

    waiting = {each.payload["record_id"]: each for each in head.syncs().held("held_change").values()}
    assert set(waiting) == {called.id, profile.id}
    assert (head.held("meeting"), head.held("case_record")) == ({}, {})
    for adviser in (anna, otto):
        assert adviser.syncs().held("held_change") == {}
        assert adviser.counts.get("held_change", 0) == 0
        assert refusal(adviser, deciding(adviser, waiting[called.id])) is ProblemCode.NOT_ALLOWED

    assert head.sends(deciding(head, waiting[called.id]))[0].status is APPLIED
    assert str(head.syncs().held("meeting")[called.id].changed_by) == me(lena)
    # her role writes no record of the whole council, and nobody's release makes a right of it
    assert refusal(head, deciding(head, waiting[profile.id])) is ProblemCode.NOT_ALLOWED
    assert head.sends(deciding(head, waiting[profile.id], "set_aside"))[0].status is APPLIED
    assert head.syncs().held("case_record") == {}


@pytest.mark.parametrize(("writer", "may"), [("ed", False), ("anna", True)])
def test_what_somebody_outside_did_is_written_down_by_whose_role_may_also_when_released(
    central: ACentral, writer: str, may: bool
) -> None:
    hall.set_up(central.store)
    urn = hall.urns_of(central.store)["own"]
    leaver, dana = (hall.laptop_of(central.url, each) for each in (writer, "dana"))
    approved = step(
        leaver, move="approve", from_state="drafted", to_state="drafted", sets="", role=leaver.me.role
    )
    approved |= {"is_approval": True, "recorded_for": "core_group"}
    opened = hall.case_record(leaver, urn, "statement_of_action")
    opened = change(opened.kind, opened.id, opened.payload | {"state": "drafted", "moves": [approved]})
    leaves(central, leaver)
    assert leaver.sends(opened)[0].status is HELD
    (held,) = dana.syncs().held("held_change").values()
    if may:
        assert dana.sends(deciding(dana, held))[0].status is APPLIED
    else:
        assert refusal(dana, deciding(dana, held)) is ProblemCode.NOT_ALLOWED
