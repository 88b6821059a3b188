"""Term dates, closures or bank holidays that a council loaded, for itself or for one school."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from sia_contract.messages import Message


class SpanPayload(Message):
    """A named stretch of days, both ends included."""

    kind: str
    first_day: date
    last_day: date
    name: str


class CalendarPayload(Message):
    """One file as it was loaded; never edited: a later one stands over it for the days it knows."""

    school: int | None = None
    """The URN of the only school it is for; None for the council's own. Term dates are public."""
    valid_from: date
    valid_to: date
    spans: tuple[SpanPayload, ...] = Field(max_length=2000)
    source: str
    """The name of the file."""
    reason: str = ""
    by: UUID
    at: datetime
