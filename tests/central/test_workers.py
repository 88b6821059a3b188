"""Several workers over PostgreSQL behind a real nginx: one service to whoever asks, and it stops in peace."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from sia_central.services.audit import verify
from sia_contract.version import PROTOCOL
from tests.central.laptop import Laptop
from tests.helpers.a_central import ACentral
from tests.helpers.small_nginx import behind_nginx

pytestmark = pytest.mark.parametrize("set_up", ["postgresql"], indirect=True)

WORKERS, LAPTOPS, NOTES = 3, 6, 5


@contextmanager
def workers(central: ACentral) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`sia-central serve --workers` as real processes."""
    database = central.store.engine.url.render_as_string(hide_password=False)
    words = ["serve", "--port", "0", "--workers", str(WORKERS), "--database", database]
    command = [sys.executable, "-m", "sia_central", *words, "--data", str(central.store.data_dir)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert url, process.stderr.read() if process.stderr else ""
    try:
        assert requests.get(f"{url}/healthz", timeout=180).ok  # asked before the first worker has begun
        yield url, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def test_laptops_sync_through_nginx_with_several_workers(set_up: ACentral, tmp_path: Path) -> None:
    with workers(set_up) as (url, process), behind_nginx(url, tmp_path) as front:
        central = replace(set_up, url=front)
        laptops = [Laptop.of(central, central.adviser) for _ in range(LAPTOPS)]

        def writes(at: int) -> list[str]:
            said: list[str] = []
            for _ in range(NOTES):
                visit = laptops[at].visit(central.urns[at % 3])
                outcomes = laptops[at].sends(visit, laptops[at].note(visit))
                said += [each.status.value for each in outcomes]
            return said

        with ThreadPoolExecutor(LAPTOPS) as crowd:
            answers = list(crowd.map(writes, range(LAPTOPS)))
        assert answers == [["applied"] * 2 * NOTES] * LAPTOPS
        held = [set(laptop.syncs().held("note_of_visit")) for laptop in laptops]
        assert all(each == held[0] for each in held)
        assert len(held[0]) == LAPTOPS * NOTES

        near = requests.get(f"{url}/metrics", timeout=30)
        counted = [line for line in near.text.splitlines() if 'place="enrol",status="200"' in line]
        assert float(counted[0].split()[-1]) == LAPTOPS  # all workers together
        assert requests.get(f"{front}/metrics", timeout=30).status_code == 404
        assert (
            requests.get(f"{url}/metrics", headers={"X-Forwarded-For": "::1"}, timeout=30).status_code == 404
        )
        assert requests.get(f"{url}/healthz", timeout=30).json() == {"status": "ok"}
        answer = requests.get(f"{front}/health", timeout=30)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    assert verify(set_up.store, "reading").faults == ()
    assert process.returncode == 0


def test_what_has_begun_is_finished_when_central_stops(set_up: ACentral) -> None:
    with workers(set_up) as (url, process):
        laptop = Laptop.of(replace(set_up, url=url), set_up.adviser)
        body = b'{"protocol": %d, "cursor": 0, "changes": []}' % PROTOCOL
        with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), timeout=30) as line:
            headers = laptop.headers | {
                "Host": "here",
                "Content-Length": str(len(body)),
                "Connection": "close",
            }
            said = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            line.sendall(f"POST /sync HTTP/1.1\r\n{said}\r\n".encode() + body[:10])
            assert requests.get(f"{url}/healthz", timeout=30).ok  # what was sent before has been read
            process.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=1)
            line.sendall(body[10:])
            answer = b"".join(iter(lambda: line.recv(65_536), b""))
        assert answer.startswith(b"HTTP/1.1 200")
        assert process.wait(timeout=30) == 0
