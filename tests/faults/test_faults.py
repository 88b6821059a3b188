"""Two hundred rounds in which everything goes wrong: nothing is lost, nothing is doubled."""

from pathlib import Path

import pytest

from tests.faults.harness import run
from tests.faults.kinds import Fault

SEED = 20260401


def test_two_hundred_rounds_of_every_fault_lose_and_double_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = run(200, SEED, tmp_path)
    assert outcome.verdict.is_clean, outcome.verdict
    assert outcome.rounds == 200
    rare = {fault: outcome.faults[fault] for fault in Fault if outcome.faults[fault] < 5}
    assert not rare, "at this rate 2,000 rounds would not see fifty of each"
