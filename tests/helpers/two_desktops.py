"""Desktops for plays: real encrypted stores, real rounds over real HTTP, bad lines and crashes at will."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID, uuid4

from sqlmodel import Session, select

from sia_contract.changes import Change, SyncAnswer, SyncRequest
from sia_contract.enrolment import CertificateAnswer, EnrolRequest
from sia_contract.merging import merge3
from sia_contract.resources import resources
from sia_contract.version import PROTOCOL
from sia_desktop.domain.act import PROVIDED, Act
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.ids import Urn, note_id
from sia_desktop.domain.mark import Mark, MarkWay
from sia_desktop.domain.note_of_visit import Json, NoteOfVisit
from sia_desktop.domain.people import WorkingFor
from sia_desktop.domain.visit import Visit
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.security.device_key import DeviceKey, new_device_secret
from sia_desktop.security.pades import certificate_request, new_signing_key
from sia_desktop.services.pdf_of_note import keep_pdf
from sia_desktop.services.progress import Progress, silent
from sia_desktop.services.sync_now import Removal, RoundReport
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.signed_in import SignedIn
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.tables.sync_tables import ConflictCopyRow, OutboxRow, OutboxState
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from sia_desktop.sync.ports import Step, Transport, unwatched
from sia_desktop.sync.round import Rounds
from sia_desktop.sync.signing_in import signing_in
from sia_desktop.sync.tokens import Tokens
from sia_desktop.sync.transport import open_transport
from tests.helpers.council_hall import PASSWORD

T = TypeVar("T")

KEY: Final = bytes(range(32))
VISITED_ON: Final = date(2026, 4, 1)
NOON: Final = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Enrolled:
    """What a laptop is made from again after a crash, or in another test: its file and its own key."""

    path: Path
    secret: str

    def tokens(self, store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Tokens:
        """How it stays signed in, by what its clock says."""
        return Tokens(SignedIn(store), DeviceKey(self.secret).prove, now)

    def copied_to(self, folder: Path) -> "Enrolled":
        """The same laptop, with a file of its own."""
        target = folder / self.path.name
        shutil.copy(self.path, target)
        return Enrolled(target, self.secret)


def enrols(name: str, folder: Path, address: str, password: str = PASSWORD) -> Enrolled:
    """A new laptop joins central over HTTP and gets an encrypted store; nothing is received yet."""
    key, secret = new_signing_key(), new_device_secret()
    with signing_in(address) as line:
        signed_in = line.by_password(f"{name}@example.gov.uk", password)
        request = EnrolRequest(
            protocol=PROTOCOL,
            ticket=signed_in.ticket,
            device_name=f"{name}'s laptop",
            certificate_request_pem=certificate_request(key, name).decode(),
            device_key=DeviceKey(secret).public,
        )
        answer = line.enrol(request)
    store = open_store(folder / f"{name}.db", KEY)
    council = answer.council
    store.enrol(
        WorkingFor(
            answer.person_id,
            answer.person_name,
            answer.role,
            answer.device_id,
            address,
            council.code,
            council.name,
            council.full_name,
            council.demonstration,
            council.root_pem,
            answer.certificate_pem,
        )
    )
    SignedIn(store).begin(answer.refresh_token.get_secret_value(), answer.lease_days, (), datetime.now(UTC))
    store.close()
    return Enrolled(folder / f"{name}.db", secret)


Wrap = Callable[[Any], Any]
"""Puts something bad between a round and its store or its line."""


def as_it_is(part: Any) -> Any:
    """Nothing between."""
    return part


@dataclass
class Desktop:
    """One adviser's laptop, in words a play can use."""

    name: str
    enrolled: Enrolled
    address: str
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = open_store(self.enrolled.path, KEY)

    def __str__(self) -> str:
        return self.name

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def starts_again(self) -> None:
        """After a crash: nothing is left but the file."""
        self.store.close()
        self.store = open_store(self.enrolled.path, KEY)

    # What an adviser does.

    @property
    def uow(self) -> StoredUnitOfWork:
        """A unit of work on this laptop."""
        return StoredUnitOfWork(self.store)

    @property
    def me(self) -> UUID:
        """Whose laptop this is."""
        return self.store.working_for().person_id

    def logs_visit(self, urn: int, visit_id: UUID | None = None, **answers: Json) -> UUID:
        """Log a visit and begin its note; returns the note's id."""
        visit = Visit(visit_id or uuid4(), Urn(urn), self.me, VISITED_ON, "other")
        note = NoteOfVisit(
            visit.id, 1, visit.urn, VISITED_ON, self.me, "note_of_visit", "reading", "2016.1", answers
        )
        with self.uow as uow:
            uow.visits.save(visit)
            uow.notes.save(note)
            uow.commit()
        return note_id(visit.id, 1)

    def writes(self, note: UUID, **answers: Json) -> None:
        """Type into sections of a note."""
        with self.uow as uow:
            uow.notes.save(uow.notes.get(note).write(answers))
            uow.commit()

    def voids(self, note: UUID, reason: str = "Logged to the wrong day") -> None:
        """Strike out the visit of a note."""
        with self.uow as uow:
            visit = uow.visits.get(uow.notes.get(note).visit_id)
            uow.visits.save(visit.void(reason, self.me, NOON))
            uow.commit()

    def signs(self, note: UUID, pdf: bytes = b"") -> bytes:
        """Sign a note whose head declined, and keep its PDF; returns the PDF."""
        with self.uow as uow:
            draft = uow.notes.get(note)
            declined = Mark(MarkWay.DECLINED, "", "", NOON, draft.digest, reason="Not at school today")
            mark = Mark(MarkWay.TYPED, self.name, "Adviser", NOON, draft.digest, typed=self.name)
            signed = draft.with_head_mark(declined).sign(mark, {"school": "as printed"})
            uow.notes.save(signed)
            uow.commit()
        content = pdf or f"%PDF-1.7 {note}".encode()
        keep_pdf(signed, self.uow, content, NOON)
        return content

    def provides(self, note: UUID) -> UUID:
        """Record that the signed note was given to its recipients."""
        act_id = uuid4()
        with self.uow as uow:
            urn = uow.notes.get(note).urn
            uow.acts.add(
                Act(act_id, PROVIDED, "note_of_visit", str(note), urn, VISITED_ON, NOON, self.me, {})
            )
            uow.commit()
        return act_id

    # Sync.

    def syncs(
        self,
        store: Wrap = as_it_is,
        line: Wrap = as_it_is,
        approved: Removal | None = None,
        progress: Progress = silent,
    ) -> RoundReport:
        """One round, whatever comes of it."""
        rounds, hang_up = self.rounds(store, line)
        try:
            return rounds.run(progress, approved)
        finally:
            hang_up()

    def rounds(self, store: Wrap = as_it_is, line: Wrap = as_it_is) -> tuple[Rounds, Callable[[], None]]:
        """Rounds of this laptop over a line of its own, and how to hang up."""
        transport = open_transport(self.address, self.enrolled.tokens(self.store))
        kinds = Shelf(resources()).section_kinds
        return Rounds(
            store(SyncStore(self.store, merge3, section_kinds=kinds)), line(transport)
        ), transport.close

    def syncs_well(self) -> RoundReport:
        """One round that must come to its end."""
        report = self.syncs()
        assert report.is_complete, report
        return report

    # What can be seen on it.

    def note(self, note: UUID) -> NoteOfVisit:
        """A note as it stands here."""
        with StoredUnitOfWork(self.store, reads_only=True) as uow:
            return uow.notes.get(note)

    def answers(self, note: UUID) -> Mapping[str, Json]:
        """What its sections say here."""
        return self.note(note).answers

    def sees(self, note: UUID, **answers: Json) -> bool:
        """True if these sections say this here."""
        return answers.items() <= dict(self.answers(note)).items()

    def has(self, kind: str, record_id: object) -> bool:
        """True if this record is on this laptop."""
        return SyncStore(self.store, merge3).holds(kind, str(record_id))

    def pdf(self, note: UUID) -> bytes:
        """The PDF of a note, as it is here."""
        with StoredUnitOfWork(self.store, reads_only=True) as uow:
            return uow.attachments.content(uow.attachments.of_record("note_of_visit", note)[-1])

    def last_trouble(self) -> str:
        """Why the last round stopped, as the person is told."""
        with self.store.reading() as connection:
            row = connection.execute("SELECT last_trouble FROM sync_progress").fetchone()
        return str(row[0])

    def schools(self) -> frozenset[int]:
        """Schools on this laptop."""
        return SyncStore(self.store, merge3).held_urns()

    def set_aside(self) -> list[str]:
        """Every version set aside and not settled, as text."""
        with Session(self.store.engine) as session:
            return [str(row.payload) for row in session.exec(select(ConflictCopyRow))]

    def must_settle(self, words: str) -> bool:
        """True if a version with these words waits to be settled."""
        return any(words in each for each in self.set_aside())

    def outbox(self, *states: OutboxState) -> list[OutboxRow]:
        """What has not been accepted, or only what stands so."""
        with Session(self.store.engine, expire_on_commit=False) as session:
            rows = session.exec(select(OutboxRow).order_by("position")).all()
        return [row for row in rows if not states or row.state in states]

    def parked(self) -> list[str]:
        """Why changes were refused."""
        return [row.problem for row in self.outbox(OutboxState.REFUSED)]

    def all_words(self) -> str:
        """Everything this laptop could still show or send of what anybody typed, as one text."""
        with StoredUnitOfWork(self.store, reads_only=True) as uow:
            rows = [str(uow.notes.get(UUID(each)).answers) for each in self.note_ids()]
        return "\n".join([*rows, *self.set_aside(), *(str(row.payload) for row in self.outbox())])

    def note_ids(self) -> list[str]:
        """Every note on this laptop."""
        with self.store.reading() as connection:
            return [row[0] for row in connection.execute("SELECT id FROM note_of_visit ORDER BY id")]


class Crash(BaseException):
    """The process is gone: nothing may catch this."""


@dataclass
class CrashAt:
    """Lets `calls` calls through and dies at the next, before it or right after it."""

    calls: int
    after: bool = False
    steps: list[str] = field(default_factory=list)
    """Every call that was begun."""

    def __call__(self, part: Any) -> Any:
        return _Fragile(part, self)

    def meet(self, name: str, call: Callable[[], Any]) -> Any:
        """Make one call, or die."""
        self.steps.append(name)
        is_last = len(self.steps) > self.calls
        if is_last and not self.after:
            raise Crash(name)
        answer = call()
        if is_last:
            raise Crash(f"after {name}")
        return answer


class _Fragile:
    """Anything, with every call met by a `CrashAt`."""

    def __init__(self, part: Any, crash: CrashAt) -> None:
        self._part, self._crash = part, crash

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._part, name)
        return lambda *words: self._crash.meet(name, lambda: method(*words))


@dataclass
class BadLine:
    """Loses requests before central hears them, or answers after it has kept them, as told by `losses`."""

    losses: list[str] = field(default_factory=list)
    """For each request in turn: `request`, `reply`, or `` for none; afterwards all is well."""
    heard: list[SyncRequest] = field(default_factory=list)
    """Every sync request that was made, lost or not."""

    def __call__(self, line: Transport) -> Transport:
        self._line = line
        return self

    @property
    def changes(self) -> list[Change]:
        """Every change that was sent, in order."""
        return [change for request in self.heard for change in request.changes]

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """`POST /sync`, perhaps."""
        self.heard.append(request)
        return self._lose(lambda: self._line.sync(request))

    def certificate(self) -> CertificateAnswer:
        """`GET /certificate`."""
        return self._line.certificate()

    def send_file(self, sha256: str, content: bytes, step: Step = unwatched) -> None:
        """Upload, perhaps."""
        self._lose(lambda: self._line.send_file(sha256, content, step))

    def fetch_file(self, sha256: str, size: int, step: Step = unwatched) -> bytes:
        """Download, perhaps."""
        return self._lose(lambda: self._line.fetch_file(sha256, size, step))

    def _lose(self, ask: Callable[[], T]) -> T:
        loss = self.losses.pop(0) if self.losses else ""
        if loss == "request":
            raise OutsideTrouble("The line broke before anything was heard.")
        answer = ask()
        if loss == "reply":
            raise OutsideTrouble("The line broke before the answer came.")
        return answer
