"""What the services ask of the world outside, as small Protocols; bootstrap brings the real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:  # Protocols are only read by the checker: what they speak of need not be imported for them
    from pathlib import Path
    from types import TracebackType

    from sia_desktop.domain.attachment import PreparedFile
    from sia_desktop.domain.calendar import WorkingCalendar
    from sia_desktop.domain.calendar_entry import CalendarEntry
    from sia_desktop.domain.framework import Framework
    from sia_desktop.domain.ids import Urn
    from sia_desktop.domain.mark import Mark
    from sia_desktop.domain.note_of_visit import NoteOfVisit
    from sia_desktop.domain.people import WorkingFor
    from sia_desktop.services.holdings import (
        Access,
        Actions,
        Acts,
        Assignments,
        Attachments,
        CaseRecords,
        CategoryDecisions,
        Clashes,
        EarlierWordings,
        FrameworkChoices,
        HeldWorks,
        Inspections,
        LoadedCalendars,
        Meetings,
        Notes,
        OwnWords,
        People,
        Schools,
        Visits,
    )

Clock = Callable[[], datetime]
"""The present instant, aware, in UTC."""

T = TypeVar("T")


class Spelling(Protocol):
    """A dictionary; slow, so that it is asked off the screen's thread."""

    def unknown(self, words: Iterable[str]) -> frozenset[str]:
        """Those of the words it does not have."""

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first."""


class EvidenceFiles(Protocol):
    """Reads files from this computer's disk to be kept as evidence."""

    def read(self, path: Path) -> PreparedFile:
        """The file known by its content; raises `RuleBroken` if it is too large or of a kind not taken."""


class UnitOfWork(Protocol):
    """One transaction over the encrypted database: everything is kept with its outbox row, or nothing is."""

    @property
    def schools(self) -> Schools: ...
    @property
    def people(self) -> People: ...
    @property
    def assignments(self) -> Assignments: ...
    @property
    def categories(self) -> CategoryDecisions: ...
    @property
    def visits(self) -> Visits: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def meetings(self) -> Meetings: ...
    @property
    def inspections(self) -> Inspections: ...
    @property
    def case_records(self) -> CaseRecords: ...
    @property
    def actions(self) -> Actions: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def acts(self) -> Acts: ...
    @property
    def access(self) -> Access: ...
    @property
    def held_work(self) -> HeldWorks: ...
    @property
    def choices(self) -> FrameworkChoices: ...
    @property
    def calendars(self) -> LoadedCalendars: ...
    @property
    def clashes(self) -> Clashes: ...
    @property
    def own_words(self) -> OwnWords: ...
    @property
    def earlier_words(self) -> EarlierWordings: ...

    def working_for(self) -> WorkingFor:
        """Whose laptop this is."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo everything not committed."""

    def commit(self) -> None:
        """Keep it all, on disk, before returning."""


class Frameworks(Protocol):
    """The packs on this laptop, as frameworks; and the calendars that count days."""

    def current(self, council_code: str, on: date) -> Framework:
        """The council's framework in force on that day; raises `RuleBroken` if there is none."""

    def pinned(self, code: str, version: str) -> Framework:
        """The very framework a record was started under; raises `RuleBroken` if it is not here."""

    def versions(self, code: str) -> tuple[Framework, ...]:
        """Every version of a council's framework on this computer, the oldest first."""

    def differences(self, code: str, earlier: str, later: str) -> tuple[str, ...]:
        """What changed between two versions, each a sentence; raises `RuleBroken` if one is not here."""

    def calendar(self) -> WorkingCalendar:
        """Bank holidays as loaded, with their end."""

    def council_calendar(self, code: str, on: date) -> WorkingCalendar:
        """The same with the council's own term dates, where its pack brings them."""

    def school_calendar(self, code: str, urn: Urn, on: date) -> WorkingCalendar:
        """The same with this school's own term dates, where they are loaded."""


class NotePress(Protocol):
    """Draws a signed note and puts the cryptographic signatures on it."""

    def check_may_sign(self, at: datetime) -> None:
        """Raise `RuleBroken` where the council's certificate does not hold at that moment."""

    def signed_pdf(self, note: NoteOfVisit, passphrase: str) -> bytes:
        """The PDF of a signed note; raises `RuleBroken` for a wrong passphrase."""

    def with_later_mark(self, pdf: bytes, mark: Mark, note: NoteOfVisit, passphrase: str) -> bytes:
        """The same file with the headteacher's later mark added to its end."""


class KeyBox(Protocol):
    """Holds this laptop's keys; opened by the passphrase."""

    def check(self, passphrase: str) -> None:
        """Raise `RuleBroken` unless this is the passphrase."""


class Paper(Protocol):
    """Writes a copy for somebody outside: a file, or a mail draft."""

    def write_file(self, target: Path, content: bytes) -> None:
        """Write it whole or not at all; raises `OutsideTrouble` with a sentence."""

    def mail_draft(self, *, to: tuple[str, ...], subject: str, body: str, name: str, pdf: bytes) -> bytes:
        """An .eml draft with the PDF attached."""

    def calendar(self, entries: Sequence[CalendarEntry], at: datetime) -> bytes:
        """A calendar file of these dates, made at this instant."""
