"""Every refusal leaves as a `Problem`, whatever raised it."""

import logging
import traceback
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sia_central.services.refused import Refused
from sia_central.storage.trouble import StoreTrouble
from sia_contract.problems import Problem, ProblemCode

_LOG: Final = logging.getLogger("sia_central")

_STATUS: Final = {
    ProblemCode.OLD_PROTOCOL: 426,
    ProblemCode.NOT_SIGNED_IN: 401,
    ProblemCode.SIGN_IN_AGAIN: 401,
    ProblemCode.WRONG_CODE: 401,
    ProblemCode.WRONG_PASSWORD: 401,
    ProblemCode.TOO_MANY_TRIES: 429,
    ProblemCode.DEVICE_CLOSED: 403,
    ProblemCode.DEVICE_LOST: 403,
    ProblemCode.NOT_ALLOWED: 403,
    ProblemCode.BAD_REQUEST: 400,
    ProblemCode.NOT_FOUND: 404,
    ProblemCode.LOCKED: 409,
    ProblemCode.UNKNOWN_KIND: 422,
    ProblemCode.BAD_PAYLOAD: 422,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.WRONG_HASH: 422,
    ProblemCode.UNAVAILABLE: 503,
}

_REFUSALS: Final = {
    400: "It could not be read",
    401: "Nobody central knows: no token, a wrong one, or a wrong password",
    403: "Not for this person, this device, or from here",
    404: "No such thing, or not for this person",
    408: "It did not arrive in time",
    413: "More than central takes at once",
    422: "It has not the agreed shape, or not what its name says",
    426: "A protocol that is not served",
    429: "Too often; `Retry-After` says how long to wait",
    500: "A fault of central's own, which it has written down",
    503: "Central has trouble of its own; nothing of this was kept",
}

DESCRIBED: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "description": words} for status, words in _REFUSALS.items()
}
"""How any operation may refuse, for the description of them all."""

_OUR_TROUBLE: Final = Problem(
    code=ProblemCode.UNAVAILABLE,
    sentence="The council's service has trouble of its own. "
    ""
    "Nothing of this request was kept; it can be sent again.",
)


def problem_answer(problem: Problem, status: int | None = None) -> JSONResponse:
    """A problem as an answer."""
    return JSONResponse(problem.model_dump(mode="json"), status or _STATUS[problem.code])


def too_large() -> Problem:
    """More was sent than central takes at once."""
    return Problem(
        code=ProblemCode.TOO_LARGE, sentence="This request is larger than central takes at once. Send less."
    )


def translate_refusals(app: FastAPI) -> None:
    """Give the application its only places where exceptions become answers."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_exception_handler(DBAPIError, _store_trouble)
    app.add_exception_handler(OSError, _store_trouble)
    app.add_exception_handler(StoreTrouble, _store_trouble)


class LastResort:
    """What nobody expected is logged without the words it was about, and answered with an apology."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; should that fail before anything was answered, apologise."""
        began = False

        async def note_and_send(message: Message) -> None:
            nonlocal began
            began = began or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note_and_send)
        except Exception as error:  # noqa: BLE001 - the one last place; its message may hold personal data
            log_trouble(error)
            if scope["type"] == "http" and not began:
                await problem_answer(_OUR_TROUBLE, 500)(scope, receive, send)


def log_trouble(error: BaseException) -> None:
    """Where it happened and of what kind, never what it said: messages quote what people wrote."""
    kinds = [type(each).__name__ for each in _chain(error)]
    where = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("Unexpected %s\n%s", " from ".join(kinds), where)


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[-1].__cause__ or getattr(chain[-1], "orig", None)) and len(chain) < 5:
        chain.append(cause)
    return chain


def _refused(_: Request, refused: Exception) -> Response:
    assert isinstance(refused, Refused)
    return problem_answer(refused.problem)


def _unreadable(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = sorted({".".join(str(part) for part in fault["loc"]) for fault in error.errors()})
    if places in ([], [""]):
        places = ["the body, which is not JSON in UTF-8"]
    return problem_answer(
        Problem(
            code=ProblemCode.BAD_REQUEST,
            sentence=f"The request does not have the agreed shape: see {', '.join(places)[:500]}.",
        ),
        422,
    )


def _not_served(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code in {404, 405}:
        problem = Problem(code=ProblemCode.NOT_FOUND, sentence="Central answers nothing at this address.")
    elif error.status_code == 408:
        problem = Problem(
            code=ProblemCode.UNAVAILABLE, sentence="The request did not arrive in time. Send it again."
        )
    elif error.status_code == 413:
        problem = too_large()
    else:
        problem = Problem(code=ProblemCode.BAD_REQUEST, sentence="Central could not read this request.")
    return problem_answer(problem, error.status_code)


def _store_trouble(_: Request, error: Exception) -> Response:
    log_trouble(error)
    return problem_answer(_OUR_TROUBLE)
