"""How a laptop joins: what it sends once, and what it is given."""

from uuid import UUID

from pydantic import Field, SecretStr

from sia_contract.messages import Message, Secret


class EnrolRequest(Message):
    """`POST /enrol`: who signed in, and the public halves of the keys made on this laptop."""

    protocol: int
    ticket: Secret
    """From signing in."""
    code: Secret = SecretStr("")
    """Of the second factor, where the sign-in asked for one."""
    device_name: str = Field(min_length=1, max_length=120)
    certificate_request_pem: str = Field(max_length=8_000)
    device_key: str = Field(max_length=100)
    """Ed25519, 32 bytes in base64: what the laptop proves itself by."""


class Council(Message):
    """The council this laptop now works for."""

    code: str
    """The pack's id, such as `reading`."""
    name: str
    full_name: str
    demonstration: bool
    """True where every screen and PDF must say so."""
    root_pem: str
    """Every root the council's authority had, the one in use first: what `verify --root` takes."""
    recovery_key: str = ""
    """The public half of the council's recovery key (age); empty where the council has none."""


class EnrolAnswer(Message):
    """Everything the laptop needs to work alone from now on."""

    device_id: UUID
    refresh_token: Secret
    lease_days: int
    recovery_codes: tuple[str, ...] = ()
    """Of a second factor set up just now; shown this once."""
    person_id: UUID
    person_name: str
    role: str
    """Role code in the council's pack."""
    council: Council
    certificate_pem: str
    """The signing certificate made for this laptop's key, by the council's authority."""


class CertificateAnswer(Message):
    """`GET /certificate`: this laptop's certificate, renewed where it was due, and what vouches for it."""

    certificate_pem: str
    root_pem: str
    """Every root the council had, the one in use first."""


class HealthAnswer(Message):
    """`GET /health`: enough to say "this is the service you meant"."""

    service: str = "sia-central"
    protocol: int
    oldest_served: int
