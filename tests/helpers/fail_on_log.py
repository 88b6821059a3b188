"""A warning in the log that no test asked about fails the test; asking means using pytest's caplog."""

import logging
from collections.abc import Generator

import pytest


class Overheard(logging.Handler):
    """Keeps what was logged at warning or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line: level, logger, words."""
        self.said.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Listen to the whole log while the test runs."""
    overheard = Overheard()
    logging.getLogger().addHandler(overheard)
    try:
        answer = yield
    finally:
        logging.getLogger().removeHandler(overheard)
    if overheard.said and "caplog" not in getattr(item, "fixturenames", ()):
        pytest.fail("Logged and not expected:\n" + "\n".join(overheard.said), pytrace=False)
    return answer
