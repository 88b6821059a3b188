"""One exchange with a laptop: take in what it sends, then hand out what it has not seen."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypeVar

from sqlalchemy import Connection

from sia_central.services.access import settle_access
from sia_central.services.council_rules import pack_of
from sia_central.services.older_laptops import but_on_withheld, told_as_before
from sia_central.services.pull import Pulled, pull
from sia_central.services.push import TakenIn, push
from sia_central.services.who_may import SignedIn, Standing, standing_of
from sia_central.storage.access import is_access_due
from sia_central.storage.engine import glancing, reading, write
from sia_central.storage.sequence import Place, ends_for, place_of
from sia_central.storage.sights import WireRecord
from sia_central.storage.store import Store
from sia_contract.changes import TELLS_EPOCH, Outcome, SyncAnswer, SyncRequest, Withdrawn
from sia_contract.packs import Pack

Part = TypeVar("Part")

_NEAR: Final = 1_000
"""Numbers: what a page of so many takes to be read, others may be kept waiting."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a laptop is answered: all of it but the page, whose records are not read on their way."""

    answer: SyncAnswer
    page: tuple[WireRecord | Withdrawn, ...] = ()


@dataclass(frozen=True, slots=True)
class _HandedOut:
    """A page that was read, and where the order of changes stood."""

    page: Pulled
    place: Place


def sync(store: Store, who: SignedIn, request: SyncRequest, at: datetime) -> Exchanged:
    """Answer every change, then the next page; what was taken in is committed before either leaves.

    A laptop that does not know that central was restored is told so, and nothing of it is taken in.
    """
    if nothing_new := _nothing_new(store, who, request, at):
        return Exchanged(nothing_new)
    pack = pack_of(who.council, at.date())
    try:
        taken_in, handed_out = _settled(store, pack, who, at, lambda: _take_in(store, pack, who, request, at))
        if handed_out is None:
            handed_out = _settled(
                store, pack, who, at, lambda: _hand_out(store, pack, who, request, taken_in, at)
            )
    except _Restored as restored:
        return Exchanged(_nothing(request, at, epoch=restored.epoch, more=True))
    if handed_out is None:  # its adviser left: it hands over, and is handed nothing
        return Exchanged(_nothing(request, at, outcomes=taken_in.outcomes, epoch=request.epoch))
    page, place = handed_out.page, handed_out.place
    return Exchanged(_answer(request, taken_in, page, place, at), page.entries)


class _Restored(Exception):
    """The laptop does not know of a restore that this central comes from."""

    def __init__(self, epoch: int) -> None:
        super().__init__(epoch)
        self.epoch = epoch


class _AccessIsDue(Exception):
    """Something of this person's begins or ends by today and has not been seen to."""


def _settled(store: Store, pack: Pack, who: SignedIn, at: datetime, part: Callable[[], Part]) -> Part:
    """A part of the exchange, once access that begins or ends by today has been seen to."""
    try:
        return part()
    except _AccessIsDue:
        write(store.engine, lambda connection: settle_access(connection, pack, who, at))
        return part()


def _take_in(
    store: Store, pack: Pack, who: SignedIn, request: SyncRequest, at: datetime
) -> tuple[TakenIn, _HandedOut | None]:
    if not request.changes:
        return TakenIn(), None
    places = [who.place]

    def take_in(connection: Connection) -> tuple[TakenIn, _HandedOut | None]:
        """By a standing that is known from before, the first time; `push` sees whether it holds still."""
        known_at = places.pop() if places else None
        place = known_at or place_of(connection, who.council)
        _check_epoch(request, place)
        known = store.standings.found(_stands_by(pack, who, place, at)) if known_at else None
        standing = known or _looked_up(connection, pack, who, at.date())
        taken_in = push(connection, standing, who, request.changes, at, place, is_standing_sure=known is None)
        if known is None or taken_in.ends is None or not _is_near(who, request, taken_in.ends.place):
            return taken_in, None
        counts = store.counted.found(_counted_by(who, taken_in.ends.place, at))
        if counts is None:  # nobody waits while somebody is counted for
            return taken_in, None
        page = pull(connection, standing, who, request.cursor, taken_in.ends, taken_in.as_sent, counts)
        return taken_in, _HandedOut(page, taken_in.ends.place)

    return write(store.engine, take_in)


def _is_near(who: SignedIn, request: SyncRequest, place: Place) -> bool:
    """Whether the page may be read before others get a number: they wait meanwhile, so it must be short.

    A leaver is handed nothing, and an older laptop's page is looked through once more.
    """
    is_short = 0 <= place.cursor - request.cursor <= _NEAR
    return is_short and not who.hands_over and request.protocol >= TELLS_EPOCH


def _hand_out(
    store: Store, pack: Pack, who: SignedIn, request: SyncRequest, taken_in: TakenIn, at: datetime
) -> _HandedOut | None:
    with reading(store.engine) as connection:
        ends = ends_for(connection, who.council, who.person_id)
        _check_epoch(request, ends.place)
        if who.hands_over:
            return None
        standing = _standing(store, connection, pack, who, ends.place, at)
        counted = store.counted.found(_counted_by(who, ends.place, at))
        page = pull(connection, standing, who, request.cursor, ends, taken_in.as_sent, counted)
        if request.protocol < TELLS_EPOCH:
            page = replace(page, entries=but_on_withheld(connection, who.council, page.entries))
    if page.counts is not None and counted is None:
        store.counted.note(_counted_by(who, ends.place, at), page.counts)
    return _HandedOut(page, ends.place)


def _answer(request: SyncRequest, taken_in: TakenIn, page: Pulled, place: Place, at: datetime) -> SyncAnswer:
    is_older, outcomes = request.protocol < TELLS_EPOCH, taken_in.outcomes
    return SyncAnswer(
        at=at,
        outcomes=tuple(map(told_as_before, request.changes, outcomes)) if is_older else outcomes,
        page=(),
        next_cursor=page.next_cursor,
        more=page.more,
        counts=page.counts,
        epoch=place.epoch,
    )


def _check_epoch(request: SyncRequest, place: Place) -> None:
    if request.protocol >= TELLS_EPOCH and request.epoch != place.epoch:
        raise _Restored(place.epoch)


def _standing(
    store: Store, connection: Connection, pack: Pack, who: SignedIn, place: Place, at: datetime
) -> Standing:
    """How this person stands in an unmoving view at this place, and that nothing of theirs is due."""
    stands_by = _stands_by(pack, who, place, at)
    known: Standing | None = store.standings.found(stands_by)
    if known is None:
        known = _looked_up(connection, pack, who, at.date())
        store.standings.note(stands_by, known)
    return known


def _looked_up(connection: Connection, pack: Pack, who: SignedIn, day: date) -> Standing:
    if is_access_due(connection, who.council, who.person_id, day):
        raise _AccessIsDue
    return standing_of(connection, pack, who, day)


def _stands_by(pack: Pack, who: SignedIn, place: Place, at: datetime) -> Hashable:
    """All that decides how somebody stands to schools."""
    return who.council, who.person_id, who.role, pack.version, place.rights, at.date()


def _nothing_new(store: Store, who: SignedIn, request: SyncRequest, at: datetime) -> SyncAnswer | None:
    """The answer to a laptop that has read to the end and sends nothing, where its counts are known still.

    Whatever changes what somebody sees takes a number in the order of changes, or begins with a day.
    """
    if request.changes or who.hands_over or request.protocol < TELLS_EPOCH:
        return None
    place = who.place or _place(store, who.council)
    if (place.cursor, place.epoch) != (request.cursor, request.epoch):
        return None
    counts = store.counted.found(_counted_by(who, place, at))
    return None if counts is None else _nothing(request, at, epoch=place.epoch, counts=counts)


def _place(store: Store, council: str) -> Place:
    with glancing(store.engine) as connection:
        return place_of(connection, council)


def _counted_by(who: SignedIn, place: Place, at: datetime) -> Hashable:
    """All that decides how many records this person sees."""
    return who.council, who.person_id, who.role, place.counts, at.date()


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
