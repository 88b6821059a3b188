"""A draft that goes back to its author for correction, and comes back."""

from typing import Final

from sia_central.services.proposal import Payload
from sia_central.services.refused import Refused
from sia_central.storage.records import StoredRecord
from sia_contract.problems import ProblemCode

RETURNED: Final = "returned"
GIVEN_BACK: Final = "given_back"
"""The acts by which a draft goes back for correction, and comes back."""


def check_return(payload: Payload, note: StoredRecord, *, is_author: bool) -> None:
    """A draft goes back with a comment from somebody else, and comes back from its author."""
    if note.payload["signing"]:
        raise Refused(ProblemCode.LOCKED, "This note is signed, so it is no longer returned for correction.")
    if is_author is (payload["act"] == RETURNED):
        raise Refused(ProblemCode.NOT_ALLOWED, "A note is returned to its author, who gives it back.")
    if payload["act"] == RETURNED and not str(payload["details"].get("comment", "")).strip():
        raise Refused(ProblemCode.BAD_PAYLOAD, "A note is returned with a comment that says why.")
