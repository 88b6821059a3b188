"""The first run in words: what is asked, its rules, and at which field a refusal belongs; pure."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from sia_desktop.domain.passphrase import SHORTEST

RULE: Final = (
    f"At least {SHORTEST} characters; a few words you can remember are best. "
    "It is asked each time this laptop is unlocked, and nobody else has it."
)
NO_VAULT: Final = "This computer has no credential store: your passphrase alone protects the keys."
WELCOME: Final = (
    "This laptop joins your council’s service once. Then it works without a network, "
    "and everything on it is encrypted."
)


class Field(Enum):
    """Where on the page a sentence belongs."""

    ADDRESS = "address"
    EMAIL = "email"
    PASSWORD = "password"  # noqa: S105 - the name of a field
    AUTHORITY = "authority"
    DEVICE = "device"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a field
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields."""

    address: str = ""
    email: str = ""
    password: str = ""
    device: str = ""
    passphrase: str = ""
    again: str = ""
    in_browser: bool = False
    """Signs in on the council's own page: no password of central's is needed, and no e-mail as a rule."""


def faults(typed: Typed) -> dict[Field, str]:
    """What can be seen to be wrong before anybody is asked; empty when all is well."""
    found: dict[Field, str] = {}
    if not typed.address.strip():
        found[Field.ADDRESS] = "Type the address your council gave you, such as https://sia.example.gov.uk."
    if "@" not in typed.email and (typed.email.strip() or not typed.in_browser):
        found[Field.EMAIL] = "Type the e-mail address your council knows you by."
    if not typed.password and not typed.in_browser:
        found[Field.PASSWORD] = "Type the password your administrator gave you."
    if not typed.device.strip():
        found[Field.DEVICE] = "Give this laptop a name, so that your council can tell it from others."
    if len(typed.passphrase) < SHORTEST:
        found[Field.PASSPHRASE] = f"Use at least {SHORTEST} characters; a few words are easiest to remember."
    elif typed.passphrase != typed.again:
        found[Field.AGAIN] = "The two passphrases differ. Type the same one twice."
    return found


def place_of(sentence: str) -> Field | None:
    """The field a refusal speaks of; None where it belongs to the page."""
    said = sentence.lower()
    for field, signs in (
        (Field.AUTHORITY, ("certificate",)),
        (Field.PASSPHRASE, ("passphrase",)),
        (Field.PASSWORD, ("password",)),
        (Field.ADDRESS, ("address", "http://")),
    ):
        if any(sign in said for sign in signs):
            return field
    return None
