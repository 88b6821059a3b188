"""One doorway in, one announcement out: pages send a command and hear what changed."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal

from sia_desktop.domain.changes import Changed
from sia_desktop.ui.tasks import OnTrouble, TaskRunner

Do = Callable[[object], Changed]


class Commands(QObject):
    """Sends commands down the database lane and announces what they changed to every page."""

    changed = Signal(object)  # a Changed

    def __init__(self, tasks: TaskRunner, do: Do, parent: QObject | None = None):
        super().__init__(parent)
        self._tasks = tasks
        self._do = do

    def send(
        self,
        command: object,
        owner: QObject,
        done: Callable[[Changed], None] | None = None,
        on_trouble: OnTrouble | None = None,
    ) -> None:
        """Do what the command says. A page that closes meanwhile does not take its command with it."""

        def heard(outcome: Changed) -> None:
            self.announce(outcome)
            if done is not None and shiboken6.isValid(owner):
                done(outcome)

        def hit(trouble: BaseException) -> None:
            if on_trouble is not None and shiboken6.isValid(owner):
                on_trouble(trouble)
            else:
                self._tasks.tell(trouble, owner if shiboken6.isValid(owner) else self)

        self._tasks.run(lambda _: self._do(command), heard, hit, owner=self, must_finish=True)

    def announce(self, outcome: Changed) -> None:
        """Tell every page what changed; sync calls this too."""
        self.changed.emit(outcome)
