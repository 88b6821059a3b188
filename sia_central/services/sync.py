"""One exchange with a laptop: take in what it sends, then hand out what it has not seen."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sia_central.services.access import has_access_to_settle, settle_access
from sia_central.services.council_rules import pack_of
from sia_central.services.older_laptops import told_as_before
from sia_central.services.pull import pull
from sia_central.services.push import push
from sia_central.services.who_may import SignedIn, standing_of
from sia_central.storage.councils import epoch_of
from sia_central.storage.engine import glancing, reading, write
from sia_central.storage.records import WireRecord
from sia_central.storage.sequence import Place, place_of
from sia_central.storage.store import Store
from sia_contract.changes import TELLS_EPOCH, Outcome, SyncAnswer, SyncRequest, Withdrawn


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a laptop is answered: all of it but the page, whose records are not read on their way."""

    answer: SyncAnswer
    page: tuple[WireRecord | Withdrawn, ...] = ()


def sync(store: Store, who: SignedIn, request: SyncRequest, at: datetime) -> Exchanged:
    """Answer every change, then the next page; what was taken in is committed before the page is read.

    A laptop that does not know that central was restored is told so, and nothing of it is taken in.
    """
    if nothing_new := _nothing_new(store, who, request, at):
        return Exchanged(nothing_new)
    pack = pack_of(who.council, at.date())

    def take_in(connection: Connection) -> tuple[Outcome, ...]:
        return push(connection, standing_of(connection, pack, who, at.date()), who, request.changes, at)

    with reading(store.engine) as connection:
        epoch = epoch_of(connection, who.council)
        if request.protocol >= TELLS_EPOCH and request.epoch != epoch:
            return Exchanged(_nothing(request, at, epoch=epoch, more=True))
        is_time = has_access_to_settle(connection, who, at.date())
    if is_time:
        write(store.engine, lambda connection: settle_access(connection, pack, who, at))
    outcomes = write(store.engine, take_in) if request.changes else ()
    if who.hands_over:  # its adviser left: it hands over, and is handed nothing
        return Exchanged(_nothing(request, at, outcomes=outcomes))
    if request.protocol < TELLS_EPOCH:
        outcomes = tuple(map(told_as_before, request.changes, outcomes))
    with reading(store.engine) as connection:
        page = pull(connection, standing_of(connection, pack, who, at.date()), who, request.cursor)
    if page.counts is not None:
        store.counted.note(_seen_at(who, Place(page.next_cursor, epoch), at), page.counts)
    answer = SyncAnswer(
        at=at,
        outcomes=outcomes,
        page=(),
        next_cursor=page.next_cursor,
        more=page.more,
        counts=page.counts,
        epoch=epoch,
    )
    return Exchanged(answer, page.entries)


def _nothing_new(store: Store, who: SignedIn, request: SyncRequest, at: datetime) -> SyncAnswer | None:
    """The answer to a laptop that has read to the end and sends nothing, where its counts are known still.

    Whatever changes what somebody sees takes a number in the order of changes, or begins with a day.
    """
    if request.changes or who.hands_over or request.protocol < TELLS_EPOCH:
        return None
    with glancing(store.engine) as connection:
        place = place_of(connection, who.council)
    if place != Place(request.cursor, request.epoch):
        return None
    counts = store.counted.found(_seen_at(who, place, at))
    return None if counts is None else _nothing(request, at, epoch=place.epoch, counts=counts)


def _seen_at(who: SignedIn, place: Place, at: datetime) -> Hashable:
    """All that decides what this person sees."""
    return (who.council, who.person_id, who.role, place, at.date())


def _nothing(
    request: SyncRequest,
    at: datetime,
    *,
    outcomes: tuple[Outcome, ...] = (),
    epoch: int = 0,
    more: bool = False,
    counts: dict[str, int] | None = None,
) -> SyncAnswer:
    """An answer that hands nothing out."""
    return SyncAnswer(
        at=at, outcomes=outcomes, page=(), next_cursor=request.cursor, more=more, epoch=epoch, counts=counts
    )
