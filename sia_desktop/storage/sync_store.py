"""The encrypted store as sync sees it; every method is one transaction."""

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from sia_contract.changes import Change, Outcome, PageEntry
from sia_contract.files import FileToSend
from sia_contract.joining import SectionKinds, no_sections
from sia_contract.merging import MergeRecords
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.storage import restored, standing
from sia_desktop.storage.desk import Desk
from sia_desktop.storage.engine import Store
from sia_desktop.storage.files import StoredFiles
from sia_desktop.storage.leaving import let_go
from sia_desktop.storage.pool import FOR_READING
from sia_desktop.storage.rebase import MINE
from sia_desktop.storage.receiving import receive
from sia_desktop.storage.sealing import is_anything_to_seal, seal
from sia_desktop.storage.settling import GOOD, accept_together, settle, settle_together
from sia_desktop.storage.shelf import Shelf
from sia_desktop.storage.tables.attachment import AttachmentRow, StoredFileRow
from sia_desktop.storage.tables.sync_tables import ConflictCopyRow, OutboxState
from sia_desktop.storage.trouble import in_words


def utc_now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


class SyncStore:
    """Seals, settles and receives; see docs/sync.md for the promises kept here."""

    def __init__(
        self,
        store: Store,
        merge: MergeRecords,
        now: Callable[[], datetime] = utc_now,
        section_kinds: SectionKinds = no_sections,
    ) -> None:
        """Work on this store, joining two people's edits by `merge`; `section_kinds` knows the forms."""
        self._store = store
        self._section_kinds = section_kinds
        self._merge = merge
        self._now = now
        self._counted: tuple[int, dict[str, int]] | None = None
        """Records per kind, and the turn of the gate until which nothing else was written."""

    def seal(self, limit: int, sent_already: Set[tuple[str, str]] = frozenset()) -> tuple[Change, ...]:
        """Freeze what is to be sent next and note it as sent, unless it is about `sent_already` alone."""
        with self._store.reading() as connection:
            if not is_anything_to_seal(connection):
                return ()
        with self._store.writing() as connection:
            return seal(connection, limit, sent_already)

    def offer_everything(self) -> None:
        """Let what was parked go up once more: this laptop hands over all it has."""
        with self._writing() as desk:
            for row in desk.outbox.all_in(OutboxState.REFUSED):
                row.state = OutboxState.WAITING

    def only_here(self) -> int:
        """How many refused changes and own words set aside in a clash central has nothing of."""
        with self._reading() as desk:
            refused = len(desk.outbox.all_in(OutboxState.REFUSED))
            mine = select(func.count()).where(
                ConflictCopyRow.whose == MINE, col(ConflictCopyRow.settled_at).is_(None)
            )
            return refused + desk.session.exec(mine).one()

    def settle(self, outcome: Outcome) -> bool:
        """Take in one answer; True if something new is to be sent because of it."""
        with self._writing() as desk:
            return settle(desk, outcome)

    def settle_together(self, outcomes: Sequence[Outcome], read_to: int | None = None) -> bool:
        """Take in the answers to one request, all or none; True if something new is to be sent for one.

        With them the cursor of their page, where there is nothing on it.
        """
        if all(outcome.status in GOOD for outcome in outcomes):
            with self._store.writing() as connection:
                if accept_together(connection, outcomes):
                    if read_to is not None:
                        standing.read_to(connection, read_to)
                    return False
        with self._writing() as desk:
            if read_to is not None:
                standing.read_to(desk.bare, read_to)
            return settle_together(desk, outcomes)

    def cursor(self) -> int:
        """How far we have read."""
        return self.progress()[0]

    def progress(self) -> tuple[int, int]:
        """How far we have read, and from which restore of central's."""
        with self._store.reading() as connection:
            return standing.progress(connection)

    def begin_epoch(self, epoch: int) -> None:
        """Central was restored: doubt what it knew, and read again from the beginning."""
        with self._writing() as desk:
            restored.begin_epoch(desk, epoch)

    def is_in_doubt(self) -> bool:
        """True until all was read from a restored central, and what it lost is queued."""
        with self._store.reading() as connection:
            return standing.is_in_doubt(connection)

    def give_back(self) -> None:
        """Queue what a restored central lost."""
        with self._writing() as desk:
            restored.give_back(desk)

    def apply_page(self, entries: Sequence[PageEntry], next_cursor: int) -> None:
        """Keep a page and its cursor together; local edits not yet sent stay, merged over it."""
        if not entries:
            if self.cursor() != next_cursor:
                with self._store.writing() as connection:
                    standing.read_to(connection, next_cursor)
            return
        with self._writing() as desk:
            standing.read_to(desk.bare, next_cursor)
            receive(desk, entries)

    def restart_receiving(self) -> None:
        """Read again from the beginning, keeping the outbox."""
        with self._store.writing() as connection:
            standing.read_to(connection, 0)

    def counts(self) -> dict[str, int]:
        """Records per kind that central knows and we hold; schools on their way out are not counted."""
        turn = self._store.gate.turn
        if self._counted is None or self._counted[0] != turn:
            with self._store.reading() as connection:
                self._counted = turn, standing.counts(connection)
        return dict(self._counted[1])

    def held_urns(self) -> frozenset[int]:
        """Schools on this laptop, without those on their way out."""
        with self._store.reading() as connection:
            return standing.held_urns(connection)

    def holds(self, kind: str, record_id: str) -> bool:
        """True if this record is on this laptop."""
        with self._reading() as desk:
            return desk.shelf.find(kind, record_id) is not None

    def files_to_send(self) -> tuple[FileToSend, ...]:
        """Files whose record central has, or holds apart, but whose bytes it has not confirmed."""
        with self._store.reading() as connection:
            return standing.files_to_send(connection)

    def file_content(self, sha256: str) -> bytes:
        """The bytes of one file."""
        with self._reading() as desk:
            content = StoredFiles(desk.session).content(sha256)
        if content is None:
            raise OutsideTrouble("A file that was to be sent is no longer on this laptop. Sync again.")
        return content

    def file_sent(self, sha256: str) -> None:
        """Central confirmed it has the bytes."""
        with self._writing() as desk:
            row = desk.session.get(StoredFileRow, sha256)
            if row is None:
                return
            row.is_confirmed = True
            named = select(AttachmentRow.urn).where(AttachmentRow.sha256 == sha256)
            for urn in set(desk.session.exec(named).all()):
                let_go(desk, urn)

    def files_to_fetch(self) -> tuple[FileToSend, ...]:
        """Files named by records here whose bytes are not here yet."""
        with self._store.reading() as connection:
            return standing.files_to_fetch(connection)

    def keep_file(self, sha256: str, content: bytes) -> None:
        """Keep fetched bytes after their hash was checked."""
        with self._writing() as desk:
            StoredFiles(desk.session).keep(sha256, content, is_confirmed=True)

    def note_success(self, clock_ahead_seconds: int = 0) -> None:
        """Remember when central was last heard to the end of a round, and how our clock stands to its."""
        with self._store.writing() as connection:
            standing.went_well(connection, self._now().isoformat(), clock_ahead_seconds)
            turn = self._store.gate.turn
            if self._counted is not None and self._counted[0] == turn:
                self._counted = turn + 1, self._counted[1]  # this turn of ours changes no record

    def now(self) -> datetime:
        """What this laptop's clock says."""
        return self._now()

    def certificate(self) -> tuple[str, str]:
        """This laptop's certificate and the council's roots, as PEM."""
        me = self._store.working_for()
        return me.certificate_pem, me.root_pem

    def keep_certificate(self, certificate_pem: str, root_pem: str) -> None:
        """Sign with this certificate, of the same key, from now on."""
        me = self._store.working_for()
        self._store.enrol(replace(me, certificate_pem=certificate_pem, root_pem=root_pem))

    def note_trouble(self, sentence: str) -> None:
        """Remember why the last round stopped."""
        with self._store.writing() as connection:
            standing.went_wrong(connection, sentence)

    @contextmanager
    def _writing(self) -> Iterator[Desk]:
        with (
            self._store.gate.writing(),
            in_words(),
            Session(self._store.engine, expire_on_commit=False) as session,
        ):
            yield Desk(session, self._merge, self._now, Shelf(session), self._section_kinds)
            session.commit()

    @contextmanager
    def _reading(self) -> Iterator[Desk]:
        with Session(self._store.engine.execution_options(**FOR_READING)) as session:
            yield Desk(session, self._merge, self._now, Shelf(session))
