"""The way in: enrolment builds the laptop's keys and store, the passphrase opens them."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sia_desktop.bootstrap.build import Laptop, utc_now
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.people import WorkingFor
from sia_desktop.security.device_key import DeviceKey, new_device_secret
from sia_desktop.security.key_box import KeyBox
from sia_desktop.security.passphrase import check_strength
from sia_desktop.security.sealed_box import UnlockedKeys
from sia_desktop.services.door import Desk, Enrolment, LeaseOver, SignIn
from sia_desktop.services.ports import Clock
from sia_desktop.services.progress import Progress
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.signed_in import SignedIn

if TYPE_CHECKING:
    from sia_contract.enrolment import EnrolAnswer


def no_browser(_: str) -> None:
    """Where there is no screen to show one on."""
    raise RuleBroken("No web browser can be opened here. Sign in with your e-mail and password.")


@dataclass(frozen=True, slots=True)
class LaptopDoor:
    """Implements `Door` over one folder of this computer."""

    paths: Paths
    resources: Path
    keys: KeyBox
    now: Clock = utc_now
    open_browser: Callable[[str], object] = no_browser

    @property
    def is_enrolled(self) -> bool:
        """True once this laptop belongs to somebody; a wipe that was stopped half-way is finished first."""
        if self._parting.exists():
            with suppress(OutsideTrouble):  # a vault that is away takes its turn again at the next start
                self.wipe()
        return self.paths.store.exists()

    @property
    def has_vault(self) -> bool:
        """True where the operating system keeps secrets for us."""
        return self.keys.has_vault

    def unlock(self, passphrase: str) -> Desk:
        """Open the store; raises `RuleBroken` for a wrong passphrase, `LeaseOver` after too long away."""
        self._check_enrolled()
        return self._open_in_time(self.keys.unlock(passphrase))

    def renew(self, passphrase: str, sign_in: SignIn, progress: Progress) -> Desk:
        """Sign in again and open; raises `SecondFactorAsked` where a code is still to come."""
        from sia_desktop.bootstrap.joining import renewed

        self._check_enrolled()
        keys = self.keys.unlock(passphrase)
        store = open_store(self.paths.store, keys.db_key)
        try:
            authority = self.paths.authority if self.paths.authority.exists() else None
            key = DeviceKey(keys.device_secret)
            me = store.working_for()
            answer = renewed(me, key, sign_in, authority, self.open_browser, progress)
            SignedIn(store).keep(answer, self.now())
        except BaseException:
            store.close()
            raise
        return self._desk(store, keys)

    def unlock_by_code(self, code: str, new_passphrase: str) -> Desk:
        """Open with the administrator's unlock code, and with the new passphrase from now on."""
        from sia_desktop.security.unlock_code import as_made

        self._check_enrolled()
        keys = self.keys.unlock_by_code(as_made(code), new_passphrase)
        store = open_store(self.paths.store, keys.db_key)
        self._make_way_back(store, keys, SignedIn(store).recovery_key())
        store.close()
        return self._open_in_time(keys)

    def enrol(self, enrolment: Enrolment, progress: Progress) -> Desk:
        """Join the council's service, make the keys and the encrypted store, and fetch the caseload.

        The store takes its name as the very last step: whatever stops this earlier leaves a laptop that is
        not enrolled and may simply try again.
        """
        from sia_desktop.bootstrap.joining import joined

        if self.is_enrolled:
            raise RuleBroken("This laptop is enrolled already. Unlock it with its passphrase.")
        check_strength(enrolment.passphrase)
        progress(0, 4, "Asking the council’s service")
        secret = new_device_secret()
        signing_key, answer = joined(enrolment, DeviceKey(secret), self.open_browser, progress)
        progress(1, 4, "Making this laptop’s keys")
        self._start_clean(enrolment)
        keys = self.keys.create(enrolment.passphrase, device_secret=secret, signing_key=signing_key)
        progress(2, 4, "Making the encrypted database")
        store = open_store(self._unfinished, keys.db_key)
        store.enrol(_working_for(enrolment, answer))
        token = answer.refresh_token.get_secret_value()
        SignedIn(store).begin(token, answer.lease_days, answer.recovery_codes, self.now())
        self._make_way_back(store, keys, answer.council.recovery_key)
        store.close()
        self._unfinished.rename(self.paths.store)
        progress(3, 4, "Fetching your caseload")
        desk = self._desk(open_store(self.paths.store, keys.db_key), keys)
        desk.sync.run(progress)
        return desk

    def wipe(self) -> None:
        """Destroy the keys, then the files; afterwards this laptop belongs to nobody."""
        self._parting.touch()
        try:
            if self.keys.is_made:
                self.keys.forget()
        finally:
            self._wipe_files()
        self._parting.unlink()

    def _wipe_files(self) -> None:
        for leftover in (*self.paths.data.glob("caseload.db*"), *self.paths.data.glob("enrolling.db*")):
            leftover.unlink(missing_ok=True)
        for folder in ("backups", "frameworks"):
            shutil.rmtree(self.paths.data / folder, ignore_errors=True)
        self.paths.authority.unlink(missing_ok=True)

    def _open_in_time(self, keys: UnlockedKeys) -> Desk:
        store = open_store(self.paths.store, keys.db_key)
        lease = SignedIn(store).lease(self.now())
        if lease is None or not lease.is_over(self.now()):
            return self._desk(store, keys)
        store.close()
        raise LeaseOver(
            f"This laptop has not been in touch with the council for {lease.days} days, so it stays locked "
            "until you sign in again. What you wrote is kept, and is sent when you are back."
        )

    def _desk(self, store: Store, keys: UnlockedKeys) -> Desk:
        key = DeviceKey(keys.device_secret)

        def new_recovery_key(council_key: str) -> None:
            with suppress(OutsideTrouble):  # a vault that is away takes its turn with the next tokens
                self._make_way_back(store, keys, council_key)

        return Laptop(
            self.paths, self.resources, self.keys, store, key.prove, self.now, new_recovery_key
        ).desk()

    def _make_way_back(self, store: Store, keys: UnlockedKeys, council_key: str) -> None:
        """For a forgotten passphrase: a code that only the council's recovery key can read.

        The key is noted last: a stop before that leaves it new, and all of this is done again.
        """
        from sia_desktop.security.unlock_code import new_unlock_code, wrapped

        memory = SignedIn(store)
        if council_key:
            code = new_unlock_code()
            self.keys.keep_way_back(keys, code)
            memory.keep_wrapped_unlock(wrapped(code, council_key))
            memory.forget_access()  # so that the next round carries it to central
            memory.keep_recovery_key(council_key)

    def _check_enrolled(self) -> None:
        if not self.is_enrolled:
            raise RuleBroken(
                f"This laptop's database is not there: {self.paths.store}. Restore it, or enrol."
            )

    @property
    def _parting(self) -> Path:
        """There while this laptop is being wiped, so that no crash or flat battery leaves it half done."""
        return self.paths.data / "being-wiped"

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
