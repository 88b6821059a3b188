"""Ten years of 300 schools on a laptop: about 60,000 dated records, all but the newest long done with."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid5

from bench.large_store import ME, NAMES, SCHOOLS, a_visit, an_act, caseload, enrolled, record, urn_of
from sia_contract.changes import Record
from sia_contract.kinds import derived_id
from sia_contract.merging import merge3
from sia_desktop.storage.sync_store import SyncStore

KEY = bytes.fromhex("5a" * 32)
TODAY = date(2026, 5, 20)
YEARS = 10
PAPERS = ("agenda", "evidence", "self_evaluation_comments", "written_record", "minutes")
LATELY = timedelta(days=14)
"""What began within so many days is still owed."""


def make_store(folder: Path) -> None:
    """The encrypted file both sides read."""
    store = enrolled(folder, KEY)
    SyncStore(store, merge3).apply_page([*caseload(), *_history()], 1)
    store.close()


def _history() -> Iterator[Record]:
    chance = random.Random(20260520)
    for urn in map(urn_of, range(SCHOOLS)):
        for year in range(YEARS):
            begin = date(TODAY.year - YEARS + year, 5, 21)
            days = sorted(begin + timedelta(days=chance.randrange(364)) for _ in range(9))
            for n, on in enumerate(days[:5]):
                given_on = on + timedelta(days=3) if TODAY - on > LATELY else None
                yield from a_visit(urn, f"visit {urn} {year} {n}", on, {}, given_on)
            yield from _meeting(urn, year, days[5])
            yield from _action(urn, year, days[6])
            yield _decision(urn, year, days[7], "GRC"[chance.randrange(3)])
            if year % 4 == 0:
                yield _inspection(urn, year, days[8])


def _meeting(urn: int, year: int, on: date) -> Iterator[Record]:
    meeting = uuid5(NAMES, f"meeting {urn} {year}")
    yield record(
        "meeting",
        meeting,
        urn=urn,
        meeting="rap_meeting",
        pack="reading",
        pack_version="2016.1",
        called_by=str(ME),
        meeting_on=str(on),
        days=[{"on": str(on), "at": f"{on - timedelta(days=40)}T09:00:00Z", "by": str(ME)}],
    )
    if TODAY - on > LATELY:
        for paper in PAPERS:
            yield an_act(urn, "meeting", meeting, on, {"paper": paper})


def _action(urn: int, year: int, on: date) -> Iterator[Record]:
    is_open = TODAY - on <= LATELY
    yield record(
        "action",
        uuid5(NAMES, f"action {urn} {year}"),
        urn=urn,
        about_kind="school",
        about_id=str(urn),
        agreed_on=str(on),
        agreed_by=str(ME),
        text="Neutral words of a demonstration",
        owner="Bench Adviser",
        due_on=str(on + timedelta(days=20)),
        status="open" if is_open else "done",
        closed_on=None if is_open else str(on + timedelta(days=20)),
    )


def _decision(urn: int, year: int, on: date, category: str) -> Record:
    return record(
        "category_decision",
        uuid5(NAMES, f"decision {urn} {year}"),
        urn=urn,
        category=category,
        decided_on=str(on),
        decided_by=str(ME),
        reason="Neutral words of a demonstration",
        pack="reading",
        pack_version="2016.1",
    )


def _inspection(urn: int, year: int, on: date) -> Record:
    number = f"{urn}{year}"
    return record(
        "inspection",
        derived_id(urn, "inspection", number),
        urn=urn,
        number=number,
        scale="ofsted-2019",
        kind="graded",
        recorded_by=str(ME),
        started_on=str(on),
        ended_on=str(on),
        overall="good",
    )
