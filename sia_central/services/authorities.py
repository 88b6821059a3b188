"""The council's certificate authority and its clock: made, renewed and used (docs/certificates.md)."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from sqlalchemy import Connection

from sia_central.certificates.authority import Authority, new_authority, new_clock
from sia_central.services.audit import by_administrator
from sia_central.services.refused import Refused
from sia_central.storage.audit import Deed, record
from sia_central.storage.authorities import (
    KeptAuthority,
    Purpose,
    add_authority,
    authorities_of,
    key_name,
    next_number,
)
from sia_central.storage.councils import ServedCouncil, find_council, served_councils
from sia_central.storage.engine import reading, write
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode


def first_authorities(
    store: Store, council: ServedCouncil, at: datetime, also: Callable[[Connection], None]
) -> Path:
    """Make a new council's root and clock, in one transaction with `also`; returns the root key's place."""
    root = new_authority(council.full_name, at)
    kept = KeptAuthority(1, Purpose.ROOT, root.certificate_pem)
    clock = new_clock(root, council.full_name, at)
    kept_clock = KeptAuthority(2, Purpose.CLOCK, clock.certificate_pem)
    _keep(store, council.council, {kept: root, kept_clock: clock}, at, also)
    return store.authority_path(key_name(council.council, kept))


def renew_authority(store: Store, council: str, at: datetime) -> Path:
    """Make a new root and a clock under it; what the old ones vouched for stays trusted, their keys go.

    Laptops learn of the new root, and get certificates under it, as they sync.
    """
    full_name, number = _present(store, council)
    with reading(store.engine) as connection:
        before = authorities_of(connection, council, Purpose.ROOT, Purpose.CLOCK)
    root = new_authority(full_name, at)
    kept = KeptAuthority(number, Purpose.ROOT, root.certificate_pem)
    clock = new_clock(root, full_name, at)
    kept_clock = KeptAuthority(number + 1, Purpose.CLOCK, clock.certificate_pem)
    _keep(store, council, {kept: root, kept_clock: clock}, at)
    for old in before:
        store.drop_authority_key(key_name(council, old))
    return store.authority_path(key_name(council, kept))


def renew_clock(store: Store, council: str, at: datetime) -> None:
    """Give the council's clock a new key; the old one is erased, and its times stay trusted."""
    full_name, number = _present(store, council)
    with reading(store.engine) as connection:
        before = authorities_of(connection, council, Purpose.CLOCK)
    clock = new_clock(root_authority(store, council), full_name, at)
    _keep(store, council, {KeptAuthority(number, Purpose.CLOCK, clock.certificate_pem): clock}, at)
    for old in before:
        store.drop_authority_key(key_name(council, old))


def use_outside_clock(store: Store, council: str, url: str, root_pem: str, at: datetime) -> None:
    """From now on let another time-stamping authority (RFC 3161) attest the time."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(ProblemCode.BAD_REQUEST, f"{url} is not the address of a time-stamping authority.")
    try:
        x509.load_pem_x509_certificates(root_pem.encode())
    except ValueError as error:
        raise Refused(
            ProblemCode.BAD_REQUEST, "The time-stamping authority's root is not a certificate in PEM."
        ) from error
    _, number = _present(store, council)
    kept = KeptAuthority(number, Purpose.OUTSIDE_CLOCK, root_pem, url)
    write(store.engine, lambda connection: _add(connection, council, kept, at))


def make_missing_clocks(store: Store, at: datetime) -> None:
    """Give a clock to every council that was set up before there were any."""
    with reading(store.engine) as connection:
        without = [
            each.council
            for each in served_councils(connection)
            if not authorities_of(connection, each.council, Purpose.CLOCK)
        ]
    for council in without:
        renew_clock(store, council, at)


def root_authority(store: Store, council: str) -> Authority:
    """The root in use, with its key."""
    with reading(store.engine) as connection:
        kept = authorities_of(connection, council, Purpose.ROOT)[0]
    return Authority(kept.certificate_pem, store.authority_key(key_name(council, kept)))


def clock_in_use(store: Store, council: str) -> tuple[KeptAuthority, Authority | None]:
    """What attests the time now; with its key where it is the council's own."""
    with reading(store.engine) as connection:
        kept = authorities_of(connection, council, Purpose.CLOCK, Purpose.OUTSIDE_CLOCK)[0]
    if kept.purpose is Purpose.OUTSIDE_CLOCK:
        return kept, None
    return kept, Authority(kept.certificate_pem, store.authority_key(key_name(council, kept)))


def check_keys(store: Store, council: str) -> None:
    """See that the keys in use are there; raises `StoreTrouble` with what to do where one is not."""
    root_authority(store, council)
    clock_in_use(store, council)


def roots_pem(store: Store, council: str) -> str:
    """Every root the council ever had, the one in use first: what signatures are trusted by."""
    with reading(store.engine) as connection:
        return "".join(kept.certificate_pem for kept in authorities_of(connection, council, Purpose.ROOT))


def outside_roots_pem(store: Store, council: str) -> str:
    """The roots of every outside clock there was: times, and nothing else, are trusted by them."""
    with reading(store.engine) as connection:
        outside = authorities_of(connection, council, Purpose.OUTSIDE_CLOCK)
    return "".join(dict.fromkeys(kept.certificate_pem for kept in outside))


def _present(store: Store, council: str) -> tuple[str, int]:
    with reading(store.engine) as connection:
        served = find_council(connection, council)
        if served is None:
            raise Refused(ProblemCode.NOT_FOUND, f"There is no council {council} here.")
        return served.full_name, next_number(connection, council)


def _keep(
    store: Store,
    council: str,
    made: dict[KeptAuthority, Authority],
    at: datetime,
    also: Callable[[Connection], None] = lambda _: None,
) -> None:
    """The keys first, each in a file of its own; none is left behind where the certificates were not kept."""

    def keep(connection: Connection) -> None:
        also(connection)
        for kept in made:
            _add(connection, council, kept, at)

    written: list[str] = []
    try:
        for kept, authority in made.items():
            store.keep_authority_key(key_name(council, kept), authority.key_pem)
            written.append(key_name(council, kept))
        write(store.engine, keep)
    except BaseException:
        for name in written:
            store.drop_authority_key(name)
        raise


def _add(connection: Connection, council: str, kept: KeptAuthority, at: datetime) -> None:
    add_authority(connection, council, kept, at)
    deed = Deed("authority_made", kept.purpose.value, str(kept.number))
    record(connection, council, by_administrator(), at, [deed])
