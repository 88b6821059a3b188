"""How taking in changes ends: the counter and the head of the audit, locked together to the commit."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from sia_central.storage.audit import Head
from sia_central.storage.sequence import LAST_WITHDRAWAL, PLACE, Ends, Place
from sia_central.storage.tables import AuditHeadRow, CouncilRow


@dataclass(frozen=True, slots=True)
class Ending:
    """Where both stand while nobody else can move them."""

    ends: Ends
    """The withdrawal holds where rights are what they were before this was asked: it is of that moment."""
    head: Head


def lock_ending(connection: Connection, council: str, person_id: UUID) -> Ending:
    """Both by one question: the counter first, as everybody locks them; writers of a council queue here."""
    asked = {"of_council": council, "of_person": person_id}
    number, hash_, withdrawal, *place = connection.execute(_LOCK, asked).one()
    return Ending(Ends(Place(*place), withdrawal), Head(number, hash_))


_LOCK: Final = (
    select(col(AuditHeadRow.number), col(AuditHeadRow.hash), LAST_WITHDRAWAL, *PLACE)
    .select_from(CouncilRow)
    .join(AuditHeadRow, col(AuditHeadRow.council) == col(CouncilRow.council))
    .where(col(CouncilRow.council) == bindparam("of_council"))
    .with_for_update(key_share=True)
)
