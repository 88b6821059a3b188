"""A signed file that arrives is verified and stamped once, whoever attests the time; what fails says why."""

import asyncio
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import uuid4

import pytest
import requests
from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import ec

from sia_central.certificates.authority import Authority, new_authority, new_clock
from sia_central.certificates.time_authority import OwnTimeAuthority
from sia_central.services.authorities import use_outside_clock
from sia_central.services.trusted_time import stamp_file, stamp_waiting
from sia_contract.changes import Record
from sia_contract.enrolment import EnrolAnswer
from sia_contract.problems import ProblemCode
from sia_desktop.security.pades import SigningIdentity, key_as_bytes, new_signing_key, sign_as_adviser
from sia_desktop.security.verify_pdf import verify_pdf
from tests.central.laptop import Laptop, certificate_request, change, enrol, signing
from tests.central.test_files import put
from tests.helpers.a_central import ACentral
from tests.security.signed_files import drawn


def joins(central: ACentral) -> tuple[Laptop, SigningIdentity]:
    """The adviser's laptop, and what it signs with."""
    key: ec.EllipticCurvePrivateKey = new_signing_key()
    who = central.adviser
    answer = enrol(central.url, who.email, who.password, certificate_request_pem=certificate_request(key))
    me = EnrolAnswer.model_validate_json(answer.content)
    identity = SigningIdentity.from_bytes(
        key_as_bytes(key), me.certificate_pem.encode(), me.council.root_pem.encode()
    )
    return Laptop(central.url, me), identity


def signs(central: ACentral) -> tuple[Laptop, bytes]:
    """The adviser's laptop, and a note signed on it now."""
    laptop, identity = joins(central)
    return laptop, signed(identity, "Note")


def signed(identity: SigningIdentity, reason: str) -> bytes:
    """A page signed now."""
    now = datetime.now(UTC)
    return sign_as_adviser(drawn(), identity, name=identity.person, at=now, reason=reason, location="Reading")


def sends(laptop: Laptop, urn: int, pdf: bytes, **other: str) -> tuple[str, str]:
    """Send a note with this file; gives the id of the file's record and what central said of it."""
    visit = laptop.visit(urn)
    note = laptop.note(visit, signing=signing())
    payload = {
        "record_kind": "note_of_visit",
        "record_id": note.id,
        "urn": urn,
        "purpose": "signed_pdf",
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "size": len(pdf),
        "media_type": "application/pdf",
        "file_name": "note.pdf",
        "made_at": datetime.now(UTC).isoformat(),
        "made_by": str(laptop.me.person_id),
    }
    id_ = str(uuid4())
    *_, outcome = laptop.sends(visit, note, change("attachment", id_, payload | other))
    if outcome.problem is None:
        put(laptop, 0, pdf, hashlib.sha256(pdf).hexdigest())
    return id_, outcome.problem.code if outcome.problem else ""


def stamps(laptop: Laptop, of: str) -> list[Record]:
    """The stamped files that follow this one."""
    found = laptop.syncs().held("attachment").values()
    return [each for each in found if each.payload.get("follows") == of]


def content(laptop: Laptop, record: Record) -> bytes:
    """The bytes that a record names."""
    answer = requests.get(
        f"{laptop.url}/files/{record.payload['sha256']}", headers=laptop.headers, timeout=30
    )
    assert answer.status_code == 200
    return answer.content


def test_a_signed_file_is_stamped_once_and_everybody_gets_the_same_bytes(central: ACentral) -> None:
    anna, pdf = signs(central)
    id_, _ = sends(anna, central.urns[0], pdf)
    (stamp,) = stamps(anna, id_)
    assert stamp.payload["purpose"] == "timestamped_pdf"
    assert stamp.changed_by is None
    whole = content(anna, stamp)
    assert whole.startswith(pdf)
    assert content(Laptop.of(central, central.lead), stamp) == whole
    verdict = verify_pdf(whole, [anna.me.council.root_pem.encode()], datetime.now(UTC))
    assert verdict.unchanged_and_trusted, verdict.sentences
    sha256 = hashlib.sha256(pdf).hexdigest()
    assert stamp_file(central.store, "reading", sha256, datetime.now(UTC))
    assert stamps(anna, id_) == [stamp]
    assert content(anna, stamp) == whole


def test_a_file_that_cannot_be_trusted_is_kept_and_its_record_says_why(central: ACentral) -> None:
    anna, pdf = signs(central)
    broken = pdf[:3000] + b"x" + pdf[3001:]
    id_, _ = sends(anna, central.urns[0], broken)
    assert stamps(anna, id_) == []
    record = anna.held("attachment")[id_]
    assert record.payload["fault"] == "The file was changed after it was signed."
    assert record.revision == 2
    assert content(anna, record) == broken
    assert stamp_waiting(central.store, datetime.now(UTC)) == 0


@pytest.mark.parametrize("forged", [{"purpose": "timestamped_pdf"}, {"fault": "not so"}])
def test_a_laptop_gives_no_trusted_time_and_withholds_none(central: ACentral, forged: dict[str, str]) -> None:
    anna, pdf = signs(central)
    _, said = sends(anna, central.urns[0], pdf, **forged)
    assert said == ProblemCode.NOT_ALLOWED


def test_an_outside_authority_attests_the_time_and_files_wait_while_it_is_away(
    central: ACentral, caplog: pytest.LogCaptureFixture
) -> None:
    outside = new_authority("A time authority", datetime.now(UTC))
    with answering(outside) as url:
        pass  # it is away now
    use_outside_clock(central.store, "reading", url, outside.certificate_pem, datetime.now(UTC))
    anna, pdf = signs(central)
    id_, _ = sends(anna, central.urns[0], pdf)
    assert stamps(anna, id_) == []
    assert "waits for its time" in caplog.text
    caplog.clear()
    with answering(outside) as url:
        use_outside_clock(central.store, "reading", url, outside.certificate_pem, datetime.now(UTC))
        assert stamp_waiting(central.store, datetime.now(UTC)) == 0
    (stamp,) = stamps(anna, id_)
    roots, clocks = [anna.me.council.root_pem.encode()], [outside.certificate_pem.encode()]
    whole, now = content(anna, stamp), datetime.now(UTC)
    assert verify_pdf(whole, roots, now, clocks).unchanged_and_trusted
    assert not verify_pdf(whole, roots, now).unchanged_and_trusted


@contextmanager
def answering(root: Authority) -> Iterator[str]:
    """A time-stamping authority over HTTP, as RFC 3161 has it."""
    clock = new_clock(root, "A time authority", datetime.now(UTC))

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            authority = OwnTimeAuthority(clock, datetime.now(UTC))
            answer = asyncio.run(authority.async_request_tsa_response(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
