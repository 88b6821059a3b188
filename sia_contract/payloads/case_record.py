"""A record of any form of a council's framework: what stands in it, and every step it took."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from sia_contract.flows import LONGEST_NAME
from sia_contract.json_value import JsonValue
from sia_contract.messages import Message


class SignedPayload(Message):
    """What was signed when a step was taken."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    """Of the signed PDF; it comes as a file of the record's own."""
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    """SHA-256 of the words that were signed: another one shows that they were changed since."""


class MovePayload(Message):
    """One step of a record through its flow, or an approval that a later step waits for; never changed."""

    move: str
    from_state: str
    to_state: str
    """The same as before where this is an approval."""
    by: UUID
    role: str
    """What they were when they made it."""
    recorded_for: str = ""
    """The role outside the council that made it, where a colleague only wrote it down."""
    recorded_name: str = Field(default="", max_length=LONGEST_NAME)
    """Who that was, where it was one person whose name matters."""
    at: datetime
    on: date
    reason: str = ""
    late_reason: str = ""
    is_approval: bool = False
    rests_on: tuple[str, ...] = ()
    """The records that had to be there first, by their ids: each serves a step once."""
    sets: str = ""
    """The dated fact it makes, from which clocks start."""
    does: str = ""
    """The act it is, on which clocks stop."""
    signed: SignedPayload | None = None
    """Only of a step that its flow has signed."""


class CaseRecordPayload(Message):
    """One filled form; its state is where its last move led."""

    urn: int | None
    """None for what is about the council or a district, and about no one school."""
    form: str
    pack: str
    pack_version: str
    about_kind: str
    """What it answers: `inspection`, `visit`, `meeting`, `category_decision`, `school`, `council`."""
    about_id: str
    opened_by: UUID
    opened_on: date
    state: str
    """Of the form's flow; empty where the form has none."""
    answers: dict[str, JsonValue]
    """Section code to what stands there, in the shapes of a note of visit."""
    dates: dict[str, date] = Field(default_factory=dict)
    """Dated facts that somebody set in it; those its moves set stand in the moves."""
    moves: tuple[MovePayload, ...] = ()
    is_locked: bool = False
    """Its words are fixed; it may still move on."""
    is_closed: bool = False
    """Its words are fixed and no move leads on."""
    compartment: str = ""
    """Who alone may read it, where not everyone may who sees the school."""
    signing: None = None
    """Always nothing: each step has its own signature. Laptops of protocol 2 send it and expect it."""
