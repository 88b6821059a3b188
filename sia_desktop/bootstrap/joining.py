"""What joining and signing in again say to central; its refusals come back as sentences of the door."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from sia_contract.enrolment import EnrolAnswer, EnrolRequest
from sia_contract.problems import ProblemCode
from sia_contract.signing_in import Asks, RenewRequest, SignInAnswer, TokenAnswer, renewal_words
from sia_contract.version import PROTOCOL
from sia_desktop.bootstrap.paths import this_computer
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.people import WorkingFor
from sia_desktop.security.device_key import DeviceKey
from sia_desktop.security.pades import certificate_request, key_as_bytes, new_signing_key
from sia_desktop.services.door import (
    Enrolment,
    SecondFactorAsked,
    SetUpFactor,
    SignIn,
    SignInEnded,
    WrongFactor,
)
from sia_desktop.services.progress import Progress
from sia_desktop.sync.ports import Refusal
from sia_desktop.sync.signing_in import SigningIn, signing_in

OpenBrowser = Callable[[str], object]


def joined(
    enrolment: Enrolment, device_key: DeviceKey, open_browser: OpenBrowser, progress: Progress
) -> tuple[bytes, EnrolAnswer]:
    """Sign in, make the signing key here and ask central to certify it."""
    key, email = new_signing_key(), enrolment.email.strip()
    with _in_words(), signing_in(enrolment.address, ca_file=enrolment.authority_file) as line:
        ticket = _ticket(line, enrolment.sign_in, open_browser, progress)
        request = {
            "protocol": PROTOCOL,
            "ticket": ticket,
            "code": enrolment.code.strip(),
            "device_name": enrolment.device_name.strip() or this_computer(),
            "certificate_request_pem": certificate_request(key, email or "adviser").decode(),
            "device_key": device_key.public,
        }
        answer = line.enrol(EnrolRequest.model_validate(request))
    return key_as_bytes(key), answer


def renewed(
    me: WorkingFor,
    device_key: DeviceKey,
    sign_in: SignIn,
    authority: Path | None,
    open_browser: OpenBrowser,
    progress: Progress,
) -> TokenAnswer:
    """Sign in again at an enrolled laptop, and get its next tokens."""
    with _in_words(), signing_in(me.central_address, ca_file=authority) as line:
        ticket = _ticket(line, sign_in, open_browser, progress)
        request = {
            "protocol": PROTOCOL,
            "ticket": ticket,
            "code": sign_in.code.strip(),
            "device_id": me.device_id,
            "device_key": device_key.public,
            "proof": device_key.prove(renewal_words(me.device_id, ticket)),
        }
        return line.renew(RenewRequest.model_validate(request))


def _ticket(line: SigningIn, sign_in: SignIn, open_browser: OpenBrowser, progress: Progress) -> str:
    """The ticket of a sign-in that asks for nothing more, or whose code is at hand."""
    if sign_in.ticket:
        return sign_in.ticket
    answer = (
        line.in_browser(sign_in.email, open_browser, progress)
        if sign_in.in_browser
        else line.by_password(sign_in.email, sign_in.password)
    )
    ticket = answer.ticket.get_secret_value()
    if answer.asks is Asks.NOTHING:
        return ticket
    raise SecondFactorAsked(ticket, _set_up(answer))


def _set_up(answer: SignInAnswer) -> SetUpFactor | None:
    if answer.set_up is None:
        return None
    from sia_desktop.documents.qr import qr_rows

    squares = qr_rows(answer.set_up.uri.get_secret_value())
    return SetUpFactor(answer.set_up.secret.get_secret_value(), squares)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (ValidationError, UnicodeEncodeError) as fault:
        raise RuleBroken(
            "Type your e-mail address as the administrator has it, and a name for this laptop."
        ) from fault
    except Refusal as refusal:
        match refusal.problem.code:
            case ProblemCode.WRONG_CODE:
                raise WrongFactor(str(refusal)) from refusal
            case ProblemCode.SIGN_IN_AGAIN:
                raise SignInEnded(str(refusal)) from refusal
            case _:
                raise RuleBroken(str(refusal)) from refusal
