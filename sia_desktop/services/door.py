"""The way in: a laptop is enrolled once, then unlocked by its passphrase."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sia_desktop.domain.people import WorkingFor
from sia_desktop.services.do import Ask, Do
from sia_desktop.services.progress import Progress
from sia_desktop.services.sync_now import SyncNow


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the first run asks for."""

    address: str
    email: str
    password: str = field(repr=False)
    passphrase: str = field(repr=False)
    device_name: str = ""
    authority_file: Path | None = None
    """A certificate authority of the council's own, in PEM, where the laptop does not know it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An unlocked laptop: what pages send commands to and ask questions of."""

    do: Do
    ask: Ask
    sync: SyncNow
    working_for: WorkingFor
    role_label: str
    """What the council calls the person's job."""
    has_vault: bool
    """False where keys are wrapped by the passphrase alone, and the app says so."""
    fill_index: Callable[[Progress], None]
    """Read what is new into the search index."""
    close: Callable[[], None]
    """Put the keys away and close the store."""
    leads: bool = False
    """True for whoever looks after colleagues' work: their Team has a place in the rail."""


class Door(Protocol):
    """Enrols and unlocks."""

    @property
    def is_enrolled(self) -> bool:
        """True once this laptop belongs to somebody."""

    @property
    def has_vault(self) -> bool:
        """True where the operating system keeps secrets for us."""

    def enrol(self, enrolment: Enrolment, progress: Progress) -> Desk:
        """Join the council's service, make the keys and the encrypted store, and fetch the caseload."""

    def unlock(self, passphrase: str) -> Desk:
        """Open the store; raises `RuleBroken` for a wrong passphrase."""
