"""Who reads and who writes what: every role beside its own, its team's, its district's and others' schools.

The expectations are written here, role by role, and not read from any pack.
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from importlib import import_module
from types import MappingProxyType
from typing import Final
from uuid import uuid4

import pytest
import requests
from fastapi import APIRouter
from starlette.routing import Route

from sia_central import api
from sia_central.app import app_over
from sia_central.services.audit import Wanted, audit_lines
from sia_central.storage.store import store_in
from sia_contract.changes import Change, Outcome, OutcomeStatus, Record
from sia_contract.kinds import RECORD_KINDS, MergeRule, derived_id
from sia_contract.problems import ProblemCode
from tests.central.hall import (
    AREA,
    PLACES,
    Hall,
    act,
    action,
    calendar,
    case_record,
    file_of,
    grant,
    inspection,
    me,
    meeting,
    proposal,
    put_file,
    reading,
    set_up,
    sha256,
    with_records,
)
from tests.central.laptop import HEADERS, Laptop, change, edited
from tests.helpers.a_central import served
from tests.helpers.postgres import Cluster

COUNTY: Final = "own team stranger area"
"""Every school of the council."""
WITH_RECORDS: Final = "own team stranger"
"""Every one that has records: the other in the district has none."""

NAMES: Final = (
    *("anna", "ed", "connie", "pia", "fred", "dana", "corrie", "hugh", "rita", "fay", "ella", "quentin"),
)
"""Own caseload; the same school in another role; cover; paired; had the schools once; line; the district's
co-ordinator; county; county read-only; finance; elected member; sampler."""

_SCHOOLS: Final = {
    **dict.fromkeys(("anna", "ed", "connie", "pia"), "own"),
    "dana": "own team",
    **dict.fromkeys(("hugh", "rita", "fay"), WITH_RECORDS),
    "corrie": "own team",
    "quentin": "other_council",
}
_NOTES: Final = {who: where for who, where in _SCHOOLS.items() if who not in {"rita", "fay"}}
_RECORDS: Final = {who: where for who, where in _SCHOOLS.items() if who not in {"fay", "quentin"}}
_RESTRICTED: Final = {"anna": "own", "connie": "own", "hugh": WITH_RECORDS}

READS: Final[Mapping[str, Mapping[str, str]]] = {
    "school": _SCHOOLS | {"corrie": "own team area"} | dict.fromkeys(("hugh", "rita", "fay"), COUNTY),
    "visit": _SCHOOLS,
    "inspection": _SCHOOLS,
    "category_decision": _SCHOOLS,
    "caseload_assignment": _SCHOOLS,
    "access_grant": {who: where for who, where in _SCHOOLS.items() if who != "quentin"},
    "meeting": _SCHOOLS
    | {"dana": "own team council"}
    | dict.fromkeys(("hugh", "rita", "fay"), f"{WITH_RECORDS} council"),
    "note_of_visit": _NOTES,
    "attachment of note_of_visit": _NOTES,
    "act of school": _NOTES,
    "case_record": _RECORDS
    | {"dana": "own team council"}
    | dict.fromkeys(("hugh", "rita"), f"{WITH_RECORDS} council"),
    "attachment of case_record": _RECORDS,
    "action of case_record": _RECORDS,
    "case_record, restricted": _RESTRICTED,
    "attachment of case_record, restricted": _RESTRICTED,
    "act of case_record, restricted": _RESTRICTED,
    "action of case_record, restricted": _RESTRICTED,
    "held_change": {"dana": "own team", "hugh": WITH_RECORDS},
    "person": dict.fromkeys((name for name in NAMES if name != "ella"), "council"),
    "framework_choice": dict.fromkeys((n for n in NAMES if n not in {"ella", "quentin"}), "council"),
    "calendar": dict.fromkeys((n for n in NAMES if n not in {"ella", "quentin"}), "council"),
}
"""What is read, by whom, of which places."""

Proposes = Callable[[Hall, Laptop, str], Change]
_WORKS_WITH: Final = dict.fromkeys(("anna", "ed", "connie"), "own")
_ADVISES: Final = dict.fromkeys(("anna", "connie"), "own")
_NEVER: Final[Mapping[str, str]] = {}


def _about(hall: Hall, name: str, place: str) -> Change:
    """A note or record of the place; where nothing stands, one that nobody knows."""
    found: Change = getattr(hall.kept.get(place, hall.kept["own"]), name)
    if place in hall.kept:
        return found
    return change(found.kind, str(uuid4()), found.payload | {"urn": hall.urns[place]})


def _writes_in(note: Change, laptop: Laptop) -> Change:
    return edited(note, 1, answers={"focus": f"Written by {laptop.me.person_name}"})


def _returns(hall: Hall, laptop: Laptop, place: str, name: str) -> Change:
    about = _about(hall, name, place)
    return act(laptop, about.kind, about.id, hall.urns[place], "returned", comment="Say what you saw")


def _decides(hall: Hall, laptop: Laptop, place: str) -> Change:
    urn, on = hall.urns[place], f"20{laptop.me.person_id.int % 20 + 30}-04-01"
    decided = {"decided_on": on, "decided_by": me(laptop), "recommended_on": None, "recommended_by": None}
    id_ = str(derived_id(urn, "category_decision", "category", on))
    return proposal(laptop, urn, **decided).model_copy(update={"id": id_})


def _settles(hall: Hall, laptop: Laptop, place: str) -> Change:
    held = hall.held.get(place, hall.held["own"])
    by = {"by": me(laptop), "at": datetime.now(UTC).isoformat(), "reason": "It was written since"}
    if place not in hall.held:  # one that central never made
        held = held.model_copy(
            update={"id": str(uuid4()), "payload": held.payload | {"urn": hall.urns[place]}}
        )
    payload = held.payload | {"decision": {"decision": "set_aside"} | by}
    return change("held_change", held.id, payload, held.revision if place in hall.held else 0)


WRITES: Final[Mapping[str, tuple[Proposes, Mapping[str, str]]]] = MappingProxyType(
    {
        "visit": (lambda h, by, at: by.visit(h.urns[at]), _WORKS_WITH),
        "note_of_visit": (
            lambda h, by, at: _writes_in(_about(h, "note", at), by),
            _WORKS_WITH | {"pia": "own"},
        ),
        "meeting": (
            lambda h, by, at: meeting(by, h.urns[at]),
            _ADVISES | {"dana": "own team", "corrie": "own team area"},
        ),
        "access_grant": (
            lambda h, by, at: grant(by, h.urns[at], by, "paired", date(2030, 1, 1)),
            {"dana": "own team", "hugh": COUNTY},
        ),
        "inspection": (lambda h, by, at: inspection(by, h.urns[at]), _ADVISES),
        "category_decision, proposed": (
            lambda h, by, at: proposal(by, h.urns[at]),
            _ADVISES | {"dana": "own team", "hugh": COUNTY},
        ),
        "category_decision": (_decides, {"hugh": COUNTY}),
        "case_record": (
            lambda h, by, at: case_record(by, h.urns[at], "school_profile"),
            _WORKS_WITH | {"dana": "own team"},
        ),
        "case_record, restricted": (
            lambda h, by, at: case_record(by, h.urns[at], "performance_management", "performance_management"),
            _ADVISES,
        ),
        "action": (
            lambda h, by, at: action(by, _about(h, "record", at)),
            _WORKS_WITH | {"dana": "own team"},
        ),
        "action, restricted": (lambda h, by, at: action(by, _about(h, "appraisal", at)), _ADVISES),
        "attachment": (
            lambda h, by, at: file_of(by, _about(h, "note", at), uuid4().bytes),
            _WORKS_WITH | {"pia": "own"},
        ),
        "attachment, restricted": (
            lambda h, by, at: file_of(by, _about(h, "appraisal", at), uuid4().bytes),
            _ADVISES,
        ),
        "act": (
            lambda h, by, at: act(by, "school", str(h.urns[at]), h.urns[at], "register_told"),
            _WORKS_WITH,
        ),
        "act, returned": (lambda h, by, at: _returns(h, by, at, "note"), {"dana": "own team"}),
        "act, returned, restricted": (lambda h, by, at: _returns(h, by, at, "appraisal"), _NEVER),
        "held_change": (_settles, {"dana": "own team", "hugh": WITH_RECORDS}),
        "calendar, of a school": (lambda h, by, at: calendar(by, h.urns[at]), _WORKS_WITH),
        "school": (lambda h, by, at: change("school", str(h.urns[at]), {"urn": h.urns[at]}), _NEVER),
        "caseload_assignment": (
            lambda h, by, at: change("caseload_assignment", str(uuid4()), {"urn": h.urns[at]}),
            _NEVER,
        ),
    }
)
"""What is written, how, and by whom at which places."""

WRITES_FOR_ALL: Final[Mapping[str, tuple[Callable[[Laptop], Change], frozenset[str]]]] = MappingProxyType(
    {
        "meeting": (lambda by: meeting(by, None), frozenset({"dana"})),
        "case_record": (lambda by: case_record(by, None, "district_profile"), frozenset({"dana"})),
        "framework_choice": (reading, frozenset({"hugh"})),
        "framework_choice, setting": (lambda by: reading(by, "setting"), frozenset({"hugh"})),
        "calendar": (calendar, frozenset({"hugh"})),
        "person": (lambda by: change("person", me(by), {"name": "Another"}), frozenset()),
    }
)
"""What is about no one school."""


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
    set_up(store)
    with served(store) as address:
        yield with_records(store, address)


def test_every_kind_of_record_is_in_the_tables() -> None:
    assert {row.partition(" ")[0].rstrip(",") for row in READS} == set(RECORD_KINDS)
    written = {row.partition(",")[0] for row in (*WRITES, *WRITES_FOR_ALL)}
    assert written == set(RECORD_KINDS)
    central_s = {code for code, kind in RECORD_KINDS.items() if kind.merge is MergeRule.CENTRAL_ONLY}
    assert central_s == {"school", "person", "caseload_assignment"}


@pytest.mark.parametrize("name", NAMES)
def test_each_role_reads_exactly_what_is_its_to_read(hall: Hall, name: str) -> None:
    found: dict[str, set[str]] = {row: set() for row in READS}
    appraisals = {each.appraisal.id for each in hall.kept.values()}
    for each in hall.seen[name]:
        if (place := hall.place_of(each)) != "elsewhere":
            found.setdefault(_row(each, appraisals), set()).add(place)
    assert found == {row: set(readers.get(name, "").split()) for row, readers in READS.items()}
    councils = {each.payload["authority_name"] for each in hall.seen[name] if each.kind == "school"}
    assert len(councils) <= 1


def _row(record: Record, appraisals: set[str]) -> str:
    """Which row of the table a record belongs to."""
    about = record.payload.get("record_kind") or record.payload.get("about_kind")
    hangs_on = record.payload.get("record_id") or record.payload.get("about_id")
    apart = ", restricted" if appraisals & {record.id, str(hangs_on)} else ""
    of = f" of {about}" if record.kind in {"attachment", "act", "action"} else ""
    return f"{record.kind}{of}{apart}"


@pytest.mark.parametrize("name", NAMES)
def test_each_role_has_exactly_the_files_of_what_it_reads(hall: Hall, name: str) -> None:
    laptop = hall.laptops[name]
    rows = {"note": "note_of_visit", "record": "case_record", "appraisal": "case_record, restricted"}
    for place, kept in hall.kept.items():
        for hangs_on, content in kept.files.items():
            may_read = place in READS[f"attachment of {rows[hangs_on]}"].get(name, "").split()
            url, said = f"{hall.url}/files/{sha256(content)}", (place, hangs_on)
            got = requests.get(url, headers=laptop.headers, timeout=30)
            asked = requests.head(url, headers=laptop.headers, timeout=30)
            put = put_file(laptop, content)
            assert {got.status_code, asked.status_code, put.status_code} == ({200} if may_read else {404}), (
                said
            )
            assert (got.content == content) == may_read, said


@pytest.mark.parametrize("name", NAMES)
def test_each_role_writes_exactly_what_is_its_to_write(hall: Hall, name: str) -> None:
    laptop = hall.laptops[name]
    tried = [(what, place) for what in WRITES for place in PLACES]
    outcomes = laptop.sends(*(WRITES[what][0](hall, laptop, place) for what, place in tried))
    took = {each for each, outcome in zip(tried, outcomes, strict=True) if _is_taken(outcome, each)}
    allowed = {(what, place) for what, (_, who) in WRITES.items() for place in who.get(name, "").split()}
    assert took == allowed
    is_held = any(each.status is OutcomeStatus.HELD for each in outcomes)
    assert is_held == (name == "fred"), "kept apart for the manager of who had the school, and nobody else"


@pytest.mark.parametrize("name", NAMES)
def test_each_role_settles_for_the_council_exactly_what_is_its_to_settle(hall: Hall, name: str) -> None:
    laptop = hall.laptops[name]
    if laptop.me.council.code != "staffordshire":
        assert not {name} & {who for _, writers in WRITES_FOR_ALL.values() for who in writers}
        return
    outcomes = laptop.sends(*(make(laptop) for make, _ in WRITES_FOR_ALL.values()))
    took = {what for what, outcome in zip(WRITES_FOR_ALL, outcomes, strict=True) if _is_taken(outcome, what)}
    assert took == {what for what, (_, writers) in WRITES_FOR_ALL.items() if name in writers}


def _is_taken(outcome: Outcome, said: object) -> bool:
    """Whether the sender may do this; a locked record is told only to those who might have written in it."""
    if outcome.status is OutcomeStatus.REFUSED:
        assert outcome.theirs is None
        assert outcome.problem
        if outcome.problem.code is ProblemCode.LOCKED:
            return True
        assert outcome.problem.code in {ProblemCode.NOT_ALLOWED, ProblemCode.NOT_FOUND}, (said, outcome)
    return outcome.status not in {OutcomeStatus.REFUSED, OutcomeStatus.HELD}


READS_REPORTS: Final = {"hugh", "rita", "fay", "ella"}


@pytest.mark.parametrize("name", NAMES)
def test_what_each_role_is_told_by_the_other_endpoints(hall: Hall, name: str) -> None:
    laptop = hall.laptops[name]

    def ask(method: str, path: str) -> requests.Response:
        return requests.request(method, f"{hall.url}{path}", headers=laptop.headers, timeout=30)

    answer = ask("GET", "/totals")
    assert answer.status_code == (200 if name in READS_REPORTS else 403)
    if answer.ok:
        counted = answer.json()
        assert counted["schools"] > 100
        assert counted["visits"] in (None, 0) or counted["visits"] >= 6
        assert not any(str(urn) in answer.text for urn in hall.urns.values())
        who = laptop.me
        read = Wanted(action="totals_read", device_id=who.device_id)
        assert list(audit_lines(hall.store, who.council.code, read))
    assert ask("GET", "/certificate").json()["certificate_pem"] == laptop.me.certificate_pem
    assert ask("POST", "/farewell").status_code == 403, "only who left says farewell"


def test_a_refusal_says_the_same_of_what_is_there_and_what_is_not(hall: Hall) -> None:
    ella, note = hall.laptops["ella"], hall.kept["own"].note
    there = edited(note, 1, answers={"focus": "Guessed"})
    gone = change("note_of_visit", note.id, note.payload | {"urn": hall.urns["stranger"]}, 1)
    first, second = ella.sends(there, gone)
    assert first.problem == second.problem
    ed, appraisal = hall.laptops["ed"], hall.kept["own"].appraisal
    guessed = [
        file_of(ed, about, b"a") for about in (appraisal, appraisal.model_copy(update={"id": str(uuid4())}))
    ]
    first, second = ed.sends(*guessed)
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
UNDESCRIBED: Final = {("GET", "/healthz"), ("GET", "/metrics")}
"""Of the operator's own; counts alone. What an administrator does is done by commands, and by no endpoint."""


def test_no_endpoint_is_forgotten_and_none_but_the_open_ones_answers_a_stranger(hall: Hall) -> None:
    paths = app_over(hall.store).openapi()["paths"]
    described = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert described == OPEN | CLOSED
    answered = {
        (method, route.path)
        for module in pkgutil.iter_modules(api.__path__, f"{api.__name__}.")
        for route in getattr(import_module(module.name), "router", APIRouter()).routes
        if isinstance(route, Route)
        for method in route.methods or ()
    }
    assert answered == OPEN | CLOSED | UNDESCRIBED
    for method, path in CLOSED:
        for token in ("", "Bearer ", "Bearer not-a-token", "Basic YTpi"):
            headers = HEADERS | ({"Authorization": token} if token else {})
            url = f"{hall.url}{path}".replace("{sha256}", "0" * 64)
            answer = requests.request(method, url, data=b"{}", headers=headers, timeout=30)
            assert answer.status_code == 401, (method, path, token)


def test_who_was_placed_in_a_district_stands_in_the_audit(hall: Hall) -> None:
    placed = audit_lines(hall.store, "staffordshire", Wanted(action="school_placed"))
    assert {line.deed.id for line in placed} == {str(hall.urns[each]) for each in ("own", "team", "area")}
    (corrie,) = audit_lines(hall.store, "staffordshire", Wanted(action="person_placed"))
    assert (corrie.deed.id, corrie.deed.why) == (str(hall.laptops["corrie"].me.person_id), AREA)
