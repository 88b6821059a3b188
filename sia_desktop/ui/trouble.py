"""From an exception to what the adviser sees; the only place that decides."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken

_log = logging.getLogger(__name__)


class Kind(Enum):
    """Whose trouble it is: the request's, the world's, or ours."""

    RULE = "rule"
    OUTSIDE = "outside"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Notice:
    """What to show: one sentence, and an act if trying again can help."""

    kind: Kind
    sentence: str
    again: Callable[[], None] | None = None


def sentence_for(trouble: BaseException) -> str:
    """The words for trouble that belongs beside a field or in a page's own banner."""
    if isinstance(trouble, RuleBroken | OutsideTrouble):
        return str(trouble)
    return (
        "Something went wrong inside the program. What you had saved is safe. "
        "Please try once more; if it happens again, tell your administrator."
    )


class Trouble(QObject):
    """Hears of everything that went wrong and announces what to show."""

    noticed = Signal(object)  # a Notice

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._apologised: set[str] = set()

    def tell(self, trouble: BaseException, owner: QObject, again: Callable[[], None] | None = None) -> None:
        """Show a rule or outside trouble in its own words; log anything else whole and apologise once."""
        match trouble:
            case RuleBroken():
                self.noticed.emit(Notice(Kind.RULE, sentence_for(trouble)))
            case OutsideTrouble():
                self.noticed.emit(Notice(Kind.OUTSIDE, sentence_for(trouble), again))
            case _:
                self._apologise(trouble, type(owner).__name__)

    def hear_uncaught(
        self, kind: type[BaseException], trouble: BaseException, where: TracebackType | None
    ) -> None:
        """For `sys.excepthook`: what rose out of a slot is trouble like any other."""
        if issubclass(kind, KeyboardInterrupt):
            return
        self.tell(trouble.with_traceback(where), self)

    def _apologise(self, trouble: BaseException, owner: str) -> None:
        reference = uuid4().hex[:8]
        story = _without_words(trouble)
        _log.error("bug %s, met by %s\n%s", reference, owner, story)
        if story in self._apologised:
            return
        self._apologised.add(story)
        self.noticed.emit(Notice(Kind.BUG, f"{sentence_for(trouble)} (Reference {reference}.)"))


def _without_words(trouble: BaseException) -> str:
    """Every frame and exception type, but no message: messages may quote a school, a name or a note."""
    lines: list[str] = []
    seen: BaseException | None = trouble
    while seen is not None:
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)
