"""Central as it is run, with 300 schools and 10,000 notes in it, and what laptops need to reach it."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, insert

from bench.sync.english import answers
from sia_central.certificates.authority import Holder, certify
from sia_central.services.authorities import root_authority, roots_pem
from sia_central.services.people import add_person
from sia_central.services.publish import publish
from sia_central.services.set_up import set_up_council
from sia_central.storage.accounts import Account, add_account
from sia_central.storage.caseload import add_to_caseload
from sia_central.storage.devices import Device, DeviceState, add_device
from sia_central.storage.engine import write
from sia_central.storage.in_bulk import write_rows
from sia_central.storage.receipts import Receipt, receipts_added
from sia_central.storage.records import number_records
from sia_central.storage.store import Store, store_in
from sia_central.storage.tables import RecordRow
from sia_contract.kinds import RECORD_KINDS, derived_id
from sia_desktop.domain.people import WorkingFor
from sia_desktop.security.pades import certificate_request, new_signing_key
from tests.faults.central_process import CentralProcess
from tests.helpers.postgres import Cluster

COUNCIL: Final = "reading"
NAMES: Final = UUID("7a1f4f0e-5d5e-5c58-9a27-2f4f4a8d2f10")
FIRST_URN: Final = 900_000
AT_ONCE: Final = 2_000
PASSWORD: Final = "a long and quiet password"


@dataclass(frozen=True, slots=True)
class Work:
    """How much there is; smaller while the bench itself is worked on."""

    schools: int = 300
    notes: int = 10_000


@dataclass
class BenchCouncil:
    """One central, served by its own command, and the database it stands on."""

    folder: Path
    store_name: str
    work: Work
    cluster: Cluster | None = field(default=None, init=False)
    central: CentralProcess = field(init=False)
    address: str = field(default="", init=False)
    plain_rows: list[list[Any]] = field(default_factory=list, init=False)
    """See `wire_rows`; made once."""

    def begins(self) -> None:
        """Make the database, fill it, and serve."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.store_name == "postgresql":
            where = self.folder / "pg"
            where.mkdir()
            self.cluster = Cluster(where, is_durable=True)
            self.cluster.start()
        with closing(self.opened()) as store:
            set_up_council(store, COUNCIL, is_demonstration=True, at=_now())
            self.adviser = self.employs(store, "anna", self.urns)
            write(store.engine, lambda connection: _fill(connection, self))
            if self.cluster:  # as it does by itself within a minute of any such change
                self.cluster.run_sql("VACUUM (ANALYZE) records, receipts")
        workers = 2 if self.cluster else 1
        self.central = CentralProcess(self.folder / "central", self.url, workers)
        self.address = f"http://127.0.0.1:{self.central.port}"

    def ends(self) -> None:
        """Stop serving; nothing in it is wanted."""
        self.central.stop()
        if self.cluster:
            self.cluster.stop()

    @property
    def url(self) -> str | None:
        """The database's address; None for SQLite."""
        return self.cluster.url if self.cluster else None

    @property
    def urns(self) -> list[int]:
        """Every school."""
        return [FIRST_URN + n for n in range(self.work.schools)]

    def opened(self) -> Store:
        """The store, as an administrator opens it."""
        (self.folder / "central").mkdir(exist_ok=True)
        return store_in(self.url, self.folder / "central")

    def employs(self, store: Store, name: str, urns: list[int]) -> UUID:
        """A colleague with these schools."""
        email = f"{name}@example.gov.uk"
        person = add_person(
            store,
            COUNCIL,
            name=name.capitalize(),
            email=email,
            role="adviser",
            password=PASSWORD,
            reports_to=None,
            at=_now(),
        )
        write(store.engine, lambda connection: _give(connection, person, urns))
        return person

    def employs_many(self, store: Store, team: str, urns: list[list[int]]) -> list[UUID]:
        """A team at once, each with these schools; they share a password nobody types."""
        people = [uuid5(NAMES, f"{team} {n}") for n in range(len(urns))]

        def work(connection: Connection) -> None:
            for n, person in enumerate(people):
                email = f"{team}.{n}@example.gov.uk"
                name = f"{team.capitalize()} {n}"
                add_account(connection, Account(COUNCIL, person, email, name, "adviser", None, True, "-"))
                _give(connection, person, urns[n])

        write(store.engine, work)
        return people

    def gives_a_laptop(self, store: Store, person: UUID, name: str) -> tuple[WorkingFor, str]:
        """A laptop with a token for the day; it signs nothing here."""
        device = uuid5(NAMES, name)
        holder = Holder(name, "Reading", str(person), str(device))
        certificate = certify(root_authority(store, COUNCIL), _request(), holder, _now())
        row = Device(COUNCIL, device, person, name, certificate, DeviceState.OPEN, _now(), _now(), "")
        write(store.engine, lambda connection: add_device(connection, row))
        words = f"{COUNCIL}.{device}.0.{int((_now() + timedelta(days=1)).timestamp())}"
        token = f"{words}.{store.seal.stamp('access token', words)}"
        where = (self.address, COUNCIL, "Reading", "Reading", True)
        me = WorkingFor(person, name, "adviser", device, *where, roots_pem(store, COUNCIL), certificate)
        return me, token

    def note_ids(self, *urns: int) -> list[str]:
        """The notes of these schools, or all."""
        wanted = set(urns)
        return [
            str(derived_id(_visit(n), "note_of_visit", 1))
            for n in range(self.work.notes)
            if not wanted or FIRST_URN + n % self.work.schools in wanted
        ]


def records(council: BenchCouncil) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    """Schools, visits and notes, as they cross the wire: kind, id, school, payload."""
    chance = Random(20260401)
    for urn in council.urns:
        yield (
            "school",
            str(urn),
            urn,
            {
                "urn": urn,
                "name": f"School {urn} (demonstration)",
                "authority_code": "870",
                "authority_name": "Reading",
                "phase": "Primary",
                "type": "Community school",
                "status": "Open",
            },
        )
    for n in range(council.work.notes):
        urn, visit = council.urns[n % council.work.schools], _visit(n)
        on = date(2026, 4, 1) - timedelta(days=n % 1_500)
        facts = {"urn": urn, "visited_on": str(on)}
        yield (
            "visit",
            str(visit),
            urn,
            {**facts, "adviser_id": str(council.adviser), "visit_type": "monitoring"},
        )
        yield (
            "note_of_visit",
            str(derived_id(visit, "note_of_visit", 1)),
            urn,
            {
                **facts,
                "visit_id": str(visit),
                "version": 1,
                "author_id": str(council.adviser),
                "form": "note_of_visit",
                "pack": "reading",
                "pack_version": "2016.1",
                "answers": answers(chance),
            },
        )


def _fill(connection: Connection, council: BenchCouncil) -> None:
    rows = []
    for kind, id_, urn, payload in records(council):
        whole = RECORD_KINDS[kind].payload.model_validate(payload).model_dump(mode="json")
        rows.append(
            {
                "council": COUNCIL,
                "kind": kind,
                "id": id_,
                "revision": 1,
                "cursor": 0,
                "urn": urn,
                "payload": whole,
                "file_sha256": None,
                "compartment": "",
                "is_deleted": False,
                "changed_by": council.adviser,
                "changed_at": _now(),
            }
        )
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(insert(RecordRow), rows[start : start + AT_ONCE])
    told = [_receipt(row) for row in rows if row["kind"] != "school"]
    for start in range(0, len(told), AT_ONCE):
        write_rows(connection, receipts_added(COUNCIL, told[start : start + AT_ONCE]))
    number_records(connection, COUNCIL, [(str(row["kind"]), str(row["id"])) for row in rows])


def _receipt(row: dict[str, Any]) -> Receipt:
    """Of the change by which a laptop sent it, years ago."""
    change = uuid5(NAMES, f"change of {row['kind']} {row['id']}")
    of_record = row["kind"], row["id"], row["revision"]
    return Receipt(change, change.hex * 2, *of_record, change.hex[:14], _now(), change)


def wire_rows(council: BenchCouncil) -> list[list[Any]]:
    """The same records as plain rows for a floor, which knows nothing of ours."""
    if not council.plain_rows:
        for kind, id_, urn, payload in records(council):
            whole = RECORD_KINDS[kind].payload.model_validate(payload).model_dump(mode="json")
            council.plain_rows.append([kind, id_, urn, 1, json.dumps(whole)])
    return council.plain_rows


@cache
def _request() -> str:
    """One key for all: nothing is signed here."""
    return certificate_request(new_signing_key(), "bench").decode()


def _give(connection: Connection, person: UUID, urns: list[int]) -> None:
    keys = []
    for urn in urns:
        add_to_caseload(connection, COUNCIL, person, urn)
        key = ("caseload_assignment", str(uuid5(NAMES, f"{person} {urn}")))
        payload = {"person_id": str(person), "urn": urn, "action": "begins", "on": "2025-09-01"}
        keys.append(publish(connection, COUNCIL, key, payload, None, _now()))
    number_records(connection, COUNCIL, keys)


def _visit(n: int) -> UUID:
    return uuid5(NAMES, f"visit {n}")


def _now() -> datetime:
    return datetime.now(UTC)
