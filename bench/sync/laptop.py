"""A laptop of the bench: a real encrypted store and real rounds, and a note of where its time goes."""

import gc
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

from bench.measure import Spent
from sia_contract.merging import merge3
from sia_contract.signing_in import Holding, TokenAnswer
from sia_desktop.domain.people import WorkingFor
from sia_desktop.services.progress import silent
from sia_desktop.services.sync_now import RoundReport
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.search_index import SearchIndex
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from sia_desktop.sync.round import Rounds
from sia_desktop.sync.tokens import Tokens
from sia_desktop.sync.transport import HttpTransport, open_transport
from sia_desktop.ui.collecting import EVERY, collect_if_due

KEY = bytes(range(32))


class Watched:
    """A part of a round whose calls are noted: all under one name."""

    def __init__(self, part: Any, name: str, spent: Spent) -> None:
        self._part, self._name, self._spent = part, name, spent

    def __getattr__(self, name: str) -> Any:
        """The part's own, watched where it can be called."""
        found = getattr(self._part, name)
        return self._spent.on(self._name, found) if callable(found) else found


class _Kept:
    """A laptop that was given one token and keeps to it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def refresh_token(self) -> str:
        """None is wanted within a run."""
        return ""

    def access_token(self, now: datetime) -> str:
        """The one."""
        return self._token

    def hands_over(self) -> bool:
        """Nobody leaves here."""
        return False

    def keep(self, answer: TokenAnswer, now: datetime) -> None:
        """No other comes."""

    def forget_access(self) -> None:
        """It holds for the day."""

    def holding(self) -> Holding:
        """Told with the next token only."""
        return Holding()

    def wrapped_unlock(self) -> str | None:
        """None."""
        return None

    def recovery_key(self) -> str:
        """None: nobody forgets a passphrase here."""
        return ""

    def keep_wrapped_unlock(self, wrapped: str) -> None:
        """None comes."""


def tokens_of(token: str) -> Tokens:
    """The tokens of a laptop that has this one."""
    return Tokens(_Kept(token), lambda words: "", lambda: datetime.now(UTC))


@dataclass
class BenchLaptop:
    """One laptop."""

    folder: Path
    me: WorkingFor
    token: str
    spent: Spent | None = None
    store: Store = field(init=False)
    transport: HttpTransport = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.store = open_store(self.folder / "caseload.db", KEY)
        self.store.enrol(self.me)
        self.transport = open_transport(self.me.central_address, tokens_of(self.token))
        sync: Any = SyncStore(self.store, merge3)
        wire: Any = self.transport
        if self.spent is not None:
            sync = Watched(sync, "the encrypted store", self.spent)
            wire = Watched(wire, "central, the line and reading its answer", self.spent)
        self._rounds = Rounds(sync, wire)

    def close(self) -> None:
        """Let go of everything."""
        self.transport.close()
        self.store.close()

    def syncs(self) -> RoundReport:
        """One round, which must go well."""
        report = self._rounds.run(silent)
        if not report.is_complete or report.refused or report.clashes:
            counts = (report.accepted, report.clashes, report.held, report.refused, report.received)
            raise AssertionError(f"a round did not go well: {counts}, {report.trouble}")
        return report

    @property
    def cursor(self) -> int:
        """How far it has read."""
        return SyncStore(self.store, merge3).cursor()

    def fills_the_index(self) -> None:
        """Read every word into the search index."""
        SearchIndex(self.store).fill(silent)

    def writes_in(self, note_ids: list[str], words: str) -> None:
        """Change a section of each of these notes."""
        with StoredUnitOfWork(self.store) as uow:
            for note_id in note_ids:
                note = uow.notes.get(UUID(note_id))
                uow.notes.save(note.write({"next_steps": f"{words} {uuid4()}"}))
            uow.commit()


@cache
def collect_as_the_program_does() -> None:
    """Automatically not at all; once a second where it is due, for both sides: see `ui/collecting.py`."""

    def often() -> None:
        while True:
            time.sleep(EVERY / 1_000)
            collect_if_due()

    gc.disable()
    Thread(target=often, name="collecting", daemon=True).start()
