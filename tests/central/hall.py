"""Three councils on one central, with a person in every role and a record of every kind at every place."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import requests

from sia_central.services.areas import place
from sia_central.services.caseloads import assign, every_school, unassign
from sia_central.services.import_schools import import_schools
from sia_central.services.people import add_person
from sia_central.services.set_up import set_up_council
from sia_central.storage.store import Store
from sia_contract.changes import Change, OutcomeStatus, Record
from sia_contract.enrolment import EnrolAnswer
from sia_contract.gias import read_extract
from sia_contract.kinds import derived_id
from tests.central.laptop import Laptop, change, enrol, signing
from tests.helpers.a_central import PASSWORD

DATA: Final = Path(__file__).parents[1] / "data" / "gias_7_las.csv"
AREA: Final = "cannock_lichfield"
PLACES: Final = ("own", "team", "stranger", "area", "other_council")
"""Anna's school; Tess's, who has the same manager; Sam's, who has another; nobody's, in the same district;
and one of another council. The first two lie in the district as well."""

PEOPLE: Final = (
    ("dana", "staffordshire", "dsim", ""),
    ("dora", "staffordshire", "dsim", ""),
    ("anna", "staffordshire", "adviser", "dana"),
    ("tess", "staffordshire", "adviser", "dana"),
    ("sam", "staffordshire", "adviser", "dora"),
    ("ed", "staffordshire", "education_improvement_professional", "dana"),
    ("connie", "staffordshire", "adviser", "dora"),
    ("pia", "staffordshire", "adviser", "dora"),
    ("fred", "staffordshire", "adviser", "dora"),
    ("corrie", "staffordshire", "district_administrator", ""),
    ("hugh", "staffordshire", "head_of_sid", ""),
    ("rita", "staffordshire", "research_analyst", ""),
    ("fay", "staffordshire", "finance_team", ""),
    ("ella", "oxfordshire", "elected_member", ""),
    ("quentin", "oldham", "external_assessor", ""),
    ("olive", "oldham", "adviser", ""),
)
"""Ed works with Anna's school in another role, Connie covers for her, Pia comes along; Fred had it once."""

_FORMS: Final = {
    "staffordshire": ("2006.1", "school_profile", "performance_management", "core_group"),
    "oxfordshire": ("2013.1", "risk_analysis", "headteacher_appraisal", "task_group"),
    "oldham": ("2017.1", "school_return", "safeguarding_record", "pre_notice_meeting"),
}
"""Version, an open form, a restricted one, and a meeting about a school."""


@dataclass(frozen=True)
class Kept:
    """The records of one place that others try to read, and to write in."""

    note: Change
    """Still open."""
    record: Change
    appraisal: Change
    files: dict[str, bytes]
    """What hangs on it (`note`, `record`, `appraisal`) to the file's bytes."""


@dataclass(frozen=True)
class Hall:
    """What stands there, and what each laptop saw of it before anybody tried to write."""

    store: Store
    url: str
    urns: dict[str, int]
    kept: dict[str, Kept]
    held: dict[str, Record]
    """Handed-over work, by place."""
    laptops: dict[str, Laptop]
    seen: dict[str, list[Record]] = field(default_factory=dict)

    def place_of(self, record: Record) -> str:
        """Which of the places this record is about."""
        urn = record.payload.get("urn")
        places = [place for place, each in self.urns.items() if each == urn]
        return places[0] if places else "council" if urn is None else "elsewhere"


def set_up(store: Store) -> None:
    """People, schools and caseloads."""
    extract = read_extract(DATA, date(2026, 6, 2))
    for council in ("staffordshire", "oxfordshire", "oldham"):
        set_up_council(store, council, is_demonstration=True, at=_now())
        import_schools(store, council, extract, None, _now())
    for name, council, role, manager in PEOPLE:
        add_person(
            store,
            council,
            name=name.capitalize(),
            email=email_of(name),
            role=role,
            password=PASSWORD,
            reports_to=email_of(manager) if manager else None,
            at=_now(),
        )
    urns = urns_of(store)
    for council, holder, places in (
        ("staffordshire", "anna", ["own"]),
        ("staffordshire", "tess", ["team"]),
        ("staffordshire", "sam", ["stranger"]),
        ("staffordshire", "ed", ["own"]),
        ("staffordshire", "fred", ["own", "team", "stranger"]),
        ("oldham", "olive", ["other_council"]),
        ("oldham", "quentin", ["other_council"]),
    ):
        assign(store, council, email_of(holder), [urns[each] for each in places], date(2025, 9, 1), _now())
    had = [urns[each] for each in ("own", "team", "stranger")]
    unassign(store, "staffordshire", email_of("fred"), had, date(2025, 9, 2), _now())
    in_district = [urns[each] for each in ("own", "team", "area")]
    place(store, "staffordshire", AREA, in_district, [email_of("corrie")], _now())


def urns_of(store: Store) -> dict[str, int]:
    """A school for each place."""
    staffordshire, oldham = every_school(store, "staffordshire"), every_school(store, "oldham")
    return {**dict(zip(PLACES[:4], staffordshire, strict=False)), "other_council": oldham[0]}


def with_records(store: Store, url: str) -> Hall:
    """Everybody's laptop, and a record of every kind; then each reads what is theirs to read."""
    urns, laptops = urns_of(store), {name: laptop_of(url, name) for name, *_ in PEOPLE}
    writers = {"own": "anna", "team": "tess", "stranger": "sam", "other_council": "olive"}
    kept = {place_: _leaves_records(laptops[name], urns[place_]) for place_, name in writers.items()}
    hugh = laptops["hugh"]
    for to, way in (("connie", "cover"), ("pia", "paired")):
        _applied(hugh, grant(hugh, urns["own"], laptops[to], way, _now().date()))
    for place_ in ("team", "stranger"):
        _applied(hugh, grant(hugh, urns[place_], laptops["dora"], "cover", date(2030, 1, 1)))
    for place_ in ("own", "team", "stranger"):
        (outcome,) = laptops["fred"].sends(laptops["fred"].visit(urns[place_]))
        assert outcome.status is OutcomeStatus.HELD, outcome
    dana = laptops["dana"]
    _applied(dana, meeting(dana, None), case_record(dana, None, "district_profile"))
    _applied(hugh, reading(hugh), calendar(hugh))
    hall = Hall(store, url, urns, kept, {}, laptops)
    for name, laptop in laptops.items():
        hall.seen[name] = list(laptop.syncs().records.values())
        assert laptop.counts == {kind: len(laptop.held(kind)) for kind in laptop.counts}, name
    hall.held.update({hall.place_of(each): each for each in hugh.held("held_change").values()})
    return hall


def _leaves_records(writer: Laptop, urn: int) -> Kept:
    """A signed note with its file, an open one, and casework open to all and to few, each with files."""
    _, open_form, restricted, _ = _FORMS[writer.me.council.code]
    visit, later = writer.visit(urn), writer.visit(urn)
    signed, still_open = writer.note(visit, signing=signing("Anna")), writer.note(later)
    opened, appraisal = case_record(writer, urn, open_form), case_record(writer, urn, restricted, restricted)
    files = {name: f"%PDF-1.7 {name} {urn}".encode() for name in ("note", "record", "appraisal")}
    _applied(writer, visit, signed, later, still_open, inspection(writer, urn), proposal(writer, urn))
    _applied(
        writer, meeting(writer, urn), opened, appraisal, action(writer, opened), action(writer, appraisal)
    )
    _applied(
        writer,
        file_of(writer, signed, files["note"], "signed_pdf"),
        file_of(writer, opened, files["record"]),
        file_of(writer, appraisal, files["appraisal"]),
        act(writer, "school", str(urn), urn, "register_told"),
        act(writer, "case_record", appraisal.id, urn, "clash_settled"),
    )
    for content in files.values():
        sent = put_file(writer, content)
        assert sent.ok, sent.text
    return Kept(still_open, opened, appraisal, files)


def put_file(laptop: Laptop, content: bytes) -> requests.Response:
    """Send a file's bytes from the first."""
    url = f"{laptop.url}/files/{sha256(content)}"
    return requests.put(url, data=content, headers=laptop.headers | {"Upload-Offset": "0"}, timeout=30)


def case_record(writer: Laptop, urn: int | None, form: str, compartment: str = "") -> Change:
    """A record of a form."""
    council = writer.me.council.code
    payload: dict[str, Any] = {
        "urn": urn,
        "form": form,
        "pack": council,
        "pack_version": _FORMS[council][0],
        "about_kind": "council" if urn is None else "school",
        "about_id": council if urn is None else str(urn),
        "opened_by": me(writer),
        "opened_on": "2026-04-01",
        "state": "",
        "answers": {},
        "compartment": compartment,
    }
    return change("case_record", str(uuid4()), payload)


def action(writer: Laptop, about: Change) -> Change:
    """An action agreed in a record."""
    payload = {
        "urn": about.payload["urn"],
        "about_kind": about.kind,
        "about_id": about.id,
        "agreed_on": "2026-04-01",
        "agreed_by": me(writer),
        "text": "Coach the maths lead",
        "owner": "Deputy head",
    }
    return change("action", str(uuid4()), payload)


def inspection(writer: Laptop, urn: int) -> Change:
    """An inspection that this person was told of."""
    number = f"1{uuid4().int % 10**7:07}"
    payload = {
        "urn": urn,
        "number": number,
        "scale": "ofsted-2005",
        "kind": "graded",
        "recorded_by": me(writer),
        "ended_on": "2026-03-18",
    }
    return change("inspection", str(derived_id(urn, "inspection", number)), payload)


def proposal(writer: Laptop, urn: int, **other: Any) -> Change:
    """A category that this person proposes."""
    council = writer.me.council.code
    payload = {
        "urn": urn,
        "track": "category",
        "category": "1" if council == "staffordshire" else "green",
        "decided_on": None,
        "decided_by": None,
        "recommended_on": "2026-04-01",
        "recommended_by": me(writer),
        "reason": "Reviewed",
        "pack": council,
        "pack_version": _FORMS[council][0],
    }
    return change("category_decision", str(uuid4()), payload | other)


def meeting(writer: Laptop, urn: int | None) -> Change:
    """A meeting fixed for a day; None: of the council."""
    council = writer.me.council.code
    payload = {
        "urn": urn,
        "meeting": _FORMS[council][3],
        "pack": council,
        "pack_version": _FORMS[council][0],
        "called_by": me(writer),
        "meeting_on": "2026-12-10",
        "days": [{"on": "2026-12-10", "at": _now().isoformat(), "by": me(writer)}],
    }
    return change("meeting", str(uuid4()), payload)


def grant(writer: Laptop, urn: int, to: Laptop, way: str, from_on: date) -> Change:
    """Access given to a colleague for some weeks."""
    payload = {
        "urn": urn,
        "person_id": me(to),
        "way": way,
        "from_on": from_on.isoformat(),
        "to_on": (from_on + timedelta(days=40)).isoformat(),
        "reason": "The summer term",
        "by": me(writer),
        "at": _now().isoformat(),
    }
    return change("access_grant", str(uuid4()), payload)


def file_of(writer: Laptop, about: Change, content: bytes, purpose: str = "evidence") -> Change:
    """A file that hangs on a record."""
    payload = {
        "record_kind": about.kind,
        "record_id": about.id,
        "urn": about.payload["urn"],
        "purpose": purpose,
        "sha256": sha256(content),
        "size": len(content),
        "media_type": "application/pdf",
        "file_name": "file.pdf",
        "made_at": _now().isoformat(),
        "made_by": me(writer),
    }
    return change("attachment", str(uuid4()), payload)


def act(writer: Laptop, kind: str, id_: str, urn: int, code: str, **details: str) -> Change:
    """Something done with a record."""
    payload = {
        "act": code,
        "record_kind": kind,
        "record_id": id_,
        "urn": urn,
        "on": "2026-04-02",
        "at": _now().isoformat(),
        "by": me(writer),
        "details": details,
    }
    return change("act", str(uuid4()), payload)


def reading(writer: Laptop, what: str = "reading") -> Change:
    """A choice for the whole council."""
    payload = {
        "pack": writer.me.council.code,
        "what": what,
        "code": "some_setting" if what == "setting" else "T-ST-01",
        "value": "anything",
        "reason": "Settled in the team",
        "by": me(writer),
        "at": _now().isoformat(),
    }
    return change("framework_choice", str(uuid4()), payload)


def calendar(writer: Laptop, school: int | None = None) -> Change:
    """Days of the council, or of one school."""
    payload: dict[str, Any] = {
        "school": school,
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        "spans": [],
        "source": "terms.csv",
        "by": me(writer),
        "at": _now().isoformat(),
    }
    return change("calendar", str(uuid4()), payload)


def me(laptop: Laptop) -> str:
    """Whose laptop it is."""
    return str(laptop.me.person_id)


def email_of(name: str) -> str:
    """Where a person of the hall is written to."""
    return f"{name}@county.example"


def sha256(content: bytes) -> str:
    """The name of a file."""
    return hashlib.sha256(content).hexdigest()


def _applied(laptop: Laptop, *changes: Change) -> None:
    outcomes = laptop.sends(*changes)
    assert {each.status for each in outcomes} == {OutcomeStatus.APPLIED}, outcomes


def laptop_of(address: str, name: str) -> Laptop:
    """Somebody’s enrolled laptop."""
    answer = enrol(address, email_of(name), PASSWORD)
    assert answer.status_code == 200, answer.text
    return Laptop(address, EnrolAnswer.model_validate_json(answer.content))


def _now() -> datetime:
    return datetime.now(UTC)
