"""Why something was refused, as a code for programs and a sentence for people."""

from enum import StrEnum

from sia_contract.messages import Message


class ProblemCode(StrEnum):
    """What kind of refusal it was; the desktop decides by this what to do next."""

    OLD_PROTOCOL = "old_protocol"
    NOT_SIGNED_IN = "not_signed_in"
    SIGN_IN_AGAIN = "sign_in_again"
    """The lease has ended: the person signs in again at this laptop."""
    WRONG_CODE = "wrong_code"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a code, not a password
    TOO_MANY_TRIES = "too_many_tries"
    DEVICE_CLOSED = "device_closed"
    DEVICE_LOST = "device_lost"
    """The laptop was reported lost: it may send and receive nothing."""
    BAD_REQUEST = "bad_request"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    LOCKED = "locked"
    UNKNOWN_KIND = "unknown_kind"
    BAD_PAYLOAD = "bad_payload"
    TOO_LARGE = "too_large"
    WRONG_HASH = "wrong_hash"
    UNAVAILABLE = "unavailable"
    """Nothing is wrong with the request: central has trouble of its own; try again later."""


class Problem(Message):
    """The body of every refusal."""

    code: ProblemCode
    sentence: str
