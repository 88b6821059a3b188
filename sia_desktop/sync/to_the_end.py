"""Rounds to the very last: a laptop whose adviser left hands over everything, a lost one stops."""

from dataclasses import replace
from typing import Final, Protocol

from sia_contract.problems import ProblemCode
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.progress import Progress
from sia_desktop.services.sync_now import Farewell, Removal, RoundReport
from sia_desktop.sync.ports import Refusal
from sia_desktop.sync.round import Rounds

_ONLY_HERE: Final = (
    "This laptop hands everything over before it is emptied, and {count} of its changes are here alone: "
    "refused by the council’s service, or words of yours that wait for your choice. Settle what stands on "
    "the pages Sync and Clashes, then sync again; or tell your administrator, who sees that they are here."
)


class Store(Protocol):
    """What the last round needs of the store."""

    def offer_everything(self) -> None:
        """Let what was parked go up once more."""

    def only_here(self) -> int:
        """How many changes and words set aside central has nothing of."""


class Line(Protocol):
    """What the last round needs of the wire."""

    def sign_in(self) -> bool:
        """Make sure of a token; True where this laptop is to hand over everything."""

    def say_farewell(self) -> None:
        """Tell central that everything was handed over."""


class RoundsToTheEnd:
    """Implements `SyncNow`: its report says when this round was the last."""

    def __init__(self, rounds: Rounds, store: Store, line: Line) -> None:
        self._rounds, self._store, self._line = rounds, store, line

    def run(self, progress: Progress, approved: Removal | None = None) -> RoundReport:
        """One round; nothing is said to be handed over before central has all of it."""
        try:
            is_leaving = self._line.sign_in()
        except OutsideTrouble:  # the round meets it again, and tells it
            is_leaving = False
        if is_leaving:
            self._store.offer_everything()
        report = self._rounds.run(progress, approved)
        if _is(ProblemCode.DEVICE_LOST, report.trouble):
            return replace(report, farewell=Farewell.LOST)
        if not is_leaving or not report.is_complete:
            return replace(report, must_sign_in=_is(ProblemCode.SIGN_IN_AGAIN, report.trouble))
        if kept := self._store.only_here():  # whoever left may still settle them; nothing is wiped unread
            return replace(report, trouble=OutsideTrouble(_ONLY_HERE.format(count=kept)))
        try:
            self._line.say_farewell()
        except OutsideTrouble as trouble:
            return replace(report, trouble=trouble)
        return replace(report, farewell=Farewell.LEFT)


def _is(code: ProblemCode, trouble: OutsideTrouble | None) -> bool:
    return isinstance(trouble, Refusal) and trouble.problem.code is code
