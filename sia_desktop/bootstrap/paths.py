"""Where this computer keeps the program's files: never a roaming profile, never a synced folder."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """One adviser's files on this computer."""

    data: Path

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.data / "caseload.db"

    @property
    def authority(self) -> Path:
        """The council's own certificate authority for HTTPS, where one was chosen at enrolment."""
        return self.data / "authority.pem"

    @property
    def logs(self) -> Path:
        """Log files: ids and counts only."""
        return self.data / "logs"

    @property
    def settings(self) -> Path:
        """This computer's settings: theme and text size."""
        return self.data / "settings.json"

    @property
    def frameworks(self) -> Path:
        """Packs already checked, as plain data, so that the next start is quicker."""
        return self.data / "frameworks"


def paths_of_this_computer() -> Paths:
    """`SIA_DESKTOP_DATA` if set, else the local (not roaming) application data folder."""
    chosen = os.environ.get("SIA_DESKTOP_DATA")
    if chosen:
        return Paths(Path(chosen))
    from platformdirs import user_data_path

    return Paths(user_data_path("SIA Desktop", appauthor=False, roaming=False))


def this_computer() -> str:
    """The name this laptop is listed under, unless another is typed."""
    return socket.gethostname() or "laptop"
