"""`make bench`: print the floors whole, a table for people, and one JSON line a measure."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.measure import ROOT, BenchStopped, Measure, Result, run
from bench.measures import MEASURES

RUNS_AT_LEAST = 5


def main(words: Sequence[str] | None = None) -> int:
    """Measure what was asked for; 1 where a limit is passed or a side could not be run."""
    asked = _asked(words)
    chosen = [measure for measure in MEASURES if asked.only is None or measure.name.startswith(asked.only)]
    show_floors(chosen)
    results = []
    for measure in chosen:
        with tempfile.TemporaryDirectory(prefix="sia-bench-") as folder:
            try:
                results.append(run(measure, Path(folder), max(asked.runs, RUNS_AT_LEAST)))
            except BenchStopped as trouble:
                print(f"The measure {measure.name!r} stopped: {trouble}", file=sys.stderr)
    show_table(results)
    for result in results:
        print(json.dumps(result.as_record()))
    return 0 if len(results) == len(chosen) and all(result.is_within_limit for result in results) else 1


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", help="measures whose name begins so")
    parser.add_argument("--runs", type=int, default=RUNS_AT_LEAST, help="runs of each side, five at least")
    return parser.parse_args(words)


def show_floors(measures: Sequence[Measure]) -> None:
    """Print each floor whole, so that nobody need trust its description."""
    shown: set[Path] = set()
    for measure in measures:
        for path in measure.floors:
            print(f"--- floor of {measure.name}: {path.relative_to(ROOT)}")
            if path not in shown:
                print(path.read_text())
            shown.add(path)


def show_table(results: Sequence[Result]) -> None:
    """Print the medians side by side."""
    print(f"{'measure':<26}{'ours':>10}{'floor':>10}{'times':>8}{'limit':>8}   against")
    for one in results:
        verdict = "" if one.is_within_limit else "   OVER ITS LIMIT"
        print(
            f"{one.name:<26}{one.seconds:>9.3f}s{one.floor_seconds:>9.3f}s{one.ratio:>8.2f}{one.limit:>8.2f}"
            f"   {one.against}{verdict}"
        )
        for name, seconds in one.spent.items():
            print(f"{'':<26}{seconds:>9.3f}s   {name}")
        for name, (was, may) in one.most.items():
            print(f"{'':<26}{was:>9.0f}    {name}; {may:.0f} are allowed")


if __name__ == "__main__":
    sys.exit(main())
