"""A mark made under the words of a note: drawn, typed, left for later or declined."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sia_desktop.domain.errors import RuleBroken

Strokes = tuple[tuple[tuple[float, float], ...], ...]
"""Lines of points, each from 0 to 1 across and down the pad."""


class MarkWay(StrEnum):
    """How somebody signed, or did not."""

    DRAWN = "drawn"
    TYPED = "typed"
    DEFERRED = "deferred"
    DECLINED = "declined"


class Response(StrEnum):
    """What a headteacher says of a note: receipt and factual accuracy, never agreement."""

    ACCURATE = "accurate"
    TO_CORRECT = "to_correct"


@dataclass(frozen=True, slots=True)
class Mark:
    """Who marked which words, how and when."""

    way: MarkWay
    name: str
    role: str
    at: datetime
    digest: str
    """SHA-256 of the words shown."""
    strokes: Strokes = ()
    shape: float = 3.0
    """How many times wider than high the pad was."""
    typed: str = ""
    response: Response | None = None
    comment: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a mark that is not one."""
        if self.way is MarkWay.DRAWN and sum(len(stroke) for stroke in self.strokes) < 2:
            raise RuleBroken("Nothing has been drawn. Draw a signature, or choose “Type name”.")
        if self.way is MarkWay.TYPED and not self.typed.strip():
            raise RuleBroken("Type the name to sign with.")
        if self.way is MarkWay.DECLINED and not self.reason.strip():
            raise RuleBroken("Give the reason for declining; it is printed with the note.")
        if self.is_signature and not self.name.strip():
            raise RuleBroken("Give the name of the person who signs.")

    @property
    def is_signature(self) -> bool:
        """True for a drawn or typed mark."""
        return self.way in (MarkWay.DRAWN, MarkWay.TYPED)
