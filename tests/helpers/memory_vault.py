"""The operating system's vault, kept in memory: tests never see the real one of whoever runs them."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class MemoryVault(KeyringBackend):
    """A vault with nothing behind it."""

    priority = 0.1

    def __init__(self) -> None:
        # Not the base's own, which only reads settings from the environment and carries no types.
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The secret under these two names, or nothing."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret, in place of any earlier one."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret; as real vaults do, complain when there is none."""
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("No such secret.")


@pytest.fixture
def memory_vault() -> Iterator[MemoryVault]:
    """A fresh vault that keyring uses for the length of one test."""
    usual = keyring.get_keyring()
    vault = MemoryVault()
    keyring.set_keyring(vault)
    yield vault
    keyring.set_keyring(usual)
