"""Sets up a council: its tables, its place among the councils, its certificate authority."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from sia_central.services.access_settings import begin_rules
from sia_central.services.audit import by_administrator
from sia_central.services.authorities import first_authorities
from sia_central.services.council_rules import pack_of
from sia_central.services.refused import Refused
from sia_central.storage.audit import Deed, record
from sia_central.storage.councils import ServedCouncil, add_council, find_council, served_councils
from sia_central.storage.engine import reading
from sia_central.storage.migrate import check_own, upgrade
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode


def set_up_council(store: Store, council: str, *, is_demonstration: bool, at: datetime) -> tuple[Path, str]:
    """Begin to serve a council; returns where its authority's private key was put, and its recovery key's."""
    pack = pack_of(council, at.date())
    check_own(store.engine)
    upgrade(store.engine)
    with reading(store.engine) as connection:
        if find_council(connection, council):
            raise Refused(ProblemCode.BAD_REQUEST, f"{pack.full_name} is set up here already.")
    served = ServedCouncil(
        council=council,
        name=pack.name,
        full_name=pack.full_name,
        pack_version=pack.version,
        is_demonstration=is_demonstration,
    )
    made: list[str] = []

    def begin(connection: Connection) -> None:
        add_council(connection, served, at)
        made.append(begin_rules(connection, council, is_demonstration=is_demonstration))
        record(connection, council, by_administrator(), at, [Deed("council_set_up", "council", council)])

    path = first_authorities(store, served, at, begin)
    return path, made[-1]


def the_council(store: Store, council: str | None) -> ServedCouncil:
    """The council that is meant: the one named, or the only one there is."""
    with reading(store.engine) as connection:
        served = {each.council: each for each in served_councils(connection)}
    if council is None and len(served) == 1:
        return next(iter(served.values()))
    if council in served:
        return served[council]
    check_any_council(store)
    asked = f"{council} is not set up here. " if council else ""
    raise Refused(
        ProblemCode.NOT_FOUND,
        f"{asked}Say which council with --council; these are set up here: {', '.join(served)}.",
    )


def check_any_council(store: Store) -> None:
    """Refuse, in words, a store that serves nobody yet."""
    with reading(store.engine) as connection:
        if not served_councils(connection):
            raise Refused(
                ProblemCode.NOT_FOUND,
                "No council is set up here yet. Run `sia-central init --council CODE` first.",
            )


def check_frameworks(store: Store, at: datetime) -> None:
    """Refuse, in words, to serve a council by a framework that is faulty or missing."""
    with reading(store.engine) as connection:
        served = served_councils(connection)
    for each in served:
        pack_of(each.council, at.date())
