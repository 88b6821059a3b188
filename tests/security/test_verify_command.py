"""`sia-desktop verify` as a shell runs it: three exit statuses, sentences or JSON, and never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.security.signed_files import signed_twice
from tests.security.small_ca import a_council


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A signed note; the council's root lies beside it."""
    (tmp_path / "root.pem").write_bytes(a_council().root)
    file = tmp_path / "note.pdf"
    file.write_bytes(signed_twice())
    return file


def verified(file: Path | str, *words: str, ends: str = "") -> subprocess.CompletedProcess[str]:
    """The command; `ends` is what the shell does with its output."""
    command = ["/bin/sh", "-c", f'exec "$0" -m sia_desktop verify "$@" {ends}', sys.executable, str(file)]
    return subprocess.run([*command, *words], capture_output=True, text=True, check=False)


def test_the_status_says_how_it_stands(note: Path) -> None:
    root = ("--root", str(note.parent / "root.pem"))
    assert verified(note, *root).returncode == 0
    assert verified(note).returncode == 1
    for file in (note.parent, note.parent / "root.pem", note.parent / "nothing.pdf"):
        answer = verified(file, *root)
        assert answer.returncode == 2
        assert answer.stderr.count("\n") == 1


def test_a_file_without_an_end_is_not_read_to_its_end(note: Path) -> None:
    answer = verified("/dev/zero")
    assert answer.returncode == 2
    assert "as no note of visit has" in answer.stderr


def test_json_has_one_shape_whatever_it_says(note: Path) -> None:
    read, unread = (json.loads(verified(file, "--json").stdout) for file in (note, note.parent))
    assert read.keys() == unread.keys()
    assert unread["unchanged_and_trusted"] is False


def test_an_output_that_is_closed_or_full(note: Path) -> None:
    root = ("--root", str(note.parent / "root.pem"))
    closed = verified(note, *root, ends=">&-")
    assert (closed.returncode, closed.stderr) == (0, "")
    full = verified(note, *root, ends=">/dev/full")
    assert full.returncode == 2
    assert full.stderr == "sia-desktop: The answer could not be written out: the disk is full.\n"
