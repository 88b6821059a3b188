"""What an administrator gets wrong, or the machine does: one sentence each, and never a traceback."""

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sia_central.cli.arguments import build_parser
from sia_contract.resources import resources
from tests.helpers.a_central import PASSWORD, ACentral

GIAS = resources() / "demo" / "gias_reading.csv"
OTTO = ("--name", "Zoë Zander", "--email", "zoe@reading.example", "--role", "adviser")


@pytest.fixture
def folder(sqlite_template: ACentral, tmp_path: Path) -> Path:
    """The folder of a central that is set up."""
    return Path(shutil.copytree(sqlite_template.store.data_dir, tmp_path / "data"))


def typed(folder: Path, *words: str, ends: str = "", says: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A command as a shell runs it; `ends` is what the shell does with its input and output."""
    command = f'exec "$0" -m sia_central "$@" {ends}'
    return subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, *words, "--data", str(folder)],
        input=says,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        start_new_session=True,  # no terminal to ask at
        check=False,
    )


def sentence(folder: Path, *words: str, ends: str = "", says: bytes = b"") -> str:
    """The one sentence of a command that could not be done."""
    answer = typed(folder, *words, ends=ends, says=says)
    said = answer.stderr.decode()
    assert answer.returncode == 2, said
    assert said.startswith("sia-central: "), said
    assert said.count("\n") == 1, said
    return said


def test_a_password_that_cannot_be_asked_for_or_read(folder: Path) -> None:
    assert "--password-stdin" in sentence(folder, "add-adviser", *OTTO)
    sent = ("add-adviser", *OTTO, "--password-stdin")
    assert "UTF-8" in sentence(folder, *sent, says=b"three pl\xffain words\n")
    assert "12 characters" in sentence(folder, *sent, ends="<&-")


def test_an_output_that_is_closed_full_or_of_another_alphabet(folder: Path) -> None:
    words = ("add-adviser", *OTTO, "--password-stdin")
    assert rb"Zo\xeb Zander" in typed(folder, *words, says=f"{PASSWORD}\n".encode()).stdout
    assert rb"Zo\xeb Zander" in typed(folder, "people").stdout
    assert "what was asked is done" in sentence(folder, "people", ends=">/dev/full")
    for ends in (">&-", ">&- 2>&-", "| true"):
        answer = typed(folder, "people", ends=ends)
        assert (answer.returncode, answer.stderr) == (0, b"")


def test_a_database_that_is_not_ours_damaged_or_newer(folder: Path, tmp_path: Path) -> None:
    file = folder / "central.db"
    with sqlite3.connect(file) as wire:
        wire.execute("UPDATE alembic_version SET version_num = '9999'")
    wire.close()
    for words in (("people",), ("migrate",), ("init", "--council", "oxfordshire")):
        assert "newer sia-central" in sentence(folder, *words)
    file.write_bytes(b"no database at all " * 100)
    assert "Restore it from the backup" in sentence(folder, "people")
    assert "Restore it from the backup" in sentence(folder, "init", "--council", "oxfordshire")
    empty = tmp_path / "empty"
    empty.mkdir()
    with sqlite3.connect(empty / "central.db") as wire:
        wire.execute("CREATE TABLE accounts (x)")
    wire.close()
    assert "another program's tables" in sentence(empty, "init", "--council", "reading")
    assert [file.name for file in empty.iterdir() if file.is_dir()] == []
    assert "database address" in sentence(empty, "people", "--database", "postgresql+psycopg://u@[::1/x")
    assert "its folder is there" in sentence(empty, "people", "--database", f"sqlite:///{empty}/no/x.db")


def test_what_central_makes_is_its_accounts_alone(tmp_path: Path) -> None:
    shared = tmp_path / "srv"
    shared.mkdir(mode=0o755)
    assert typed(shared, "init", "--council", "reading").returncode == 0
    made = [file for file in shared.rglob("*") if file.is_file()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in made} == {0o600}
    root = tmp_path / "root.pem"
    assert typed(shared, "root", "--out", str(root)).returncode == 0
    assert stat.S_IMODE(root.stat().st_mode) == 0o644


def test_the_root_is_not_written_over_anything_else(folder: Path) -> None:
    before = (folder / "central.db").read_bytes()
    assert "no certificate" in sentence(folder, "root", "--out", str(folder / "central.db"))
    assert (folder / "central.db").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GIAS.read_bytes().splitlines()[0] + b"\n", "header only"),
        (GIAS.read_bytes().splitlines()[0] + b"\nx,y\n", "2 fields"),
        (GIAS.read_text(encoding="cp1252").encode("utf-16"), "UTF-8"),
        (b"PK\x03\x04 and so on", "zip"),
        (b'"URN,', "download the extract again"),
    ],
    ids=["header only", "no good row", "utf-16", "zip", "half a cell"],
)
def test_a_file_that_is_no_extract(folder: Path, tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "extract.csv"
    file.write_bytes(content)
    assert says in sentence(folder, "import-schools", str(file))


def test_an_extract_is_of_a_day_that_has_come(folder: Path) -> None:
    assert "not come yet" in sentence(folder, "import-schools", str(GIAS), "--as-at", "2999-01-01")


def test_the_examples_name_schools_that_there_are(folder: Path) -> None:
    readme = Path(__file__).parents[2] / "README.md"
    for text in (readme.read_text(encoding="utf-8"), build_parser().format_help()):
        urns = re.findall(r"--urn ((?:\d{6} ?)+)", text)[0].split()
        assert typed(folder, "assign", "--email", "anna@reading.example", "--urn", *urns).returncode == 0
