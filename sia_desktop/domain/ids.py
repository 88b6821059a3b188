"""What names a record: a school's URN, and ids that two people arrive at alike."""

from typing import Final, NewType
from uuid import UUID, uuid5

from sia_desktop.domain.errors import RuleBroken

Urn = NewType("Urn", int)
"""A school's Unique Reference Number: the only thing that identifies a school."""

_DERIVED: Final = UUID("6f0b1a52-0c0e-5a53-9a53-9d9c5b0f6e11")


def urn(text: str | int) -> Urn:
    """Read a URN; raises `RuleBroken` unless it has six digits."""
    digits = str(text).strip()
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit() or digits[0] == "0":
        raise RuleBroken(f"“{digits}” is not a URN. A school's URN has six digits, such as 110141.")
    return Urn(int(digits))


def derived_id(*parts: object) -> UUID:
    """The same id on every computer for what these parts name; central checks it by the same rule."""
    return uuid5(_DERIVED, "/".join(str(part) for part in parts))


def note_id(visit_id: UUID, version: int) -> UUID:
    """The id of one version of the note of one visit."""
    return derived_id(visit_id, "note_of_visit", version)
