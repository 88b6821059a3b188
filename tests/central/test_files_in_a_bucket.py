"""Files in an S3-compatible store: the same for a laptop, whatever the store does meanwhile."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from sia_central.cli import main
from sia_central.services.authorities import renew_authority
from sia_central.services.trusted_time import stamp_waiting
from sia_central.storage.store import Store, store_in
from sia_desktop.security.verify_pdf import verify_pdf
from tests.central.laptop import Laptop
from tests.central.test_backup import where
from tests.central.test_files import CONTENT, SHA256, get, held, put, tell_of_file
from tests.central.test_stamped_files import content, sends, signs, stamps
from tests.helpers.a_central import ACentral, served
from tests.helpers.small_s3 import a_place, keys, small_s3

KEY = f"reading/{SHA256[:2]}/{SHA256}"


@pytest.fixture(scope="module")
def free_port() -> int:
    """Where the S3 server of these tests listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def bucket_url(free_port: int) -> Iterator[str]:
    """An S3 server that stays up."""
    with small_s3(free_port) as url:
        yield url


@pytest.fixture
def place(bucket_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of its bucket, and an account that may use it."""
    use(bucket_url, monkeypatch)
    return a_place()


def use(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that an administrator sets."""
    for name, value in {
        "AWS_ENDPOINT_URL_S3": url,
        "AWS_ACCESS_KEY_ID": "central",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)


@contextmanager
def serving(set_up: ACentral, place: str) -> Iterator[ACentral]:
    """Central with its files in this place."""
    url = set_up.store.engine.url.render_as_string(hide_password=False)
    store = store_in(url, set_up.store.data_dir, place)
    with served(store) as address:
        yield replace(set_up, store=store, url=address)


def on_disk(store: Store) -> list[str]:
    """Files in the data folder that belong to records."""
    return [path.name for path in (store.data_dir / "files").rglob("*") if path.is_file()]


def test_a_file_goes_up_in_pieces_into_the_bucket_and_comes_down_from_it(
    set_up: ACentral, place: str, bucket_url: str
) -> None:
    with serving(set_up, place) as central:
        anna, lena = Laptop.of(central, central.adviser), Laptop.of(central, central.lead)
        tell_of_file(anna, central.urns[0])
        assert put(anna, 0, CONTENT[:2_000]).headers["Upload-Offset"] == "2000"
        assert keys(bucket_url, place) == []
        assert held(anna) == 2_000
        assert put(anna, 2_000, CONTENT[2_000:]).headers["Upload-Offset"] == "5000"
        assert keys(bucket_url, place) == [KEY]
        assert on_disk(central.store) == []
        lena.syncs()
        assert get(lena).content == CONTENT
        assert get(lena, Range="bytes=4000-").content == CONTENT[4_000:]
        assert get(lena, Range="bytes=4000-4009").headers["Content-Range"] == "bytes 4000-4009/5000"
        assert get(lena, Range="bytes=5000-").status_code == 416
        assert held(Laptop.of(central, central.adviser)) == 5_000


def test_what_is_not_what_its_name_says_never_reaches_the_bucket(
    set_up: ACentral, place: str, bucket_url: str
) -> None:
    with serving(set_up, place) as central:
        anna = Laptop.of(central, central.adviser)
        tell_of_file(anna, central.urns[0])
        assert put(anna, 0, bytes(len(CONTENT))).status_code == 422
        assert (keys(bucket_url, place), held(anna)) == ([], 0)


def test_while_the_bucket_is_away_nothing_is_lost_and_it_is_said(
    set_up: ACentral, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    use(f"http://127.0.0.1:{port}", monkeypatch)
    with serving(set_up, a_place()) as central:
        anna = Laptop.of(central, central.adviser)
        tell_of_file(anna, central.urns[0])
        answer = put(anna, 0, CONTENT)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        health = requests.get(f"{central.url}/healthz", timeout=60)
        assert (health.status_code, health.json()) == (503, {"status": "no file store"})
        assert held(anna) == 0
        with small_s3(port):
            assert put(anna, 0, CONTENT).status_code == 200
            assert get(anna).content == CONTENT
            assert requests.get(f"{central.url}/healthz", timeout=60).status_code == 200
        assert get(anna).status_code == 503
    assert "StoreTrouble" in caplog.text
    caplog.clear()


def test_a_backup_of_a_bucket_restores_elsewhere_with_every_key_that_was_renewed(
    set_up: ACentral, place: str, bucket_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, fresh, other = tmp_path / "central.sia-backup", tmp_path / "fresh", a_place()
    with serving(set_up, place) as central:
        anna = Laptop.of(central, central.adviser)
        tell_of_file(anna, central.urns[0])
        put(anna, 0, CONTENT)
        renew_authority(central.store, "reading", datetime.now(UTC))
        assert main(["backup", "--out", str(backup), *where(central.store), "--files", place]) == 0
        before = {path.name for path in (central.store.data_dir / "authority").iterdir()}
    assert before == {"reading.3.key.pem", "reading.4.clock.key.pem", "sealing.key"}

    there = ["--data", str(fresh), "--database", f"sqlite:///{tmp_path / 'fresh.db'}"]
    assert main(["restore", str(backup), *there, "--files", place]) == 2
    assert "never writes over anything" in capsys.readouterr().err
    assert main(["restore", str(backup), *there, "--files", other]) == 0, capsys.readouterr().err
    assert {path.name for path in (fresh / "authority").iterdir()} == before
    assert keys(bucket_url, other) == [KEY]
    store = store_in(f"sqlite:///{tmp_path / 'fresh.db'}", fresh, other)
    with served(store) as url:
        central = replace(set_up, store=store, url=url)
        assert get(replace(anna, url=url)).content == CONTENT
        signer, pdf = signs(central)  # the renewed key of the authority certifies, that of its clock stamps
        id_, _ = sends(signer, central.urns[1], pdf)
        (stamped,) = stamps(signer, id_)
        roots = [signer.me.council.root_pem.encode()]
        verdict = verify_pdf(content(signer, stamped), roots, datetime.now(UTC))
        assert verdict.unchanged_and_trusted
        assert stamp_waiting(store, datetime.now(UTC)) == 0


def test_a_backup_of_a_bucket_restores_onto_a_disk(set_up: ACentral, place: str, tmp_path: Path) -> None:
    backup, fresh = tmp_path / "central.sia-backup", tmp_path / "fresh"
    with serving(set_up, place) as central:
        anna = Laptop.of(central, central.adviser)
        tell_of_file(anna, central.urns[0])
        put(anna, 0, CONTENT)
        assert main(["backup", "--out", str(backup), *where(central.store), "--files", place]) == 0
    assert main(["restore", str(backup), "--data", str(fresh)]) == 0
    store = store_in(None, fresh)
    with served(store) as url:
        assert get(replace(anna, url=url)).content == CONTENT
    assert on_disk(store) == [SHA256]


@pytest.mark.parametrize("files", ["ftp://somewhere", "s3://", "/srv/files"])
def test_a_place_that_is_none_is_refused_in_words(
    set_up: ACentral, files: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", *where(set_up.store), "--files", files]) == 2
    assert "s3://BUCKET/FOLDER" in capsys.readouterr().err


def test_central_does_not_begin_to_serve_without_its_bucket(
    set_up: ACentral, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *where(set_up.store), "--files", "s3://no-such-bucket/x"]) == 2
    assert "no-such-bucket" in capsys.readouterr().err
