"""Our side of "start": from process start to a usable Today page over 300 schools and 2,000 notes.

`python -m bench.ours_start prepare FOLDER` makes the store. `python -m bench.ours_start start FOLDER` opens
the real window, goes through the Unlock page with the key given, and prints "usable" once Today's list has
been painted with its rows.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

KEY = bytes.fromhex("5a" * 32)
NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


def start(folder: Path) -> None:
    """As `sia-desktop` starts: lightly, then the window."""
    from sia_desktop.bootstrap.light_start import start_lightly

    start_lightly()
    from bench.open_today import open_today

    open_today(folder, KEY, NOW)


def prepare(folder: Path) -> None:
    """The store, untimed."""
    from bench.large_store import make_store

    make_store(folder, KEY, NOW.date())


if __name__ == "__main__":
    {"prepare": prepare, "start": start}[sys.argv[1]](Path(sys.argv[2]))
