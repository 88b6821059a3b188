"""The harness can fail: three ways of doing sync wrongly are each noticed."""

from pathlib import Path

import pytest

from tests.faults.harness import run
from tests.faults.mutants import MUTANTS

SEED = 20260402


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_wrong_way_is_noticed(mutant: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    verdict = run(60, SEED, tmp_path, mutant=mutant).verdict
    assert not verdict.is_clean
    if mutant == "last_write_wins":
        assert verdict.typed_lost
