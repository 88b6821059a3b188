"""Builds an unlocked laptop: commands to functions, questions to answers, functions to tools."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sia_contract.permissions import Action
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.bootstrap.printer import FormPrinter
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.when import day_in_england
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.security.key_box import KeyBox
from sia_desktop.services.decided_frameworks import DecidedFrameworks
from sia_desktop.services.do import Ask, Do
from sia_desktop.services.door import Desk
from sia_desktop.services.ports import Clock
from sia_desktop.services.progress import Progress
from sia_desktop.services.queries.today import AskToday, ask_today
from sia_desktop.services.sync_now import Removal, RoundReport, SyncNow
from sia_desktop.spelling.dictionary import BritishEnglish
from sia_desktop.storage.engine import Store
from sia_desktop.storage.queries.facts import StoredFacts
from sia_desktop.storage.queries.settled import StoredSettled
from sia_desktop.storage.signed_in import SignedIn

if TYPE_CHECKING:  # what the first page does not need is imported when it is first used
    from sia_desktop.bootstrap.commands import Press as AnyPress
    from sia_desktop.domain.case_record import CaseRecord
    from sia_desktop.domain.framework import Framework
    from sia_desktop.domain.mark import Mark
    from sia_desktop.domain.note_of_visit import NoteOfVisit
    from sia_desktop.security.pades import SigningIdentity
    from sia_desktop.services.print_record import Around
    from sia_desktop.storage.search_index import SearchIndex
    from sia_desktop.storage.unit_of_work import StoredUnitOfWork

F = TypeVar("F")
Prove = Callable[[bytes], str]
"""Signs with this laptop's own key."""


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


class Laptop:
    """The tools of one unlocked laptop."""

    def __init__(
        self,
        paths: Paths,
        resources: Path,
        keys: KeyBox,
        store: Store,
        prove: Prove,
        now: Clock,
        new_recovery_key: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take what unlocking opened; `new_recovery_key` is told of another one of the council's."""
        self.paths, self.resources, self.keys, self.store, self.now = paths, resources, keys, store, now
        self.packs = Shelf(resources, paths.frameworks)
        self.shelf = DecidedFrameworks(self.packs, StoredSettled(store))
        self.facts = StoredFacts(store)
        self._prove, self._new_recovery_key = prove, new_recovery_key

    def desk(self) -> Desk:
        """What the window works with."""
        me = self.store.working_for()
        framework = self.shelf.current(me.council_code, day_in_england(self.now()))
        role = framework.role(me.role)
        return Desk(
            do=self._do(),
            ask=self._ask(),
            sync=LateRounds(self._rounds),
            working_for=me,
            role_label=role.label,
            has_vault=self.keys.has_vault,
            fill_index=lambda progress: self._search.fill(progress),
            spelling=BritishEnglish(self.resources / "dictionaries"),
            close=self.store.close,
            leads=bool(role.may_for_line) or Action.ASSIGN_CASELOAD in role.may_for_council,
            lease=lambda: SignedIn(self.store).lease(self.now()),
            recovery_codes=SignedIn(self.store).recovery_codes(),
            codes_kept=lambda: SignedIn(self.store).forget_recovery_codes(),
        )

    def _do(self) -> Do:
        def table() -> Mapping[type, Callable[[Any], Changed]]:
            from sia_desktop.bootstrap.commands import commands

            return commands(
                self._uow, self.shelf, self.keys, LatePress(self._press), self._printer(), self.now
            )

        return Do(LateTable(table))

    def _ask(self) -> Ask:
        def table() -> Mapping[type, Callable[[Any], Any]]:
            from sia_desktop.bootstrap.questions import questions

            return questions(self._reading, self.facts, self._search, self.shelf, self._printer(), self.now)

        first: dict[type, Callable[[Any], Any]] = {
            AskToday: lambda question: ask_today(question, self.facts, self.shelf, self.now)
        }
        return Ask(LateTable(table, first))

    def _uow(self) -> "StoredUnitOfWork":
        from sia_desktop.storage.unit_of_work import StoredUnitOfWork

        return StoredUnitOfWork(self.store)

    def _reading(self) -> "StoredUnitOfWork":
        from sia_desktop.storage.unit_of_work import StoredUnitOfWork

        return StoredUnitOfWork(self.store, reads_only=True)

    def _rounds(self) -> SyncNow:
        from sia_contract.merging import merge3
        from sia_desktop.storage.sync_store import SyncStore
        from sia_desktop.sync.round import Rounds
        from sia_desktop.sync.to_the_end import RoundsToTheEnd
        from sia_desktop.sync.tokens import Tokens
        from sia_desktop.sync.transport import open_transport

        authority = self.paths.authority if self.paths.authority.exists() else None
        address = self.store.working_for().central_address
        tokens = Tokens(SignedIn(self.store), self._prove, self.now, self._new_recovery_key)
        transport = open_transport(address, tokens, ca_file=authority)
        sync_store = SyncStore(self.store, merge3, self.now, self.packs.section_kinds)
        return RoundsToTheEnd(Rounds(sync_store, transport), sync_store, transport)

    @cached_property
    def _search(self) -> "SearchIndex":
        from sia_desktop.storage.search_index import SearchIndex

        return SearchIndex(self.store)

    def _printer(self) -> FormPrinter:
        return FormPrinter(self.resources / "fonts")

    def _press(self) -> "AnyPress":
        from sia_desktop.bootstrap.press import Press

        return Press(self.shelf, self._identity, self._certificate, self.resources / "fonts")

    def _certificate(self) -> bytes:
        return self.store.working_for().certificate_pem.encode()

    def _identity(self, passphrase: str) -> "SigningIdentity":
        from sia_desktop.security.pades import SigningIdentity

        working_for = self.store.working_for()
        return SigningIdentity.from_bytes(
            self.keys.unlock(passphrase).signing_key,
            working_for.certificate_pem.encode(),
            working_for.root_pem.encode(),
        )


class LateTable(Mapping[type, F]):
    """A table of functions, drawn up when one is looked for that is not among the first."""

    def __init__(
        self, draw_up: Callable[[], Mapping[type, F]], first: Mapping[type, F] | None = None
    ) -> None:
        """Take how to draw it up, and what is needed before."""
        self._draw_up, self._first = draw_up, first or {}

    @cached_property
    def _table(self) -> Mapping[type, F]:
        return {**self._first, **self._draw_up()}

    def __getitem__(self, kind: type) -> F:
        """The function for this kind of command or question."""
        return self._first[kind] if kind in self._first else self._table[kind]

    def __iter__(self) -> Iterator[type]:
        """Every kind there is."""
        return iter(self._table)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(self._table)


class LateRounds:
    """Rounds whose tools are imported when the first one runs."""

    def __init__(self, make: Callable[[], SyncNow]) -> None:
        """Take how to make them."""
        self._make = make

    @cached_property
    def _rounds(self) -> SyncNow:
        return self._make()

    def run(self, progress: Progress, approved: Removal | None = None) -> RoundReport:
        """One round with central."""
        return self._rounds.run(progress, approved)


class LatePress:
    """A press whose tools are imported when the first note or record is signed."""

    def __init__(self, make: Callable[[], "AnyPress"]) -> None:
        """Take how to make it."""
        self._make = make

    @cached_property
    def _press(self) -> "AnyPress":
        return self._make()

    def check_may_sign(self, at: datetime) -> None:
        """Refuse a moment at which nobody would trust the signature."""
        self._press.check_may_sign(at)

    def signed_pdf(self, note: "NoteOfVisit", passphrase: str) -> bytes:
        """The PDF of a signed note."""
        return self._press.signed_pdf(note, passphrase)

    def signed_record(
        self, record: "CaseRecord", framework: "Framework", around: "Around", mark: "Mark", passphrase: str
    ) -> bytes:
        """The PDF of a record for the step it took last."""
        return self._press.signed_record(record, framework, around, mark, passphrase)

    def with_later_mark(self, pdf: bytes, mark: "Mark", note: "NoteOfVisit", passphrase: str) -> bytes:
        """The same file with a later mark added to its end."""
        return self._press.with_later_mark(pdf, mark, note, passphrase)
