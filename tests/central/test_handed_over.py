"""What a laptop still sends whose adviser left: kept apart in its compartment, and deciding nothing."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from sia_central.services.laptops import revoke
from sia_central.storage.devices import DeviceState
from sia_contract.changes import OutcomeStatus
from sia_contract.problems import ProblemCode
from tests.central.laptop import NOON, Laptop, change
from tests.central.test_casework import action, anna, lena, me, record, urn
from tests.central.test_push_and_pull import act, refusal
from tests.helpers.a_central import ACentral

__all__ = ["anna", "lena", "urn"]

pytestmark = pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
"""What is judged here is asked of no database."""

HELD = OutcomeStatus.HELD


def leaves(central: ACentral, laptop: Laptop) -> None:
    """Its adviser left; from now on it hands over."""
    assert laptop.token
    revoke(central.store, "reading", str(laptop.me.device_id), DeviceState.LEFT, datetime.now(UTC))
    del laptop.token


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
    decision = {"decision": "taken_in", "reason": "Mine", "by": me(lena), "at": NOON.isoformat()}
    decided = change("held_change", held.id, held.payload | {"decision": decision}, held.revision)
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
