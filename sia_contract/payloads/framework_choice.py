"""What a council settled where its framework leaves a choice; the latest word on each thing stands."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from sia_contract.messages import Message


class FrameworkChoicePayload(Message):
    """One choice, with who made it, when and why; never edited, only followed by another."""

    pack: str
    what: Literal["setting", "reading", "confirmed"]
    code: str = Field(min_length=1)
    """The setting's code, or the rule's id."""
    value: str | int | float | bool | None = None
    """None: back to what the framework, or our default, says."""
    reason: str = Field(min_length=1)
    by: UUID
    at: datetime
