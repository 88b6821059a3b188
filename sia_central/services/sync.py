"""One exchange with a laptop: take in what it sends, then hand out what it has not seen."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from sia_central.services.access import settle_access
from sia_central.services.council_rules import pack_of
from sia_central.services.older_laptops import but_on_withheld, told_as_before
from sia_central.services.pull import pull
from sia_central.services.push import TakenIn, push
from sia_central.services.who_may import SignedIn, standing_of
from sia_central.storage.access import comes_first
from sia_central.storage.engine import glancing, reading, write
from sia_central.storage.records import WireRecord
from sia_central.storage.sequence import Place, place_of
from sia_central.storage.store import Store
from sia_contract.changes import TELLS_EPOCH, Outcome, SyncAnswer, SyncRequest, Withdrawn
from sia_contract.packs import Pack


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
    try:
        return _exchanged(store, pack, who, request, at)
    except _Restored as restored:
        return Exchanged(_nothing(request, at, epoch=restored.epoch, more=True))
    except _AccessIsDue:
        write(store.engine, lambda connection: settle_access(connection, pack, who, at))
        return _exchanged(store, pack, who, request, at)


class _Restored(Exception):
    """The laptop does not know of a restore that this central comes from."""

    def __init__(self, epoch: int) -> None:
        super().__init__(epoch)
        self.epoch = epoch


class _AccessIsDue(Exception):
    """Something of this person's begins or ends by today and has not been seen to."""


def _exchanged(store: Store, pack: Pack, who: SignedIn, request: SyncRequest, at: datetime) -> Exchanged:
    day = at.date()

    def take_in(connection: Connection) -> tuple[int, TakenIn]:
        epoch = _check(connection, who, request, day)
        standing = standing_of(connection, pack, who, day)
        return epoch, push(connection, standing, who, request.changes, at, epoch)

    epoch, taken_in = write(store.engine, take_in) if request.changes else (None, TakenIn())
    with reading(store.engine) as connection:
        epoch = _check(connection, who, request, day) if epoch is None else epoch
        if who.hands_over:  # its adviser left: it hands over, and is handed nothing
            return Exchanged(_nothing(request, at, outcomes=taken_in.outcomes))
        standing = standing_of(connection, pack, who, day)
        before = _seen_at(who, Place(request.cursor, epoch), at)
        counted = None if taken_in.changes_counts else store.counted.found(before)
        page = pull(connection, standing, who, request.cursor, taken_in.as_sent, counted)
        is_older = request.protocol < TELLS_EPOCH
        entries = but_on_withheld(connection, who.council, page.entries) if is_older else page.entries
    outcomes = taken_in.outcomes
    seen = _seen_at(who, Place(page.next_cursor, epoch), at)
    if page.counts is not None and page.counts is counted:
        store.counted.holds_at(seen, before)
    elif page.counts is not None:
        store.counted.note(seen, page.counts)
    answer = SyncAnswer(
        at=at,
        outcomes=tuple(map(told_as_before, request.changes, outcomes)) if is_older else outcomes,
        page=(),
        next_cursor=page.next_cursor,
        more=page.more,
        counts=page.counts,
        epoch=epoch,
    )
    return Exchanged(answer, entries)


def _check(connection: Connection, who: SignedIn, request: SyncRequest, day: date) -> int:
    """The epoch, once nothing has to come before this exchange."""
    first = comes_first(connection, who.council, who.person_id, day)
    if request.protocol >= TELLS_EPOCH and request.epoch != first.epoch:
        raise _Restored(first.epoch)
    if first.is_access_due:
        raise _AccessIsDue
    return first.epoch


def _nothing_new(store: Store, who: SignedIn, request: SyncRequest, at: datetime) -> SyncAnswer | None:
    """The answer to a laptop that has read to the end and sends nothing, where its counts are known still.

    Whatever changes what somebody sees takes a number in the order of changes, or begins with a day.
    """
    if request.changes or who.hands_over or request.protocol < TELLS_EPOCH:
        return None
    place = who.place or _place(store, who.council)
    if place != Place(request.cursor, request.epoch):
        return None
    counts = store.counted.found(_seen_at(who, place, at))
    return None if counts is None else _nothing(request, at, epoch=place.epoch, counts=counts)


def _place(store: Store, council: str) -> Place:
    with glancing(store.engine) as connection:
        return place_of(connection, council)


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
