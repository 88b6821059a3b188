"""How long this laptop may still stay away from the council, watched while the desk is open."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from sia_desktop.domain.lease import Lease
from sia_desktop.services.door import Desk
from sia_desktop.services.ports import Clock
from sia_desktop.ui.lease_words import SIGN_IN, lease_words
from sia_desktop.ui.syncing import Syncing
from sia_desktop.ui.tasks import TaskRunner
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.painting import Tone

LOOKS_EVERY: Final = 15 * 60_000
"""Milliseconds."""


class LeaseWatch(QObject):
    """Looks at once, after each round and every quarter of an hour; locks when the lease is over."""

    changed = Signal()
    over = Signal()

    def __init__(self, desk: Desk, tasks: TaskRunner, syncing: Syncing, now: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._syncing, self._now = desk, tasks, syncing, now
        self._said: tuple[str, str] = ("", "")
        self._must_sign_in = False
        self._timer = QTimer(self, interval=LOOKS_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        syncing.ended.connect(self._look)
        self._look()

    def banner(self, sync: Callable[[], object], sign_in: Callable[[], object]) -> Banner | None:
        """What to say above every page, if anything."""
        lead, sentence = self._said
        if not sentence:
            return None
        if self._must_sign_in:
            return Banner(Tone.WARNING, sentence, lead=lead, icon="lock", act="Sign in…", press=sign_in)
        return Banner(Tone.WARNING, sentence, lead=lead, icon="clock-alert", act="Sync now", press=sync)

    def _look(self) -> None:
        self._tasks.run(lambda _: self._desk.lease(), self._heard, owner=self)

    def _heard(self, lease: Lease | None) -> None:
        now = self._now()
        if lease is not None and lease.is_over(now):
            self._timer.stop()
            self.over.emit()
            return
        self._must_sign_in = self._syncing.standing.must_sign_in
        said = SIGN_IN if self._must_sign_in else lease_words(lease, now)
        if said != self._said:
            self._said = said
            self.changed.emit()
