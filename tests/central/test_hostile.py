"""What somebody with a token, or none, might try against their colleagues and the service."""

import json
import shutil
import socket
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from sia_central.services import council_rules
from sia_central.services.set_up import check_frameworks
from sia_central.storage.trouble import StoreTrouble
from sia_contract.changes import Change, OutcomeStatus
from sia_contract.problems import ProblemCode
from sia_contract.resources import resources
from tests.central.laptop import HEADERS, NOON, Laptop, change, edited, signing
from tests.helpers.a_central import ACentral

APPLIED, REFUSED = OutcomeStatus.APPLIED, OutcomeStatus.REFUSED
NOT_ALLOWED, BAD = ProblemCode.NOT_ALLOWED, ProblemCode.BAD_PAYLOAD


@pytest.fixture
def urn(central: ACentral) -> int:
    """A school that Anna and Otto both have."""
    central.assign(central.other, central.urns[0])
    return central.urns[0]


@pytest.fixture
def anna(central: ACentral, urn: int) -> Laptop:
    """Its author's laptop."""
    return Laptop.of(central, central.adviser)


@pytest.fixture
def otto(central: ACentral, urn: int) -> Laptop:
    """A colleague's, who has the same school."""
    return Laptop.of(central, central.other)


def refusal(laptop: Laptop, sent: Change) -> ProblemCode | None:
    """Why one change is refused; None where it is not."""
    (outcome,) = laptop.sends(sent)
    return outcome.problem.code if outcome.problem else None


def test_a_colleague_writes_in_a_note_and_does_nothing_else_with_it(
    anna: Laptop, otto: Laptop, urn: int
) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit)
    anna.sends(visit, note)
    assert refusal(otto, edited(note, 1, answers={"focus": "A colleague's words"})) is None
    mark = signing("Somebody")["mark"] | {"response": "accurate"}
    for forged in ({"head_mark": mark}, {"signing": signing("Otto Other")}, {"visited_on": "2026-04-02"}):
        assert refusal(otto, edited(note, 2, **forged)) is NOT_ALLOWED
    voided = {"reason": "not mine", "at": NOON.isoformat(), "by": str(otto.me.person_id)}
    assert refusal(otto, edited(visit, 1, voided=voided)) is NOT_ALLOWED


def test_a_colleague_cannot_stop_the_clock_of_anothers_note(anna: Laptop, otto: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit, signing=signing())
    anna.sends(visit, note)
    assert refusal(otto, provided(otto, note)) is NOT_ALLOWED
    assert refusal(anna, provided(anna, note)) is None


def test_knowing_a_files_hash_is_not_having_it(central: ACentral, anna: Laptop, otto: Laptop) -> None:
    mine, other = central.urns[1], central.urns[2]
    central.assign(central.other, other)
    visit, their_visit = anna.visit(mine), otto.visit(other)
    note, their_note = anna.note(visit, signing=signing()), otto.note(their_visit, signing=signing())
    file = attachment(anna, note, size=6)
    anna.sends(visit, note, file)
    sha256 = file.payload["sha256"]
    otto.sends(their_visit, their_note)
    assert refusal(otto, attachment(otto, their_note, size=6)) is BAD
    answer = requests.get(f"{central.url}/files/{sha256}", headers=otto.headers, timeout=10)
    assert answer.status_code == 404
    assert refusal(anna, attachment(anna, note, size=7)) is BAD


def test_half_a_character_is_refused_before_it_can_stop_everybodys_sync(
    central: ACentral, anna: Laptop, urn: int
) -> None:
    visit = anna.visit(urn)
    anna.sends(visit)
    note = json.loads(anna.note(visit).model_dump_json())
    note["payload"]["answers"] = {"focus": "\ud800"}
    answer = anna.post(json.dumps({"protocol": 2, "cursor": 0, "changes": [note]}))
    assert answer.status_code == 422
    assert "JSON" in answer.json()["sentence"]
    assert Laptop.of(central, central.lead).ask().counts is not None


def test_half_a_character_in_a_password_is_refused_in_words(central: ACentral) -> None:
    body = {"protocol": 2, "email": "anna@reading.example", "password": "\ud800", "device_name": "x"}
    body["certificate_request_pem"] = "x"
    answer = requests.post(f"{central.url}/enrol", data=json.dumps(body), headers=HEADERS, timeout=10)
    assert answer.status_code == 422


def test_a_strangers_body_is_not_even_read(central: ACentral) -> None:
    answer = requests.post(f"{central.url}/sync", data="[" * 1_000_000, headers=HEADERS, timeout=10)
    assert answer.status_code == 401


def test_a_protocol_of_five_thousand_figures_is_refused_in_words(central: ACentral) -> None:
    answer = requests.post(f"{central.url}/sync", headers={"SIA-Protocol": "9" * 5_000}, timeout=10)
    assert answer.status_code == 426


@pytest.mark.parametrize("path", ["/sync/", "/openapi.json"])
def test_no_redirect_and_no_map_of_the_service(central: ACentral, path: str) -> None:
    answer = requests.get(f"{central.url}{path}", timeout=10, allow_redirects=False)
    assert answer.status_code == 404


def test_whoever_connects_and_asks_for_nothing_is_let_go(
    central: ACentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sia_central.cli.patience.LONGEST_WAIT", 0.05)
    host, port = central.url.removeprefix("http://").split(":")
    for begun in (b"", b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: "):
        with socket.create_connection((host, int(port)), timeout=10) as line:
            line.sendall(begun)
            assert is_let_go(line)


def test_a_body_that_never_comes_is_given_up(central: ACentral, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sia_central.api.limits.LONGEST_WAIT", 0.05)
    host, port = central.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"POST /enrol HTTP/1.1\r\nHost: x\r\nSIA-Protocol: 2\r\nContent-Length: 100\r\n\r\n{")
        answer = b"".join(iter(lambda: line.recv(1000), b""))
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"unavailable" in answer  # so that a laptop on a bad line tries again, and parks nothing


def is_let_go(line: socket.socket) -> bool:
    """Whether the other side hangs up."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_faulty_framework_is_centrals_trouble_and_parks_nothing(
    central: ACentral,
    anna: Laptop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    shutil.copytree(resources() / "frameworks" / "reading", tmp_path / "frameworks" / "reading")
    (pack,) = tmp_path.glob("frameworks/reading/*/pack.toml")
    pack.write_text("schema = 1")
    monkeypatch.setattr(council_rules, "resources", lambda: tmp_path)
    council_rules._packs.cache_clear()
    try:
        answer = anna.post('{"protocol": 2, "cursor": 0}')
        with pytest.raises(StoreTrouble, match="framework is faulty"):
            check_frameworks(central.store, NOON)
    finally:
        council_rules._packs.cache_clear()
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "PackFaults" in caplog.text


def provided(laptop: Laptop, note: Change) -> Change:
    """The act that stops a note's clock."""
    payload = {
        "act": "provided",
        "record_kind": "note_of_visit",
        "record_id": note.id,
        "urn": note.payload["urn"],
        "on": "2026-04-02",
        "at": NOON.isoformat(),
        "by": str(laptop.me.person_id),
    }
    return change("act", str(uuid4()), payload)


def attachment(laptop: Laptop, note: Change, size: int) -> Change:
    """A file of a note, always of the same hash."""
    payload = {
        "record_kind": "note_of_visit",
        "record_id": note.id,
        "urn": note.payload["urn"],
        "purpose": "signed_pdf",
        "sha256": "a" * 64,
        "size": size,
        "media_type": "application/pdf",
        "file_name": "note.pdf",
        "made_at": NOON.isoformat(),
        "made_by": str(laptop.me.person_id),
    }
    return change("attachment", str(uuid4()), payload)


@pytest.mark.parametrize("words", ["a\0b", {"\0": 1}])
def test_a_character_that_postgresql_cannot_keep_parks_one_record_and_stops_no_other(
    central: ACentral, anna: Laptop, urn: int, words: object
) -> None:
    good, visit = anna.visit(urn), anna.visit(urn)
    note = anna.note(visit, answers={"focus": words})
    spelt_out = anna.note(good, answers={"focus": "a backslash, \\u0000 and no more"})
    outcomes = anna.sends(good, visit, note, spelt_out)
    assert [each.status for each in outcomes] == [APPLIED, APPLIED, REFUSED, APPLIED]
    assert outcomes[2].problem
    assert "unseen character" in outcomes[2].problem.sentence
