"""Only real vaults hold keys; whatever else keyring may offer counts as none."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.security.vault import REAL, SERVICE, Vault, find_vault
from tests.helpers.memory_vault import MemoryVault

MEMORY = "tests.helpers.memory_vault.MemoryVault"
WITH_A_REAL_VAULT = """
export XDG_DATA_HOME="$1/share" XDG_RUNTIME_DIR="$1/run" HOME="$1"
mkdir -p -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
exec "$2" -m tests.security.enrols_with_a_real_vault "$1/data"
"""


class LockedVault(MemoryVault):
    """A vault that its owner has not opened."""

    def get_password(self, service: str, username: str) -> str | None:
        """Nothing, until it is unlocked."""
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing, until it is unlocked."""
        raise KeyringLocked("locked")


class ManyVaults(MemoryVault):
    """As keyring's own chainer: several backends behind one face."""

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = list(backends)


def test_a_backend_that_is_not_a_known_vault_counts_as_none(memory_vault: MemoryVault) -> None:
    assert find_vault() is None
    assert memory_vault.kept == {}


def test_no_backend_at_all_counts_as_none() -> None:
    assert find_vault() is None


def test_among_several_the_real_one_is_taken() -> None:
    usual = keyring.get_keyring()
    memory = MemoryVault()
    keyring.set_keyring(ManyVaults(LockedVault(), memory))
    try:
        vault = find_vault(frozenset({MEMORY}))
    finally:
        keyring.set_keyring(usual)
    assert vault is not None
    vault.write("name", "secret")
    assert memory.kept == {(SERVICE, "name"): "secret"}


def test_the_known_vaults_are_what_keyring_calls_them() -> None:
    for name in REAL:
        module, _, kind = name.rpartition(".")
        assert issubclass(getattr(importlib.import_module(module), kind), KeyringBackend)


def test_a_vault_keeps_replaces_and_forgets() -> None:
    vault = Vault(MemoryVault())
    assert vault.works()
    assert vault.read("name") is None
    vault.write("name", "first")
    vault.write("name", "second")
    assert vault.read("name") == "second"
    vault.forget("name")
    vault.forget("name")
    assert vault.read("name") is None


def test_a_locked_vault_is_told_in_words() -> None:
    vault = Vault(LockedVault())
    assert not vault.works()
    with pytest.raises(OutsideTrouble, match="locked or cannot be reached"):
        vault.read("name")
    with pytest.raises(OutsideTrouble, match="locked or cannot be reached"):
        vault.write("name", "text")
    with pytest.raises(OutsideTrouble, match="locked or cannot be reached"):
        vault.forget("name")


def test_the_real_secret_service_keeps_the_keys(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    said = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", WITH_A_REAL_VAULT, "sh", str(tmp_path), sys.executable],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert said.stdout.splitlines()[-1:] == ["kept in the vault and opened again"], said.stderr
    assert not (tmp_path / "data" / "keys.json").exists()
