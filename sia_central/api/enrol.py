"""Signing in, joining, and staying signed in."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from sia_central.api.bodies import described, read_body
from sia_central.api.caller import TheCaller, TheStore, check_protocol, now, served_protocol
from sia_central.api.refusals import DESCRIBED
from sia_central.services import enrol as enrolment
from sia_central.services import sign_in as signing_in
from sia_central.services import sign_in_elsewhere, tokens
from sia_central.storage.store import Store
from sia_contract.enrolment import EnrolAnswer, EnrolRequest
from sia_contract.messages import Message
from sia_contract.signing_in import (
    TELLS_RECOVERY_KEY,
    BrowserAnswer,
    BrowserRequest,
    BrowserReturn,
    RenewRequest,
    SignInAnswer,
    SignInRequest,
    TokenAnswer,
    TokenRequest,
)

router = APIRouter(dependencies=[Depends(served_protocol)], responses=DESCRIBED)

Asked = TypeVar(
    "Asked", SignInRequest, BrowserRequest, BrowserReturn, EnrolRequest, TokenRequest, RenewRequest
)


@router.post("/sign-in", response_model=SignInAnswer, openapi_extra=described(SignInRequest))
async def sign_in(request: Request, store: TheStore) -> Response:
    """Sign in with e-mail and password."""
    address = request.client.host if request.client else ""

    def answer(store: Store, asked: SignInRequest) -> Message:
        password = asked.password.get_secret_value()
        return signing_in.sign_in(store, asked.email.strip(), password, address, now())

    return await _answered(request, store, SignInRequest, answer)


@router.post("/sign-in/browser", response_model=BrowserAnswer, openapi_extra=described(BrowserRequest))
async def sign_in_elsewhere_begins(request: Request, store: TheStore) -> Response:
    """Say where the council's own sign-in page is."""
    return await _answered(
        request, store, BrowserRequest, lambda s, asked: sign_in_elsewhere.send_to_provider(s, asked, now())
    )


@router.post("/sign-in/returned", response_model=SignInAnswer, openapi_extra=described(BrowserReturn))
async def sign_in_elsewhere_ends(request: Request, store: TheStore) -> Response:
    """Take what the browser came back with to the identity provider."""
    return await _answered(
        request, store, BrowserReturn, lambda s, asked: sign_in_elsewhere.come_back(s, asked, now())
    )


@router.post("/enrol", response_model=EnrolAnswer, openapi_extra=described(EnrolRequest))
async def enrol(request: Request, store: TheStore) -> Response:
    """Give a laptop its first refresh token and its certificate."""
    return await _answered(request, store, EnrolRequest, lambda s, asked: enrolment.enrol(s, asked, now))


@router.post("/tokens", response_model=TokenAnswer, openapi_extra=described(TokenRequest))
async def refresh(request: Request, store: TheStore) -> Response:
    """Give a laptop its next tokens."""
    return await _answered(request, store, TokenRequest, lambda s, asked: tokens.refresh(s, asked, now))


@router.post("/renew", response_model=TokenAnswer, openapi_extra=described(RenewRequest))
async def renew(request: Request, store: TheStore) -> Response:
    """Give a laptop whose person signed in again a new lease."""
    return await _answered(request, store, RenewRequest, lambda s, asked: tokens.renew(s, asked, now))


@router.post("/farewell")
def farewell(store: TheStore, who: TheCaller) -> Response:
    """A laptop whose adviser left has handed over everything."""
    tokens.say_farewell(store, who, now())
    return Response(status_code=204)


def _untold(protocol: int) -> set[str]:
    """What a laptop of this protocol could not read."""
    return {"recovery_key"} if protocol < TELLS_RECOVERY_KEY else set()


async def _answered(
    request: Request, store: Store, shape: type[Asked], answer: Callable[[Store, Asked], Message]
) -> Response:
    asked = await read_body(request, shape)

    def work() -> Response:
        check_protocol(asked.protocol)
        said = answer(store, asked).model_dump_json(exclude=_untold(asked.protocol))
        return Response(said, media_type="application/json", headers={"Cache-Control": "no-store"})

    return await run_in_threadpool(work)
