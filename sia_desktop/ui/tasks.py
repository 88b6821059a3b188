"""Slow work off the screen's thread: three lanes, answers on the main thread while their page exists."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from sia_desktop.services.progress import Cancelled, Progress

T = TypeVar("T")
OnTrouble = Callable[[BaseException], None]
Tell = Callable[[BaseException, QObject], None]
OnProgress = Callable[[int, int, str], None]


class Lane(Enum):
    """Which queue work waits in: the database has one worker, because two writers meet a locked file."""

    DATABASE = "database"
    NETWORK = "network"
    WORDS = "words"
    """Looking words up, which is slow and touches nothing."""

    @property
    def workers(self) -> int:
        """How many pieces of work go on in it at once."""
        return 3 if self is Lane.NETWORK else 1


class Task:
    """One piece of work that was asked for; `cancel()` stops it at its next progress call."""

    def __init__(
        self,
        owner: QObject,
        on_done: Callable[[Any], None],
        on_trouble: OnTrouble,
        on_progress: OnProgress | None,
        must_finish: bool,
    ):
        self.owner = owner
        self.on_done = on_done
        self.on_trouble = on_trouble
        self.on_progress = on_progress
        self.must_finish = must_finish
        self._stop = Event()

    def cancel(self, *_: object) -> None:
        """Forget the answer; work already under way stops when it next reports progress."""
        if not self.must_finish:
            self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """True when nobody waits for this answer."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class _Step:
    """How far a task has come, on its way to the main thread."""

    done: int
    total: int
    sentence: str


class TaskRunner(QObject):
    """Runs work on the database lane or the network lane and hands the answer to its owner."""

    _reported = Signal(object, object)

    def __init__(
        self, default_trouble: Callable[[BaseException, QObject], None], parent: QObject | None = None
    ):
        super().__init__(parent)
        self.tell = default_trouble
        self._workers = {
            lane: ThreadPoolExecutor(max_workers=lane.workers, thread_name_prefix=lane.name.lower())
            for lane in Lane
        }
        self._waiting: set[Task] = set()
        self._is_closed = False
        self._reported.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_trouble: OnTrouble | None = None,
        *,
        owner: QObject,
        lane: Lane = Lane.DATABASE,
        progress: OnProgress | None = None,
        must_finish: bool = False,
    ) -> Task:
        """Start work; its answer, trouble and progress reach the main thread while `owner` lives.

        `must_finish` is for writing: it is done even when its page has gone or the window is closing.
        """
        tell = on_trouble or (lambda trouble: self.tell(trouble, owner))
        task = Task(owner, on_done, tell, progress, must_finish)
        if self._is_closed:
            task.cancel()  # the window is gone; a timer of it came late
            return task
        owner.destroyed.connect(task.cancel)
        self._waiting.add(task)

        def report(done: int, total: int, sentence: str = "") -> None:
            if task.is_cancelled:
                raise Cancelled
            if task.on_progress is not None:
                self._reported.emit(task, _Step(done, total, sentence))

        def start() -> T:
            report(0, 0)
            return work(report)

        future = self._workers[lane].submit(start)
        future.add_done_callback(lambda f: self._reported.emit(task, f))
        return task

    @property
    def is_idle(self) -> bool:
        """True when nothing is running or queued."""
        return not self._waiting

    def close(self) -> None:
        """Cancel what only reads, finish what writes, end the threads; nothing starts any more."""
        self._is_closed = True
        for task in self._waiting:
            task.cancel()
        for worker in self._workers.values():
            worker.shutdown(wait=True)
        self._waiting.clear()

    def _receive(self, task: Task, news: "_Step | Future[Any]") -> None:
        lives = shiboken6.isValid(task.owner)
        if isinstance(news, _Step):
            if lives and not task.is_cancelled and task.on_progress is not None:
                task.on_progress(news.done, news.total, news.sentence)
            return
        if task not in self._waiting:
            return  # the runner has closed: nobody is there to be told
        self._waiting.discard(task)
        if lives:
            task.owner.destroyed.disconnect(task.cancel)
        trouble = news.exception()
        if isinstance(trouble, Cancelled):
            return
        if trouble is not None:
            # A bug must be heard of even when its page has gone; self outlives every page.
            task.on_trouble(trouble) if lives else self.tell(trouble, self)
        elif lives and not task.is_cancelled:
            task.on_done(news.result())
