"""How large a request may be; more is refused before it is read."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sia_central.api.refusals import problem_answer
from sia_contract.problems import Problem, ProblemCode

LARGEST_ENROLMENT: Final = 64 * 1024
LARGEST_SYNC: Final = 16 * 1024 * 1024
LARGEST_PIECE: Final = 25 * 1024 * 1024


class _TooLarge(Exception):
    """More came than was announced or is allowed."""


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
            await _refuse(limit, scope, receive, send)
            return
        came = 0
        began = False

        async def receive_counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                raise _TooLarge
            return message

        async def note_and_send(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive_counted, note_and_send)
        except _TooLarge:
            if not began:
                await _refuse(limit, scope, receive, send)


def _limit(path: str) -> int:
    if path.startswith("/files/"):
        return LARGEST_PIECE
    return LARGEST_SYNC if path == "/sync" else LARGEST_ENROLMENT


async def _refuse(limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    problem = Problem(
        code=ProblemCode.TOO_LARGE,
        sentence=f"This request is larger than the {limit / 1024 / 1024:.3g} MB that central takes at once.",
    )
    await problem_answer(problem)(scope, receive, send)
