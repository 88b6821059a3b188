"""When rounds with central run, and how the last one went. Never blocks: rounds run on the network lane."""

from dataclasses import dataclass, replace
from random import SystemRandom
from threading import Event
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from sia_desktop.domain.changes import Changed
from sia_desktop.services.progress import Cancelled, Progress
from sia_desktop.services.sync_now import Removal, RoundReport, SyncNow
from sia_desktop.services.sync_schedule import rest_after
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.tasks import Lane, TaskRunner
from sia_desktop.ui.trouble import sentence_for

SOON: Final = 2_000
"""After signing or providing: what follows at once goes in the same round. After unlocking: the first page
comes before the tools that reach central."""
SENDS_SOON: Final = ("act", "attachment")
"""A signed PDF is an attachment, giving a copy is an act."""


@dataclass(frozen=True, slots=True)
class Progressing:
    """How far the round under way has come."""

    done: int = 0
    total: int = 0
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known since this laptop was unlocked."""

    under_way: Progressing | None = None
    report: RoundReport | None = None
    """Of the last round that ran to its end."""
    trouble: str = ""
    """Why the last round stopped early, in a sentence."""

    @property
    def must_sign_in(self) -> bool:
        """Whether central waits for the person to sign in again."""
        return self.report is not None and self.report.must_sign_in

    @property
    def question(self) -> Removal | None:
        """What the last round stopped to ask about."""
        return self.report.question if self.report else None


class _Stop(Progress):
    """Passes progress on, until told to stop; a round hears of it at its next step."""

    def __init__(self, progress: Progress, stopped: Event) -> None:
        self._progress, self._stopped = progress, stopped

    def __call__(self, done: int, total: int, sentence: str = "") -> None:
        if self._stopped.is_set():
            raise Cancelled
        self._progress(done, total, sentence)


class Syncing(QObject):
    """Starts rounds: after unlocking, every quarter of an hour, when asked, soon after signing or giving."""

    changed = Signal()
    """The standing is another one."""
    parted = Signal(object)
    """That was this laptop's last round: a `Farewell`."""
    ended = Signal()
    """The round under way has ended, whatever came of it."""

    def __init__(
        self, sync: SyncNow, commands: Commands, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sync, self._commands, self._tasks = sync, commands, tasks
        self.standing = Standing()
        self._stopped = Event()
        self._again = False
        self._failures = 0
        self._is_announcing = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.request)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.request)
        commands.changed.connect(self._send_soon_if_signed)

    @property
    def is_running(self) -> bool:
        """True while a round is under way."""
        return self.standing.under_way is not None

    def request(self) -> None:
        """Start a round; while one runs, another follows it."""
        self._start(None)

    def request_soon(self, after: int = SOON) -> None:
        """Start a round in a moment, unless one is asked for sooner."""
        self._soon.start(after)

    def approve(self, removal: Removal) -> None:
        """Let exactly this go from the laptop, and finish the round that asked."""
        self._start(removal)

    def stop(self) -> None:
        """Begin no more rounds; the one under way stops at its next step. For locking."""
        self._stopped.set()
        self._rest.stop()
        self._soon.stop()

    def _start(self, approved: Removal | None) -> None:
        if self._stopped.is_set():
            return
        if self.is_running:
            self._again = True
            return
        self._rest.stop()
        self._soon.stop()
        self._become(replace(self.standing, under_way=Progressing()))

        def work(progress: Progress) -> RoundReport:
            try:
                return self._sync.run(_Stop(progress, self._stopped), approved)
            except Cancelled:
                return RoundReport(is_cancelled=True)

        self._tasks.run(work, self._heard, self._hit, owner=self, lane=Lane.NETWORK, progress=self._come_on)

    def _come_on(self, done: int, total: int, sentence: str) -> None:
        if self.is_running:
            self._become(replace(self.standing, under_way=Progressing(done, total, sentence)))

    def _heard(self, report: RoundReport) -> None:
        trouble = str(report.trouble) if report.trouble else ""
        self._failures = self._failures + 1 if trouble else 0
        self._become(Standing(report=report, trouble=trouble))
        self._is_announcing = True
        self._commands.announce(report.changed | Changed(frozenset({"sync"})))
        self._is_announcing = False
        if report.farewell is not None:
            self.stop()
        self._rest_now()
        if report.farewell is not None:
            self.parted.emit(report.farewell)

    def _hit(self, trouble: BaseException) -> None:
        self._failures += 1
        self._become(Standing(report=self.standing.report, trouble=sentence_for(trouble)))
        self._tasks.tell(trouble, self)
        self._rest_now()

    def _rest_now(self) -> None:
        self.ended.emit()
        if self._stopped.is_set():
            return
        rest = rest_after(self._failures, SystemRandom().random())
        self._rest.start(int(rest.total_seconds() * 1000))
        if self._again:
            self._again = False
            self.request()

    def _send_soon_if_signed(self, changed: Changed) -> None:
        if not self._is_announcing and not self._stopped.is_set() and changed.touches(*SENDS_SOON):
            self.request_soon()

    def _become(self, standing: Standing) -> None:
        self.standing = standing
        self.changed.emit()
