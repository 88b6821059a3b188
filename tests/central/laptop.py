"""A laptop as central sees it: requests over HTTP, and nothing of the desktop's own code."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Self
from uuid import UUID, uuid4

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from sia_contract.changes import Change, Outcome, PageEntry, Record, SyncAnswer, SyncRequest, Withdrawn
from sia_contract.enrolment import EnrolAnswer
from sia_contract.kinds import derived_id
from sia_contract.signing_in import TokenAnswer, token_words
from sia_contract.version import PROTOCOL
from tests.helpers.a_central import ACentral, Colleague

HEADERS = {"SIA-Protocol": str(PROTOCOL)}
DEVICE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
"""The key of every laptop here, unless a test brings its own."""
VISITED_ON = date(2026, 4, 1)
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)

Payload = dict[str, Any]


def certificate_request(key: ec.EllipticCurvePrivateKey | None = None) -> str:
    """A request to certify a new key, as a laptop makes it."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "whatever the laptop says")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()


def sign_in(url: str, email: str, password: str) -> requests.Response:
    """Say who one is."""
    body = {"protocol": PROTOCOL, "email": email, "password": password}
    return requests.post(f"{url}/sign-in", json=body, headers=HEADERS, timeout=30)


def enrol(url: str, email: str, password: str, **other: Any) -> requests.Response:
    """Sign in and ask to join; the refusal, if signing in is refused."""
    signed_in = sign_in(url, email, password)
    if signed_in.status_code != 200:
        return signed_in
    body = {
        "protocol": PROTOCOL,
        "ticket": signed_in.json()["ticket"],
        "device_name": "laptop",
        "certificate_request_pem": certificate_request(),
        "device_key": public_half(DEVICE_KEY),
    }
    return requests.post(f"{url}/enrol", json=body | other, headers=HEADERS, timeout=30)


def public_half(key: Ed25519PrivateKey) -> str:
    """As central knows a laptop's key."""
    return b64encode(key.public_key().public_bytes_raw()).decode()


def refresh(url: str, token: str, key: Ed25519PrivateKey | None = None, **other: Any) -> requests.Response:
    """Ask for the next tokens."""
    proof = b64encode((key or DEVICE_KEY).sign(token_words(token))).decode()
    body = {"protocol": PROTOCOL, "refresh_token": token, "proof": proof}
    return requests.post(f"{url}/tokens", json=body | other, headers=HEADERS, timeout=30)


@dataclass
class Laptop:
    """An enrolled laptop and what it has received so far."""

    url: str
    me: EnrolAnswer
    cursor: int = 0
    epoch: int = 0
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, central: ACentral, colleague: Colleague) -> Self:
        """Enrol a laptop for a colleague."""
        answer = enrol(central.url, colleague.email, colleague.password)
        assert answer.status_code == 200, answer.text
        laptop = cls(central.url, EnrolAnswer.model_validate_json(answer.content))
        assert laptop.token
        return laptop

    @property
    def headers(self) -> dict[str, str]:
        """What every request of this laptop carries."""
        return HEADERS | {"Authorization": f"Bearer {self.token}"}

    @cached_property
    def token(self) -> str:
        """Its access token, good for the length of a test."""
        answer = refresh(self.url, self.me.refresh_token.get_secret_value())
        assert answer.status_code == 200, answer.text
        return TokenAnswer.model_validate_json(answer.content).access_token.get_secret_value()

    def ask(self, *changes: Change) -> SyncAnswer:
        """One request; takes in the page."""
        request = SyncRequest(protocol=PROTOCOL, cursor=self.cursor, epoch=self.epoch, changes=changes)
        answer = self.post(request.model_dump_json())
        assert answer.status_code == 200, answer.text
        read = SyncAnswer.model_validate_json(answer.content)
        if read.epoch != self.epoch:  # central was restored: begin again
            self.epoch, self.cursor = read.epoch, 0
            self.records.clear()
            return self.ask(*changes)
        for entry in read.page:
            self._keep(entry)
        self.cursor = read.next_cursor
        self.counts = read.counts or {}
        return read

    def post(self, body: str) -> requests.Response:
        """One request, whatever its body."""
        return requests.post(
            f"{self.url}/sync",
            data=body,
            headers=self.headers | {"Content-Type": "application/json"},
            timeout=60,
        )

    def syncs(self) -> Self:
        """Receive everything there is."""
        while self.ask().more:
            pass
        return self

    def sends(self, *changes: Change) -> tuple[Outcome, ...]:
        """Send changes; gives their outcomes."""
        return self.ask(*changes).outcomes

    def held(self, kind: str) -> dict[str, Record]:
        """What this laptop holds of one kind."""
        return {id_: record for (of, id_), record in self.records.items() if of == kind}

    def visit(self, urn: int, **other: Any) -> Change:
        """A new visit of one's own."""
        payload = {
            "urn": urn,
            "adviser_id": str(self.me.person_id),
            "visited_on": VISITED_ON.isoformat(),
            "visit_type": "standard",
        }
        return change("visit", str(uuid4()), payload | other)

    def note(self, visit: Change, version: int = 1, **other: Any) -> Change:
        """A new note of a visit."""
        payload = {
            "visit_id": visit.id,
            "version": version,
            "urn": visit.payload["urn"],
            "visited_on": VISITED_ON.isoformat(),
            "author_id": str(self.me.person_id),
            "form": "note_of_visit",
            "pack": "reading",
            "pack_version": "2016.1",
            "answers": {"focus": "Reading in year 4"},
        }
        return change("note_of_visit", note_id(visit, version), payload | other)

    def _keep(self, entry: PageEntry) -> None:
        match entry:
            case Record():
                self.records[entry.kind, entry.id] = entry
            case Withdrawn():
                self.withdrawn.append(entry)
                gone = [key for key, record in self.records.items() if record.payload.get("urn") == entry.urn]
                for key in gone:
                    del self.records[key]
            case _:
                raise AssertionError("nothing is deleted here")


def change(kind: str, id_: str, payload: Payload, base: int = 0, change_id: UUID | None = None) -> Change:
    """A sealed change."""
    return Change(change_id=change_id or uuid4(), kind=kind, id=id_, base_revision=base, payload=payload)


def edited(before: Change, base: int, **fields: Any) -> Change:
    """A further edit of the same record."""
    return change(before.kind, before.id, before.payload | fields, base)


def note_id(visit: Change, version: int = 1) -> str:
    """The id that everybody gives this note."""
    return str(derived_id(visit.id, "note_of_visit", version))


def signing(name: str = "Anna Adviser") -> Payload:
    """What an adviser's signature looks like on the wire."""
    mark = {"way": "typed", "name": name, "role": "Adviser", "at": NOON.isoformat(), "digest": "d" * 64}
    return {"mark": mark | {"typed": name}, "facts": {"school": "as it was called that day"}}
