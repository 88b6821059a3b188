"""No flow lacks a form or asks a role that sees nothing; those of two councils are each written down."""

import pytest

from sia_contract.permissions import Action
from sia_contract.resources import resources
from sia_desktop.frameworks.shelf import Shelf
from tests.helpers.flow_walk import TODAY, WrittenFlow
from tests.packs import test_flows_oxfordshire as oxfordshire
from tests.packs import test_flows_reading as reading

COUNCILS = ("reading", "oxfordshire", "staffordshire", "oldham", "tri-borough")
WRITTEN = {
    "oxfordshire": (
        oxfordshire.LEVEL,
        oxfordshire.POST_INSPECTION,
        oxfordshire.IMPROVEMENT,
        oxfordshire.STATEMENT_OF_ACTION,
        oxfordshire.REGISTER,
        oxfordshire.WARNING,
        oxfordshire.BOARD,
    ),
    "reading": (
        reading.CATEGORISATION,
        reading.PLAN,
        reading.VERIFICATION,
        reading.MINUTES,
        reading.EXIT,
        reading.STATEMENT_OF_ACTION,
        reading.DISPUTE,
    ),
}


@pytest.mark.parametrize("council", WRITTEN)
def test_every_flow_of_the_pack_is_written_down(council: str) -> None:
    framework = Shelf(resources()).current(council, TODAY)
    written: tuple[WrittenFlow, ...] = WRITTEN[council]
    walked = {framework.form(flow.form).flow for flow in written}
    assert walked == {flow.code for flow in framework.flows}


@pytest.mark.parametrize("council", COUNCILS)
def test_every_flow_is_of_some_form(council: str) -> None:
    framework = Shelf(resources()).current(council, TODAY)
    assert {flow.code for flow in framework.flows} == {form.flow for form in framework.forms} - {None}


@pytest.mark.parametrize("council", COUNCILS)
def test_who_takes_or_approves_a_step_sees_the_record(council: str) -> None:
    framework = Shelf(resources()).current(council, TODAY)
    for flow in framework.flows:
        for move in flow.moves:
            for code in (*move.by, *move.approved_by):
                role = framework.role(code)
                sees = role.may | role.may_for_line | role.may_for_council
                assert role.is_outside or Action.READ_CASE_RECORD in sees, f"{flow.code}: {code}"
