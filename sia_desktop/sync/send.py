"""Sending sealed changes and settling each answer, so that one bad change never holds up the rest."""

import logging
from collections.abc import Callable, Sequence
from typing import Final

from sia_contract.changes import Change, Outcome, OutcomeStatus, SyncAnswer
from sia_contract.problems import Problem, ProblemCode
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.sync.ports import Refusal, SyncStore
from sia_desktop.sync.tally import Tally

Ask = Callable[[Sequence[Change]], SyncAnswer]
"""`POST /sync` from where we have read to, with these changes."""

_ABOUT_CONTENT: Final = frozenset({ProblemCode.TOO_LARGE, ProblemCode.BAD_REQUEST})
"""Refusals of a whole request that one change in it may have brought about."""

_log = logging.getLogger(__name__)


class Sending:
    """Sends within one round; `keep` takes each answer's page, after its outcomes are settled."""

    def __init__(self, store: SyncStore, ask: Ask, keep: Callable[[SyncAnswer], None], tally: Tally):
        self._store = store
        self._ask = ask
        self._keep = keep
        self._tally = tally
        self.is_more_to_send = False
        """True once settling left something new to send: merged words."""

    def send(self, changes: Sequence[Change]) -> SyncAnswer:
        """Send these, settle each, keep the page; returns the last answer."""
        try:
            answer = self._ask(changes)
        except Refusal as refusal:
            if refusal.problem.code not in _ABOUT_CONTENT:
                raise
            return self._send_apart(changes, refusal)
        is_all_kept = not answer.page and self._tally.question is None
        self._settle(changes, answer.outcomes, answer.next_cursor if is_all_kept else None)
        self._keep(answer)
        return answer

    def _send_apart(self, changes: Sequence[Change], refusal: Refusal) -> SyncAnswer:
        """Find the change that central cannot take by sending half at a time; park it alone."""
        answer = self._ask(())  # refused even so: the fault is in no change, and nothing is parked
        self._keep(answer)
        if len(changes) == 1:
            self._settle(changes, (_parked(changes[0], refusal.problem),))
            return answer
        middle = len(changes) // 2
        self.send(changes[:middle])
        return self.send(changes[middle:])

    def _settle(
        self, changes: Sequence[Change], outcomes: Sequence[Outcome], read_to: int | None = None
    ) -> None:
        """Take in the answers together; where one cannot be kept, each alone, so that it alone goes again."""
        sent = {change.change_id: change for change in changes}
        known = [outcome for outcome in outcomes if outcome.change_id in sent]
        try:
            self.is_more_to_send |= self._store.settle_together(known, read_to)
        except (RuleBroken, OutsideTrouble, ValueError):
            known = [outcome for outcome in known if self._is_kept(outcome)]
        for outcome in known:
            self._tally.settled(sent[outcome.change_id], outcome)

    def _is_kept(self, outcome: Outcome) -> bool:
        """Take in one answer by itself; one that cannot be kept leaves its change sealed."""
        try:
            self.is_more_to_send |= self._store.settle(outcome)
        except OutsideTrouble as trouble:  # a record of a later program, a full disk: it says so itself
            self._tally.met(trouble)
            return False
        except (RuleBroken, ValueError) as error:
            _log.error("answer to change %s not kept: %s", outcome.change_id, type(error).__name__)
            self._tally.met(_unreadable())
            return False
        return True


def _parked(change: Change, problem: Problem) -> Outcome:
    return Outcome(change_id=change.change_id, status=OutcomeStatus.REFUSED, problem=problem)


def _unreadable() -> OutsideTrouble:
    return OutsideTrouble(
        "One answer of the council's service could not be read. Your change is kept and will be sent again. "
        "If this is said tomorrow too, tell your administrator."
    )
