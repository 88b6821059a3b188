"""A word is added to the writer's own dictionary, on this laptop."""

from dataclasses import dataclass

from sia_desktop.domain.changes import Changed
from sia_desktop.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class AddWord:
    """The word, as it is written."""

    word: str


def add_word(command: AddWord, uow: UnitOfWork) -> Changed:
    """Keep it; no record changes by it."""
    with uow:
        uow.own_words.add(command.word)
        uow.commit()
    return Changed()
