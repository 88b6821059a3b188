"""The way in, played: anybody enrols, one passphrase unlocks, and troubles come as prepared."""

from dataclasses import replace

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.door import Desk, Enrolment
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
        """What enrolling meets first."""
        self.enrolments: list[Enrolment] = []

    def enrol(self, enrolment: Enrolment, progress: Progress) -> Desk:
        """Join, or meet the trouble prepared."""
        progress(1, 3, "Asking the council’s service who you are")
        if self.trouble:
            raise self.trouble.pop(0)
        self.enrolments.append(enrolment)
        self.is_enrolled = True
        self.passphrase = enrolment.passphrase
        return self.laptop.desk

    def unlock(self, passphrase: str) -> Desk:
        """Open, or refuse."""
        if passphrase != self.passphrase:
            raise self.refusal
        self.laptop.is_closed = False
        return self.laptop.desk
