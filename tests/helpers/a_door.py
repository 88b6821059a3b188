"""The way in, played: anybody enrols, one passphrase unlocks, and troubles come as prepared."""

from dataclasses import replace

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.door import Desk, Enrolment, SignIn
from sia_desktop.services.progress import Progress
from tests.helpers.a_desk import Laptop
from tests.helpers.played import PASSPHRASE


class PlayedDoor:
    """Enrols anybody with the right password, unlocks with the passphrase set."""

    def __init__(self, laptop: Laptop, *, is_enrolled: bool = True, has_vault: bool = True) -> None:
        self.laptop = replace(laptop, has_vault=has_vault)
        self.is_enrolled, self.has_vault = is_enrolled, has_vault
        self.passphrase = PASSPHRASE
        self.refusal = RuleBroken("This is not the passphrase of this laptop. Try again.")
        self.trouble: list[Exception] = []
        """What enrolling, or signing in again, meets first."""
        self.locked_by: RuleBroken | None = None
        """Why the right passphrase does not open yet; signing in again ends it."""
        self.recovery_codes: tuple[str, ...] = ()
        self.enrolments: list[Enrolment] = []
        self.sign_ins: list[SignIn] = []
        self.is_wiped = False
        self.unlock_code = "K7QH-0000-1111-2222-3333-4444-5555"

    def enrol(self, enrolment: Enrolment, progress: Progress) -> Desk:
        """Join, or meet the trouble prepared."""
        progress(1, 3, "Asking the council’s service who you are")
        self.enrolments.append(enrolment)
        if self.trouble:
            raise self.trouble.pop(0)
        self.is_enrolled = True
        self.passphrase = enrolment.passphrase
        return self._desk()

    def unlock(self, passphrase: str) -> Desk:
        """Open, or refuse."""
        if passphrase != self.passphrase:
            raise self.refusal
        if self.locked_by is not None:
            raise self.locked_by
        self.laptop.is_closed = False
        return self._desk()

    def renew(self, passphrase: str, sign_in: SignIn, progress: Progress) -> Desk:
        """Sign in again and open, or meet the trouble prepared."""
        progress(0, 0, "Asking the council’s service who you are")
        self.sign_ins.append(sign_in)
        if self.trouble:
            raise self.trouble.pop(0)
        self.locked_by = None
        return self.unlock(passphrase)

    def unlock_by_code(self, code: str, new_passphrase: str) -> Desk:
        """Open with the one code there is."""
        if code != self.unlock_code:
            raise RuleBroken("That is not the unlock code of this laptop, or it was used already. Try again.")
        self.passphrase = new_passphrase
        return self.unlock(new_passphrase)

    def wipe(self) -> None:
        """Nothing is left."""
        self.is_enrolled, self.is_wiped = False, True
        if self.trouble:
            raise self.trouble.pop(0)

    def _desk(self) -> Desk:
        """With the codes that nobody has kept yet."""
        return replace(self.laptop.desk, recovery_codes=self.recovery_codes, codes_kept=self._forget_codes)

    def _forget_codes(self) -> None:
        self.recovery_codes = ()
