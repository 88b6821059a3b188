"""How this laptop stands to central: what every round asks and notes, by one plain statement each.

SQLAlchemy's care of rows costs ten times what SQLite itself needs for these, and a round makes a dozen.
"""

from typing import Final

from sia_contract.files import FileToSend
from sia_desktop.storage.connection import Connection

_IS_IN_DOUBT: Final = "SELECT 1 FROM central_copy WHERE ended_epoch IS NOT NULL LIMIT 1"

_COUNTS: Final = "SELECT kind, count(*) FROM central_copy GROUP BY kind"
_COUNTS_OF_WHAT_STAYS: Final = """
    SELECT kind, count(*) FROM central_copy
    WHERE urn IS NULL OR urn NOT IN (SELECT urn FROM leaving_school) GROUP BY kind
"""

_HELD_URNS: Final = "SELECT urn FROM school WHERE urn NOT IN (SELECT urn FROM leaving_school)"

_FILES_TO_SEND: Final = """
    SELECT sha256, size FROM stored_file WHERE NOT is_confirmed AND sha256 IN (
        SELECT sha256 FROM attachment WHERE id IN (
            SELECT record_id FROM central_copy WHERE kind = 'attachment'
            UNION SELECT record_id FROM outbox WHERE kind = 'attachment' AND state = 'held'
        )
    )
"""
_FILES_TO_FETCH: Final = """
    SELECT DISTINCT sha256, size FROM attachment WHERE sha256 NOT IN (SELECT sha256 FROM stored_file)
"""

_NOTED: Final = """
    INSERT INTO sync_progress (id, cursor, epoch, last_trouble, clock_ahead_seconds) VALUES (1, 0, 0, '', 0)
    ON CONFLICT (id) DO NOTHING
"""


def progress(connection: Connection) -> tuple[int, int]:
    """How far we have read, and in which epoch of central's."""
    found = connection.execute("SELECT cursor, epoch FROM sync_progress").fetchone()
    return found if found is not None else (0, 0)


def read_to(connection: Connection, cursor: int) -> None:
    """All until here is kept."""
    connection.execute(_NOTED)
    connection.execute("UPDATE sync_progress SET cursor = ?", (cursor,))


def went_well(connection: Connection, at: str, clock_ahead_seconds: int) -> None:
    """A round came to its end at this instant."""
    connection.execute(_NOTED)
    connection.execute(
        "UPDATE sync_progress SET last_success_at = ?, last_trouble = '', clock_ahead_seconds = ?",
        (at, clock_ahead_seconds),
    )


def went_wrong(connection: Connection, sentence: str) -> None:
    """A round stopped, for this reason."""
    connection.execute(_NOTED)
    connection.execute("UPDATE sync_progress SET last_trouble = ?", (sentence,))


def is_in_doubt(connection: Connection) -> bool:
    """True until all was read from the restored central, and what it lost is queued."""
    return connection.execute(_IS_IN_DOUBT).fetchone() is not None


def is_any_leaving(connection: Connection) -> bool:
    """Whether any school is on its way out."""
    return connection.execute("SELECT 1 FROM leaving_school LIMIT 1").fetchone() is not None


def counts(connection: Connection) -> dict[str, int]:
    """Records per kind that central knows and we hold; schools on their way out are not counted."""
    return dict(connection.execute(_COUNTS_OF_WHAT_STAYS if is_any_leaving(connection) else _COUNTS))


def held_urns(connection: Connection) -> frozenset[int]:
    """Schools on this laptop, without those on their way out."""
    return frozenset(urn for (urn,) in connection.execute(_HELD_URNS))


def files_to_send(connection: Connection) -> tuple[FileToSend, ...]:
    """Files whose record central has, or holds apart, but whose bytes it has not confirmed."""
    return tuple(FileToSend(*row) for row in connection.execute(_FILES_TO_SEND))


def files_to_fetch(connection: Connection) -> tuple[FileToSend, ...]:
    """Files named by records here whose bytes are not here yet."""
    return tuple(FileToSend(*row) for row in connection.execute(_FILES_TO_FETCH))
