"""What a computer is told apart by: a small plain file, with nothing personal and no secret in it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.security.whole_file import write_whole

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Device:
    """One enrolled data folder."""

    has_vault: bool
    """False where the keys are wrapped by the passphrase alone, in a file; the app says so."""
    entry: str
    """The name of its entry in the vault: two folders on one computer never share one."""
    version: int = _VERSION


def read_device(file: Path) -> Device:
    """The device this folder was enrolled as; raises `RuleBroken` before that."""
    try:
        device = Device(**json.loads(file.read_bytes()))
    except FileNotFoundError as error:
        raise RuleBroken(f"This laptop's keys are not there: {file} is missing. {what_then(file)}") from error
    except OSError as error:
        raise OutsideTrouble(f"{file} could not be read ({error.strerror}). {what_then(file)}") from error
    except (ValueError, TypeError) as error:
        raise OutsideTrouble(f"{file} is damaged. {what_then(file)}") from error
    if not isinstance(device.version, int) or not isinstance(device.entry, str):
        raise OutsideTrouble(f"{file} is damaged. {what_then(file)}")
    if device.version > _VERSION:
        raise RuleBroken(f"{file} was written by a newer version of this program. Install that version.")
    return device


def what_then(file: Path) -> str:
    """The two ways on where a file of the keys is gone or damaged; neither throws away what may be saved."""
    return (
        f"Restore it from a backup. If there is none, rename the folder {file.parent}, keep it for IT, "
        "and enrol this laptop again."
    )


def write_device(file: Path, device: Device) -> None:
    """Write it whole or not at all."""
    write_whole(file, json.dumps(asdict(device), indent=2) + "\n")
