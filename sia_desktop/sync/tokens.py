"""Stays signed in: a short token for each request, and the next pair when it has run out."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sia_contract.problems import Problem, ProblemCode
from sia_contract.signing_in import Holding, TokenAnswer, TokenRequest, token_words
from sia_contract.version import PROTOCOL
from sia_desktop.sync.ports import Refusal
from sia_desktop.sync.wire import Wire


class Memory(Protocol):
    """What the encrypted store remembers of signing in."""

    def refresh_token(self) -> str:
        """The token for the next pair; empty where the person has to sign in again."""

    def access_token(self, now: datetime) -> str:
        """The token for a request; empty where the next pair is wanted first."""

    def hands_over(self) -> bool:
        """True once central said that the adviser of this laptop left."""

    def keep(self, answer: TokenAnswer, now: datetime) -> None:
        """Keep the next pair, durably."""

    def forget_access(self) -> None:
        """Central would not take the access token."""

    def holding(self) -> Holding:
        """What this laptop holds, as counts."""

    def wrapped_unlock(self) -> str | None:
        """An unlock code that central has not got yet."""

    def keep_wrapped_unlock(self, wrapped: str) -> None:
        """Empty once it was sent."""

    def recovery_key(self) -> str:
        """The council's recovery key for which the unlock code was made."""


class Tokens:
    """The tokens of one enrolled laptop."""

    def __init__(
        self,
        memory: Memory,
        prove: Callable[[bytes], str],
        now: Callable[[], datetime],
        new_recovery_key: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`new_recovery_key` is told when the council's is another than the one known here."""
        self._memory, self._prove, self._now = memory, prove, now
        self._new_recovery_key = new_recovery_key

    @property
    def hands_over(self) -> bool:
        """True once central said that the adviser of this laptop left."""
        return self._memory.hands_over()

    def put_on(self, wire: Wire) -> None:
        """Let the wire carry a token that still holds; what was asked for and never heard is asked again."""
        token = self._memory.access_token(self._now()) or self._next(wire)
        wire.carry(token)

    def renew(self, wire: Wire) -> None:
        """Central would not take the one it carries: get another."""
        self._memory.forget_access()
        self.put_on(wire)

    def _next(self, wire: Wire) -> str:
        token = self._memory.refresh_token()
        if not token:
            raise Refusal(
                Problem(
                    code=ProblemCode.SIGN_IN_AGAIN,
                    sentence="This laptop has to sign in again. Ask your administrator; your work is kept.",
                )
            )
        unlock = self._memory.wrapped_unlock()
        wire.carry(None)
        request = TokenRequest.model_validate(
            {
                "protocol": PROTOCOL,
                "refresh_token": token,
                "proof": self._prove(token_words(token)),
                "holding": self._memory.holding(),
                "recovery": unlock,
            }
        )
        answer = wire.post("/tokens", request.model_dump_json().encode(), TokenAnswer)
        self._memory.keep(answer, self._now())
        if unlock:
            self._memory.keep_wrapped_unlock("")
        if answer.recovery_key not in {"", self._memory.recovery_key()}:
            self._new_recovery_key(answer.recovery_key)
        return answer.access_token.get_secret_value()
