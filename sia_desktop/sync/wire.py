"""One kept conversation over HTTP; every failure leaves here as a sentence of its own."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

import requests
import zstandard
from pydantic import ValidationError
from requests.auth import AuthBase
from requests.exceptions import InvalidURL, ProxyError, RequestException, SSLError, Timeout
from urllib3.exceptions import NameResolutionError, ReadTimeoutError

from sia_contract.messages import Message
from sia_contract.problems import Problem
from sia_contract.version import PROTOCOL
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.sync.address import central_address, host_of, is_loopback
from sia_desktop.sync.ports import Refusal
from sia_desktop.sync.proxies import open_session

CONNECT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 60.0
REST_SECONDS: Final = 4.0
"""A line that rested so long is not used again: many a server or proxy hangs up after five, unsaid."""

LARGEST_ANSWER: Final = 256 * 1024 * 1024
"""Bytes of one answer, unpacked, where it does not say how many they are."""

_SAFE: Final = "What you wrote is safe on this laptop."

Answer = TypeVar("Answer", bound=Message)


class Bearer(AuthBase):
    """Puts the device's token on a request; as `auth` it also keeps a stray .netrc from replacing it."""

    def __init__(self, token: str | None):
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header, if there is a token yet."""
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Wire:
    """One session with central: its address, its token, its certificates; redirects are never followed."""

    def __init__(
        self,
        address: str,
        token: str | None = None,
        *,
        ca_file: Path | None = None,
        timeouts: tuple[float, float] = (CONNECT_SECONDS, ANSWER_SECONDS),
    ):
        if ca_file is not None and not ca_file.is_file():
            raise OutsideTrouble(f"The certificate file {ca_file} is not there. Choose it again in Settings.")
        self.address = central_address(address)
        self._host = host_of(self.address)
        self._timeouts = timeouts
        self._verify: str | bool = str(ca_file) if ca_file else True
        self._auth = Bearer(token)
        self._rests_since = monotonic()
        self._session = open_session(is_loopback=is_loopback(self._host))
        self._session.headers.update(
            {
                "SIA-Protocol": str(PROTOCOL),
                "User-Agent": "sia-desktop",
                "Accept-Encoding": "zstd, gzip, deflate",
            }
        )

    def carry(self, token: str | None) -> None:
        """Carry this token from now on."""
        self._auth = Bearer(token)

    def close(self) -> None:
        """Let the connection go."""
        self._session.close()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        also: frozenset[int] = frozenset(),
    ) -> requests.Response:
        """Send one request; whatever is neither a success of central's own nor in `also` is raised."""
        if monotonic() - self._rests_since > REST_SECONDS:
            self._session.close()  # its lines, that is: the next request opens another
        with self._sentences():
            answer = self._session.request(
                method,
                f"{self.address}{path}",
                data=body,
                headers=dict(headers or {}),
                auth=self._auth,
                timeout=self._timeouts,
                verify=self._verify,
                allow_redirects=False,
            )
        self._rests_since = monotonic()
        is_fine = 200 <= answer.status_code < 300 or answer.status_code in also
        if not is_fine or _is_page(answer):
            raise self._refused(answer)
        return answer

    def post(self, path: str, body: bytes, shape: type[Answer]) -> Answer:
        """Post JSON and read the answer."""
        return self.read(self.ask("POST", path, body, {"Content-Type": "application/json"}), shape)

    def read(self, answer: requests.Response, shape: type[Answer]) -> Answer:
        """The message in an answer."""
        if not _is_json(answer):
            raise self.somebody_else(answer)
        try:
            return shape.model_validate_json(_decoded(answer))
        except (ValidationError, zstandard.ZstdError):
            raise OutsideTrouble(
                f"The service at {self._host} answered in a way this program cannot read. {_SAFE} "
                "One of the two may need an update: tell your administrator."
            ) from None

    def _refused(self, answer: requests.Response) -> OutsideTrouble:
        """What an answer that is no success means."""
        if _is_json(answer):
            try:
                return Refusal(Problem.model_validate_json(answer.content))
            except ValidationError:
                pass
        if answer.status_code == 413:
            return OutsideTrouble(
                "This is larger than the council's service or its network accepts, so it was not sent. "
                f"{_SAFE} Tell your administrator which record it is."
            )
        if answer.status_code >= 500 and answer.status_code != 511:
            return OutsideTrouble(
                f"The council's service at {self._host} has trouble of its own (error {answer.status_code}). "
                f"{_SAFE} It will be sent again later."
            )
        return self.somebody_else(answer)

    def somebody_else(self, answer: requests.Response) -> OutsideTrouble:
        """Something answered, but not central: a sign-in page of this network, or another service."""
        if _is_page(answer) or 300 <= answer.status_code < 400 or answer.status_code == 511:
            return OutsideTrouble(
                "A sign-in page of this network may be in the way: "
                f"{self._host} answered with a web page instead of the council's service. {_SAFE} "
                "Open a web browser, sign in to the network, then sync again, or check the address."
            )
        return OutsideTrouble(
            f"Something answers at {self._host}, but it is not the council's service for SIA Desktop "
            f"(answer {answer.status_code}). {_SAFE} Check the address with your administrator."
        )

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Translate what requests raises; the only place that knows its exceptions."""
        try:
            yield
        except RequestException as error:
            raise OutsideTrouble(f"{self._why(error)} {_SAFE} {_remedy(error)}") from error

    def _why(self, error: RequestException) -> str:
        match error:
            case ProxyError():
                return "The proxy of this network did not let the request through."
            case SSLError() if _lies_under(error, ssl.SSLCertVerificationError):
                return (
                    f"The certificate of {self._host} cannot be trusted, so nothing was sent: "
                    "it may be out of date, for another name, or from an authority this laptop does not know."
                )
            case SSLError():
                return f"{self._host} does not answer over a secure connection, so nothing was sent."
            case _ if isinstance(error, Timeout) or _lies_under(error, ReadTimeoutError):
                return f"{self._host} took too long to answer."
            case _ if isinstance(error, InvalidURL) or _lies_under(error, NameResolutionError):
                return f"There is no {self._host} to be found from this network."
            case _ if _lies_under(error, ConnectionRefusedError):
                return f"{self._host} is there, but the council's service on it is not running."
            case _:
                return f"The connection to {self._host} broke off."


def _remedy(error: RequestException) -> str:
    match error:
        case SSLError():
            return "Tell your administrator; do not try another way round it."
        case ProxyError():
            return "Check the network, or ask your administrator about its proxy."
        case _ if isinstance(error, InvalidURL) or _lies_under(error, NameResolutionError):
            return "Check that you are online and that the address is right."
        case _:
            return "Sync will try again later."


def _lies_under(error: BaseException, kind: type[BaseException]) -> bool:
    """True if the error was brought about by one of this kind: requests and urllib3 keep it in odd places."""
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if isinstance(cause, kind):
            return True
        if isinstance(cause, BaseException):
            waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__]
    return False


def _decoded(answer: requests.Response) -> bytes:
    """The body as it was before zstd; requests undoes the older codings by itself."""
    if answer.headers.get("Content-Encoding", "").strip().lower() != "zstd":
        return answer.content
    return zstandard.decompress(answer.content, max_output_size=LARGEST_ANSWER)


def _is_json(answer: requests.Response) -> bool:
    return answer.headers.get("Content-Type", "").split(";")[0].strip().lower() == "application/json"


def _is_page(answer: requests.Response) -> bool:
    return "html" in answer.headers.get("Content-Type", "").lower()
