"""What a round needs of the store and of the wire."""

from collections.abc import Callable, Sequence, Set
from datetime import datetime
from typing import Protocol

from sia_contract.changes import Change, Outcome, PageEntry, SyncAnswer, SyncRequest
from sia_contract.enrolment import CertificateAnswer
from sia_contract.files import FileToSend
from sia_contract.problems import Problem
from sia_desktop.domain.errors import OutsideTrouble

Step = Callable[[int], None]
"""Told before each piece how many bytes of the file are over; what it raises stops the transfer there."""


def unwatched(done: int) -> None:
    """The step of a transfer that nobody watches."""


class SyncStore(Protocol):
    """The encrypted store, as sync sees it; every method is one transaction."""

    def seal(self, limit: int, sent_already: Set[tuple[str, str]] = frozenset()) -> tuple[Change, ...]:
        """Freeze what is to be sent next: id, content and base revision stay until central answers.

        Changes sealed earlier and unanswered come first, exactly as they were. All are noted as sent, for
        they leave now; unless they are about records (kind and id) in `sent_already` alone, and wait a lap.
        """

    def settle(self, outcome: Outcome) -> bool:
        """Take in one answer; True if something new is to be sent because of it (a merge)."""

    def settle_together(self, outcomes: Sequence[Outcome], read_to: int | None = None) -> bool:
        """Take in the answers to one request, all or none; True if something new is to be sent for one.

        With them the cursor of their page, where there is nothing on it.
        """

    def progress(self) -> tuple[int, int]:
        """How far we have read, and from which restore of central's."""

    def begin_epoch(self, epoch: int) -> None:
        """Central was restored: doubt what it knew, and read again from the beginning."""

    def is_in_doubt(self) -> bool:
        """True until all was read from a restored central, and what it lost is queued."""

    def give_back(self) -> None:
        """Queue what a restored central lost, once all was read from it."""

    def apply_page(self, entries: Sequence[PageEntry], next_cursor: int) -> None:
        """Keep a page and its cursor together; local edits not yet sent stay, merged over it."""

    def restart_receiving(self) -> None:
        """Read again from the beginning, keeping the outbox."""

    def counts(self) -> dict[str, int]:
        """Records per kind that central knows and we hold."""

    def held_urns(self) -> frozenset[int]:
        """Schools on this laptop."""

    def holds(self, kind: str, record_id: str) -> bool:
        """True if this record is on this laptop."""

    def files_to_send(self) -> tuple[FileToSend, ...]:
        """Files whose record central has but whose bytes it has not confirmed."""

    def file_content(self, sha256: str) -> bytes:
        """The bytes of one file."""

    def file_sent(self, sha256: str) -> None:
        """Central confirmed it has the bytes."""

    def files_to_fetch(self) -> tuple[FileToSend, ...]:
        """Files named by records here whose bytes are not here yet."""

    def keep_file(self, sha256: str, content: bytes) -> None:
        """Keep fetched bytes after their hash was checked."""

    def now(self) -> datetime:
        """What this laptop's clock says."""

    def certificate(self) -> tuple[str, str]:
        """This laptop's certificate and the council's roots, as PEM."""

    def keep_certificate(self, certificate_pem: str, root_pem: str) -> None:
        """Sign with this certificate, of the same key, from now on."""

    def note_success(self, clock_ahead_seconds: int = 0) -> None:
        """Remember when central was last heard to the end of a round, and how our clock stands to its."""

    def note_trouble(self, sentence: str) -> None:
        """Remember why the last round stopped."""


class Transport(Protocol):
    """One conversation with central; its failures are `OutsideTrouble` with a sentence, or `Refusal`."""

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """`POST /sync`."""

    def certificate(self) -> CertificateAnswer:
        """`GET /certificate`."""

    def send_file(self, sha256: str, content: bytes, step: Step = unwatched) -> None:
        """Upload, going on from where an earlier attempt stopped."""

    def fetch_file(self, sha256: str, size: int, step: Step = unwatched) -> bytes:
        """Download and check the hash."""


class Refusal(OutsideTrouble):
    """Central answered, and said no to the whole request."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem; its sentence is for people."""
        super().__init__(problem.sentence)
        self.problem = problem
