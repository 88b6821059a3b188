"""This laptop's keys: kept in the vault, wrapped by the passphrase; neither opens anything alone."""

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.security.device import Device, read_device, what_then, write_device
from sia_desktop.security.key_file import KeyFile
from sia_desktop.security.passphrase import STANDARD, Cost, WrongCode, WrongPassphrase, check_strength
from sia_desktop.security.sealed_box import Damaged, NotOpened, UnlockedKeys, seal, unseal
from sia_desktop.security.vault import SafePlace, Vault, find_vault

_FREE_TRIES: Final = 2
_LONGEST_WAIT: Final = 300


class KeyBox:
    """Made once at enrolment, then opened by the passphrase."""

    def __init__(self, folder: Path, *, vault: Vault | None = None, cost: Cost = STANDARD) -> None:
        """Keep the plain part in this folder; `vault` is for tests, for the real one is found when needed."""
        self._device_file = folder / "device.json"
        self._key_file = folder / "keys.json"
        self._given_vault = vault
        self._cost = cost
        self._wrong = 0

    @property
    def is_made(self) -> bool:
        """True once this laptop has keys."""
        return self._device_file.exists()

    @property
    def has_vault(self) -> bool:
        """False where the passphrase alone wraps the keys (or will, before enrolment); the app says so."""
        if self.is_made:
            return read_device(self._device_file).has_vault
        return self._working_vault() is not None

    def create(self, passphrase: str, *, device_secret: str, signing_key: bytes) -> UnlockedKeys:
        """Make the database key and keep all three secrets; raises `RuleBroken` for a weak passphrase."""
        if self.is_made:
            raise RuleBroken("This laptop already has its keys. Unlock it with the passphrase.")
        check_strength(passphrase)
        keys = UnlockedKeys(secrets.token_bytes(32), device_secret, signing_key)
        device = Device(has_vault=self._working_vault() is not None, entry=str(uuid4()))
        self._place(device).write(device.entry, seal(keys, passphrase, self._cost))
        write_device(self._device_file, device)
        return keys

    def unlock(self, passphrase: str) -> UnlockedKeys:
        """The keys; raises `WrongPassphrase`, with how long to wait, unless this is the passphrase."""
        device = read_device(self._device_file)
        sealed = self._place(device).read(device.entry)
        if sealed is None and not device.has_vault:
            raise OutsideTrouble(
                f"This laptop's keys are not in {self._key_file}. {what_then(self._key_file)}"
            )
        if sealed is None:
            raise OutsideTrouble(
                "The keys of this laptop are no longer in this computer's vault, so its database cannot be "
                f"opened. Ask IT to restore your profile. If that cannot be done, rename the folder "
                f"{self._key_file.parent}, keep it for IT, and enrol this laptop again."
            )
        try:
            keys = unseal(sealed, passphrase)
        except NotOpened as error:
            self._wrong += 1
            raise WrongPassphrase(_wait_after(self._wrong)) from error
        except Damaged as error:
            place = self._key_file if not device.has_vault else "The vault's entry for SIA Desktop"
            raise OutsideTrouble(f"{place} is damaged. {what_then(self._key_file)}") from error
        self._wrong = 0
        return keys

    def check(self, passphrase: str) -> None:
        """Raise `RuleBroken` unless this is the passphrase."""
        self.unlock(passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the same keys anew; until the new wrapping is kept, the old passphrase opens them."""
        check_strength(new)
        keys = self.unlock(old)
        device = read_device(self._device_file)
        self._place(device).write(device.entry, seal(keys, new, self._cost))

    def keep_way_back(self, keys: UnlockedKeys, code: str) -> None:
        """Wrap the same keys by an unlock code too, in place of any earlier one."""
        device = read_device(self._device_file)
        self._place(device).write(_way_back(device), seal(keys, code, self._cost))

    def unlock_by_code(self, code: str, new_passphrase: str) -> UnlockedKeys:
        """The keys, under a new passphrase from now on; the code is used up. Raises `RuleBroken`."""
        check_strength(new_passphrase)
        device = read_device(self._device_file)
        place = self._place(device)
        sealed = place.read(_way_back(device))
        if sealed is None:
            raise RuleBroken("No unlock code was made for this laptop, or it was used already.")
        try:
            keys = unseal(sealed, code)
        except (NotOpened, Damaged) as error:
            self._wrong += 1
            raise WrongCode(_wait_after(self._wrong)) from error
        self._wrong = 0
        place.write(device.entry, seal(keys, new_passphrase, self._cost))
        place.forget(_way_back(device))
        return keys

    def forget(self) -> None:
        """Remove the keys: whatever they locked can never be read again."""
        device = read_device(self._device_file)
        for entry in (device.entry, _way_back(device)):
            self._place(device).forget(entry)
        self._device_file.unlink()

    def set_aside(self) -> None:
        """Make room for new keys; these stay where they are, for a database that may yet be found again."""
        aside = self._device_file.with_name(f"device-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json")
        self._device_file.rename(aside)

    def _place(self, device: Device) -> SafePlace:
        if not device.has_vault:
            return KeyFile(self._key_file)
        vault = self._find_vault()
        if vault is None:
            raise OutsideTrouble(
                "This computer's vault for passwords cannot be found. Sign in to your usual desktop session "
                "and start the program there."
            )
        return vault

    def _working_vault(self) -> Vault | None:
        vault = self._find_vault()
        return vault if vault is not None and vault.works() else None

    def _find_vault(self) -> Vault | None:
        return self._given_vault or find_vault()


def _way_back(device: Device) -> str:
    """The name of the second entry in the vault."""
    return f"{device.entry}-code"


def _wait_after(wrong: int) -> int:
    """Nothing for slips of the finger; then twice as long each time."""
    return 0 if wrong <= _FREE_TRIES else int(min(2 ** (wrong - _FREE_TRIES - 1), _LONGEST_WAIT))
