"""Ten years of 300 schools: 60,000 dated facts in an encrypted file, all but the newest long done with."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from sia_desktop.storage.connection import Connection, connect

KEY = bytes.fromhex("5a" * 32)
SCHOOLS, FACTS = 300, 60_000
TODAY = date(2026, 5, 20)
FIRST = date(2016, 9, 1)
LATELY, FORGOTTEN = 14, 0.01
"""What began within so many days is still open, and of the older this share."""
DONE_BY: Mapping[str, tuple[str, ...]] = {
    "visit_ended": ("provided",),
    "meeting_held": ("provided", "received", "issued", "presented", "circulated"),
    "report_published": ("submitted",),
    "category_decided": ("exited", "shared"),
    "action_due": ("reported",),
}
"""The anchors of Reading's rules, and the acts that stop their clocks."""


def make_store(folder: Path) -> None:
    """The encrypted file both sides read."""
    with connect(folder / "facts.db", KEY) as store:
        store.execute("CREATE TABLE fact (urn INTEGER, record TEXT, what TEXT, happened_on TEXT)")
        store.execute("BEGIN")
        store.executemany("INSERT INTO fact VALUES (?, ?, ?, ?)", _facts())
        store.execute("CREATE INDEX fact_by_what ON fact (what, record)")
        store.execute("COMMIT")


def opened(folder: Path) -> Connection:
    """The store, as the program opens it."""
    return connect(folder / "facts.db", KEY)


def _facts() -> Iterator[tuple[int, str, str, str]]:
    chance = random.Random(20260520)
    told = 0
    while told < FACTS:
        urn, record = 100_000 + chance.randrange(SCHOOLS), str(UUID(int=chance.getrandbits(128)))
        anchor = chance.choice(list(DONE_BY))
        on = FIRST + timedelta(days=chance.randrange((TODAY - FIRST).days))
        yield urn, record, anchor, on.isoformat()
        told += 1
        if (TODAY - on).days < LATELY or chance.random() < FORGOTTEN:
            continue
        for act in DONE_BY[anchor]:
            yield urn, record, act, (on + timedelta(days=chance.randrange(1, 6))).isoformat()
            told += 1
