"""A store of dated facts for tests of the diary: a list."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sia_desktop.domain.diary import Start

Told = tuple[int, str, Mapping[str, date]]
"""School, record, and what happened to it on which day, anchors and acts alike."""


class FactList:
    """Everything told, in order."""

    def __init__(self, told: Iterable[Told]) -> None:
        """Keep it."""
        self._told = list(told)

    def starts(self, anchor: str, act: str | None, *, only_open: bool) -> Iterator[Start]:
        """Every record with this anchor, and the day of this act; `only_open`: those without the act."""
        for urn, record, happened in self._told:
            done = happened.get(act) if act else None
            if anchor in happened and not (only_open and done):
                yield urn, record, happened[anchor].isoformat(), done.isoformat() if done else None
