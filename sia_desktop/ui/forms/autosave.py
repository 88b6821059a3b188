"""Keeps what is typed: soon after the first unsaved keystroke, again while typing goes on, and on leaving."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.ports import Clock

SOON: Final = 1_000
"""Milliseconds from the first unsaved keystroke to the save: half of what is promised, so that a slow disk
or a queue still keeps the promise of two seconds."""
AGAIN: Final = 5_000
"""Milliseconds to the next try after a save failed."""


class Keeping(Enum):
    """What is true of the words on the screen."""

    KEPT = "kept"
    """Every word is on disk."""
    SAVING = "saving"
    """Some are on their way, or about to be."""
    FAILED = "failed"
    """The last save failed; the words are on the screen and are tried again."""


class Send(Protocol):
    """Sends sections to be kept; calls one of the two when it is over, on the main thread."""

    def __call__(
        self,
        answers: Mapping[str, Json],
        done: Callable[[Changed], None],
        on_trouble: Callable[[BaseException], None],
    ) -> None: ...


class Autosave(QObject):
    """Holds the sections of one note that are not on disk yet, by value, and sees that they get there.

    It outlives the fields it was told by: words whose save failed stay here until they are kept.
    """

    changed = Signal()
    """Kept, saving or failed."""

    def __init__(
        self, send: Send, now: Clock, *, timer: QTimer | None = None, parent: QObject | None = None
    ) -> None:
        """`send` gives sections to the command that keeps them."""
        super().__init__(parent)
        self._send, self._now = send, now
        self._typed: dict[str, Json] = {}
        self._on_their_way: list[dict[str, Json]] = []
        self._soon = timer or QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._save_in_turn)
        self.saved_at: datetime | None = None
        self.trouble: BaseException | None = None

    @property
    def unsaved(self) -> dict[str, Json]:
        """Sections not known to be on disk, as they stand on the screen."""
        found: dict[str, Json] = {}
        for batch in (*self._on_their_way, self._typed):
            found |= batch
        return found

    @property
    def keeping(self) -> Keeping:
        """What may truthfully be said of the words."""
        if self.trouble is not None:
            return Keeping.FAILED
        return Keeping.SAVING if self._typed or self._on_their_way else Keeping.KEPT

    def typed(self, section: str, answer: Json) -> None:
        """The person changed a section. The wait is not started anew: steady typing is saved, too."""
        self._typed[section] = answer
        if not self._soon.isActive() or self._soon.remainingTime() > SOON:
            self._soon.start(SOON)
        self.changed.emit()

    def flush(self) -> None:
        """Send what is unsaved now, whatever is under way: commands are carried out in order."""
        self._soon.stop()
        self._save()

    def _save_in_turn(self) -> None:
        """One save at a time, so that a slow disk meets one command and not a queue of them."""
        if not self._on_their_way:
            self._save()

    def _save(self) -> None:
        if not self._typed:
            return
        batch, self._typed = self._typed, {}
        self._on_their_way.append(batch)
        self._send(batch, lambda _: self._kept(batch), lambda trouble: self._failed(batch, trouble))
        self.changed.emit()

    def _kept(self, batch: dict[str, Json]) -> None:
        self._on_their_way.remove(batch)
        self.saved_at, self.trouble = self._now(), None
        if self._typed and not self._soon.isActive():
            self._soon.start(0)
        self.changed.emit()

    def _failed(self, batch: dict[str, Json], trouble: BaseException) -> None:
        """The words go back among the unsaved, unless newer ones of that section stand there already."""
        self._on_their_way.remove(batch)
        newer = self.unsaved
        self._typed |= {section: answer for section, answer in batch.items() if section not in newer}
        self.trouble = trouble
        if not isinstance(trouble, RuleBroken):
            self._soon.start(AGAIN)
        self.changed.emit()
