"""Laptops for journeys: enrolled for real, used through the same commands and questions as the window."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sia_contract.resources import resources
from sia_desktop.bootstrap.door import LaptopDoor, no_browser
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.mark import MarkWay, Response
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.security.key_box import KeyBox
from sia_desktop.security.passphrase import Cost
from sia_desktop.security.vault import Vault
from sia_desktop.services.door import Desk, Enrolment
from sia_desktop.services.progress import silent
from sia_desktop.services.queries.note_page import AskNote, NotePage
from sia_desktop.services.record_head_mark import RecordHeadMark
from sia_desktop.services.sign_note import SignNote
from tests.helpers.county_hall import PASSWORD
from tests.helpers.memory_vault import MemoryVault

QUICK = Cost(passes=1, memory_kib=8 * 1024, lanes=1)
"""Deriving keys is slow on purpose; here it need not be."""

PASSPHRASE = "quiet rivers run past Caversham"
INK = (((0.1, 0.6), (0.3, 0.2), (0.5, 0.7), (0.9, 0.4)),)
VISITED_ON = date(2026, 4, 1)
WORDS: dict[str, Json] = {
    "self_evaluation": "Leaders describe the reading curriculum as settled.",
    "people_met": ["Headteacher", "English lead"],
    "focus": "How the reading sequence is taught.",
    "evidence_seen": "Books from two year groups and a walk through lessons.",
    "agreed_actions": [
        {
            "what": "Share the reading check",
            "who": "English lead",
            "by": "next_meeting",
            "success": "Seen by all",
        }
    ],
}


@dataclass
class Laptop:
    """One person's laptop, in the words of this journey."""

    folder: Path
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    """What its clock says."""
    vault: MemoryVault | None = None
    """Its own, where it has one that a test may copy or not."""
    open_browser: Callable[[str], object] = no_browser
    desk: Desk = field(init=False)

    @property
    def door(self) -> LaptopDoor:
        """The way in."""
        vault = Vault(self.vault) if self.vault else None
        keys = KeyBox(self.folder, vault=vault, cost=QUICK)
        return LaptopDoor(Paths(self.folder), resources(), keys, self.now, self.open_browser)

    def is_enrolled_at(self, address: str, email: str) -> None:
        """First run."""
        asked = Enrolment(address, email, PASSWORD, PASSPHRASE, "test laptop")
        self.desk = self.door.enrol(asked, silent)

    def is_unlocked(self) -> None:
        """The next morning."""
        self.desk.close()
        self.desk = self.door.unlock(PASSPHRASE)

    def does(self, command: object) -> Changed:
        """Something the person does."""
        return self.desk.do(command)

    def sees(self, question: object) -> Any:
        """Something the person looks at."""
        return self.desk.ask(question)

    def syncs(self) -> None:
        """A whole round, without trouble."""
        report = self.desk.sync.run(silent)
        assert report.is_complete, report


def sign_together(priya: Laptop, note: UUID) -> None:
    """The headteacher marks the note, then the adviser signs it."""
    page: NotePage = priya.sees(AskNote(note))
    assert page.missing == ()
    priya.does(
        RecordHeadMark(
            note,
            page.note.digest,
            MarkWay.DRAWN,
            name="Headteacher (demonstration)",
            role="Headteacher",
            response=Response.ACCURATE,
            comment="Thank you.",
            strokes=INK,
        )
    )
    priya.does(SignNote(note, page.note.digest, MarkWay.TYPED, PASSPHRASE, typed="Priya Adviser"))
