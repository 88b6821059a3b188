"""What every endpoint asks of its caller: a protocol we serve, and, after enrolment, a device's token."""

import re
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Header, Request

from sia_central.services.refused import Refused
from sia_central.services.tokens import Shown, read_access, signed_in
from sia_central.services.who_may import SignedIn
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode
from sia_contract.version import OLDEST_SERVED, PROTOCOL


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


async def store_of(request: Request) -> Store:
    """The store that this application was made with.

    Asked by itself, as `served_protocol` is: what is not `async` is asked in a thread of its own.
    """
    store: Store = request.app.state.store
    return store


async def served_protocol(sia_protocol: Annotated[str, Header()] = "") -> None:
    """Refuse, in words, a protocol that we do not serve or do not know yet."""
    check_protocol(int(sia_protocol) if re.fullmatch("[0-9]{1,9}", sia_protocol) else 0)


def check_protocol(protocol: int) -> None:
    """Refuse, in words, a protocol that we do not serve or do not know yet."""
    if protocol < OLDEST_SERVED:
        raise Refused(
            ProblemCode.OLD_PROTOCOL,
            "This version of SIA Desktop is too old for the council's service. Install the newer version; "
            "what you wrote stays on this laptop.",
        )
    if protocol > PROTOCOL:
        raise Refused(
            ProblemCode.OLD_PROTOCOL,
            "The council's service is older than this version of SIA Desktop. "
            "Your administrator updates the service first; until then work goes on without it.",
        )


TheStore = Annotated[Store, Depends(store_of)]


async def shown(store: TheStore, authorization: Annotated[str, Header()] = "") -> Shown:
    """What the token of the laptop that sent this says."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refused(
            ProblemCode.NOT_SIGNED_IN,
            "This laptop is not enrolled. Enrol it with your e-mail and password.",
        )
    return read_access(store, token, now())


TheToken = Annotated[Shown, Depends(shown)]


def caller(store: TheStore, token: TheToken) -> SignedIn:
    """The person whose laptop sent this."""
    return signed_in(store, token, now())


TheCaller = Annotated[SignedIn, Depends(caller)]
