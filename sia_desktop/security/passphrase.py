"""What makes a passphrase, and the key that is worked out from one."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.passphrase import SHORTEST

FEWEST_DIFFERENT: Final = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work Argon2id makes of one guess."""

    passes: int
    memory_kib: int
    lanes: int


STANDARD: Final = Cost(passes=4, memory_kib=128 * 1024, lanes=4)
"""About 0.3 seconds on an office laptop. The one place where this is decided."""


class WrongPassphrase(RuleBroken):
    """Not the passphrase; `wait_seconds` is how long the screen should wait before asking again."""

    def __init__(self, wait_seconds: int) -> None:
        """Say so, and how long to wait."""
        seconds = "1 second" if wait_seconds == 1 else f"{wait_seconds} seconds"
        wait = f"Wait {seconds} and try again." if wait_seconds else "Try again."
        super().__init__(f"That is not the passphrase of this laptop. {wait}")
        self.wait_seconds = wait_seconds


class WrongCode(RuleBroken):
    """Not the unlock code; `wait_seconds` is how long the screen should wait before asking again."""

    def __init__(self, wait_seconds: int) -> None:
        """Say so, and how long to wait."""
        wait = f"Wait {wait_seconds} seconds and try again." if wait_seconds else "Try again."
        super().__init__(f"That is not the unlock code of this laptop, or it was used already. {wait}")
        self.wait_seconds = wait_seconds


def check_strength(passphrase: str) -> None:
    """Raise `RuleBroken` unless this will do as a new passphrase."""
    if not is_text(passphrase):
        raise RuleBroken("This passphrase holds half a character, such as part of a picture. Type it again.")
    said = _as_typed_anywhere(passphrase)
    if len(said) < SHORTEST:
        raise RuleBroken(
            f"This passphrase has {len(said)} characters. Choose at least {SHORTEST}: a short sentence."
        )
    if len(set(said)) < FEWEST_DIFFERENT:
        raise RuleBroken("This passphrase repeats a few characters. Choose a short sentence instead.")


def is_text(passphrase: str) -> bool:
    """False where some of it is no character of any alphabet, as broken pasting leaves behind."""
    return not any("\ud800" <= sign <= "\udfff" for sign in passphrase)


def key_from(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte key that this passphrase makes with this salt."""
    from argon2.low_level import Type, hash_secret_raw  # late: Unlock is on the screen before it

    return hash_secret_raw(
        _as_typed_anywhere(passphrase).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _as_typed_anywhere(passphrase: str) -> str:
    """One spelling, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", passphrase)
