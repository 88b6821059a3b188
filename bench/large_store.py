"""The store that the measures open: 300 schools with 2,000 notes, ten of them still owed."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from sia_contract.changes import Record
from sia_contract.kinds import derived_id
from sia_contract.merging import merge3
from sia_desktop.domain.people import WorkingFor
from sia_desktop.security.device import Device, write_device
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.sync_store import SyncStore

SCHOOLS, NOTES, OWED = 300, 2_000, 10
NAMES: Final = UUID("0b7f4f0e-5d5e-5c58-9a27-2f4f4a8d2f10")
ME: Final = uuid5(NAMES, "me")


def make_store(folder: Path, key: bytes, today: date) -> None:
    """Enrol a laptop there and give it its caseload, as one page from central."""
    store = enrolled(folder, key)
    SyncStore(store, merge3).apply_page([*caseload(), *_notes(today)], 1)
    store.close()


def enrolled(folder: Path, key: bytes) -> Store:
    """The store of a laptop that was enrolled and has nothing yet."""
    store = open_store(folder / "ours.db", key)
    store.enrol(
        WorkingFor(
            person_id=ME,
            person_name="Bench Adviser",
            role="adviser",
            device_id=uuid5(NAMES, "device"),
            central_address="http://127.0.0.1:1",
            council_code="reading",
            council_name="Reading",
            council_full_name="Reading Borough Council",
            is_demonstration=True,
            root_pem="",
            certificate_pem="",
        )
    )
    write_device(folder / "device.json", Device(has_vault=True, entry="bench"))
    return store


def caseload() -> Iterator[Record]:
    """The adviser and her schools."""
    yield record("person", ME, name="Bench Adviser", role="adviser")
    for urn in map(urn_of, range(SCHOOLS)):
        yield record(
            "school",
            urn,
            urn=urn,
            name=f"School {urn} (demonstration)",
            authority_code="870",
            authority_name="Reading",
            phase="Primary",
            type="Community school",
            status="Open",
        )
        yield record(
            "caseload_assignment",
            uuid5(NAMES, f"assignment {urn}"),
            person_id=str(ME),
            urn=urn,
            action="begins",
            on="2025-09-01",
        )


def _notes(today: date) -> Iterator[Record]:
    words = {"focus": "Neutral words of a demonstration. " * 80}
    for n in range(NOTES):
        visited_on = today - timedelta(days=n if n < OWED else n % 1_500)
        given_on = None if n < OWED else visited_on
        yield from a_visit(urn_of(n % SCHOOLS), f"visit {n}", visited_on, words, given_on)


def a_visit(
    urn: int, name: str, visited_on: date, answers: Mapping[str, str], given_on: date | None
) -> Iterator[Record]:
    """A visit, its note with these answers, and the act of giving it where it was given."""
    visit = uuid5(NAMES, name)
    note = derived_id(visit, "note_of_visit", 1)
    yield record(
        "visit", visit, urn=urn, adviser_id=str(ME), visited_on=str(visited_on), visit_type="monitoring"
    )
    yield record(
        "note_of_visit",
        note,
        urn=urn,
        visit_id=str(visit),
        version=1,
        visited_on=str(visited_on),
        author_id=str(ME),
        form="note_of_visit",
        pack="reading",
        pack_version="2016.1",
        answers=answers,
    )
    if given_on is not None:
        yield an_act(urn, "note_of_visit", note, given_on, {})


def an_act(urn: int, record_kind: str, record_id: UUID, on: date, details: Mapping[str, str]) -> Record:
    """That something was provided on a day."""
    return record(
        "act",
        uuid5(record_id, f"provided {details}"),
        urn=urn,
        act="provided",
        record_kind=record_kind,
        record_id=str(record_id),
        on=str(on),
        at=f"{on}T15:00:00Z",
        by=str(ME),
        details=details,
    )


def urn_of(n: int) -> int:
    """The number of the school with this place in the caseload."""
    return 100_000 + n


def record(kind: str, record_id: object, /, **payload: Any) -> Record:
    """A record as central sends it."""
    return Record.model_validate({"kind": kind, "id": str(record_id), "revision": 1, "payload": payload})
