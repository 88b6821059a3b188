"""The pages that follow an answer, asked for while those before them are kept: asking changes nothing."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Final

from sia_contract.changes import SyncAnswer

AHEAD: Final = 2
"""Pages that may wait to be kept: some ten megabytes each."""
MOMENT: Final = 0.5
"""Seconds a page waits for the next: two kept together write less, but a slow line is not waited for."""


class PagesAhead:
    """Fetches one page after another on a thread of its own, and never more than `AHEAD` that nobody took."""

    def __init__(self, line: ThreadPoolExecutor, after: Callable[[int], SyncAnswer], known: SyncAnswer):
        """Go on from a known answer; `after` asks for the page after a cursor."""
        self._line, self._after = line, after
        self._last: SyncAnswer | None = known
        self._coming: deque[Future[SyncAnswer | None]] = deque()
        self._fill()

    def arrived(self) -> list[SyncAnswer]:
        """The pages that have come by now, one at least, none after the last; raises what asking raises."""
        pages = [self._coming.popleft().result()]
        wait(self._coming, MOMENT)
        while self._coming and self._coming[0].done() and self._coming[0].exception() is None:
            pages.append(self._coming.popleft().result())
        self._fill()
        return [page for page in pages if page is not None]

    def _fill(self) -> None:
        while len(self._coming) < AHEAD:
            self._coming.append(self._line.submit(self._next))

    def _next(self) -> SyncAnswer | None:
        """The page after the last, if there is one; where asking went wrong once, it is not tried again."""
        last, self._last = self._last, None
        if last is not None and last.more:
            self._last = self._after(last.next_cursor)
        return self._last


@contextmanager
def pages_after(known: SyncAnswer, after: Callable[[int], SyncAnswer]) -> Iterator[PagesAhead]:
    """The pages that follow this answer; nothing more is asked for once the block is left."""
    line = ThreadPoolExecutor(1, "next page")
    try:
        yield PagesAhead(line, after, known)
    finally:
        line.shutdown(cancel_futures=True)
