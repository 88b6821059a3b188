"""What stands round the desk in tests of the screens: central, keys and printing, each played plainly."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Event

from sia_desktop.documents.calendar_file import calendar_file
from sia_desktop.documents.paper import write_file
from sia_desktop.domain.calendar_entry import CalendarEntry
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.mark import Mark
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.print_record import Around
from sia_desktop.services.progress import Progress
from sia_desktop.services.sync_now import Removal, RoundReport

PASSPHRASE = "four quiet words together"


class PlayedSync:
    """Central, as far as the screens see it: gives the reports it was told to, last one for ever."""

    def __init__(self, *reports: RoundReport) -> None:
        self.reports = list(reports) or [RoundReport(laps=1)]
        self.approved: list[Removal | None] = []
        self.gate = Event()
        self.gate.set()

    def run(self, progress: Progress, approved: Removal | None = None) -> RoundReport:
        """One round; waits at the gate, so that a test can look while it is under way."""
        self.approved.append(approved)
        progress(1, 3, "Sending 1 of 3 changes")
        self.gate.wait(5)
        progress(2, 3, "Receiving")
        return self.reports.pop(0) if len(self.reports) > 1 else self.reports[0]


class OnePassphrase:
    """A key box with one passphrase and no keys."""

    def check(self, passphrase: str) -> None:
        """Refuse any other."""
        if passphrase != PASSPHRASE:
            raise RuleBroken("This is not the passphrase of this laptop. Try again.")


class PlainPress:
    """Makes something that stands for a PDF."""

    def check_may_sign(self, at: datetime) -> None:
        """Any moment will do."""

    def signed_pdf(self, note: NoteOfVisit, passphrase: str) -> bytes:
        """Bytes that name the note."""
        return f"%PDF-1.7 {note.id}".encode()

    def signed_record(
        self, record: CaseRecord, framework: Framework, around: Around, mark: Mark, passphrase: str
    ) -> bytes:
        """Bytes that name the record and its step."""
        return f"%PDF-1.7 {record.id}, step {len(record.moves)}".encode()

    def with_later_mark(self, pdf: bytes, mark: Mark, note: NoteOfVisit, passphrase: str) -> bytes:
        """The same with something behind it."""
        return pdf + b" later"


class PlainPaper:
    """Writes copies."""

    def write_file(self, target: Path, content: bytes) -> None:
        """To the disk."""
        write_file(target, content)

    def mail_draft(self, *, to: tuple[str, ...], subject: str, body: str, name: str, pdf: bytes) -> bytes:
        """A draft in words."""
        return f"To: {', '.join(to)}\nSubject: {subject}\n\n{body}".encode() + pdf

    def calendar(self, entries: Sequence[CalendarEntry], at: datetime) -> bytes:
        """The real one: it writes nothing but bytes."""
        return calendar_file(entries, at)
