"""How large a request may be; more is refused before it is read."""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sia_central.api.refusals import problem_answer, too_large

LARGEST_ENROLMENT: Final = 64 * 1024
LARGEST_SYNC: Final = 16 * 1024 * 1024
LARGEST_PIECE: Final = 25 * 1024 * 1024


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
        came = 0

        async def receive_counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_counted, send)


def _limit(path: str) -> int:
    if path.startswith("/files/"):
        return LARGEST_PIECE
    return LARGEST_SYNC if path == "/sync" else LARGEST_ENROLMENT
