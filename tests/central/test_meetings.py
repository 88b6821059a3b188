"""What central takes in of meetings: by whom, in whose name, and never a day less than before."""

from typing import Any
from uuid import uuid4

import pytest

from sia_contract.changes import Change, OutcomeStatus
from sia_contract.problems import ProblemCode
from tests.central.laptop import NOON, Laptop, change, edited
from tests.central.test_push_and_pull import anna, otto, refusal, urn
from tests.helpers.a_central import ACentral

__all__ = ["anna", "otto", "urn"]


def day(laptop: Laptop, on: str = "2026-05-12", **other: Any) -> dict[str, Any]:
    """A day set in this person's name."""
    return {
        "on": on,
        "at": NOON.isoformat(),
        "by": str(laptop.me.person_id),
        "why": "",
        "override": "",
    } | other


def meeting(laptop: Laptop, urn: int, **other: Any) -> Change:
    """A meeting fixed by this person."""
    payload: dict[str, Any] = {
        "urn": urn,
        "meeting": "rap_meeting",
        "pack": "reading",
        "pack_version": "2016.1",
        "called_by": str(laptop.me.person_id),
        "meeting_on": "2026-05-12",
        "starts_at": "",
        "days": [day(laptop)],
        "called_off": None,
    }
    return change("meeting", str(uuid4()), payload | other)


def agenda(laptop: Laptop, of: Change) -> Change:
    """The act that its agenda went out."""
    payload = {
        "act": "issued",
        "record_kind": "meeting",
        "record_id": of.id,
        "urn": of.payload["urn"],
        "on": "2026-04-20",
        "at": NOON.isoformat(),
        "by": str(laptop.me.person_id),
        "details": {"paper": "agenda"},
    }
    return change("act", str(uuid4()), payload)


def test_a_meeting_and_its_agenda_reach_the_line_manager(central: ACentral, anna: Laptop, urn: int) -> None:
    fixed = meeting(anna, urn)
    sent = agenda(anna, fixed)
    assert [each.status for each in anna.sends(fixed, sent)] == [OutcomeStatus.APPLIED] * 2
    lena = Laptop.of(central, central.lead).syncs()
    assert set(lena.held("meeting")) == {fixed.id}
    assert set(lena.held("act")) == {sent.id}


def test_a_stranger_neither_calls_a_meeting_nor_records_for_it(anna: Laptop, otto: Laptop, urn: int) -> None:
    assert refusal(otto, meeting(otto, urn)) is ProblemCode.NOT_ALLOWED
    fixed = meeting(anna, urn)
    anna.sends(fixed)
    assert refusal(otto, agenda(otto, fixed)) is ProblemCode.NOT_ALLOWED


def test_a_line_manager_may_move_it_in_their_own_name_only(central: ACentral, anna: Laptop, urn: int) -> None:
    fixed = meeting(anna, urn)
    anna.sends(fixed)
    lena = Laptop.of(central, central.lead).syncs()
    theirs = day(lena, "2026-05-19", why="The chair is away")
    forged = edited(
        fixed, 1, meeting_on="2026-05-19", days=[day(anna), theirs | {"by": str(anna.me.person_id)}]
    )
    assert refusal(lena, forged) is ProblemCode.NOT_ALLOWED
    moved = edited(fixed, 1, meeting_on="2026-05-19", days=[day(anna), theirs])
    assert [each.status for each in lena.sends(moved)] == [OutcomeStatus.APPLIED]


@pytest.mark.parametrize("days", ["none kept", "another day", "other than the last"])
def test_its_days_are_only_added_to(anna: Laptop, urn: int, days: str) -> None:
    fixed = meeting(anna, urn)
    anna.sends(fixed)
    later = day(anna, "2026-05-19", why="Moved")
    wrong: dict[str, Any] = {
        "none kept": {"meeting_on": "2026-05-19", "days": [later]},
        "another day": {"meeting_on": "2026-05-20", "days": [day(anna), later]},
        "other than the last": {"meeting_on": "2026-05-19"},
    }
    assert refusal(anna, edited(fixed, 1, **wrong[days])) is ProblemCode.BAD_PAYLOAD


def test_once_called_off_it_changes_no_more(anna: Laptop, urn: int) -> None:
    fixed = meeting(anna, urn)
    off = {"reason": "School closed", "at": NOON.isoformat(), "by": str(anna.me.person_id)}
    anna.sends(fixed, edited(fixed, 1, called_off=off))
    assert refusal(anna, edited(fixed, 2, called_off=None)) is ProblemCode.LOCKED
    assert refusal(anna, edited(fixed, 2, called_off=off, starts_at="10:00")) is ProblemCode.LOCKED


def test_a_meeting_never_passes_to_another_school_kind_or_caller(
    central: ACentral, anna: Laptop, urn: int
) -> None:
    fixed = meeting(anna, urn)
    anna.sends(fixed)
    for field, value in (("meeting", "spa_meeting"), ("called_by", str(uuid4())), ("pack_version", "1")):
        assert refusal(anna, edited(fixed, 1, **{field: value})) is ProblemCode.BAD_PAYLOAD


def test_a_meeting_of_the_council_is_for_those_who_answer_for_more_than_a_caseload(
    central: ACentral, anna: Laptop, otto: Laptop, urn: int
) -> None:
    lena = Laptop.of(central, central.lead).syncs()

    def of_council(by: Laptop, **other: Any) -> Change:
        return change(
            "meeting",
            str(uuid4()),
            meeting(by, urn).payload | {"urn": None, "meeting": "categorisation_meeting"} | other,
        )

    for adviser in (anna, otto):
        assert refusal(adviser, of_council(adviser, schools=[urn])) is ProblemCode.NOT_ALLOWED
    fixed = of_council(lena, schools=[urn])
    assert [each.status for each in lena.sends(fixed)] == [OutcomeStatus.APPLIED]
    assert fixed.id in lena.syncs().held("meeting")
    for adviser in (anna, otto):
        assert fixed.id not in adviser.syncs().held("meeting")
        assert refusal(adviser, edited(fixed, 1, starts_at="09:30")) is ProblemCode.NOT_ALLOWED
    moved_to_a_school = edited(fixed, 1, urn=urn, schools=[])
    assert refusal(lena, moved_to_a_school) is ProblemCode.BAD_PAYLOAD
    assert refusal(anna, meeting(anna, urn, schools=[urn])) is ProblemCode.BAD_PAYLOAD
