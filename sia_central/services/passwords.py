"""Passwords, kept as Argon2id hashes and never compared in a way that tells more than yes or no."""

from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sia_central.services.refused import Refused
from sia_contract.problems import ProblemCode

SHORTEST: Final = 12
LONGEST: Final = 1_000

_HASHER: Final = PasswordHasher()  # RFC 9106, low memory: 64 MiB, three passes, four lanes
_TWO_AT_ONCE: Final = BoundedSemaphore(2)
"""Each hash needs 64 MiB: a crowd at the door must not fill the machine."""

_NOBODY: Final = _HASHER.hash("nobody's password, so that a stranger's e-mail takes as long as a colleague's")


def hash_password(password: str) -> str:
    """A hash to keep; too short a password is refused."""
    if not _is_text(password):
        raise Refused(ProblemCode.BAD_REQUEST, "The password is not text in UTF-8. Type it again.")
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(
            ProblemCode.BAD_REQUEST,
            f"A password must have {SHORTEST} characters or more. "
            "Three words that you can remember are enough.",
        )
    with _TWO_AT_ONCE:
        return _HASHER.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password fits; without a hash the same work is done and the answer is no."""
    with _TWO_AT_ONCE:
        try:
            _HASHER.verify(password_hash or _NOBODY, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with less work than a hash of today."""
    return _HASHER.check_needs_rehash(password_hash)


def _is_text(password: str) -> bool:
    try:
        password.encode()
    except UnicodeEncodeError:
        return False
    return True
