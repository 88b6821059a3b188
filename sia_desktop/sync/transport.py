"""The conversation with central, in the words of the protocol (docs/sync.md)."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import requests

from sia_contract.changes import SyncAnswer, SyncRequest
from sia_contract.enrolment import CertificateAnswer, HealthAnswer
from sia_contract.problems import Problem, ProblemCode
from sia_contract.version import PROTOCOL
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.sync.ports import Refusal, Step, unwatched
from sia_desktop.sync.tokens import Tokens
from sia_desktop.sync.wire import Wire

PIECE: Final = 1024 * 1024
"""Bytes of a file in one request: what a broken connection can cost."""

_OFFSET: Final = "Upload-Offset"


class HttpTransport:
    """`Transport` over HTTPS, with one connection kept."""

    def __init__(self, wire: Wire, tokens: Tokens | None = None):
        self._wire, self._tokens = wire, tokens
        self._begun: dict[str, bytearray] = {}

    def close(self) -> None:
        """Let the connection go."""
        self._wire.close()

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """`POST /sync`."""
        json_type = {"Content-Type": "application/json"}
        return self._wire.read(
            self._ask("POST", "/sync", request.model_dump_json().encode(), json_type), SyncAnswer
        )

    def sign_in(self) -> bool:
        """Make sure of a token; True where the adviser left and this laptop is to hand over everything."""
        if self._tokens is None:
            return False
        self._tokens.put_on(self._wire)
        return self._tokens.hands_over

    def say_farewell(self) -> None:
        """Tell central that everything was handed over."""
        self._ask("POST", "/farewell")

    def certificate(self) -> CertificateAnswer:
        """`GET /certificate`."""
        return self._wire.read(self._ask("GET", "/certificate"), CertificateAnswer)

    def send_file(self, sha256: str, content: bytes, step: Step = unwatched) -> None:
        """Upload, going on from where an earlier attempt stopped."""
        held = self._held(sha256)
        while held < len(content):
            before = held
            step(held)
            held = self._put(sha256, before, content[before : before + PIECE])
            if held <= before:
                raise OutsideTrouble(
                    "The council's service did not keep all of a file that was sent. "
                    "The file is safe on this laptop and will be sent again later."
                )

    def fetch_file(self, sha256: str, size: int, step: Step = unwatched) -> bytes:
        """Download in pieces, going on where an earlier attempt stopped, and check size and hash."""
        content = self._begun.setdefault(sha256, bytearray())
        while len(content) < size:
            step(len(content))
            asked = {"Range": f"bytes={len(content)}-{min(len(content) + PIECE, size) - 1}"}
            answer = self._ask("GET", f"/files/{sha256}", headers=asked)
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

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        also: frozenset[int] = frozenset(),
    ) -> requests.Response:
        """One request with a token that holds; one that ran out on the way is renewed once."""
        if self._tokens is None:
            return self._wire.ask(method, path, body, headers, also)
        self._tokens.put_on(self._wire)
        try:
            return self._wire.ask(method, path, body, headers, also)
        except Refusal as refusal:
            if refusal.problem.code is not ProblemCode.NOT_SIGNED_IN:
                raise
        self._tokens.renew(self._wire)
        return self._wire.ask(method, path, body, headers, also)

    def _held(self, sha256: str) -> int:
        """How many bytes central has of it."""
        answer = self._ask("HEAD", f"/files/{sha256}", also=frozenset({404}))
        return 0 if answer.status_code == 404 else self._offset(answer)

    def _put(self, sha256: str, offset: int, piece: bytes) -> int:
        headers = {"Content-Type": "application/octet-stream", _OFFSET: str(offset)}
        return self._offset(self._ask("PUT", f"/files/{sha256}", piece, headers))

    def _offset(self, answer: requests.Response) -> int:
        text = answer.headers.get(_OFFSET, "")
        if not text.isdecimal():
            raise self._wire.somebody_else(answer)
        return int(text)


def open_transport(address: str, tokens: Tokens, *, ca_file: Path | None = None) -> HttpTransport:
    """The conversation of an enrolled laptop."""
    return HttpTransport(Wire(address, ca_file=ca_file), tokens)


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
