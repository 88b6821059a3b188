"""Opens central's database, SQLite or PostgreSQL, and gives transactions that mean the same on both."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DisconnectionError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
)

from sia_central.storage.trouble import StoreTrouble
from sia_contract.json_text import as_json

Outcome = TypeVar("Outcome")

TRIES: Final = 5
"""How often a transaction that met another one head-on is tried in all."""

AT_ONCE: Final = 4
"""Requests that one worker works on at a time: more would only take turns, each on its own connection."""
RESTED_SECONDS: Final = 5.0
"""A connection that nobody used for so long may have been cut meanwhile."""

_AGAIN: Final = frozenset({"40001", "40P01", "23505"})
"""PostgreSQL's codes for a serialisation failure, a deadlock, and a key that another has just written."""


def open_engine(database_url: str) -> Engine:
    """An engine for this address; only SQLite files and PostgreSQL through psycopg are served."""
    url = _checked(database_url)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=AT_ONCE,
            max_overflow=AT_ONCE,
            connect_args={"timeout": 30},
            json_serializer=as_json,
        )
        _set_up_sqlite(engine)
        return engine
    engine = create_engine(
        url, hide_parameters=True, pool_size=AT_ONCE, max_overflow=AT_ONCE, json_serializer=as_json
    )
    _ask_after_a_rest(engine)
    _reach_for_indexes(engine)
    return engine


class Again(Exception):
    """Raised by work that finds what it rested on moved: `write` begins it again."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One unmoving view of the database: nothing committed meanwhile is half seen."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def glancing(engine: Engine) -> Iterator[Connection]:
    """One statement's view of the database, for whoever asks one question: nothing to begin or to end."""
    alone = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "postgresql" else {"sia_begin": ""}
    with engine.connect().execution_options(**alone) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that is kept whole or not at all."""
    with (
        engine.connect().execution_options(sia_begin="BEGIN IMMEDIATE") as connection,
        connection.begin(),
    ):
        yield connection


def write(engine: Engine, work: Callable[[Connection], Outcome]) -> Outcome:
    """Run the work in a transaction, again from the start where two meet head-on or the work asks for it."""
    for tries_left in range(TRIES - 1, -1, -1):
        try:
            with writing(engine) as connection:
                return work(connection)
        except Again:
            if tries_left == 0:
                raise
        except (OperationalError, IntegrityError) as error:
            if tries_left == 0 or getattr(error.orig, "sqlstate", None) not in _AGAIN:
                raise
    raise AssertionError("the last try returns or raises")


def _checked(database_url: str) -> URL:
    try:
        url = make_url(database_url)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):  # the last: a port that is no number
        url = None
    if url is None or url.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise StoreTrouble(
            "The database address is not one that central can use. "
            "Give sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE."
        )
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise StoreTrouble("A database in memory would lose everything at the end. Give sqlite:///FILE.")
    return url


def _reach_for_indexes(engine: Engine) -> None:
    """PostgreSQL takes a disk for one that turns, and reads a whole council rather than 600 places of it."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.execute("SET random_page_cost = 1.1")
        connection.commit()


def _ask_after_a_rest(engine: Engine) -> None:
    """Whether a connection still stands is asked where it rested, not before every use."""

    @event.listens_for(engine, "checkin")
    def _rests(_: Any, record: Any) -> None:
        record.info["since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _used(connection: Any, record: Any, _: Any) -> None:
        if time.monotonic() - record.info.get("since", time.monotonic()) < RESTED_SECONDS:
            return
        try:
            is_cut = not engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            is_cut = True
        if is_cut:
            raise DisconnectionError


def _set_up_sqlite(engine: Engine) -> None:
    """Say BEGIN ourselves: the driver's own comes too late for a writer that must queue."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if says := connection.get_execution_options().get("sia_begin", "BEGIN"):
            connection.exec_driver_sql(says)
