"""What an administrator types, from an empty folder to a laptop that syncs; errors are sentences."""

import io
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sia_central.cli import main
from sia_central.storage.engine import reading
from sia_central.storage.records import records_of_kind
from sia_contract.resources import resources
from tests.central.laptop import Laptop
from tests.helpers.a_central import PASSWORD, ACentral, Colleague

GIAS = resources() / "demo" / "gias_reading.csv"
LARGE_GIAS = Path(__file__).parent.parent / "data" / "gias_7_las.csv"


class Desk:
    """An administrator's desk: commands typed, and what they answered."""

    def __init__(self, where: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
        self.where, self._capsys, self._monkeypatch = where, capsys, monkeypatch

    def types(self, command: str, *words: str, says: str = "") -> str:
        """A command that is done; gives what it printed."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(f"{says}\n"))
        status = main([command, *words, *self.where])
        out, err = self._capsys.readouterr()
        assert status == 0, err
        assert not err
        return out

    def is_refused(self, command: str, *words: str, says: str = "") -> str:
        """A command that is not done; gives the sentence."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(f"{says}\n"))
        assert main([command, *words, *self.where]) == 2
        out, err = self._capsys.readouterr()
        assert not out
        assert err.startswith("sia-central: ")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        return err

    def adds(self, name: str, role: str, *more: str) -> str:
        """Add a colleague."""
        email = f"{name.split()[0].lower()}@reading.example"
        words = ("--name", name, "--email", email, "--role", role, "--password-stdin", *more)
        self.types("add-adviser", *words, says=PASSWORD)
        return email


@pytest.fixture
def desk(
    empty_database_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    """A desk before anything is set up."""
    where = ["--data", str(tmp_path / "data"), "--database", empty_database_url]
    return Desk(where, capsys, monkeypatch)


@contextmanager
def serving(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`sia-central serve` as a real process; gives the address it printed."""
    command = [sys.executable, "-m", "sia_central", "serve", "--port", "0", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()


def test_from_nothing_to_a_laptop_that_syncs(desk: Desk, tmp_path: Path) -> None:
    desk.types("init", "--council", "reading", "--demonstration")
    assert "61 added" in desk.types("import-schools", str(GIAS), "--as-at", "2026-06-02")
    lena = desk.adds("Lena Lead", "strategic_lead")
    anna = desk.adds("Anna Adviser", "adviser", "--reports-to", lena)
    assert "61 schools added" in desk.types("assign", "--email", anna, "--all", "--on", "2025-09-01")
    urn = GIAS.read_text(encoding="cp1252").splitlines()[1].split(",")[0].strip('"')
    assert "1 school taken" in desk.types("unassign", "--email", anna, "--urn", urn)
    desk.types("assign", "--email", anna, "--urn", urn)
    decision = ("--urn", urn, "--category", "G", "--by", lena, "--reason", "Reviewed", "--on", "2026-03-02")
    assert "category G from 2026-03-02" in desk.types("decide-category", *decision)
    people = desk.types("people").splitlines()
    assert [line.split() for line in people[1:]] == [
        ["Anna", "Adviser", anna, "adviser", lena, "61"],
        ["Lena", "Lead", lena, "strategic_lead", "-", "0"],
    ]
    root = tmp_path / "root.pem"
    desk.types("root", "--out", str(root))
    assert root.read_text() == desk.types("root")
    with serving(*desk.where) as (url, process):
        made = _as_central(url, anna)
        laptop = Laptop.of(made, made.adviser).syncs()
        assert laptop.me.council.root_pem == root.read_text()
        assert len(laptop.held("school")) == 61
        assert len(laptop.held("category_decision")) == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert process.stderr
        log = process.stderr.read()
    assert "Anna" not in log
    assert "reading.example" not in log
    devices = desk.types("devices")
    assert str(laptop.me.device_id) in devices
    assert " open " in devices
    assert "is closed" in desk.types("revoke", str(laptop.me.device_id)[:8])
    assert " closed " in desk.types("devices")
    assert "There is no laptop x" in desk.is_refused("revoke", "x")


def _as_central(url: str, email: str) -> ACentral:
    """What the laptop's helper needs to know of a central in another process."""
    anna = Colleague(person_id=None, name="Anna Adviser", email=email, role="adviser")  # type: ignore[arg-type]
    return ACentral(url, None, "reading", anna, anna, anna, ())  # type: ignore[arg-type]  # not reached


def test_an_import_says_what_became_of_every_row(desk: Desk, tmp_path: Path) -> None:
    desk.types("init", "--council", "reading")
    said = desk.types("import-schools", str(LARGE_GIAS))
    assert "61 added, 0 changed, 0 unchanged" in said
    assert "976 of other authorities, 0 of this one" in said
    assert "Rejected rows: none" in said
    assert "0 added, 0 changed, 61 unchanged" in desk.types("import-schools", str(LARGE_GIAS))
    lines = GIAS.read_text(encoding="cp1252").splitlines()
    altered = tmp_path / "altered.csv"
    moved = lines[1].replace("Primary", "All-through") if "Primary" in lines[1] else lines[1]
    altered.write_text("\n".join([lines[0], moved, *lines[3:6], lines[4], '"12",x']), encoding="utf-8")
    said = desk.types("import-schools", str(altered))
    assert "0 added" in said
    assert "Held here but not in the file, and kept: " in said
    assert "Rejected rows: 2." in said
    assert "already" in said
    assert "line 7, URN 12: The row has 2 fields where the header has 33." in said


def place_of(central: ACentral) -> list[str]:
    """Where a central lives, as it is typed."""
    url = central.store.engine.url.render_as_string(hide_password=False)
    return ["--data", str(central.store.data_dir), "--database", url]


def test_an_import_of_another_layout_forgets_nothing(
    set_up: ACentral, capsys: pytest.CaptureFixture[str]
) -> None:
    where = place_of(set_up)
    pupils = Path(__file__).parent.parent / "data" / "gias_2025-05-24_pupils_7_las.csv"
    assert main(["import-schools", str(pupils), *where]) == 0
    assert " changed, " in capsys.readouterr().out
    with reading(set_up.store.engine) as connection:
        schools = records_of_kind(connection, "reading", "school").values()
    assert any(school.payload["pupils"] for school in schools)
    assert sum(bool(school.payload["heads"]) for school in schools) > 50
    assert all(school.payload["status"].startswith("Open") for school in schools if school.revision > 1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("people",), "init"),
        (("serve",), "init"),
        (("migrate",), "init"),
        (("import-schools", str(GIAS)), "init"),
        (("init",), "--council"),
        (("init", "--council", "atlantis"), "reading"),
        (("import-schools", "nowhere.csv"), "nowhere.csv"),
        (("serve", "--host", "0.0.0.0"), "HTTPS"),  # noqa: S104 - it is refused
        (("serve", "--host", "somewhere.invalid"), "HTTPS"),
        (("serve", "--certificate", "x.pem"), "together"),
        (("serve", "--certificate", "x.pem", "--key", "y.pem"), "PEM"),
    ],
)
def test_before_it_is_set_up_everything_else_says_so(desk: Desk, words: tuple[str, ...], says: str) -> None:
    assert says in desk.is_refused(*words)


def test_what_cannot_be_done_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.types("init", "--council", "reading")
    assert "already" in desk.is_refused("init", "--council", "reading")
    wrong = ("--name", "A", "--email", "a@b.example", "--role", "nobody", "--password-stdin")
    assert "adviser" in desk.is_refused("add-adviser", *wrong, says=PASSWORD)
    assert "--council" in desk.is_refused("people", "--council", "oxfordshire")
    assert "cannot be written" in desk.is_refused("root", "--out", str(tmp_path / "no" / "root.pem"))
    other_authority = tmp_path / "other.csv"
    other_authority.write_bytes(LARGE_GIAS.read_bytes().replace(b'"Reading"', b'"Elsewhere"'))
    assert "--authority" in desk.is_refused("import-schools", str(other_authority))
    assert "999" in desk.is_refused("import-schools", str(GIAS), "--authority", "999")
    assert "is now of version" in desk.types("migrate")
    assert "65535" in desk.is_refused("serve", "--port", "70000")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "cannot listen" in desk.is_refused("serve", "--port", port)


def test_a_database_that_does_not_answer_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    desk.where[3] = f"postgresql+psycopg://test@/nothing?host={tmp_path}"
    assert "cannot be opened" in desk.is_refused("people")
    assert "cannot be opened" in desk.is_refused("init", "--council", "reading")
    desk.where[3] = "mysql://x/y"
    assert "database address" in desk.is_refused("people")


def test_https_is_spoken_where_a_certificate_is_given(set_up: ACentral, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, key_pem = tmp_path / "chain.pem", tmp_path / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    where = [*place_of(set_up), "--host", "localhost"]
    with serving(*where, "--certificate", str(pem), "--key", str(key_pem)) as (address, process):
        assert address.startswith("https://localhost:")
        hang_up = {"Connection": "close"}
        with requests.get(f"{address}/health", headers=hang_up, verify=str(pem), timeout=10) as answer:
            assert answer.json()["service"] == "sia-central"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    assert "sia-central import-schools" in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        main(["assign", "--email", "x", "--all", "--on", "yesterday"])
    assert left.value.code == 2
    assert "2026-04-01" in capsys.readouterr().err
