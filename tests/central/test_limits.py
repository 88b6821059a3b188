"""How often one may ask, how much one may send, and what the log says of it: ids and counts, as JSON."""

import json
import logging
import signal
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from sia_central.api.limiter import SIGNING_IN, Allowance, Limiter
from sia_central.api.limits import LARGEST_ENROLMENT, LARGEST_PIECE, LARGEST_SYNC
from sia_central.api.logs import AsJson
from sia_central.app import app_over
from sia_contract.problems import ProblemCode
from tests.central.laptop import HEADERS, Laptop
from tests.central.test_backup import where
from tests.central.test_command_line import serving
from tests.helpers.a_central import ACentral, served

TWO_A_SECOND = Allowance(2, 3)


class Watch:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


def test_an_allowance_fills_again_with_time_and_is_each_callers_own(tmp_path: Path) -> None:
    watch = Watch()
    limiter = Limiter(tmp_path / "allowances", watch)
    assert [limiter.wait_for("anna", TWO_A_SECOND) for _ in range(3)] == [0.0] * 3
    assert limiter.wait_for("anna", TWO_A_SECOND) == pytest.approx(0.5)
    assert limiter.wait_for("ben", TWO_A_SECOND) == 0.0
    watch.at += 0.5
    assert limiter.wait_for("anna", TWO_A_SECOND) == 0.0
    assert limiter.wait_for("anna", TWO_A_SECOND) > 0
    limiter.close()


def test_all_workers_of_a_machine_count_together(tmp_path: Path) -> None:
    watch = Watch()
    one, other = (Limiter(tmp_path / "allowances", watch) for _ in range(2))
    assert one.wait_for("anna", TWO_A_SECOND) == other.wait_for("anna", TWO_A_SECOND) == 0.0
    assert one.wait_for("anna", TWO_A_SECOND) == 0.0
    assert other.wait_for("anna", TWO_A_SECOND) > 0
    assert b"anna" not in (tmp_path / "allowances").read_bytes()
    one.close()
    other.close()


def test_who_asks_too_often_is_told_how_long_to_wait_and_health_answers_on(
    set_up: ACentral, tmp_path: Path
) -> None:
    watch = Watch()
    limiter = Limiter(tmp_path / "allowances", watch)
    with served(set_up.store, app_over(set_up.store, limiter)) as url:
        asks = [
            requests.post(f"{url}/enrol", json={}, headers=HEADERS, timeout=30)
            for _ in range(int(SIGNING_IN.at_once) + 1)
        ]
        assert {answer.status_code for answer in asks[:-1]} == {422}
        refused = asks[-1]
        assert refused.status_code == 429
        assert refused.headers["Retry-After"] == "1"
        assert refused.json()["code"] == ProblemCode.TOO_MANY_TRIES
        assert refused.headers["X-Content-Type-Options"] == "nosniff"
        assert requests.get(f"{url}/health", timeout=30).ok
        watch.at += 1
        assert requests.post(f"{url}/enrol", json={}, headers=HEADERS, timeout=30).status_code == 422


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/enrol", LARGEST_ENROLMENT),
        ("/sync", LARGEST_SYNC),
        (f"/files/{'a' * 64}", LARGEST_PIECE),
        ("/anything", LARGEST_ENROLMENT),
    ],
)
def test_a_body_over_its_places_limit_is_refused_before_it_is_read(
    central: ACentral, path: str, limit: int
) -> None:
    method = "PUT" if path.startswith("/files") else "POST"
    headers = HEADERS | {"Content-Length": str(limit + 1), "Connection": "close"}
    prepared = requests.Request(method, f"{central.url}{path}", headers=headers, data=b"x").prepare()
    prepared.headers["Content-Length"] = str(limit + 1)  # announced, and never sent
    with requests.Session() as session:
        answer = session.send(prepared, timeout=30)
    assert (answer.status_code, answer.json()["code"]) == (413, ProblemCode.TOO_LARGE)


@pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
def test_every_line_of_the_log_is_json_of_ids_and_counts(set_up: ACentral) -> None:
    with serving(*where(set_up.store)) as (url, process):
        central = replace(set_up, url=url)
        anna = Laptop.of(central, central.adviser)
        visit = anna.visit(central.urns[0])
        anna.sends(visit, anna.note(visit, answers={"focus": "Planted words of Percival"}))
        requests.get(f"{url}/planted/Percival?who=Percival", headers=anna.headers, timeout=30)
        anna.post('{"protocol": "Percival"}')
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=60)
    lines = [json.loads(line) for line in log.splitlines()]
    answered = [line for line in lines if line["says"] == "answered"]
    assert {line["place"] for line in answered} >= {"enrol", "sync", "elsewhere"}
    assert all({"at", "level", "from", "method", "status", "ms"} <= line.keys() for line in answered)
    for words in ("Percival", "Planted", "Anna", "@", "127.0.0.1", str(central.urns[0]), "laptop"):
        assert words not in log
    secrets = [part for part in anna.me.model_dump_json().split('"') if len(part) > 30]
    assert not any(secret in log for secret in (*secrets, anna.headers["Authorization"].split()[1]))


def test_an_errors_own_words_are_left_out_of_the_log() -> None:
    try:
        raise ValueError("Percival wrote this")
    except ValueError as error:
        record = logging.LogRecord("sia", logging.ERROR, "x.py", 1, "failed", None, (ValueError, error, None))
    line = json.loads(AsJson().format(record))
    assert (line["level"], line["exception"]) == ("error", "ValueError")
    assert "Percival" not in json.dumps(line)
