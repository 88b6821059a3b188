"""What every page is given when it is made: how to ask, send, go somewhere else, and whose laptop this is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from sia_desktop.domain.people import WorkingFor
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.do import Ask
from sia_desktop.services.ports import Clock, Spelling
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.indexing import Indexing
from sia_desktop.ui.navigation import Navigation
from sia_desktop.ui.syncing import Syncing
from sia_desktop.ui.tasks import OnTrouble, Task, TaskRunner
from sia_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """How the screens look on this computer; kept between starts."""

    theme: str = "system"
    """One of the theme's CHOICES."""
    text_size: int = 100
    """Per cent; one of the steps in the tokens."""


class Questions:
    """Asks on the database lane, behind the commands already sent, so that a page reads what it wrote."""

    def __init__(self, tasks: TaskRunner, ask: Ask) -> None:
        self._tasks, self._ask = tasks, ask

    def ask(
        self,
        question: object,
        owner: QObject,
        then: Callable[[Any], None],
        on_trouble: OnTrouble | None = None,
    ) -> Task:
        """Hand the frozen answer to `then` on the main thread, if `owner` is still there."""
        return self._tasks.run(lambda _: self._ask(question), then, on_trouble, owner=owner)


@dataclass(frozen=True, slots=True)
class PageTools:
    """Everything a page may use; it knows no other page, no window and no store."""

    commands: Commands
    """`commands.send(command, owner=self)`; `commands.changed` says what to look at again."""
    questions: Questions
    """`questions.ask(question, self, self._show)`."""
    tasks: TaskRunner
    """For slow work that is neither a command nor a question."""
    navigation: Navigation
    """`navigation.go(code, **ids)` and `navigation.back()`."""
    theme: Theme
    syncing: Syncing
    """`syncing.request()` asks for a round now; pages also hear from it how the last one went."""
    indexing: Indexing
    """Pages hear from it when what was written has been read for the search."""
    working_for: WorkingFor
    has_vault: bool
    """False where the passphrase alone protects the keys, and the pages say so."""
    look: Callable[[], Look]
    keep_look: Callable[[Look], None]
    """Takes effect at once and is kept for the next start."""
    go_to: Callable[[], None]
    """Opens the small list of schools, as Ctrl+K does."""
    search: Callable[[], None]
    """Opens Find everywhere with the keyboard in its box, as Ctrl+Shift+F does."""
    new_visit: Callable[[], None]
    """Asks which school, then logs a visit there, as Ctrl+N does."""
    new_action: Callable[[], None]
    """Agrees an action about what is in front, else asks which school, as Ctrl+Shift+N does."""
    lock: Callable[[], None]
    """Saves what was typed, puts the keys away and shows the Unlock page."""
    spelling: Spelling
    """Asked on the lane of words only: it takes its time."""
    now: Clock
    """The present instant; days and times on screen are England's."""
    resources: Path
    """The program's own files: icons, fonts, licences."""

    @property
    def today(self) -> date:
        """The day in England."""
        return day_in_england(self.now())

    @property
    def is_demonstration(self) -> bool:
        """True when every page carries the demonstration chip."""
        return self.working_for.is_demonstration

    def sync_now(self) -> None:
        """Ask for a round with central; while one runs, another follows it."""
        self.syncing.request()
