"""Stands in for a vault where a computer has none: one private file, whose secrets the passphrase wraps."""

import json
from pathlib import Path

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.security.device import what_then
from sia_desktop.security.whole_file import write_whole


class KeyFile:
    """Short texts by name, in `keys.json`, readable by this person only."""

    def __init__(self, file: Path) -> None:
        """Use this file."""
        self._file = file

    def read(self, name: str) -> str | None:
        """The text, or None."""
        return self._entries().get(name)

    def write(self, name: str, text: str) -> None:
        """Keep it in place of any earlier one."""
        write_whole(self._file, json.dumps({**self._entries(), name: text}, indent=2) + "\n")

    def forget(self, name: str) -> None:
        """Remove it, if it is there."""
        entries = self._entries()
        if entries.pop(name, None) is not None:
            write_whole(self._file, json.dumps(entries, indent=2) + "\n")

    def _entries(self) -> dict[str, str]:
        try:
            entries = json.loads(self._file.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError) as error:
            raise OutsideTrouble(f"{self._file} could not be read. {what_then(self._file)}") from error
        if not isinstance(entries, dict) or not all(isinstance(text, str) for text in entries.values()):
            raise OutsideTrouble(f"{self._file} is damaged. {what_then(self._file)}")
        return entries
