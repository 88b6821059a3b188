"""The bench measures fairly: both sides in turn, floors with nothing of ours in them."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import run as bench
from bench.measure import FLOORS, Measure, run, two_programs

OURS = {"sia_contract", "sia_desktop", "sia_central", "bench"}


def a_measure(order: list[str], limit: float = 3.0) -> Measure:
    """Sides that take known times and say when they were run; the first run of each is the slowest."""
    times = {"ours": iter([9.0, 0.3, 0.2, 0.4, 0.2, 0.2]), "floor": iter([9.0, 0.1, 0.1, 0.1, 0.5, 0.1])}

    def side(name: str, seconds: Iterator[float]) -> float:
        order.append(name)
        return next(seconds)

    return Measure(
        name="start",
        against="the least",
        floor=FLOORS / "start.py",
        limit=limit,
        prepare=lambda folder: (lambda: side("ours", times["ours"]), lambda: side("floor", times["floor"])),
    )


def test_sides_run_in_turn_and_the_median_counts(tmp_path: Path) -> None:
    order: list[str] = []
    result = run(a_measure(order), tmp_path, runs=5)
    assert order == ["ours", "floor"] * 6
    assert (result.seconds, result.floor_seconds) == (0.2, 0.1)


@pytest.mark.parametrize(("limit", "status"), [(2.0, 0), (1.9, 1)])
def test_each_measure_is_one_line_and_its_limit_decides(
    limit: float, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "MEASURES", (a_measure([], limit),))
    assert bench.main([]) == status
    printed = capsys.readouterr().out
    assert (FLOORS / "start.py").read_text() in printed
    assert json.loads(printed.splitlines()[-1]) == {
        "name": "start",
        "seconds": 0.2,
        "against": "the least",
        "floor_seconds": 0.1,
        "ratio": 2.0,
        "limit": limit,
    }


def test_floors_import_nothing_of_ours() -> None:
    for path in FLOORS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "bench"]
            assert not {name.partition(".")[0] for name in names} & OURS, path.name


def test_the_floor_of_start_becomes_usable(tmp_path: Path) -> None:
    floor = FLOORS / "start.py"
    (tmp_path / "sides").mkdir()
    ours, again = two_programs(floor, floor)(tmp_path / "sides")
    assert 0 < ours() < 60
    assert 0 < again() < 60
