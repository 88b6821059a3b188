"""How large a request may be, and how long it may take to come; more is refused before it is read."""

import asyncio
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sia_central.api.refusals import problem_answer, too_large

LARGEST_ENROLMENT: Final = 64 * 1024
LARGEST_SYNC: Final = 16 * 1024 * 1024
LARGEST_PIECE: Final = 25 * 1024 * 1024
LONGEST_WAIT: Final = 300.0
"""Seconds for a whole body: a mebibyte over the worst line of a village school."""


class BodyLimit:
    """Refuses a body over its path's limit, announced or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = _limit(scope["path"])
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > limit:
            await problem_answer(too_large())(scope, receive, send)
            return
        came, more = 0, True
        until = asyncio.get_running_loop().time() + LONGEST_WAIT

        async def receive_counted() -> Message:
            nonlocal came, more
            try:
                async with asyncio.timeout_at(until if more else None):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408) from error
            more = message.get("more_body", False)
            came += len(message.get("body", b""))
            if came > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_counted, send)


def _limit(path: str) -> int:
    if path.startswith("/files/"):
        return LARGEST_PIECE
    return LARGEST_SYNC if path == "/sync" else LARGEST_ENROLMENT
