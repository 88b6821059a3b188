"""The operating system's vault, where there is a real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from sia_desktop.domain.errors import OutsideTrouble

if TYPE_CHECKING:  # keyring takes an eighth of a second to import: only where a vault is asked
    from keyring.backend import KeyringBackend

SERVICE: Final = "SIA Desktop"
REAL: Final = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
"""Vaults that keep a secret for one person; whatever else may be installed could keep it in plain text."""

_PROBE: Final = "probe"


class SafePlace(Protocol):
    """Keeps short texts by name."""

    def read(self, name: str) -> str | None:
        """The text, or None."""

    def write(self, name: str, text: str) -> None:
        """Keep it in place of any earlier one."""

    def forget(self, name: str) -> None:
        """Remove it, if it is there."""


class Vault:
    """One real vault, through keyring."""

    def __init__(self, backend: "KeyringBackend") -> None:
        """Use this one; `find_vault` chooses."""
        self._backend = backend

    def read(self, name: str) -> str | None:
        """The text, or None."""
        with _in_words():
            return self._backend.get_password(SERVICE, name)

    def write(self, name: str, text: str) -> None:
        """Keep it in place of any earlier one."""
        with _in_words():
            self._backend.set_password(SERVICE, name, text)

    def forget(self, name: str) -> None:
        """Remove it, if it is there."""
        with _in_words():
            if self._backend.get_password(SERVICE, name) is not None:
                self._backend.delete_password(SERVICE, name)

    def works(self) -> bool:
        """True if it keeps what it is given."""
        try:
            self.write(_PROBE, _PROBE)
            kept = self.read(_PROBE)
            self.forget(_PROBE)
        except OutsideTrouble:
            return False
        return kept == _PROBE


def find_vault(real: frozenset[str] = REAL) -> Vault | None:
    """The vault that keyring would use, if it is a real one; None otherwise."""
    import keyring

    chosen = keyring.get_keyring()
    backends: list[KeyringBackend] = list(getattr(chosen, "backends", [chosen]))
    return next((Vault(backend) for backend in backends if _name(backend) in real), None)


def _name(backend: "KeyringBackend") -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


@contextmanager
def _in_words() -> Iterator[None]:
    from keyring.errors import KeyringError

    try:
        yield
    except KeyringError as error:
        raise OutsideTrouble(_LOCKED) from error


_LOCKED: Final = (
    "This computer's vault for passwords is locked or cannot be reached. "
    "Unlock it (on Linux, your login keyring), then try again."
)
