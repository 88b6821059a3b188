"""SQLAlchemy's engine over SQLCipher connections."""

from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from sia_contract.json_text import as_json
from sia_desktop.storage.connection import connect
from sia_desktop.storage.trouble import say

FOR_READING = {"begin": "DEFERRED"}
"""Execution options of a transaction that will write nothing and so need not wait for writers."""


def make_engine(path: Path, key: bytes) -> Engine:
    """An engine whose transactions take the write lock at their start, so that none fails half way."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        json_serializer=as_json,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _in_words)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'IMMEDIATE')}")


def _in_words(context: ExceptionContext) -> None:
    say(context.original_exception)
