"""SQLAlchemy's engine over SQLCipher connections."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as sqlcipher

from sia_contract.json_text import as_json
from sia_desktop.storage.connection import Connection as Bare
from sia_desktop.storage.trouble import say

FOR_READING = {"begin": "DEFERRED"}
"""Execution options of a transaction that will write nothing and so need not wait for writers."""


class Lent:
    """A connection in SQLAlchemy's hands, which closes it: it goes back open, with the pages it knows."""

    def __init__(self, connection: Bare, give_back: Callable[[Bare], None]) -> None:
        """Lend this one."""
        self._connection, self._give_back = connection, give_back

    def close(self) -> None:
        """Give it back."""
        self._give_back(self._connection)

    def create_function(self, *given: object, **named: object) -> None:
        """None is made: with each that SQLAlchemy offers, SQLite would prepare every statement anew."""

    def __getattr__(self, name: str) -> Any:
        """All else is the connection's own."""
        return getattr(self._connection, name)


def make_engine(creator: Callable[[], Bare]) -> Engine:
    """An engine whose transactions take the write lock at their start, so that none fails half way."""
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=creator, poolclass=NullPool, json_serializer=as_json
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _in_words)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'IMMEDIATE')}")


def _in_words(context: ExceptionContext) -> None:
    say(context.original_exception)
