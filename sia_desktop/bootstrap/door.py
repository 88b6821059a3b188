"""The way in: enrolment builds the laptop's keys and store, the passphrase opens them."""

import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sia_desktop.bootstrap.build import Laptop, utc_now
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.people import WorkingFor
from sia_desktop.security.key_box import KeyBox
from sia_desktop.security.passphrase import check_strength
from sia_desktop.services.door import Desk, Enrolment
from sia_desktop.services.ports import Clock
from sia_desktop.services.progress import Progress
from sia_desktop.storage.engine import open_store

if TYPE_CHECKING:
    from sia_contract.enrolment import EnrolAnswer


@dataclass(frozen=True, slots=True)
class LaptopDoor:
    """Implements `Door` over one folder of this computer."""

    paths: Paths
    resources: Path
    keys: KeyBox
    now: Clock = utc_now

    @property
    def is_enrolled(self) -> bool:
        """True once this laptop belongs to somebody."""
        return self.paths.store.exists()

    @property
    def has_vault(self) -> bool:
        """True where the operating system keeps secrets for us."""
        return self.keys.has_vault

    def unlock(self, passphrase: str) -> Desk:
        """Open the store; raises `RuleBroken` for a wrong passphrase."""
        if not self.is_enrolled:
            raise RuleBroken(
                f"This laptop's database is not there: {self.paths.store}. Restore it, or enrol."
            )
        keys = self.keys.unlock(passphrase)
        store = open_store(self.paths.store, keys.db_key)
        return Laptop(self.paths, self.resources, self.keys, store, keys.device_token, self.now).desk()

    def enrol(self, enrolment: Enrolment, progress: Progress) -> Desk:
        """Join the council's service, make the keys and the encrypted store, and fetch the caseload.

        The store takes its name as the very last step: whatever stops this earlier leaves a laptop that is
        not enrolled and may simply try again.
        """
        if self.is_enrolled:
            raise RuleBroken("This laptop is enrolled already. Unlock it with its passphrase.")
        check_strength(enrolment.passphrase)
        progress(0, 4, "Asking the council’s service")
        signing_key, answer = _join(enrolment)
        progress(1, 4, "Making this laptop’s keys")
        self._start_clean(enrolment)
        token = answer.device_token.get_secret_value()
        keys = self.keys.create(enrolment.passphrase, device_token=token, signing_key=signing_key)
        progress(2, 4, "Making the encrypted database")
        store = open_store(self._unfinished, keys.db_key)
        store.enrol(_working_for(enrolment, answer))
        store.close()
        self._unfinished.rename(self.paths.store)
        progress(3, 4, "Fetching your caseload")
        opened = open_store(self.paths.store, keys.db_key)
        desk = Laptop(self.paths, self.resources, self.keys, opened, token, self.now).desk()
        desk.sync.run(progress)
        return desk

    @property
    def _unfinished(self) -> Path:
        return self.paths.store.with_name("enrolling.db")

    def _start_clean(self, enrolment: Enrolment) -> None:
        """Clear away what an enrolment that stopped half-way left behind."""
        try:
            self.paths.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            for leftover in self.paths.data.glob("enrolling.db*"):
                leftover.unlink()
            if self.keys.is_made:
                self.keys.set_aside()
            if enrolment.authority_file:
                shutil.copyfile(enrolment.authority_file, self.paths.authority)
            else:
                self.paths.authority.unlink(missing_ok=True)
        except OSError as trouble:
            raise OutsideTrouble(
                f"{self.paths.data} cannot be written to ({trouble.strerror}). "
                "Nothing was kept. Free some space or ask IT, then try again."
            ) from trouble


def this_computer() -> str:
    """The name this laptop is listed under, unless another is typed."""
    return socket.gethostname() or "laptop"


def _join(enrolment: Enrolment) -> "tuple[bytes, EnrolAnswer]":
    """Make the signing key here and ask central to certify it; its refusals come back as sentences."""
    from pydantic import SecretStr, ValidationError

    from sia_contract.enrolment import EnrolRequest
    from sia_contract.version import PROTOCOL
    from sia_desktop.security.pades import certificate_request, key_as_bytes, new_signing_key
    from sia_desktop.sync.ports import Refusal
    from sia_desktop.sync.transport import enrol

    key = new_signing_key()
    try:
        request = EnrolRequest(
            protocol=PROTOCOL,
            email=enrolment.email.strip(),
            password=SecretStr(enrolment.password),
            device_name=enrolment.device_name.strip() or this_computer(),
            certificate_request_pem=certificate_request(key, enrolment.email.strip()).decode(),
        )
    except (ValidationError, ValueError) as fault:
        raise RuleBroken(
            "Type your e-mail address as the administrator has it, and a name for this laptop."
        ) from fault
    try:
        answer = enrol(enrolment.address, request, ca_file=enrolment.authority_file)
    except Refusal as refusal:
        raise RuleBroken(str(refusal)) from refusal
    return key_as_bytes(key), answer


def _working_for(enrolment: Enrolment, answer: "EnrolAnswer") -> WorkingFor:
    from sia_desktop.sync.address import central_address

    return WorkingFor(
        person_id=answer.person_id,
        person_name=answer.person_name,
        role=answer.role,
        device_id=answer.device_id,
        central_address=central_address(enrolment.address),
        council_code=answer.council.code,
        council_name=answer.council.name,
        council_full_name=answer.council.full_name,
        is_demonstration=answer.council.demonstration,
        root_pem=answer.council.root_pem,
        certificate_pem=answer.certificate_pem,
    )
