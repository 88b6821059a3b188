"""The words the writer added to the dictionary."""

from dataclasses import dataclass

from sia_desktop.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class AskOwnWords:
    """Asked for when the first long text is written in."""


def ask_own_words(_: AskOwnWords, uow: UnitOfWork) -> frozenset[str]:
    """Every one."""
    with uow:
        return uow.own_words.all()
