"""What every request passes: its allowance, the headers of its answer, its line in the log."""

import hashlib
import logging
import time
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sia_central.api.limiter import PER_ADDRESS, PER_DEVICE, SIGNING_IN, Limiter
from sia_central.api.metrics import REQUESTS, SECONDS
from sia_central.api.refusals import problem_answer
from sia_contract.problems import Problem, ProblemCode

_LOG: Final = logging.getLogger("sia_central.requests")
_SIGNING_IN: Final = frozenset({"sign-in", "enrol", "renew"})
"""Where words can be guessed at; `tokens` takes none but those that central stamped itself."""
_PLACES: Final = _SIGNING_IN | {"tokens", "farewell", "sync", "files", "health", "healthz", "metrics"}
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Door:
    """Outermost: refuses who asks too often, and says afterwards that a request was here, never whose."""

    def __init__(self, app: ASGIApp, limiter: Limiter | None = None) -> None:
        self._app = app
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or not, and note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        place, began, status = _place(scope["path"]), time.perf_counter(), 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(MutableHeaders(scope=message), scope["scheme"])
            await send(message)

        try:
            wait = self._wait(scope, place)
            answers = _too_often(wait) if wait else self._app
            await answers(scope, receive, send_with_headers)
        finally:
            took = time.perf_counter() - began
            REQUESTS.labels(place, status).inc()
            SECONDS.labels(place).observe(took)
            told = {"method": scope["method"], "place": place, "status": status, "ms": round(took * 1000, 1)}
            _LOG.info("answered", extra={"told": told})

    def _wait(self, scope: Scope, place: str) -> float:
        if self._limiter is None or place in {"health", "healthz", "metrics"}:
            return 0.0
        address = scope["client"][0] if scope["client"] else ""
        wait = self._limiter.wait_for(address, PER_ADDRESS)
        if not wait and place in _SIGNING_IN:
            wait = self._limiter.wait_for(address, SIGNING_IN)
        token = Headers(scope=scope).get("authorization")
        if not wait and token:
            wait = self._limiter.wait_for(hashlib.sha256(token.encode()).hexdigest(), PER_DEVICE)
        return wait


def _place(path: str) -> str:
    first = path.split("/", 2)[1] if "/" in path else ""
    return first if first in _PLACES else "elsewhere"


def _add_headers(headers: MutableHeaders, scheme: str) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-store")
    if scheme == "https":
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")


def _too_often(wait: float) -> Response:
    seconds = int(wait) + 1
    answer = problem_answer(
        Problem(
            code=ProblemCode.TOO_MANY_TRIES,
            sentence=f"Too many requests came from here at once. Wait {seconds} seconds; nothing is lost.",
        )
    )
    answer.headers["Retry-After"] = str(seconds)
    return answer
