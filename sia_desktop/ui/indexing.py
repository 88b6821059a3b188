"""Keeps the search index filled behind everything else: after unlocking, after each save and each round."""

from collections.abc import Callable
from threading import Event
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from sia_desktop.services.progress import Cancelled, Progress
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.tasks import Lane, TaskRunner

SOON: Final = 300
"""Milliseconds after a change: several that come together are read together."""

Fill = Callable[[Progress], None]


class Indexing(QObject):
    """Reads what is new into the index, on the lane that the pages' questions do not use."""

    ended = Signal()
    """The index is as full as it gets for now."""

    def __init__(
        self, fill: Fill, commands: Commands, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fill, self._tasks = fill, tasks
        self._stopped = Event()
        self._again = False
        self.is_running = False
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._start)
        commands.changed.connect(lambda _: self.request())

    def request(self) -> None:
        """Fill it in a moment."""
        if not self._stopped.is_set():
            self._soon.start()

    def stop(self) -> None:
        """Begin no more; what is under way stops at its next step. For locking."""
        self._stopped.set()
        self._soon.stop()

    def _start(self) -> None:
        if self.is_running or self._stopped.is_set():
            self._again = True
            return
        self.is_running = True

        def work(progress: Progress) -> None:
            def step(done: int, total: int, sentence: str = "") -> None:
                if self._stopped.is_set():
                    raise Cancelled
                progress(done, total, sentence)

            try:
                self._fill(step)
            except Cancelled:
                return

        self._tasks.run(work, lambda _: self._end(), self._hit, owner=self, lane=Lane.NETWORK)

    def _hit(self, trouble: BaseException) -> None:
        self._tasks.tell(trouble, self)
        self._end()

    def _end(self) -> None:
        self.is_running = False
        again, self._again = self._again, False
        if again:
            self.request()
        self.ended.emit()
