"""Our side of "deadlines": 10,000 due dates, each with every day counted or not and why."""

from pathlib import Path

from bench.floors.deadlines import asked
from bench.ten_years import TODAY
from sia_contract.resources import resources
from sia_desktop.domain.deadlines import Deadline, work_out
from sia_desktop.frameworks.shelf import Shelf

SHELF = Shelf(resources())
CALENDAR = SHELF.calendar()
RULES = {
    5: SHELF.alone("reading", TODAY).timeframe("T-RD-02"),
    10: SHELF.alone("tri-borough", TODAY).timeframe("T-TB-05"),
    15: SHELF.alone("tri-borough", TODAY).timeframe("T-TB-03"),
}
"""Limits of five, ten and fifteen working days."""
ASKED = [(on, RULES[amount]) for on, amount in asked()]


def work_out_all(_: Path) -> list[Deadline]:
    """One deadline after another."""
    return [work_out(rule, on, CALENDAR) for on, rule in ASKED]
