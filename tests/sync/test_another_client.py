"""Another client, written from docs/sync.md alone: requests and json, nothing of ours, one whole round."""

import hashlib
import json
from base64 import b64encode
from typing import Any
from uuid import UUID, uuid4, uuid5

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from tests.helpers.council_hall import PASSWORD
from tests.helpers.stage import Stage

SPEAKS = {"SIA-Protocol": "3"}


class Client:
    """What the document says, and no more."""

    def __init__(self, address: str, email: str, password: str) -> None:
        self.address, self.cursor, self.held = address, 0, dict[tuple[str, str], dict[str, Any]]()
        health = requests.get(f"{address}/health", timeout=30).json()
        assert health["service"] == "sia-central"
        assert health["oldest_served"] <= 3 <= health["protocol"]
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "another client")])
        asked = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
        who = {"protocol": 3, "email": email, "password": password}
        known = requests.post(f"{address}/sign-in", json=who, headers=SPEAKS, timeout=30).json()
        assert known["asks"] == "nothing"
        self.device_key = Ed25519PrivateKey.generate()
        body = {
            "protocol": 3,
            "ticket": known["ticket"],
            "device_name": "another client",
            "certificate_request_pem": asked.public_bytes(serialization.Encoding.PEM).decode(),
            "device_key": b64encode(self.device_key.public_key().public_bytes_raw()).decode(),
        }
        self.me = requests.post(f"{address}/enrol", json=body, headers=SPEAKS, timeout=30).json()
        self.refresh_token = self.me["refresh_token"]
        self.gets_tokens()

    def gets_tokens(self) -> None:
        """The next pair, proved with the device's own key."""
        proof = self.device_key.sign(f"SIA tokens\n{self.refresh_token}".encode())
        body = {"protocol": 3, "refresh_token": self.refresh_token, "proof": b64encode(proof).decode()}
        answer = requests.post(f"{self.address}/tokens", json=body, headers=SPEAKS, timeout=30).json()
        assert 0 < answer["access_seconds"] <= 900
        assert answer["refresh_token"] != self.refresh_token
        self.refresh_token = answer["refresh_token"]
        self.headers = SPEAKS | {"Authorization": f"Bearer {answer['access_token']}"}

    def round(self, changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Send, keep every page, compare; gives the outcomes."""
        outcomes: list[dict[str, Any]] = []
        while True:
            body = {"protocol": 3, "cursor": self.cursor, "changes": changes}
            answer = requests.post(f"{self.address}/sync", json=body, headers=self.headers, timeout=30).json()
            outcomes += answer["outcomes"]
            for sent, said in zip(changes, answer["outcomes"], strict=True):
                if said["status"] == "applied":  # what was just sent and taken in is on no page
                    self.held[sent["kind"], sent["id"]] = sent | {"revision": said["revision"]}
            for entry in answer["page"]:
                if entry["entry"] == "record":
                    self.held[entry["kind"], entry["id"]] = entry
            self.cursor, changes = answer["next_cursor"], []
            if not answer["more"]:
                break
        here: dict[str, int] = {}
        for kind, _ in self.held:
            here[kind] = here.get(kind, 0) + 1
        assert here == {kind: count for kind, count in answer["counts"].items() if count}
        return outcomes

    def change(self, kind: str, record_id: str, base: int, payload: dict[str, Any]) -> dict[str, Any]:
        """One sealed change."""
        return {
            "change_id": str(uuid4()),
            "kind": kind,
            "id": record_id,
            "base_revision": base,
            "payload": payload,
        }

    def sends_file(self, content: bytes) -> None:
        """In two pieces, each from where central says it is."""
        url = f"{self.address}/files/{hashlib.sha256(content).hexdigest()}"
        held = int(requests.head(url, headers=self.headers, timeout=30).headers["Upload-Offset"])
        middle = len(content) // 2
        for piece in (content[held:middle], content[middle:]):
            headers = self.headers | {"Upload-Offset": str(held)}
            held = int(requests.put(url, data=piece, headers=headers, timeout=30).headers["Upload-Offset"])
        assert held == len(content)
        again = requests.get(url, headers=self.headers | {"Range": f"bytes={middle}-"}, timeout=30)
        assert again.content == content[middle:]


def test_a_client_written_from_the_document_completes_a_round(stage: Stage) -> None:
    client = Client(stage.anna.address, "anna@example.gov.uk", PASSWORD)
    client.round([])
    urn = int(next(record_id for kind, record_id in client.held if kind == "school"))
    visit_id, me = str(uuid4()), client.me["person_id"]
    visit = {
        "urn": urn, "adviser_id": me, "visited_on": "2026-04-01", "visit_type": "other", "voided": None,
    }  # fmt: skip
    derived = "6f0b1a52-0c0e-5a53-9a53-9d9c5b0f6e11"
    note_id = str(uuid5(UUID(derived), f"{visit_id}/note_of_visit/1"))
    note = {
        "visit_id": visit_id, "version": 1, "urn": urn, "visited_on": "2026-04-01", "author_id": me,
        "form": "note_of_visit", "pack": "reading", "pack_version": "2016.1",
        "answers": {"focus": "Written by another client"},
    }  # fmt: skip
    content = b"Seen on a learning walk. " * 1000
    evidence = {
        "record_kind": "note_of_visit", "record_id": note_id, "urn": urn, "purpose": "evidence",
        "sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "media_type": "text/plain",
        "file_name": "walk.txt", "made_at": "2026-04-01T12:00:00Z", "made_by": me, "sensitivity": "nobody",
    }  # fmt: skip
    changes = [
        client.change("visit", visit_id, 0, visit),
        client.change("note_of_visit", note_id, 0, note),
        client.change("attachment", str(uuid4()), 0, evidence),
    ]

    outcomes = client.round(changes)
    assert [each["status"] for each in outcomes] == ["applied"] * 3, outcomes
    assert all(each["receipt"] and each["revision"] == 1 for each in outcomes)
    assert [each["status"] for each in client.round(json.loads(json.dumps(changes)))] == ["already"] * 3
    client.gets_tokens()
    client.sends_file(content)
    stage.ben.syncs_well()
    assert stage.ben.sees(UUID(note_id), focus="Written by another client")

    late = client.change("note_of_visit", note_id, 0, note | {"answers": {"focus": "On an old revision"}})
    (clash,) = client.round([late])
    assert clash["status"] == "clash"
    assert clash["theirs"]["answers"] == {"focus": "Written by another client"}
    assert clash["theirs_by"] == me
    assert clash["theirs_at"]


def test_an_older_client_is_told_in_words_and_loses_nothing(stage: Stage) -> None:
    client = Client(stage.anna.address, "anna@example.gov.uk", PASSWORD)
    body = {"protocol": 1, "cursor": 0, "changes": []}
    for spoken in ({"SIA-Protocol": "1"}, {}):
        headers = {"Authorization": client.headers["Authorization"], **spoken}
        answer = requests.post(f"{client.address}/sync", json=body, headers=headers, timeout=30)
        assert answer.status_code == 426
        assert answer.json()["code"] == "old_protocol"
        assert "what you wrote stays on this laptop" in answer.json()["sentence"]
