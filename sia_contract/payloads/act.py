"""Something done with a record that a clock may hang on, such as giving a signed note to its recipients."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from sia_contract.json_value import JsonValue
from sia_contract.messages import Message


class ActPayload(Message):
    """One dated act, never edited; `act` is a code the pack knows (`provided` stops T-RD-02)."""

    act: str
    record_kind: str
    record_id: str
    urn: int
    on: date
    at: datetime
    by: UUID
    details: dict[str, JsonValue] = Field(default_factory=dict)
