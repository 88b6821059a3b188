"""Law under a council's framework: which clock runs is decided by the day it starts from."""

from datetime import date

import pytest

from sia_contract.resources import resources
from sia_desktop.domain.deadlines import work_out
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.time_limits import Mark
from sia_desktop.frameworks.shelf import Shelf
from tests.helpers.calendars import published

SHELF = Shelf(resources())
COUNCILS = SHELF.councils()
TODAY = date(2026, 4, 1)


def running(framework: Framework, anchor: str, on: date) -> set[str]:
    """The rules whose clocks start from this fact."""
    return {
        rule.name
        for rule in framework.timeframes
        if anchor in (rule.limit.anchor, *rule.also_from) and rule.runs_on(on)
    }


def test_the_law_is_nobodys_council() -> None:
    assert COUNCILS == ("oldham", "oxfordshire", "reading", "staffordshire", "tri-borough")


@pytest.mark.parametrize("council", COUNCILS)
def test_in_a_live_council_no_historic_rule_runs_and_the_law_does(council: str) -> None:
    framework = SHELF.current(council, TODAY)
    historic = [rule for rule in framework.timeframes if Mark.HISTORIC in rule.marks and rule.pack == council]
    assert not any(rule.runs_on(TODAY) for rule in historic)
    assert framework.timeframe("E-01").runs_on(TODAY)
    assert framework.timeframe("E-01").pack == "england-2025"


def test_a_warning_notice_goes_by_the_law_of_its_day() -> None:
    boroughs = SHELF.current("tri-borough", TODAY)
    assert "E-03" in running(boroughs, "notice_given", date(2013, 3, 22))
    assert not {"E-03", "T-TB-03"} & running(boroughs, "notice_given", TODAY)
    assert "E-02" in running(boroughs, "compliance_ends", TODAY)
    assert "T-TB-03" in running(SHELF.alone("tri-borough", TODAY), "notice_given", TODAY)


def test_what_could_not_be_verified_never_turns_red() -> None:
    for rule in SHELF.alone("england-2025", TODAY).timeframes:
        if Mark.UNVERIFIED in rule.marks and rule.rule != "E-07":
            assert not work_out(rule, TODAY, published()).turns_red


def test_a_record_keeps_its_pack_and_still_obeys_the_law() -> None:
    pinned = SHELF.pinned("reading", "2016.1")
    assert pinned.version == "2016.1"
    assert not pinned.timeframe("T-RD-01").runs_on(TODAY)
    assert pinned.timeframe("T-RD-02").runs_on(TODAY)


def test_the_laws_form_is_written_where_a_council_has_none_of_its_own() -> None:
    oldham = SHELF.current("oldham", TODAY)
    form = oldham.form("statement_of_action_of_law")
    flow = oldham.flow_of(form.code)
    assert oldham.timeframe("E-01").produces == form.code
    assert flow is not None
    assert [(move.does, move.by) for move in flow.moves] == [("submitted", ("head_of_schools",))]


@pytest.mark.parametrize("council", [each for each in COUNCILS if each != "oldham"])
def test_a_councils_own_form_stands_for_the_laws(council: str) -> None:
    framework = SHELF.current(council, TODAY)
    assert "statement_of_action_of_law" not in {form.code for form in framework.forms}
    assert framework.timeframe("E-01").produces == "statement_of_action"
    asked = {
        each.form for trigger in framework.triggers for each in trigger.then if trigger.code == "E-category"
    }
    assert asked == {"statement_of_action"}
    flow = framework.flow_of("statement_of_action")
    assert flow is not None
    assert "submitted" in {move.does for move in flow.moves}, "no step would ever stop the law's clock"
