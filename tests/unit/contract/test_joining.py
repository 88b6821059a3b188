"""Steps that two laptops took at once: what both tell is one step; what one tells more is never lost."""

from typing import Any

import pytest

from sia_contract.joining import join, no_sections
from sia_contract.kinds import RECORD_KINDS
from sia_contract.merging import merge3

DRAFTED: dict[str, Any] = {
    "state": "given",
    "moves": [],
    "is_locked": False,
    "is_closed": False,
    "answers": {},
}


def moved(*moves: dict[str, Any], state: str = "received") -> dict[str, Any]:
    """The record after these steps."""
    return DRAFTED | {"state": state, "moves": list(moves)}


def step(**other: Any) -> dict[str, Any]:
    """A step of the governing body, as Anna wrote it down."""
    return {
        "move": "receive",
        "from_state": "given",
        "to_state": "received",
        "by": "anna",
        "role": "adviser",
        "recorded_for": "governing_body",
        "recorded_name": "",
        "at": "2026-04-01T12:00:00Z",
        "on": "2026-04-01",
        "reason": "",
        "late_reason": "",
        "is_approval": False,
        "rests_on": [],
        "sets": "notice_received",
        "does": "",
        "signed": None,
    } | other


THEIRS = moved(step(by="lena", role="strategic_lead", at="2026-04-01T15:00:00Z", reason="By post"))


def aside(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """What of mine a person is asked to settle."""
    joined = join(RECORD_KINDS["case_record"], DRAFTED, mine, theirs, merge3, no_sections)
    assert joined.payload["moves"] == theirs["moves"]
    return joined.set_aside


@pytest.mark.parametrize("mine", [step(), step(reason="By post"), step(at="2026-04-02T08:00:00Z")])
def test_what_both_wrote_down_of_the_same_day_is_one_step(mine: dict[str, Any]) -> None:
    assert aside(moved(mine), THEIRS) == {}
    further = step(move="represent", from_state="received", to_state="representations")
    assert aside(moved(mine), moved(*THEIRS["moves"], further, state="representations")) == {}


@pytest.mark.parametrize(
    "mine",
    [
        step(reason="By hand"),
        step(late_reason="The office was closed"),
        step(recorded_name="Mrs Adeyemi"),
        step(on="2026-03-31"),
        step(recorded_for="headteacher"),
        step(is_approval=True),
        step(rests_on=["one"]),
        step(signed={"sha256": "a" * 64, "digest": "b" * 64}),
    ],
)
def test_what_mine_tells_more_or_otherwise_is_kept_to_settle(mine: dict[str, Any]) -> None:
    assert aside(moved(mine), THEIRS)["moves"] == [mine]


def test_a_step_of_one_s_own_is_nobody_else_s() -> None:
    mine, theirs = step(recorded_for=""), step(recorded_for="", at="2026-04-01T15:00:00Z")
    assert aside(moved(mine), moved(theirs)) == {}
    assert aside(moved(mine), moved(theirs | {"by": "lena"}))["moves"] == [mine]
