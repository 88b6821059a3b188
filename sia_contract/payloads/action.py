"""One agreed action: who does what by when, and what came of it."""

from datetime import date
from typing import Literal
from uuid import UUID

from sia_contract.messages import Message


class ActionPayload(Message):
    """An action lives on after the record in which it was agreed."""

    urn: int
    about_kind: str
    about_id: str
    """The record in which it was agreed."""
    agreed_on: date
    agreed_by: UUID
    """Who wrote it down."""
    text: str
    owner: str
    due_on: date | None = None
    at_next_meeting: bool = False
    """Due at the next meeting rather than on a day (T-RD-08)."""
    success_measure: str = ""
    progress: str = ""
    impact: str = ""
    rag: Literal["", "red", "amber", "green"] = ""
    status: Literal["open", "done", "dropped"] = "open"
    closed_on: date | None = None
