"""What several people made and a restore lost is taken from whoever answers for the school alone."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from sia_central.services.audit import Wanted, audit_lines
from sia_central.storage.councils import epoch_at
from sia_central.storage.engine import writing
from sia_central.storage.tables import CouncilRow
from sia_contract.changes import Change, OutcomeStatus
from sia_contract.problems import ProblemCode
from tests.central.laptop import Laptop
from tests.central.test_casework import APPLIED, anna, lena, otto, record, step, urn
from tests.central.test_meetings import day, meeting
from tests.central.test_push_and_pull import refusal
from tests.helpers.a_central import ACentral

__all__ = ["anna", "lena", "otto", "urn"]

pytestmark = pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
"""What is judged here is asked of no database."""


@pytest.fixture
def restored(central: ACentral) -> ACentral:
    """Central was put back a month after noon of that day."""
    epoch = epoch_at(datetime(2026, 5, 1, tzinfo=UTC))
    with writing(central.store.engine) as connection:
        connection.execute(update(CouncilRow).values(epoch=epoch))
    return central


def of_both(anna: Laptop, lena: Laptop, urn: int, **other: Any) -> Change:
    """A record that Anna moved on and its manager returned."""
    returned = {
        **step(lena),
        "move": "return",
        "role": lena.me.role,
        "from_state": "provisional",
        "to_state": "evidence",
        "sets": "",
        "reason": "KS1 is missing",
    } | other
    return record(anna, urn, state="evidence", moves=[step(anna), returned])


def test_the_manager_gives_it_back_and_the_audit_says_so(
    restored: ACentral, anna: Laptop, lena: Laptop, otto: Laptop, urn: int
) -> None:
    lost = of_both(anna, lena, urn)
    for other in (anna, otto):
        assert refusal(other, lost) is ProblemCode.NOT_ALLOWED
    assert lena.sends(lost)[0].status is APPLIED
    assert anna.sends(lost.model_copy(update={"change_id": uuid4()}))[0].status is OutcomeStatus.ALREADY
    given_back = Wanted(action="record_given_back", id=lost.id)
    assert len(list(audit_lines(restored.store, "reading", given_back))) == 1


def test_a_meeting_that_a_manager_moved_is_given_back_too(
    restored: ACentral, anna: Laptop, lena: Laptop, urn: int
) -> None:
    moved = day(lena, "2026-06-20", why="The head is away")
    lost = meeting(anna, urn, days=[day(anna), moved], meeting_on="2026-06-20")
    assert refusal(anna, lost) is ProblemCode.NOT_ALLOWED
    assert lena.sends(lost)[0].status is APPLIED


@pytest.mark.parametrize(
    "forged",
    [
        {"at": "2026-05-02T09:00:00Z"},  # after the restore its maker's own laptop sends it
        {"role": "adviser"},  # who never returns a record
        {"move": "endorse", "to_state": "endorsed"},
    ],
)
def test_a_step_after_the_restore_or_outside_the_flow_is_nobody_s_to_give_back(
    restored: ACentral, anna: Laptop, lena: Laptop, urn: int, forged: dict[str, str]
) -> None:
    assert refusal(lena, of_both(anna, lena, urn, **forged)) in {
        ProblemCode.NOT_ALLOWED,
        ProblemCode.BAD_PAYLOAD,
    }


def test_where_nothing_was_restored_nobody_sends_another_s_step(anna: Laptop, lena: Laptop, urn: int) -> None:
    assert refusal(lena, of_both(anna, lena, urn)) is ProblemCode.NOT_ALLOWED


def test_a_time_without_a_zone_stops_nobody_s_sync_after_a_restore(
    restored: ACentral, anna: Laptop, lena: Laptop, urn: int
) -> None:
    assert lena.sends(of_both(anna, lena, urn, at="2026-04-01T12:00:00"))[0].status is APPLIED
    late = of_both(anna, lena, urn, at="2026-05-02T12:00:00")
    assert refusal(lena, late) is ProblemCode.NOT_ALLOWED
