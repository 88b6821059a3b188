"""The log of the window: made when there is something to say, and never in the way."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from sia_desktop.bootstrap.logging import FILE, FileWhenNeeded, start_logging


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, as it was before."""
    logger = logging.getLogger()
    handlers, level = list(logger.handlers), logger.level
    yield logger
    for handler in set(logger.handlers) - set(handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


def test_nothing_said_is_no_file(root: logging.Logger, tmp_path: Path) -> None:
    start_logging(tmp_path / "logs")
    assert not (tmp_path / "logs").exists()


def test_what_is_said_is_written_with_its_time_and_source(root: logging.Logger, tmp_path: Path) -> None:
    start_logging(tmp_path / "logs")
    logging.getLogger("sia_desktop.sync").info("3 changes sent")
    assert (tmp_path / "logs" / FILE).read_text("utf-8").endswith("INFO sia_desktop.sync 3 changes sent\n")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    handler = FileWhenNeeded(tmp_path / "logs")
    handler.handle(logging.makeLogRecord({"msg": "3 changes sent", "levelno": logging.INFO}))
    handler.close()
