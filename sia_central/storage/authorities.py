"""The certificates that a council's signatures and times are trusted by, every one there ever was."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select
from sqlmodel import col

from sia_central.storage.tables import AuthorityRow


class Purpose(StrEnum):
    """What a certificate is for."""

    ROOT = "root"
    """Vouches for laptops and for the council's clock."""
    CLOCK = "clock"
    """Signs the council's trusted time."""
    OUTSIDE_CLOCK = "outside_clock"
    """The root of somebody else's time-stamping authority."""


@dataclass(frozen=True, slots=True)
class KeptAuthority:
    """One certificate; the highest number of its kind is the one in use."""

    number: int
    purpose: Purpose
    certificate_pem: str
    url: str = ""
    """Where an outside clock answers."""


def add_authority(connection: Connection, council: str, kept: KeptAuthority, at: datetime) -> None:
    """Keep a certificate; it is never changed or removed."""
    connection.execute(
        insert(AuthorityRow).values(
            council=council,
            number=kept.number,
            purpose=kept.purpose.value,
            certificate_pem=kept.certificate_pem,
            url=kept.url,
            made_at=at,
        )
    )


def next_number(connection: Connection, council: str) -> int:
    """The number of the next certificate."""
    highest = select(func.max(col(AuthorityRow.number))).where(col(AuthorityRow.council) == council)
    return (connection.execute(highest).scalar() or 0) + 1


def authorities_of(connection: Connection, council: str, *purposes: Purpose) -> list[KeptAuthority]:
    """Those of these kinds, the one in use first."""
    rows = connection.execute(
        select(AuthorityRow)
        .where(
            col(AuthorityRow.council) == council,
            col(AuthorityRow.purpose).in_([purpose.value for purpose in purposes]),
        )
        .order_by(col(AuthorityRow.number).desc())
    )
    return [KeptAuthority(row.number, Purpose(row.purpose), row.certificate_pem, row.url) for row in rows]


def key_name(council: str, kept: KeptAuthority) -> str:
    """The name of the file that holds the private key of a certificate."""
    number = "" if kept.number == 1 else f".{kept.number}"
    return f"{council}{number}{'.clock' if kept.purpose is Purpose.CLOCK else ''}.key.pem"
