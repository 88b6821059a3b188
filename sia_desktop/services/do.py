"""The one doorway for writing, and the one for asking."""

from collections.abc import Callable, Mapping
from typing import Any

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.characters import in_whole_characters


class Do:
    """Gives a command to the one function that carries it out."""

    def __init__(self, functions: Mapping[type, Callable[[Any], Changed]]) -> None:
        """Take the table of commands that bootstrap drew up."""
        self._functions = functions

    def __call__(self, command: object) -> Changed:
        """Carry the command out, its words in whole characters; what it touched comes back."""
        return self._functions[type(command)](in_whole_characters(command))


class Ask:
    """Gives a question to the one function that answers it."""

    def __init__(self, functions: Mapping[type, Callable[[Any], Any]]) -> None:
        """Take the table of questions that bootstrap drew up."""
        self._functions = functions

    def __call__(self, question: object) -> Any:
        """Answer with a frozen value."""
        return self._functions[type(question)](question)
