"""What the administrator does with laptops: find them, close them, help out a forgotten passphrase."""

from base64 import b64decode
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyrage
from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.refused import Refused
from sia_central.storage.audit import Deed, record
from sia_central.storage.devices import Device, DeviceState, close_device, devices_of
from sia_central.storage.engine import reading, write
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode

_REASONS = {
    DeviceState.LEFT: "its adviser left",
    DeviceState.LOST: "it was reported lost",
    DeviceState.CLOSED: "closed by the administrator",
}


def laptop_of(store: Store, council: str, device: str) -> Device:
    """The laptop with this id, or whose id begins so if no other's does."""
    with reading(store.engine) as connection:
        found = [each for each in devices_of(connection, council) if str(each.device_id).startswith(device)]
    if len(found) == 1 and device:
        return found[0]
    some = "More than one laptop's id begins with" if found else "There is no laptop"
    raise Refused(ProblemCode.NOT_FOUND, f"{some} {device or 'nothing'}. See `sia-central devices`.")


def revoke(store: Store, council: str, device: str, state: DeviceState, at: datetime) -> Device:
    """Close a laptop, in one of three ways; a lost one stays lost."""
    laptop = laptop_of(store, council, device)
    if laptop.state is DeviceState.LOST and state is not DeviceState.LOST:
        raise Refused(
            ProblemCode.NOT_ALLOWED,
            f"{laptop.name} was reported lost, and may send nothing again. If it was found, enrol it anew.",
        )
    write(store.engine, lambda connection: close_laptop(connection, laptop, state, at))
    return replace(laptop, state=state, state_reason=_REASONS[state])


def close_laptop(connection: Connection, laptop: Device, state: DeviceState, at: datetime) -> None:
    """The same within a transaction, with its line in the audit."""
    close_device(connection, laptop.council, laptop.device_id, state, _REASONS[state])
    deed = Deed("device_closed", "device", str(laptop.device_id), state.value)
    record(connection, laptop.council, by_administrator(), at, [deed])


def unlock_code(store: Store, council: str, device: str, key_file: Path, at: datetime) -> tuple[Device, str]:
    """The one-time code that unlocks a laptop, by the private half of the council's recovery key."""
    laptop = laptop_of(store, council, device)
    if laptop.state is not DeviceState.OPEN:
        raise Refused(ProblemCode.NOT_ALLOWED, f"{laptop.name} is closed: no code unlocks it.")
    if not laptop.wrapped_unlock:
        raise Refused(
            ProblemCode.NOT_FOUND,
            f"{laptop.name} has not yet sent what a code is made from; it does so with its first sync.",
        )
    try:
        words = key_file.read_text("ascii").split()
        identity = pyrage.x25519.Identity.from_str(next(w for w in words if w.startswith("AGE-SECRET-KEY-")))
        code = pyrage.decrypt(b64decode(laptop.wrapped_unlock), [identity]).decode("ascii")
    except OSError as error:
        raise Refused(ProblemCode.NOT_FOUND, f"{key_file} cannot be read: {error.strerror}.") from error
    except (ValueError, StopIteration, pyrage.IdentityError, pyrage.DecryptError) as error:
        raise Refused(
            ProblemCode.BAD_REQUEST, f"{key_file} is not the council's recovery key that {laptop.name} knows."
        ) from error
    deed = Deed("unlock_code_given", "device", str(laptop.device_id))
    write(store.engine, lambda connection: record(connection, council, by_administrator(), at, [deed]))
    return laptop, code


def holding_words(device: Device) -> str:
    """What a laptop last said it holds, in a few words."""
    if device.holding is None:
        return "-"
    records = sum(device.holding["records"].values())
    return f"{records} records, {device.holding['unsent']} unsent, read to {device.holding['cursor']}"
