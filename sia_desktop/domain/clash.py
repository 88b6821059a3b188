"""Two people changed the same words: both versions kept until somebody has chosen, and afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Json

CLASH_SETTLED = "clash_settled"
"""The act that says at the council why one version stands, and keeps the words that gave way."""


ONLY_ADDED_TO: Final = frozenset({"days", "moves"})
"""Fields that are histories: what one side added goes behind what the other did, and nothing goes."""


class Way(StrEnum):
    """How one field of a clash was settled."""

    MINE = "mine"
    THEIRS = "theirs"
    """What stands in the record stays."""
    WRITTEN = "written"
    """Both, written together."""


@dataclass(frozen=True, slots=True)
class Sides:
    """One field or section, by its path such as `answers/focus`, as it stood and as each side has it."""

    path: str
    base: Json
    mine: Json
    theirs: Json
    goes_with: str = ""
    """The path of the field that it is one fact with: a meeting's hour goes with its day."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who settled it and why; what was chosen, and what gave way, by path."""

    at: datetime
    by: UUID
    reason: str
    ways: Mapping[str, Way]
    gave_way: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Clash:
    """One version that had to give way; kept for ever."""

    id: UUID
    kind: str
    record_id: str
    urn: Urn | None
    is_mine: bool
    """True where what gave way was written on this laptop; False where a colleague's met signed words."""
    sides: tuple[Sides, ...]
    """What somebody has to choose."""
    to_see: tuple[Sides, ...]
    """What was joined without anybody's choice: dates, levels, categories, RAGs that one side changed."""
    kept_at: datetime
    mine_at: datetime | None
    theirs_at: datetime | None
    theirs_by: UUID | None
    settlement: Settlement | None = None

    @property
    def is_settled(self) -> bool:
        """True once somebody has chosen."""
        return self.settlement is not None
