"""A laptop that was lost or left is wiped whole, even where the wipe is stopped half-way."""

import shutil
from pathlib import Path

import pytest

from sia_contract.resources import resources
from sia_desktop.bootstrap.door import LaptopDoor
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.security.key_box import KeyBox
from sia_desktop.security.passphrase import Cost

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)


def test_a_wipe_that_was_stopped_half_way_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def door() -> LaptopDoor:
        return LaptopDoor(Paths(tmp_path), resources(), KeyBox(tmp_path, vault=None, cost=CHEAP))

    door().keys.create("a heron stands by the weir", device_secret="s" * 40, signing_key=bytes(138))
    door().paths.store.write_bytes(b"encrypted")
    (tmp_path / "backups").mkdir()
    assert door().is_enrolled

    def flat_battery(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as while_it_fails:
        while_it_fails.setattr(shutil, "rmtree", flat_battery)
        with pytest.raises(KeyboardInterrupt):
            door().wipe()
    assert (tmp_path / "backups").exists()

    assert not door().is_enrolled
    left = {each.name: each.read_text().strip() for each in tmp_path.iterdir()}
    assert left == {"keys.json": "{}"}
