"""The code that unlocks a laptop whose passphrase was forgotten: only the council can read it."""

import secrets
from base64 import b64encode
from typing import Final

from sia_desktop.domain.errors import RuleBroken

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: it is read out
_LENGTH: Final = 28
"""140 bits."""


def new_unlock_code() -> str:
    """A code for one use, in groups of four."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, _LENGTH, 4))


def as_made(typed: str) -> str:
    """The code as it was made, however it was typed; raises `RuleBroken` where it cannot be one."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum())
    letters = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(letters) != _LENGTH or not set(letters) <= set(_LETTERS):
        raise RuleBroken(
            f"An unlock code has {_LENGTH} letters and figures, in seven groups of four. "
            "Ask your administrator to read it out again."
        )
    return "-".join(letters[at : at + 4] for at in range(0, _LENGTH, 4))


def wrapped(code: str, council_key: str) -> str:
    """The code wrapped for the council's recovery key (age), in base64."""
    import pyrage

    recipient = pyrage.x25519.Recipient.from_str(council_key)
    return b64encode(pyrage.encrypt(code.encode("ascii"), [recipient])).decode()
