"""What a round has done so far: it grows from step to step and ends as a report."""

from dataclasses import dataclass, field

from sia_contract.changes import Change, Outcome, OutcomeStatus, PageEntry, Record, Tombstone, Withdrawn
from sia_contract.kinds import RECORD_KINDS
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.sync_now import Removal, RoundReport


@dataclass(slots=True)
class Tally:
    """Counts and what to look at again; the first trouble is the one that is told."""

    laps: int = 0
    accepted: int = 0
    clashes: int = 0
    held: int = 0
    refused: int = 0
    received: int = 0
    files_sent: int = 0
    files_fetched: int = 0
    kinds: set[str] = field(default_factory=lambda: {"sync"})
    ids: set[str] = field(default_factory=set)
    """What pages should look at again."""
    question: Removal | None = None
    trouble: OutsideTrouble | None = None
    is_cancelled: bool = False

    def settled(self, change: Change, outcome: Outcome) -> None:
        """One change was answered."""
        self._changed(change.kind, change.id)
        match outcome.status:
            case OutcomeStatus.APPLIED | OutcomeStatus.ALREADY:
                self.accepted += 1
            case OutcomeStatus.CLASH:
                self.clashes += 1
                self.kinds.add("conflict_copy")
            case OutcomeStatus.HELD:
                self.held += 1
            case OutcomeStatus.REFUSED:
                self.refused += 1

    def kept(self, entry: PageEntry) -> None:
        """One entry of a page was kept."""
        match entry:
            case Record(kind=kind, id=record_id):
                self.received += 1
                self._changed(kind, record_id)
            case Tombstone(kind=kind, id=record_id):
                self._changed(kind, record_id)
            case Withdrawn(urn=urn):
                self.kinds.update(RECORD_KINDS)
                self.ids.add(str(urn))

    def _changed(self, kind: str, record_id: str) -> None:
        self.kinds.add(kind)
        self.ids.add(record_id)

    def met(self, trouble: OutsideTrouble) -> None:
        """Something went wrong that need not stop the rest."""
        self.trouble = self.trouble or trouble

    def report(self) -> RoundReport:
        """All of it, frozen."""
        return RoundReport(
            laps=self.laps,
            accepted=self.accepted,
            clashes=self.clashes,
            held=self.held,
            refused=self.refused,
            received=self.received,
            files_sent=self.files_sent,
            files_fetched=self.files_fetched,
            changed=Changed(frozenset(self.kinds), frozenset(self.ids)),
            question=self.question,
            trouble=self.trouble,
            is_cancelled=self.is_cancelled,
        )
