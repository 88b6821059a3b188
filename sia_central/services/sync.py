"""One exchange with a laptop: take in what it sends, then hand out what it has not seen."""

from datetime import datetime

from sqlalchemy import Connection

from sia_central.services.access import has_access_to_settle, settle_access
from sia_central.services.council_rules import pack_of
from sia_central.services.pull import pull
from sia_central.services.push import push
from sia_central.services.who_may import SignedIn, standing_of
from sia_central.storage.councils import epoch_of
from sia_central.storage.engine import reading, write
from sia_central.storage.store import Store
from sia_contract.changes import TELLS_EPOCH, Outcome, SyncAnswer, SyncRequest


def sync(store: Store, who: SignedIn, request: SyncRequest, at: datetime) -> SyncAnswer:
    """Answer every change, then the next page; what was taken in is committed before the page is read.

    A laptop that does not know that central was restored is told so, and nothing of it is taken in.
    """
    pack = pack_of(who.council, at.date())

    def take_in(connection: Connection) -> tuple[Outcome, ...]:
        return push(connection, standing_of(connection, pack, who, at.date()), who, request.changes, at)

    with reading(store.engine) as connection:
        epoch = epoch_of(connection, who.council)
        if request.protocol >= TELLS_EPOCH and request.epoch != epoch:
            return SyncAnswer(at=at, outcomes=(), page=(), next_cursor=request.cursor, more=True, epoch=epoch)
        is_time = has_access_to_settle(connection, who, at.date())
    if is_time:
        write(store.engine, lambda connection: settle_access(connection, pack, who, at))
    outcomes = write(store.engine, take_in) if request.changes else ()
    if who.hands_over:  # its adviser left: it hands over, and is handed nothing
        return SyncAnswer(outcomes=outcomes, page=(), next_cursor=request.cursor, more=False, at=at)
    with reading(store.engine) as connection:
        page = pull(connection, standing_of(connection, pack, who, at.date()), who, request.cursor)
    return SyncAnswer(
        at=at,
        outcomes=outcomes,
        page=page.entries,
        next_cursor=page.next_cursor,
        more=page.more,
        counts=page.counts,
        epoch=epoch,
    )
