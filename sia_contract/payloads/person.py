"""A colleague: enough to name an author and to know who answers to whom."""

from uuid import UUID

from sia_contract.messages import Message


class PersonPayload(Message):
    """One person of the council; sign-in details stay at central."""

    name: str
    role: str
    reports_to: UUID | None = None
    is_active: bool = True
    area: str = ""
    """The district or home borough they work for, by its code in the pack."""
