"""Signed files that still wait for the trusted time."""

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import col

from sia_central.storage.tables import WaitingStampRow


def ask_for_stamp(connection: Connection, council: str, sha256: str) -> None:
    """Remember, in the transaction that takes the file in, that it is to be looked at."""
    if sha256 not in files_waiting(connection, council):
        connection.execute(insert(WaitingStampRow).values(council=council, sha256=sha256))


def files_waiting(connection: Connection, council: str) -> list[str]:
    """Every file of this council that waits."""
    rows = connection.execute(
        select(col(WaitingStampRow.sha256)).where(col(WaitingStampRow.council) == council)
    )
    return [row.sha256 for row in rows]


def stamp_settled(connection: Connection, council: str, sha256: str) -> None:
    """It has its time, or its record says why not."""
    connection.execute(
        delete(WaitingStampRow).where(
            col(WaitingStampRow.council) == council, col(WaitingStampRow.sha256) == sha256
        )
    )
