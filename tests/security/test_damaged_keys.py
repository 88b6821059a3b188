"""Files of the keys that were changed, cut short or lost: named, with a way on that throws nothing away."""

import json
from pathlib import Path
from typing import Any

import pytest

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.security.key_box import KeyBox
from sia_desktop.security.passphrase import Cost, WrongPassphrase, check_strength

PASSPHRASE = "a heron stands by the weir"
CHEAP = Cost(passes=1, memory_kib=64, lanes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An enrolled laptop without a vault."""
    create(tmp_path)
    return tmp_path


def create(folder: Path) -> bytes:
    """New keys in this folder."""
    box = KeyBox(folder, cost=CHEAP)
    return box.create(PASSPHRASE, device_secret="token", signing_key=b"key").db_key


def trouble_of(folder: Path) -> str:
    """What unlocking says."""
    with pytest.raises((OutsideTrouble, RuleBroken)) as told:
        KeyBox(folder, cost=CHEAP).unlock(PASSPHRASE)
    assert not isinstance(told.value, WrongPassphrase)
    return str(told.value)


@pytest.mark.parametrize("file", ["device.json", "keys.json"])
@pytest.mark.parametrize("content", [b"\xff\xfe{", b"[]", b"", b"[1, 2]", b'{"a": 5}', b'{"version": "x"}'])
def test_whatever_stands_in_them_is_told_in_words(folder: Path, file: str, content: bytes) -> None:
    (folder / file).write_bytes(content)
    assert f"rename the folder {folder}" in trouble_of(folder)


@pytest.mark.parametrize("file", ["device.json", "keys.json"])
def test_a_lost_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    said = trouble_of(folder)
    assert file in said
    assert f"rename the folder {folder}" in said


@pytest.mark.parametrize(
    "changed", [{"memory_kib": 2**31}, {"memory_kib": 2**40}, {"lanes": 0}, {"salt": 5}, {"box": "é"}]
)
def test_no_passphrase_is_blamed_for_a_damaged_wrapping(folder: Path, changed: dict[str, Any]) -> None:
    kept = json.loads((folder / "keys.json").read_text())
    broken = {name: json.dumps({**json.loads(text), **changed}) for name, text in kept.items()}
    (folder / "keys.json").write_text(json.dumps(broken))
    assert "is damaged" in trouble_of(folder)
    (folder / "keys.json").write_text(json.dumps({name: text[:60] for name, text in kept.items()}))
    assert "is damaged" in trouble_of(folder)


def test_keys_set_aside_open_their_database_once_it_is_found_again(folder: Path) -> None:
    before = KeyBox(folder, cost=CHEAP).unlock(PASSPHRASE).db_key
    KeyBox(folder, cost=CHEAP).set_aside()
    assert create(folder) != before
    (aside,) = folder.glob("device-*.json")
    aside.replace(folder / "device.json")
    assert KeyBox(folder, cost=CHEAP).unlock(PASSPHRASE).db_key == before


def test_half_a_character_is_no_passphrase(folder: Path) -> None:
    with pytest.raises(RuleBroken, match="half a character"):
        check_strength("a heron \ud83d by the weir")
    with pytest.raises(WrongPassphrase):
        KeyBox(folder, cost=CHEAP).unlock("\ud800")
