"""The adviser takes the laptop back from a visitor: their passphrase says that it is they."""

from dataclasses import dataclass, field

from sia_desktop.domain.changes import Changed
from sia_desktop.services.ports import KeyBox


@dataclass(frozen=True, slots=True)
class ConfirmPassphrase:
    """Somebody typed the passphrase to leave the headteacher's view."""

    passphrase: str = field(repr=False)


def confirm_passphrase(command: ConfirmPassphrase, keys: KeyBox) -> Changed:
    """Raise `RuleBroken` unless it is the passphrase of this laptop; nothing else happens."""
    keys.check(command.passphrase)
    return Changed()
