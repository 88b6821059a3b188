"""Back-off: who tries too often waits, longer each time, whether or not they are anybody we know."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from sia_central.services.refused import Refused
from sia_central.storage.accounts import forget_tries, note_try, tries_of
from sia_central.storage.engine import reading, write
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode

FREE_TRIES: Final = 5
FREE_TRIES_OF_ADDRESS: Final = 40
"""A whole council may sit behind one address."""
LONGEST_WAIT: Final = timedelta(minutes=15)


def begin_try(store: Store, whose: str, what: str, at: datetime) -> None:
    """Count a try before it is looked at, so that many at once gain nothing; refuse one too soon."""
    key = _key(whose)

    def count(connection: Connection) -> None:
        tries, last_at = tries_of(connection, key) or (0, at)
        _check(tries, FREE_TRIES, last_at, what, at)
        note_try(connection, key, tries + 1, at)

    write(store.engine, count)


def forgive(store: Store, whose: str) -> None:
    """It was they: begin again from nothing."""
    write(store.engine, lambda connection: forget_tries(connection, _key(whose)))


def check_address(store: Store, address: str, at: datetime) -> None:
    """Refuse an address from which too many sign-ins failed lately."""
    with reading(store.engine) as connection:
        tries, last_at = tries_of(connection, _key(f"address {address}"), lock=False) or (0, at)
    _check(tries, FREE_TRIES_OF_ADDRESS, last_at, "from this network", at)


def note_failure(store: Store, address: str, at: datetime) -> None:
    """A sign-in from this address failed."""
    key = _key(f"address {address}")

    def count(connection: Connection) -> None:
        tries, _ = tries_of(connection, key) or (0, at)
        note_try(connection, key, tries + 1, at)

    write(store.engine, count)


def _check(tries: int, free: int, last_at: datetime, what: str, at: datetime) -> None:
    wait = min(timedelta(seconds=30) * 2 ** max(0, min(tries - free, 10)), LONGEST_WAIT)
    left = last_at + wait - at
    if tries >= free and left > timedelta(0):
        minutes = -(-left // timedelta(minutes=1))
        raise Refused(
            ProblemCode.TOO_MANY_TRIES,
            f"Too many tries {what}. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again.",
        )


def _key(whose: str) -> str:
    return hashlib.sha256(whose.encode()).hexdigest()
