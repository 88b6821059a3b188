"""A running central for tests: the council Reading, its schools, its people, at a URL on loopback."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread
from uuid import UUID

import uvicorn
from fastapi import FastAPI

from sia_central.app import app_over
from sia_central.cli.patience import BoundedPatience
from sia_central.services.caseloads import assign, every_school, unassign
from sia_central.services.import_schools import import_schools
from sia_central.services.people import add_person
from sia_central.services.set_up import set_up_council
from sia_central.storage.store import Store, store_in
from sia_contract.gias import read_extract
from sia_contract.resources import resources

PASSWORD = "three plain words"
SINCE = date(2025, 9, 1)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may enrol a laptop."""

    person_id: UUID
    name: str
    email: str
    role: str
    password: str = PASSWORD


@dataclass(frozen=True, slots=True)
class ACentral:
    """Central as it was set up: `lead` manages `adviser`, who has every school; `other` has none."""

    url: str
    store: Store
    council: str
    adviser: Colleague
    other: Colleague
    lead: Colleague
    urns: tuple[int, ...]

    def add(self, name: str, role: str, manager: Colleague | None = None) -> Colleague:
        """One more colleague, as `sia-central add-adviser` does."""
        return _add(self.store, name, role, manager)

    def assign(self, colleague: Colleague, *urns: int) -> None:
        """Give schools to somebody, as `sia-central assign` does."""
        assign(self.store, self.council, colleague.email, urns, _today(), _now())

    def unassign(self, colleague: Colleague, *urns: int) -> None:
        """Take schools from somebody, as `sia-central unassign` does."""
        unassign(self.store, self.council, colleague.email, urns, _today(), _now())


def set_up_reading(database_url: str | None, data_dir: Path) -> ACentral:
    """Reading with its 61 schools and three people; not served yet, so its URL is empty."""
    data_dir.mkdir(parents=True)
    store = store_in(database_url, data_dir)
    set_up_council(store, "reading", is_demonstration=True, at=_now())
    extract = read_extract(resources() / "demo" / "gias_reading.csv", date(2026, 6, 2))
    import_schools(store, "reading", extract, None, _now())
    lead = _add(store, "Lena Lead", "strategic_lead", None)
    adviser = _add(store, "Anna Adviser", "adviser", lead)
    other = _add(store, "Otto Other", "adviser", lead)
    urns = every_school(store, "reading")
    assign(store, "reading", adviser.email, urns, SINCE, _now())
    return ACentral("", store, "reading", adviser, other, lead, urns)


@contextmanager
def a_central(database_url: str | None, data_dir: Path) -> Iterator[ACentral]:
    """Reading's central, serving over HTTP until the end of the block."""
    made = set_up_reading(database_url, data_dir)
    with served(made.store) as url:
        yield ACentral(url, made.store, made.council, made.adviser, made.other, made.lead, made.urns)


@contextmanager
def served(store: Store, app: FastAPI | None = None) -> Iterator[str]:
    """A store served by a real uvicorn in a thread; gives the URL."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app or app_over(store), log_config=None, access_log=False, ws="none", http=BoundedPatience
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=30)
        listening.close()
        store.close()


def _add(store: Store, name: str, role: str, manager: Colleague | None) -> Colleague:
    email = f"{name.split()[0].lower()}@reading.example"
    person_id = add_person(
        store,
        "reading",
        name=name,
        email=email,
        role=role,
        password=PASSWORD,
        reports_to=manager.email if manager else None,
        at=_now(),
    )
    return Colleague(person_id, name, email, role)


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().date()
