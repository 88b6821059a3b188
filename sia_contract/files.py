"""Files travel apart from records, named by their hash."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A file one side has and the other has not confirmed yet."""

    sha256: str
    size: int
