"""An agreed action: it lives on after the record in which it was agreed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.ids import Urn


class Rag(StrEnum):
    """How an action stands, in three colours that are never alone."""

    NONE = ""
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class ActionStatus(StrEnum):
    """Whether there is still something to do."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what by when, how success will be seen, and what came of it."""

    id: UUID
    urn: Urn
    about: About
    """The record in which it was agreed."""
    agreed_on: date
    agreed_by: UUID
    text: str
    owner: str
    due_on: date | None = None
    at_next_meeting: bool = False
    """Due at the next meeting rather than on a day (T-RD-08)."""
    success_measure: str = ""
    progress: str = ""
    impact: str = ""
    rag: Rag = Rag.NONE
    status: ActionStatus = ActionStatus.OPEN
    closed_on: date | None = None

    def is_overdue(self, on: date) -> bool:
        """Open after its day; what is due at the next meeting is late by no day."""
        return self.status is ActionStatus.OPEN and self.due_on is not None and self.due_on < on
