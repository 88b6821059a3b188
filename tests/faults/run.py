"""`make faults`: run the harness and print one line of JSON; what was found goes to standard error."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.faults.harness import run
from tests.faults.mutants import MUTANTS
from tests.helpers.postgres import Cluster


def main(words: Sequence[str] | None = None) -> int:
    """0 where nothing was lost or doubled."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20260401)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite", help="central's")
    parser.add_argument("--mutant", choices=list(MUTANTS), help="a fault in the program that must be noticed")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="sia-faults-") as folder, _database(asked.store) as url:
        outcome = run(asked.rounds, asked.seed, Path(folder), url, asked.mutant)
    for found in (*outcome.verdict.lost, *outcome.verdict.duplicated, *outcome.verdict.typed_lost):
        print(found, file=sys.stderr)
    print(outcome.as_line())
    return 0 if outcome.verdict.is_clean else 1


@contextmanager
def _database(store: str) -> Iterator[str | None]:
    if store == "sqlite":
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="sia-pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder))
        cluster.start()
        try:
            yield cluster.url
        finally:
            cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
