"""In every council somebody with a laptop can put down each decision, also where a group makes it."""

from datetime import date

import pytest

from sia_contract.permissions import Action, Relation, may_any
from sia_contract.resources import resources
from sia_desktop.domain.category import Track
from sia_desktop.frameworks.shelf import Shelf

COUNCILS = ("reading", "staffordshire", "oxfordshire", "oldham", "tri-borough")


@pytest.mark.parametrize("council", COUNCILS)
def test_every_category_level_stage_and_status_can_be_decided(council: str) -> None:
    framework = Shelf(resources()).current(council, date(2026, 6, 2))
    may_decide = {role.code for role in framework.roles if may_any(role, Action.DECIDE_CATEGORY, Relation)}
    for track in Track:
        for band in framework.track(track):
            named = {role.code for role in framework.deciders_of(band)}
            assert may_decide & (named or may_decide), (track, band.code)


def test_what_a_group_decides_in_staffordshire_its_head_of_division_puts_down() -> None:
    framework = Shelf(resources()).current("staffordshire", date(2026, 6, 2))
    assert framework.category("1").decided_by == ("district_group",)
    assert framework.deciders_of(framework.category("1")) == ()
