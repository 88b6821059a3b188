"""Every refusal is a problem with a sentence, whatever was sent."""

import json
import logging
from datetime import UTC, datetime

import pytest
import requests
import zstandard
from fastapi import FastAPI
from sqlalchemy import text, update

from sia_central.app import app_over
from sia_central.storage.devices import devices_of, note_contact
from sia_central.storage.engine import reading, write
from sia_central.storage.migrate import head_revision
from sia_central.storage.tables import CouncilRow
from sia_central.storage.trouble import StoreTrouble
from sia_contract.changes import BATCH, SyncAnswer, SyncRequest
from sia_contract.enrolment import HealthAnswer
from sia_contract.problems import Problem, ProblemCode
from sia_contract.version import OLDEST_SERVED, PROTOCOL
from tests.central.laptop import HEADERS, Laptop, enrol
from tests.helpers.a_central import PASSWORD, ACentral, served


def problem(answer: requests.Response) -> Problem:
    """The problem in a refusal."""
    found = Problem.model_validate_json(answer.content)
    assert found.sentence[0].isupper()
    assert found.sentence.endswith(".")
    return found


def test_health_says_who_is_there(central: ACentral) -> None:
    answer = requests.get(f"{central.url}/health", timeout=10)
    assert HealthAnswer.model_validate_json(answer.content) == HealthAnswer(
        service="sia-central", protocol=PROTOCOL, oldest_served=OLDEST_SERVED
    )


def test_a_page_is_compressed_for_those_who_read_it_and_plain_for_all_others(central: ACentral) -> None:
    laptop = Laptop.of(central, central.adviser)
    body = SyncRequest(protocol=PROTOCOL, cursor=0).model_dump_json()
    plain, packed = (
        requests.post(
            f"{central.url}/sync", body, headers=laptop.headers | {"Accept-Encoding": coding}, timeout=30
        )
        for coding in ("gzip", "gzip, zstd")
    )
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "zstd"
    assert len(packed.content) * 3 < len(plain.content)
    read = SyncAnswer.model_validate_json(zstandard.decompress(packed.content))
    assert read.page == SyncAnswer.model_validate_json(plain.content).page


@pytest.mark.parametrize("spoken", ["0", "", "x", "²", str(OLDEST_SERVED - 1), str(PROTOCOL + 1)])
def test_a_protocol_we_do_not_share_is_refused_before_anything_else(central: ACentral, spoken: str) -> None:
    headers = {"SIA-Protocol": spoken.encode()}
    for path in ("/enrol", "/sync"):
        answer = requests.post(f"{central.url}{path}", json={"new": "shape"}, headers=headers, timeout=10)
        assert answer.status_code == 426
        assert problem(answer).code is ProblemCode.OLD_PROTOCOL
    answer = requests.get(f"{central.url}/files/{'a' * 64}", headers=headers, timeout=10)
    assert answer.status_code == 426


def test_central_serves_its_own_protocol_and_the_one_before(central: ACentral) -> None:
    assert OLDEST_SERVED in (PROTOCOL, PROTOCOL - 1)
    anna = Laptop.of(central, central.adviser)
    with central.store.engine.begin() as connection:
        connection.execute(update(CouncilRow).values(epoch=7))  # as a restore leaves it
    visit = anna.visit(central.urns[0]).model_dump(mode="json")
    body = {"protocol": PROTOCOL - 1, "cursor": 0, "changes": [visit]}
    headers = anna.headers | {"SIA-Protocol": str(PROTOCOL - 1)}
    older = requests.post(f"{central.url}/sync", json=body, headers=headers, timeout=30).json()
    assert older["outcomes"][0]["status"] == "applied"
    assert older["page"]
    assert "epoch" not in older  # it would refuse to read what it does not know
    newer = anna.post(json.dumps(body | {"protocol": PROTOCOL, "changes": []})).json()
    assert (newer["epoch"], newer["page"], newer["more"]) == (7, [], True)


def test_the_protocol_in_the_body_counts_too(central: ACentral) -> None:
    assert enrol(central.url, central.adviser.email, PASSWORD, protocol=0).status_code == 426
    anna = Laptop.of(central, central.adviser)
    assert anna.post('{"protocol": 0, "cursor": 0}').status_code == 426


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '{"protocol": 2, "cursor": -1}',
        '{"protocol": 2, "cursor": 0, "more": 1}',
        '{"protocol": 2, "cursor": 0, "changes": ["secret words"]}',
        "[" * 100_000,
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
    ids=["nothing", "half", "list", "null", "cursor", "unknown", "no change", "deep", "surrogate"],
)
def test_what_cannot_be_read_is_refused_in_words(central: ACentral, body: str) -> None:
    anna = Laptop.of(central, central.adviser)
    answer = anna.post(body)
    assert answer.status_code in {400, 422}
    assert problem(answer).code is ProblemCode.BAD_REQUEST
    assert "secret" not in answer.text


def test_more_changes_than_a_batch_are_refused(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser)
    changes = ",".join(anna.visit(central.urns[0]).model_dump_json() for _ in range(BATCH + 1))
    assert anna.post('{"protocol": 2, "cursor": 0, "changes": [' + changes + "]}").status_code == 422


@pytest.mark.parametrize("path", ["/nowhere", "/docs", "/redoc"])
def test_nothing_else_is_answered(central: ACentral, path: str) -> None:
    answer = requests.get(f"{central.url}{path}", timeout=10)
    assert answer.status_code == 404
    assert problem(answer).code is ProblemCode.NOT_FOUND
    assert problem(requests.get(f"{central.url}/sync", timeout=10)).code is ProblemCode.NOT_FOUND


def test_a_body_over_the_limit_is_refused_announced_or_not(central: ACentral) -> None:
    announced = requests.post(f"{central.url}/enrol", data=b"x" * 70_000, headers=HEADERS, timeout=10)
    pieces = (b"x" * 1_000 for _ in range(70))
    unannounced = requests.post(f"{central.url}/enrol", data=pieces, headers=HEADERS, timeout=10)
    for answer in (announced, unannounced):
        assert answer.status_code == 413
        assert problem(answer).code is ProblemCode.TOO_LARGE


def test_trouble_with_the_store_is_an_apology_and_logs_no_words(
    central: ACentral, caplog: pytest.LogCaptureFixture
) -> None:
    anna = Laptop.of(central, central.adviser)
    write(central.store.engine, lambda connection: connection.execute(text("DROP TABLE receipts")))
    visit = anna.visit(central.urns[0], visit_type="secret words")
    answer = anna.post('{"protocol": 2, "cursor": 0, "changes": [' + visit.model_dump_json() + "]}")
    assert answer.status_code == 503
    assert problem(answer).code is ProblemCode.UNAVAILABLE
    assert "Error" in caplog.text
    assert "secret" not in caplog.text
    assert anna.token not in caplog.text


def test_what_nobody_expected_is_an_apology_and_logs_no_words(
    set_up: ACentral, caplog: pytest.LogCaptureFixture
) -> None:
    app: FastAPI = app_over(set_up.store)

    @app.get("/broken")
    def broken() -> None:
        raise KeyError(" ".join(["secret", "words"]))

    with served(set_up.store, app) as url:
        answer = requests.get(f"{url}/broken", timeout=10)
    assert answer.status_code == 500
    assert problem(answer).code is ProblemCode.UNAVAILABLE
    assert "KeyError" in caplog.text
    assert "secret words" not in caplog.text


def test_a_round_logs_neither_names_nor_words(central: ACentral, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    anna = Laptop.of(central, central.adviser)
    visit = anna.visit(central.urns[0])
    anna.sends(visit, anna.note(visit))
    for private in ("Anna", "reading.example", "year 4", anna.token):
        assert private not in caplog.text


def test_a_database_that_is_not_ready_is_said_before_serving(set_up: ACentral) -> None:
    def set_version(version: str) -> None:
        statement = text("UPDATE alembic_version SET version_num = :version").bindparams(version=version)
        write(set_up.store.engine, lambda connection: connection.execute(statement))

    set_version("9999")
    with pytest.raises(StoreTrouble, match="newer"):
        set_up.store.check_ready()
    set_version(head_revision())
    set_up.store.check_ready()
    write(set_up.store.engine, lambda connection: connection.execute(text("DELETE FROM alembic_version")))
    with pytest.raises(StoreTrouble, match="not set up"):
        set_up.store.check_ready()


def test_a_laptops_contact_is_noted_now_and_then(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser)

    def last_contact() -> datetime:
        with reading(central.store.engine) as connection:
            (device,) = devices_of(connection, "reading")
        return device.last_contact_at

    before = last_contact()
    anna.syncs()
    assert last_contact() == before
    long_ago = datetime.now(UTC).replace(year=2025)
    write(
        central.store.engine,
        lambda connection: note_contact(connection, "reading", anna.me.device_id, long_ago),
    )
    anna.syncs()
    assert last_contact() > before
