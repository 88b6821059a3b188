"""The way in: a laptop is enrolled once, then unlocked by its passphrase."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.lease import Lease
from sia_desktop.domain.people import WorkingFor
from sia_desktop.services.do import Ask, Do
from sia_desktop.services.ports import Spelling
from sia_desktop.services.progress import Progress
from sia_desktop.services.sync_now import SyncNow


@dataclass(frozen=True, slots=True)
class SetUpFactor:
    """A new second factor: what an authenticator app is told, to type or to scan."""

    secret: str = field(repr=False)
    squares: tuple[tuple[bool, ...], ...] = field(repr=False)
    """The QR code, dark squares true."""


class SecondFactorAsked(RuleBroken):
    """The person is known; a code of the second factor is still asked for, or one has to be set up first."""

    def __init__(self, ticket: str, set_up: SetUpFactor | None) -> None:
        """Keep what the next try sends along."""
        super().__init__("Type the code that your authenticator app shows.")
        self.ticket, self.set_up = ticket, set_up


class WrongFactor(RuleBroken):
    """Not a code of the second factor; the sign-in still stands, and another may be typed."""


class SignInEnded(RuleBroken):
    """The sign-in took too long: begin again from the e-mail."""


class LeaseOver(RuleBroken):
    """This laptop was away from the council for too long: it opens again once the person signs in."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a person says who they are: a password, the council's own page, or a sign-in that has begun."""

    email: str
    password: str = field(default="", repr=False)
    in_browser: bool = False
    ticket: str = field(default="", repr=False)
    """Of a sign-in that has begun: with it goes the code."""
    code: str = field(default="", repr=False)


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
    in_browser: bool = False
    """Sign in on the council's own page."""
    ticket: str = field(default="", repr=False)
    code: str = field(default="", repr=False)

    @property
    def sign_in(self) -> SignIn:
        """Who asks."""
        return SignIn(self.email.strip(), self.password, self.in_browser, self.ticket, self.code)


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
    spelling: Spelling
    close: Callable[[], None]
    """Put the keys away and close the store."""
    leads: bool = False
    """True for whoever looks after colleagues' work: their Team has a place in the rail."""
    lease: Callable[[], Lease | None] = lambda: None
    """How long this laptop may stay away; it remembers the time, so not for the UI's own thread."""
    recovery_codes: tuple[str, ...] = ()
    """Of a new second factor, until the person says that they are kept."""
    codes_kept: Callable[[], None] = lambda: None
    """The person has them: this laptop forgets them."""


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
        """Open the store; raises `RuleBroken` for a wrong passphrase, `LeaseOver` after too long away."""

    def renew(self, passphrase: str, sign_in: SignIn, progress: Progress) -> Desk:
        """Sign in again and open; raises `SecondFactorAsked` where a code is still to come."""

    def unlock_by_code(self, code: str, new_passphrase: str) -> Desk:
        """Open with the administrator's unlock code, and with the new passphrase from now on."""

    def wipe(self) -> None:
        """Destroy the keys, then the files; afterwards this laptop belongs to nobody."""
