"""Builds an unlocked laptop: commands to functions, questions to answers, functions to tools."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sia_desktop.bootstrap.paths import Paths
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.domain.people import WorkingFor
from sia_desktop.domain.when import day_in_england
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.security.key_box import KeyBox
from sia_desktop.services.confirm_passphrase import ConfirmPassphrase, confirm_passphrase
from sia_desktop.services.do import Ask, Do
from sia_desktop.services.door import Desk
from sia_desktop.services.log_visit import LogVisit, log_visit
from sia_desktop.services.make_pdf import MakePdf, make_pdf
from sia_desktop.services.ports import Clock, NotePress
from sia_desktop.services.progress import Progress
from sia_desktop.services.provide_note import ProvideNote, provide_note
from sia_desktop.services.queries.caseload import AskCaseload, ask_caseload
from sia_desktop.services.queries.note_page import AskNote, AskNotes, AskPdf, ask_note, ask_notes, ask_pdf
from sia_desktop.services.queries.school_page import AskSchool, ask_school
from sia_desktop.services.queries.sync_page import AskSync, ask_sync
from sia_desktop.services.queries.today import AskToday, ask_today
from sia_desktop.services.record_head_mark import RecordHeadMark, record_head_mark
from sia_desktop.services.record_later_mark import RecordLaterMark, record_later_mark
from sia_desktop.services.save_note_draft import SaveNoteDraft, save_note_draft
from sia_desktop.services.sign_note import SignNote, sign_note
from sia_desktop.services.supersede_note import SupersedeNote, supersede_note
from sia_desktop.services.sync_now import Removal, RoundReport
from sia_desktop.services.void_visit import VoidVisit, void_visit
from sia_desktop.storage.engine import Store
from sia_desktop.storage.queries.facts import StoredFacts

if TYPE_CHECKING:  # what the first screen does not need is imported when it is first used
    from sia_desktop.domain.mark import Mark
    from sia_desktop.security.pades import SigningIdentity
    from sia_desktop.storage.unit_of_work import StoredUnitOfWork
    from sia_desktop.sync.round import Rounds


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


class Laptop:
    """The tools of one unlocked laptop."""

    def __init__(
        self, paths: Paths, resources: Path, keys: KeyBox, store: Store, token: str, now: Clock
    ) -> None:
        """Take what unlocking opened."""
        self.paths, self.resources, self.keys, self.store, self.now = paths, resources, keys, store, now
        self.shelf = Shelf(resources, paths.frameworks)
        self.facts = StoredFacts(store)
        self._token = token

    def desk(self) -> Desk:
        """What the window works with."""
        me = self.store.working_for()
        framework = self.shelf.current(me.council_code, day_in_england(self.now()))
        return Desk(
            do=self._do(),
            ask=self._ask(),
            sync=LateRounds(self._rounds),
            working_for=me,
            role_label=framework.role(me.role).label,
            has_vault=self.keys.has_vault,
            close=self.store.close,
        )

    def _do(self) -> Do:
        from sia_desktop.bootstrap.paper import OnDisk

        shelf, keys, now, press = self.shelf, self.keys, self.now, LatePress(self._press)
        functions: dict[type, Callable[[Any], Changed]] = {
            LogVisit: lambda command: log_visit(command, self._uow(), shelf, now),
            SaveNoteDraft: lambda command: save_note_draft(command, self._uow()),
            VoidVisit: lambda command: void_visit(command, self._uow(), now),
            RecordHeadMark: lambda command: record_head_mark(command, self._uow(), now),
            SignNote: lambda command: sign_note(command, self._uow(), shelf, keys, press, now),
            MakePdf: lambda command: make_pdf(command, self._uow(), keys, press, now),
            RecordLaterMark: lambda command: record_later_mark(command, self._uow(), keys, press, now),
            ProvideNote: lambda command: provide_note(command, self._uow(), OnDisk(), now),
            SupersedeNote: lambda command: supersede_note(command, self._uow()),
            ConfirmPassphrase: lambda command: confirm_passphrase(command, keys),
        }
        return Do(functions)

    def _ask(self) -> Ask:
        facts, shelf, now = self.facts, self.shelf, self.now
        functions: dict[type, Callable[[Any], Any]] = {
            AskToday: lambda question: ask_today(question, facts, shelf, now),
            AskCaseload: lambda question: ask_caseload(question, facts, self._reading(), shelf, now),
            AskSchool: lambda question: ask_school(question, facts, self._reading(), shelf, now),
            AskNote: lambda question: ask_note(question, facts, self._reading(), shelf, now),
            AskNotes: lambda question: ask_notes(question, facts, shelf, now),
            AskPdf: lambda question: ask_pdf(question, self._reading()),
            AskSync: lambda question: ask_sync(question, facts),
        }
        return Ask(functions)

    def _uow(self) -> "StoredUnitOfWork":
        from sia_desktop.storage.unit_of_work import StoredUnitOfWork

        return StoredUnitOfWork(self.store)

    def _reading(self) -> "StoredUnitOfWork":
        from sia_desktop.storage.unit_of_work import StoredUnitOfWork

        return StoredUnitOfWork(self.store, reads_only=True)

    def _rounds(self) -> "Rounds":
        from sia_contract.merging import merge3
        from sia_desktop.storage.sync_store import SyncStore
        from sia_desktop.sync.round import Rounds
        from sia_desktop.sync.transport import open_transport

        authority = self.paths.authority if self.paths.authority.exists() else None
        address = self.store.working_for().central_address
        transport = open_transport(address, self._token, ca_file=authority)
        return Rounds(SyncStore(self.store, merge3, self.now), transport)

    def _press(self) -> NotePress:
        from sia_desktop.bootstrap.press import Press

        return Press(self.shelf, self._identity, self.resources / "fonts")

    def _identity(self, passphrase: str) -> "SigningIdentity":
        from sia_desktop.security.pades import SigningIdentity

        working_for: WorkingFor = self.store.working_for()
        return SigningIdentity.from_bytes(
            self.keys.unlock(passphrase).signing_key,
            working_for.certificate_pem.encode(),
            working_for.root_pem.encode(),
        )


class LateRounds:
    """Rounds whose tools are imported when the first one runs."""

    def __init__(self, make: Callable[[], "Rounds"]) -> None:
        """Take how to make them."""
        self._make = make

    @cached_property
    def _rounds(self) -> "Rounds":
        return self._make()

    def run(self, progress: Progress, approved: Removal | None = None) -> RoundReport:
        """One round with central."""
        return self._rounds.run(progress, approved)


class LatePress:
    """A press whose tools are imported when the first note is signed."""

    def __init__(self, make: Callable[[], NotePress]) -> None:
        """Take how to make it."""
        self._make = make

    @cached_property
    def _press(self) -> NotePress:
        return self._make()

    def signed_pdf(self, note: NoteOfVisit, passphrase: str) -> bytes:
        """The PDF of a signed note."""
        return self._press.signed_pdf(note, passphrase)

    def with_later_mark(self, pdf: bytes, mark: "Mark", note: NoteOfVisit, passphrase: str) -> bytes:
        """The same file with a later mark added to its end."""
        return self._press.with_later_mark(pdf, mark, note, passphrase)
