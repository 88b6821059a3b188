"""How slow work says how far it has come, and how it learns that nobody waits for it any more."""

from typing import Protocol


class Cancelled(Exception):
    """Raised out of a progress call when the person has moved on; work lets it rise and stops tidily."""


class Progress(Protocol):
    """Call between steps: `progress(2, 5, "Sending the second file")`. May raise `Cancelled`."""

    def __call__(self, done: int, total: int, sentence: str = "") -> None:
        """Say how many steps of how many are done, and in words what comes next."""


def silent(done: int, total: int, sentence: str = "") -> None:
    """The progress of work that nobody watches and nobody cancels."""
