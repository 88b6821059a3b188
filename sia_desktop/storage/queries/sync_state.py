"""What is truthfully known of each record's way to central."""

from datetime import datetime
from typing import Final

from sia_desktop.services.queries.facts import RecordSync, SendState
from sia_desktop.storage.connection import Connection

Key = tuple[str, str]

UNSENT: Final = """
    SELECT kind, record_id, urn, state, problem, position FROM outbox
    UNION ALL
    SELECT 'attachment', a.id, a.urn, 'waiting', '', NULL
    FROM stored_file f JOIN attachment a ON a.sha256 = f.sha256 WHERE NOT f.is_confirmed
"""
"""Changes, and files whose bytes central has not confirmed: a record is there when its file is."""

_STATES: Final = {
    "waiting": SendState.WAITING,
    "sealed": SendState.WAITING,
    "sent": SendState.SENT,
    "refused": SendState.REFUSED,
    "held": SendState.HELD,
}
_ACCEPTED: Final = RecordSync(SendState.ACCEPTED)
_WEIGHT: Final = {SendState.REFUSED: 2, SendState.WAITING: 1, SendState.SENT: 0, SendState.HELD: -1}


def unsent(connection: Connection) -> dict[Key, RecordSync]:
    """Every record with something still to send; what is typed and unsealed outweighs what has left."""
    found: dict[Key, RecordSync] = {}
    for kind, record_id, _, state, problem, _ in connection.execute(UNSENT):
        _weigh(found, (kind, record_id), RecordSync(_STATES[state], problem=problem))
    return found


def accepted(receipt: str | None, received_at: str | None) -> RecordSync:
    """A record of which central has everything."""
    if not receipt and not received_at:  # what others wrote: thousands
        return _ACCEPTED
    at = datetime.fromisoformat(received_at) if received_at else None
    return RecordSync(SendState.ACCEPTED, receipt=receipt or "", answered_at=at)


def _weigh(found: dict[Key, RecordSync], key: Key, sync: RecordSync) -> None:
    known = found.get(key)
    if known is None or _WEIGHT[sync.state] > _WEIGHT[known.state]:
        found[key] = sync
