"""How a person signs in, and how an enrolled laptop stays signed in."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field, SecretStr

from sia_contract.messages import Message, Secret


class SignInRequest(Message):
    """`POST /sign-in`: a person's e-mail and password."""

    protocol: int
    email: str = Field(min_length=3, max_length=254)
    password: Secret


class BrowserRequest(Message):
    """`POST /sign-in/browser`: begin to sign in with the council's own sign-in page."""

    protocol: int
    email: str = Field(default="", max_length=254)
    """Only needed where one central serves several councils."""
    redirect_uri: str = Field(max_length=200)
    """Where the browser comes back to: a port of this laptop, on loopback."""
    code_challenge: str = Field(pattern="^[A-Za-z0-9_-]{43}$")
    """SHA-256 of the laptop's verifier (PKCE, S256)."""


class BrowserAnswer(Message):
    """Where to send the browser, and the state that must come back with it."""

    url: str
    state: Secret


class BrowserReturn(Message):
    """`POST /sign-in/returned`: the browser came back with a code."""

    protocol: int
    state: Secret
    code: Secret
    verifier: Secret


class Asks(StrEnum):
    """What is still to be said before a sign-in counts."""

    NOTHING = "nothing"
    CODE = "code"
    """A code of the second factor, or a recovery code."""
    SET_UP = "set_up"
    """The second factor has to be set up, by a first code of it."""


class SetUp(Message):
    """A new second factor: what an authenticator app is told."""

    secret: Secret
    uri: Secret
    """`otpauth://…`: the same as a QR code says it."""


class SignInAnswer(Message):
    """The person is known; the ticket is used once, within ten minutes."""

    ticket: Secret
    person_name: str
    asks: Asks
    set_up: SetUp | None = None


class Holding(Message):
    """What a laptop says it holds: counts, nothing of their content."""

    records: dict[str, int] = Field(default_factory=dict, max_length=100)
    cursor: int = Field(default=0, ge=0)
    unsent: int = Field(default=0, ge=0)


class TokenRequest(Message):
    """`POST /tokens`: the next tokens for this laptop, proved with its own key."""

    protocol: int
    refresh_token: Secret
    proof: str = Field(max_length=200)
    """Ed25519 over `token_words`, in base64."""
    holding: Holding = Holding()
    recovery: str | None = Field(default=None, max_length=4_000)
    """What unlocks the laptop without its passphrase, wrapped for the council's recovery key."""


class RenewRequest(Message):
    """`POST /renew`: an enrolled laptop whose lease has ended; its person signed in again."""

    protocol: int
    ticket: Secret
    code: Secret = SecretStr("")
    device_id: UUID
    device_key: str = Field(max_length=100)
    proof: str = Field(max_length=200)
    """Ed25519 over `renewal_words`, in base64."""


class TokenAnswer(Message):
    """Tokens for a quarter of an hour and for the time after, and how long the laptop may stay away."""

    access_token: Secret
    access_seconds: int
    refresh_token: Secret
    lease_days: int
    """Days without contact after which the laptop locks."""
    at: AwareDatetime
    """Central's own time."""
    hands_over: bool = False
    """True for a laptop whose adviser left: it hands over what it has not sent."""
    recovery_codes: tuple[str, ...] = ()
    """Of a second factor set up just now; shown this once."""
    recovery_key: str = ""
    """The public half of the council's recovery key (from protocol 3); empty where it has none."""


TELLS_RECOVERY_KEY: int = 3
"""The first protocol whose laptops are told the council's recovery key with their tokens."""


def token_words(refresh_token: str) -> bytes:
    """What a laptop signs to prove that a refresh token is in the right hands."""
    return f"SIA tokens\n{refresh_token}".encode()


def renewal_words(device_id: UUID, ticket: str) -> bytes:
    """What a laptop signs to prove that it is the one whose lease is renewed."""
    return f"SIA renewal\n{device_id}\n{ticket}".encode()
