"""Signing in over the wire, by password or in the browser; then enrolling, or renewing the lease."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sia_contract.enrolment import EnrolAnswer, EnrolRequest
from sia_contract.messages import Message
from sia_contract.signing_in import (
    BrowserAnswer,
    BrowserRequest,
    BrowserReturn,
    RenewRequest,
    SignInAnswer,
    SignInRequest,
    TokenAnswer,
)
from sia_contract.version import PROTOCOL
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.progress import Progress
from sia_desktop.sync.browser import ComesBack, new_verifier
from sia_desktop.sync.transport import check_health
from sia_desktop.sync.wire import Answer, Wire


class SigningIn:
    """One conversation with central before this laptop has a token."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def by_password(self, email: str, password: str) -> SignInAnswer:
        """`POST /sign-in`, after making sure that it is central we are about to tell a password."""
        check_health(self._wire)
        asked = {"protocol": PROTOCOL, "email": email, "password": password}
        return self._post("/sign-in", SignInRequest.model_validate(asked), SignInAnswer)

    def in_browser(
        self, email: str, open_browser: Callable[[str], object], progress: Progress
    ) -> SignInAnswer:
        """Sign in on the council's own page; what comes back counts only with our state and our verifier."""
        check_health(self._wire)
        verifier, challenge = new_verifier()
        with ComesBack() as here:
            asked = {
                "protocol": PROTOCOL,
                "email": email,
                "redirect_uri": here.address,
                "code_challenge": challenge,
            }
            page = self._post("/sign-in/browser", BrowserRequest.model_validate(asked), BrowserAnswer)
            check_web_page(page.url)
            open_browser(page.url)
            state = page.state.get_secret_value()
            code = here.wait(state, progress)
        back = {"protocol": PROTOCOL, "state": state, "code": code, "verifier": verifier}
        return self._post("/sign-in/returned", BrowserReturn.model_validate(back), SignInAnswer)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """`POST /enrol`."""
        return self._post("/enrol", request, EnrolAnswer)

    def renew(self, request: RenewRequest) -> TokenAnswer:
        """`POST /renew`."""
        return self._post("/renew", request, TokenAnswer)

    def _post(self, path: str, request: Message, shape: type[Answer]) -> Answer:
        return self._wire.post(path, request.model_dump_json().encode(), shape)


def check_web_page(url: str) -> None:
    """Raise a sentence unless this is a page of the web: an address may start any program."""
    parts = urlsplit(url)
    is_here = parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
        raise OutsideTrouble(
            "The council’s service named a sign-in page whose address does not begin with https://. "
            "It was not opened. Tell your administrator."
        )


@contextmanager
def signing_in(address: str, *, ca_file: Path | None = None) -> Iterator[SigningIn]:
    """A conversation for as long as signing in takes."""
    wire = Wire(address, ca_file=ca_file)
    try:
        yield SigningIn(wire)
    finally:
        wire.close()
