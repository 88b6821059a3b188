"""The conversation with central, in the words of the protocol (docs/sync.md)."""

import hashlib
import json
from pathlib import Path
from typing import Final

import requests

from sia_contract.changes import SyncAnswer, SyncRequest
from sia_contract.enrolment import CertificateAnswer, EnrolAnswer, EnrolRequest, HealthAnswer
from sia_contract.problems import Problem, ProblemCode
from sia_contract.version import PROTOCOL
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.sync.ports import Refusal
from sia_desktop.sync.wire import Wire

PIECE: Final = 1024 * 1024
"""Bytes of a file in one request: what a broken connection can cost."""

_OFFSET: Final = "Upload-Offset"


class HttpTransport:
    """`Transport` over HTTPS, with one connection kept."""

    def __init__(self, wire: Wire):
        self._wire = wire
        self._begun: dict[str, bytearray] = {}

    def close(self) -> None:
        """Let the connection go."""
        self._wire.close()

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """`POST /sync`."""
        return self._wire.post("/sync", request.model_dump_json().encode(), SyncAnswer)

    def certificate(self) -> CertificateAnswer:
        """`GET /certificate`."""
        return self._wire.read(self._wire.ask("GET", "/certificate"), CertificateAnswer)

    def send_file(self, sha256: str, content: bytes) -> None:
        """Upload, going on from where an earlier attempt stopped."""
        held = self._held(sha256)
        while held < len(content):
            before = held
            held = self._put(sha256, before, content[before : before + PIECE])
            if held <= before:
                raise OutsideTrouble(
                    "The council's service did not keep all of a file that was sent. "
                    "The file is safe on this laptop and will be sent again later."
                )

    def fetch_file(self, sha256: str, size: int) -> bytes:
        """Download in pieces, going on where an earlier attempt stopped, and check size and hash."""
        content = self._begun.setdefault(sha256, bytearray())
        while len(content) < size:
            asked = {"Range": f"bytes={len(content)}-{min(len(content) + PIECE, size) - 1}"}
            answer = self._wire.ask("GET", f"/files/{sha256}", headers=asked)
            if answer.status_code != 206:
                content.clear()
            content += answer.content
            if not answer.content:
                break
        del self._begun[sha256]
        if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
            raise OutsideTrouble(
                "A file came from the council's service damaged and was not kept. Sync will fetch it again."
            )
        return bytes(content)

    def _held(self, sha256: str) -> int:
        """How many bytes central has of it."""
        answer = self._wire.ask("HEAD", f"/files/{sha256}", also=frozenset({404}))
        return 0 if answer.status_code == 404 else self._offset(answer)

    def _put(self, sha256: str, offset: int, piece: bytes) -> int:
        headers = {"Content-Type": "application/octet-stream", _OFFSET: str(offset)}
        return self._offset(self._wire.ask("PUT", f"/files/{sha256}", piece, headers))

    def _offset(self, answer: requests.Response) -> int:
        text = answer.headers.get(_OFFSET, "")
        if not text.isdecimal():
            raise self._wire.somebody_else(answer)
        return int(text)


def open_transport(address: str, token: str, *, ca_file: Path | None = None) -> HttpTransport:
    """The conversation of an enrolled laptop."""
    return HttpTransport(Wire(address, token, ca_file=ca_file))


def check_health(wire: Wire) -> HealthAnswer:
    """Ask who is there; raises a sentence unless it is central, speaking a protocol we share."""
    answer = wire.read(wire.ask("GET", "/health"), HealthAnswer)
    if answer.service != HealthAnswer.model_fields["service"].default:
        raise OutsideTrouble(
            f"Something answers at {wire.address}, but it is not the council's service for SIA Desktop. "
            "Check the address with your administrator."
        )
    if answer.oldest_served > PROTOCOL:
        raise Refusal(
            Problem(
                code=ProblemCode.OLD_PROTOCOL,
                sentence="This version of SIA Desktop is too old for the council's service. "
                "Install the newer version; what you wrote stays on this laptop.",
            )
        )
    if answer.protocol < PROTOCOL:
        raise OutsideTrouble(
            "The council's service is older than this version of SIA Desktop. "
            "Your administrator updates the service first; until then work goes on without it."
        )
    return answer


def enrol(address: str, request: EnrolRequest, *, ca_file: Path | None = None) -> EnrolAnswer:
    """`POST /enrol`, after making sure that it is central we are about to tell a password."""
    wire = Wire(address, ca_file=ca_file)
    try:
        check_health(wire)
        body = request.model_dump(mode="json") | {"password": request.password.get_secret_value()}
        return wire.post("/enrol", json.dumps(body).encode(), EnrolAnswer)
    finally:
        wire.close()
