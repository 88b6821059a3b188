"""How taking in changes ends: the counter and the head of the audit, locked together to the commit."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from sia_central.storage.audit import Head
from sia_central.storage.sequence import PLACE, Place
from sia_central.storage.tables import AuditHeadRow, CouncilRow


@dataclass(frozen=True, slots=True)
class Ending:
    """Where both stand while nobody else can move them."""

    place: Place
    head: Head


def lock_ending(connection: Connection, council: str) -> Ending:
    """Both by one question: the counter first, as everybody locks them; writers of a council queue here."""
    number, hash_, *place = connection.execute(_LOCK, {"of_council": council}).one()
    return Ending(Place(*place), Head(number, hash_))


_LOCK: Final = (
    select(col(AuditHeadRow.number), col(AuditHeadRow.hash), *PLACE)
    .select_from(CouncilRow)
    .join(AuditHeadRow, col(AuditHeadRow.council) == col(CouncilRow.council))
    .where(col(CouncilRow.council) == bindparam("of_council"))
    .with_for_update(key_share=True)
)
