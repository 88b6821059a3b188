"""Log files for support: ids and counts, never names or words."""

import logging
from functools import cached_property
from pathlib import Path
from typing import Final

FILE: Final = "sia-desktop.log"
LAYOUT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start_logging(folder: Path) -> None:
    """Log to one small set of files; a folder that cannot be written leaves nothing logged."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(FileWhenNeeded(folder))


class FileWhenNeeded(logging.Handler):
    """Makes its files when there is something to say, and loads the tools that turn them over only then."""

    def __init__(self, folder: Path) -> None:
        """Take the folder to log in."""
        super().__init__()
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Write it down."""
        self._file.handle(record)

    def close(self) -> None:
        """Let go of the file."""
        if "_file" in self.__dict__:
            self._file.close()
        super().close()

    @cached_property
    def _file(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = RotatingFileHandler(self._folder / FILE, maxBytes=500_000, backupCount=3, encoding="utf-8")
        except OSError:
            return logging.NullHandler()
        file.setFormatter(logging.Formatter(LAYOUT))
        return file
