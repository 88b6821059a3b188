"""One round with central: seal, send, settle, receive, compare. Between any two steps all is true."""

from collections.abc import Sequence, Set
from itertools import chain, takewhile
from threading import Lock
from time import monotonic
from typing import Final

from sia_contract.changes import BATCH, Change, SyncAnswer, SyncRequest
from sia_contract.version import PROTOCOL
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.progress import Cancelled, Progress
from sia_desktop.services.sync_now import Removal, RoundReport
from sia_desktop.sync.clock import seconds_ahead
from sia_desktop.sync.files import fetch_files, send_files
from sia_desktop.sync.guard import Guard, counts_trouble, differing_kinds
from sia_desktop.sync.pages_ahead import pages_after
from sia_desktop.sync.ports import SyncStore, Transport
from sia_desktop.sync.renewals import Renewals
from sia_desktop.sync.send import Sending
from sia_desktop.sync.tally import Tally

LAPS: Final = 3
"""A lap after the first is for what the one before it left to send: merged words."""


class _Restored(OutsideTrouble):
    """Central was restored from a backup since we last read from it."""

    def __init__(self, epoch: int) -> None:
        super().__init__("The council's service was put back from a backup at this moment. Sync again.")
        self.epoch = epoch


class Rounds:
    """Runs rounds for one laptop, one at a time."""

    def __init__(self, store: SyncStore, transport: Transport):
        self._store = store
        self._transport = transport
        self._running = Lock()
        self._renewals = Renewals(store, transport)

    def run(self, progress: Progress, approved: Removal | None = None) -> RoundReport:
        """Send what waits, receive what is new, compare; raises `RuleBroken` while another round runs."""
        if not self._running.acquire(blocking=False):
            raise RuleBroken("A sync is already going on. What you saved just now goes with the next one.")
        try:
            return _Round(self._store, self._transport, progress, approved, self._renewals).run()
        finally:
            self._running.release()


class _Round:
    """One round as it goes."""

    def __init__(
        self,
        store: SyncStore,
        transport: Transport,
        progress: Progress,
        approved: Removal | None,
        renewals: Renewals,
    ):
        self._store = store
        self._renewals = renewals
        self._clock_ahead = 0
        self._transport = transport
        self._progress = progress
        self._guard = Guard(store, approved)
        self._tally = Tally()

    def run(self) -> RoundReport:
        """Go as far as possible; what was done before any trouble stands."""
        try:
            self._go()
        except Cancelled:
            self._tally.is_cancelled = True
        except OutsideTrouble as trouble:
            self._tally.met(trouble)
        report = self._tally.report()
        self._remember(report)
        return report

    def _go(self) -> None:
        try:
            self._exchange()
        except _Restored as restored:
            self._store.begin_epoch(restored.epoch)
            self._exchange()

    def _exchange(self) -> None:
        if self._store.is_in_doubt():  # whatever central lost is known only when all of it was read
            self._receive()
            if self._tally.question is not None:
                return
            self._store.give_back()
        answer, is_more = self._lap()
        while is_more and self._tally.laps < LAPS:
            answer, is_more = self._lap()
        send_files(self._store, self._transport, self._progress, self._tally)
        if self._tally.files_sent and self._tally.question is None:
            answer = self._receive()  # central has put its time on what was signed
        if self._tally.question is None:
            self._compare(answer)
        fetch_files(self._store, self._transport, self._progress, self._tally)
        self._renewals.renew()

    def _lap(self) -> tuple[SyncAnswer, bool]:
        """Drain the outbox, then read to the end; True if something is left to send."""
        self._tally.laps += 1
        sending = Sending(self._store, self._ask, self._keep, self._tally)
        answer: SyncAnswer | None = None
        gone: set[tuple[str, str]] = set()
        while changes := self._seal(gone):
            batch = {(change.kind, change.id) for change in changes}
            if batch <= gone:  # only what this lap has sent already: merged, or edited meanwhile
                return self._receive(answer), True
            gone |= batch
            answer = sending.send(changes)
        return self._receive(answer), sending.is_more_to_send

    def _seal(self, gone: Set[tuple[str, str]]) -> Sequence[Change]:
        self._progress(self._tally.accepted, 0, "Looking for what is to be sent")
        return self._store.seal(BATCH, gone)

    def _receive(self, answer: SyncAnswer | None = None) -> SyncAnswer:
        """Read pages until there are no more, or until one has to be asked about."""
        if answer is None:
            answer = self._ask(())
            if not answer.more:
                self._keep(answer)
                return answer
            return self._receive_on(answer, is_kept=False)
        if self._tally.question is not None or not answer.more:
            return answer
        return self._receive_on(answer, is_kept=True)

    def _receive_on(self, answer: SyncAnswer, *, is_kept: bool) -> SyncAnswer:
        """Keep what has arrived while what follows is on its way."""
        arrived, epoch = [] if is_kept else [answer], answer.epoch

        def ask_after(cursor: int) -> SyncAnswer:
            return self._exchanged(SyncRequest(protocol=PROTOCOL, cursor=cursor, epoch=epoch))

        with pages_after(answer, ask_after) as coming:
            while self._keep_all(arrived):
                self._progress(self._tally.received, 0, "Receiving")
                if not (arrived := coming.arrived()):
                    break
                answer = arrived[-1]
        return answer

    def _ask(self, changes: Sequence[Change]) -> SyncAnswer:
        said = f"Sending {len(changes)} changes" if changes else "Receiving"
        self._progress(self._tally.received, 0, said)
        cursor, epoch = self._store.progress()
        return self._exchanged(
            SyncRequest(protocol=PROTOCOL, cursor=cursor, epoch=epoch, changes=tuple(changes))
        )

    def _exchanged(self, request: SyncRequest) -> SyncAnswer:
        begun = monotonic()
        answer = self._transport.sync(request)
        self._clock_ahead = seconds_ahead(self._store.now(), answer.at, monotonic() - begun)
        if answer.epoch != request.epoch:
            raise _Restored(answer.epoch)
        return answer

    def _keep(self, answer: SyncAnswer) -> None:
        """Keep a page with its cursor, unless it, or one before it, has to be asked about first."""
        self._keep_all([answer])

    def _keep_all(self, answers: Sequence[SyncAnswer]) -> bool:
        """Keep these pages with the last one's cursor; False once there is something to be asked first."""
        fine = list(takewhile(self._may_keep, answers))
        if fine:
            entries = tuple(chain.from_iterable(answer.page for answer in fine))
            self._store.apply_page(entries, fine[-1].next_cursor)
            for entry in entries:
                self._tally.kept(entry)
        return self._tally.question is None

    def _may_keep(self, answer: SyncAnswer) -> bool:
        if self._tally.question is None:
            self._tally.question = self._guard.question(answer.page)
        return self._tally.question is None

    def _compare(self, answer: SyncAnswer) -> None:
        """Count on both sides; where they differ, read everything again, once."""
        if not self._differs(answer):
            return
        self._store.restart_receiving()
        again = self._receive()
        if self._tally.question is None and (kinds := self._differs(again)):
            self._tally.met(counts_trouble(kinds))

    def _differs(self, answer: SyncAnswer) -> tuple[str, ...]:
        return () if answer.counts is None else differing_kinds(self._store.counts(), answer.counts)

    def _remember(self, report: RoundReport) -> None:
        if report.trouble is not None:
            self._store.note_trouble(str(report.trouble))
        elif report.question is not None:
            self._store.note_trouble(report.question.sentence)
        elif not report.is_cancelled:
            self._store.note_success(self._clock_ahead)
