"""Who reads and who writes what: every role beside its own, its team's, its district's and others' schools.

The expectations are written here, role by role, and not read from any pack.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
import requests

from sia_central.app import app_over
from sia_central.services.areas import place
from sia_central.services.audit import Wanted, audit_lines
from sia_central.services.caseloads import assign, every_school
from sia_central.services.import_schools import import_schools
from sia_central.services.people import add_person
from sia_central.services.set_up import set_up_council
from sia_central.storage.store import Store, store_in
from sia_contract.changes import Change, OutcomeStatus
from sia_contract.enrolment import EnrolAnswer
from sia_contract.gias import read_extract
from tests.central.laptop import HEADERS, Laptop, change, edited, enrol, signing
from tests.helpers.a_central import PASSWORD, served
from tests.helpers.postgres import Cluster

DATA: Final = Path(__file__).parents[1] / "data" / "gias_7_las.csv"
FILE: Final = b"%PDF-1.7 the signed note of one school"
AREA: Final = "cannock_lichfield"
PACK_VERSION: Final = "2006.1"
PLACES: Final = ("own", "team", "stranger", "area", "other_council")
"""Anna's school; Tess's, who has the same manager; Sam's, who has another; nobody's, in the same district;
and one of another council. The first two lie in the district as well."""

WRITES: Final = ("visit", "words", "meeting", "access")
"""A visit of one's own; words in the unsigned note; a meeting called; access given to a colleague."""


@dataclass(frozen=True)
class May:
    """What one role may see and do, place by place."""

    schools: str = ""
    notes: str = ""
    visit: str = ""
    words: str = ""
    meeting: str = ""
    access: str = ""
    records: str = ""
    """Records of an open form."""
    appraisal: str = ""
    """Records of a restricted form, and their files."""


EXPECTED: Final[dict[str, May]] = {
    "anna": May("own", "own", "own", "own", "own", records="own", appraisal="own"),
    "dana": May("own team", "own team", "", "", "own team", "own team", records="own team"),
    "corrie": May("own team area", "own team", "", "", "own team area", records="own team"),
    "hugh": May(
        "own team stranger area",
        "own team stranger",
        "",
        "",
        "",
        "own team stranger area",
        records="own team stranger",
        appraisal="own team stranger",
    ),
    "rita": May("own team stranger area", records="own team stranger"),
    "fay": May("own team stranger area"),
    "ella": May(),
    "quentin": May("other_council", "other_council"),
}
"""Own caseload; line; district’s co-ordinator; county; county read-only; finance; elected member; sampler."""


@dataclass(frozen=True)
class Hall:
    """Three councils on one central, with a school, a note and a file at every place."""

    store: Store
    url: str
    urns: dict[str, int]
    notes: dict[str, Change]
    laptops: dict[str, Laptop]

    def place_of(self, urn: int) -> str:
        """Which of the places this school is."""
        return next(place for place, each in self.urns.items() if each == urn)


READS_REPORTS: Final = {"hugh", "rita", "fay", "ella"}

PEOPLE: Final = (
    ("dana", "staffordshire", "dsim", ""),
    ("dora", "staffordshire", "dsim", ""),
    ("anna", "staffordshire", "adviser", "dana"),
    ("tess", "staffordshire", "adviser", "dana"),
    ("sam", "staffordshire", "adviser", "dora"),
    ("corrie", "staffordshire", "district_administrator", ""),
    ("hugh", "staffordshire", "head_of_sid", ""),
    ("rita", "staffordshire", "research_analyst", ""),
    ("fay", "staffordshire", "finance_team", ""),
    ("ella", "oxfordshire", "elected_member", ""),
    ("quentin", "oldham", "external_assessor", ""),
    ("olive", "oldham", "adviser", ""),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hall(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Made once on each store: the tests of this module write only what they are refused, or add."""
    url = None
    if request.param == "postgresql":
        postgres: Cluster = request.getfixturevalue("postgres")
        name = f"matrix_{uuid4().hex}"
        postgres.run_sql(f"CREATE DATABASE {name}")
        url = postgres.url_of(name)
    folder = tmp_path_factory.mktemp("matrix") / "data"
    folder.mkdir()
    store = store_in(url, folder)
    _set_up(store)
    with served(store) as address:
        yield _with_records(store, address)


def _set_up(store: Store) -> None:
    extract = read_extract(DATA, date(2026, 6, 2))
    for council in ("staffordshire", "oxfordshire", "oldham"):
        set_up_council(store, council, is_demonstration=True, at=_now())
        import_schools(store, council, extract, None, _now())
    for name, council, role, manager in PEOPLE:
        add_person(
            store,
            council,
            name=name.capitalize(),
            email=_email(name),
            role=role,
            password=PASSWORD,
            reports_to=_email(manager) if manager else None,
            at=_now(),
        )
    for place_, (council, holders) in {
        "own": ("staffordshire", ["anna"]),
        "team": ("staffordshire", ["tess"]),
        "stranger": ("staffordshire", ["sam"]),
        "other_council": ("oldham", ["olive", "quentin"]),
    }.items():
        for holder in holders:
            assign(store, council, _email(holder), [_urns(store)[place_]], date(2025, 9, 1), _now())
    in_district = [_urns(store)[each] for each in ("own", "team", "area")]
    place(store, "staffordshire", AREA, in_district, [_email("corrie")], _now())


def _urns(store: Store) -> dict[str, int]:
    staffordshire, oldham = every_school(store, "staffordshire"), every_school(store, "oldham")
    return {**dict(zip(PLACES[:4], staffordshire, strict=False)), "other_council": oldham[0]}


def _with_records(store: Store, address: str) -> Hall:
    urns = _urns(store)
    laptops = {name: _laptop(address, name) for name, *_ in PEOPLE}
    notes = {}
    for place_, writer in (
        ("own", "anna"),
        ("team", "tess"),
        ("stranger", "sam"),
        ("other_council", "olive"),
    ):
        notes[place_] = _leaves_a_signed_and_an_open_note(laptops[writer], urns[place_])
    return Hall(store, address, urns, notes, laptops)


def _leaves_a_signed_and_an_open_note(writer: Laptop, urn: int) -> Change:
    """Two visits: one whose signed note has a file, one whose note is still open."""
    visit, later = writer.visit(urn), writer.visit(urn)
    note, still_open = writer.note(visit), writer.note(later)
    file = {
        "record_kind": "note_of_visit",
        "record_id": note.id,
        "urn": urn,
        "purpose": "signed_pdf",
        "sha256": _sha256(urn),
        "size": len(_file(urn)),
        "media_type": "application/pdf",
        "file_name": "note.pdf",
        "made_at": _now().isoformat(),
        "made_by": str(writer.me.person_id),
    }
    signed = edited(note, 1, signing=signing("Anna"))
    outcomes = writer.sends(visit, note, signed, change("attachment", str(uuid4()), file), later, still_open)
    assert {each.status for each in outcomes} == {OutcomeStatus.APPLIED}, outcomes
    if writer.me.council.code == "staffordshire":
        _leaves_records(writer, urn)
    sent = requests.put(
        f"{writer.url}/files/{_sha256(urn)}",
        data=_file(urn),
        headers=writer.headers | {"Upload-Offset": "0"},
        timeout=30,
    )
    assert sent.ok, sent.text
    return still_open


def _leaves_records(writer: Laptop, urn: int) -> None:
    """One record of an open form and one of a restricted form, each with a file."""
    for form, compartment in (("school_profile", ""), ("performance_management", "performance_management")):
        record = change("case_record", str(uuid4()), _case_record(writer, urn, form, compartment))
        file = {
            "record_kind": "case_record",
            "record_id": record.id,
            "urn": urn,
            "purpose": "evidence",
            "sha256": hashlib.sha256(f"{form} {urn}".encode()).hexdigest(),
            "size": 8,
            "media_type": "application/pdf",
            "file_name": "record.pdf",
            "made_at": _now().isoformat(),
            "made_by": str(writer.me.person_id),
        }
        outcomes = writer.sends(record, change("attachment", str(uuid4()), file))
        assert {each.status for each in outcomes} == {OutcomeStatus.APPLIED}, outcomes


def _case_record(writer: Laptop, urn: int, form: str, compartment: str) -> dict[str, Any]:
    return {
        "urn": urn,
        "form": form,
        "pack": "staffordshire",
        "pack_version": PACK_VERSION,
        "about_kind": "school",
        "about_id": str(urn),
        "opened_by": str(writer.me.person_id),
        "opened_on": "2026-04-01",
        "state": "",
        "answers": {},
        "compartment": compartment,
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_restricted_records_and_their_files_are_a_compartment_of_their_own(hall: Hall, name: str) -> None:
    laptop, may = hall.laptops[name].syncs(), EXPECTED[name]
    for form, places in (("school_profile", may.records), ("performance_management", may.appraisal)):
        found = [each for each in laptop.held("case_record").values() if each.payload["form"] == form]
        assert {hall.place_of(int(str(each.payload["urn"]))) for each in found} == set(places.split()), form
        ids = {each.id for each in found}
        files = [each for each in laptop.held("attachment").values() if each.payload["record_id"] in ids]
        assert len(files) == len(found)
        for place_, urn in hall.urns.items():
            sha256 = hashlib.sha256(f"{form} {urn}".encode()).hexdigest()
            url = f"{hall.url}/files/{sha256}"
            asked = requests.head(url, headers=laptop.headers, timeout=30)
            assert asked.status_code == (200 if place_ in places.split() else 404), (form, place_)


def test_nobody_writes_a_restricted_record_that_is_not_open_to_them_or_outside_its_compartment(
    hall: Hall,
) -> None:
    dana, anna = hall.laptops["dana"], hall.laptops["anna"]
    for writer, compartment in ((dana, "performance_management"), (anna, "")):
        payload = _case_record(writer, hall.urns["own"], "performance_management", compartment)
        (outcome,) = writer.sends(change("case_record", str(uuid4()), payload))
        assert outcome.status is OutcomeStatus.REFUSED


@pytest.mark.parametrize("name", EXPECTED)
def test_each_role_reads_exactly_what_is_its_to_read(hall: Hall, name: str) -> None:
    laptop, may = hall.laptops[name].syncs(), EXPECTED[name]
    known = set(hall.urns.values())

    def seen(kind: str) -> set[str]:
        urns = {int(str(record.payload["urn"])) for record in laptop.held(kind).values()}
        return {hall.place_of(urn) for urn in urns & known}

    with_records = set(may.schools.split()) - {"area"}
    assert seen("school") == set(may.schools.split())
    assert seen("visit") == with_records
    assert seen("note_of_visit") == set(may.notes.split())
    of_notes = {
        hall.place_of(int(str(each.payload["urn"])))
        for each in laptop.held("attachment").values()
        if each.payload["record_kind"] == "note_of_visit"
    }
    assert of_notes == set(may.notes.split())
    councils = {record.payload["authority_name"] for record in laptop.held("school").values()}
    assert len(councils) <= 1
    assert bool(laptop.held("person")) == bool(may.schools)
    assert laptop.counts == {kind: len(laptop.held(kind)) for kind in laptop.counts}


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("place_", [each for each in PLACES if each != "area"])
def test_each_role_has_exactly_the_files_of_the_notes_it_reads(hall: Hall, name: str, place_: str) -> None:
    url, laptop = f"{hall.url}/files/{_sha256(hall.urns[place_])}", hall.laptops[name]
    may_read = place_ in EXPECTED[name].notes.split()
    got = requests.get(url, headers=laptop.headers, timeout=30)
    asked = requests.head(url, headers=laptop.headers, timeout=30)
    put = requests.put(url, data=b"x", headers=laptop.headers | {"Upload-Offset": "0"}, timeout=30)
    assert {got.status_code, asked.status_code} == ({200} if may_read else {404})
    assert put.status_code in ((200, 409) if may_read else (404,))
    assert (FILE in got.content) == may_read


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("what", WRITES)
def test_each_role_writes_exactly_what_is_its_to_write(hall: Hall, name: str, what: str) -> None:
    laptop = hall.laptops[name]
    for place_, urn in hall.urns.items():
        proposal = _proposal(hall, laptop, what, place_, urn)
        if proposal is None:
            continue
        (outcome,) = laptop.sends(proposal)
        is_expected = place_ in getattr(EXPECTED[name], what).split()
        took = outcome.status in (OutcomeStatus.APPLIED, OutcomeStatus.ALREADY, OutcomeStatus.CLASH)
        assert took == is_expected, (place_, outcome)
        if not took:
            assert outcome.status is OutcomeStatus.REFUSED
            assert outcome.theirs is None


@pytest.mark.parametrize("name", EXPECTED)
def test_totals_are_for_those_who_read_reports_and_name_nobody(hall: Hall, name: str) -> None:
    answer = requests.get(f"{hall.url}/totals", headers=hall.laptops[name].headers, timeout=30)
    assert answer.status_code == (200 if name in READS_REPORTS else 403)
    if answer.ok:
        counted = answer.json()
        assert counted["schools"] > 100
        assert counted["visits"] in (None, 0) or counted["visits"] >= 6
        assert not any(str(urn) in answer.text for urn in hall.urns.values())
        who = hall.laptops[name].me
        read = Wanted(action="totals_read", device_id=who.device_id)
        assert list(audit_lines(hall.store, who.council.code, read))


def test_a_refusal_says_the_same_of_what_is_there_and_what_is_not(hall: Hall) -> None:
    rita, note = hall.laptops["ella"], hall.notes["own"]
    there = edited(note, 1, answers={"focus": "Guessed"})
    gone = change("note_of_visit", note.id, note.payload | {"urn": hall.urns["stranger"]}, 1)
    first, second = rita.sends(there, gone)
    assert first.problem == second.problem


OPEN: Final = {
    ("GET", "/health"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/browser"),
    ("POST", "/sign-in/returned"),
    ("POST", "/enrol"),
    ("POST", "/tokens"),
    ("POST", "/renew"),
}
CLOSED: Final = {
    ("POST", "/farewell"),
    ("POST", "/sync"),
    ("HEAD", "/files/{sha256}"),
    ("PUT", "/files/{sha256}"),
    ("GET", "/files/{sha256}"),
    ("GET", "/totals"),
    ("GET", "/certificate"),
}


def test_no_endpoint_is_forgotten_and_none_but_the_open_ones_answers_a_stranger(hall: Hall) -> None:
    paths = app_over(hall.store).openapi()["paths"]
    assert {(method.upper(), path) for path, methods in paths.items() for method in methods} == OPEN | CLOSED
    for method, path in CLOSED:
        for token in ("", "Bearer ", "Bearer not-a-token", "Basic YTpi"):
            headers = HEADERS | ({"Authorization": token} if token else {})
            url = f"{hall.url}{path}".replace("{sha256}", "0" * 64)
            answer = requests.request(method, url, data=b"{}", headers=headers, timeout=30)
            assert answer.status_code == 401, (method, path, token)


def _proposal(hall: Hall, laptop: Laptop, what: str, place_: str, urn: int) -> Change | None:
    me = str(laptop.me.person_id)
    match what:
        case "visit":
            return laptop.visit(urn)
        case "words" if place_ in hall.notes:
            note = hall.notes[place_]
            return edited(note, 1, answers={"focus": f"Written by {laptop.me.person_name}"})
        case "meeting":
            day = {"on": "2026-12-10", "at": _now().isoformat(), "by": me, "why": "", "override": ""}
            return change("meeting", str(uuid4()), _meeting(urn, me, day))
        case "access":
            to = str(hall.laptops["tess"].me.person_id)
            if place_ == "other_council":
                to = str(hall.laptops["olive"].me.person_id)
            grant = {
                "urn": urn,
                "person_id": to,
                "way": "paired",
                "from_on": "2030-01-01",
                "to_on": "2030-01-02",
                "reason": "A paired visit",
                "by": me,
                "at": _now().isoformat(),
            }
            return change("access_grant", str(uuid4()), grant)
        case _:
            return None


def _meeting(urn: int, me: str, day: dict[str, Any]) -> dict[str, Any]:
    return {
        "urn": urn,
        "meeting": "core_group",
        "pack": "staffordshire",
        "pack_version": "2006.1",
        "called_by": me,
        "meeting_on": day["on"],
        "starts_at": "",
        "days": [day],
        "called_off": None,
    }


def _laptop(address: str, name: str) -> Laptop:
    answer = enrol(address, _email(name), PASSWORD)
    assert answer.status_code == 200, answer.text
    return Laptop(address, EnrolAnswer.model_validate_json(answer.content))


def _email(name: str) -> str:
    return f"{name}@county.example"


def _file(urn: int) -> bytes:
    return FILE + str(urn).encode()


def _sha256(urn: int) -> str:
    return hashlib.sha256(_file(urn)).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
