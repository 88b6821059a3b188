"""Many rows by one statement: on PostgreSQL they travel as one JSON value, on SQLite row after row."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Connection,
    Dialect,
    Table,
    Text,
    TextClause,
    and_,
    any_,
    bindparam,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.types import TypeEngine

from sia_contract.json_text import as_json

Row = Mapping[str, Any]

_MET_ALREADY: Final = "at_"


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add these rows, each with the same columns, in their order."""
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), list(rows))
        return
    connection.execute(
        _insert_given(connection.dialect, table, tuple(rows[0])), {"rows": _as_json(table, rows)}
    )


def update_rows(connection: Connection, table: Table, key: Sequence[str], rows: Sequence[Row]) -> None:
    """Write the other columns of these rows where their key stands."""
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        is_at = and_(*(table.c[name] == bindparam(_MET_ALREADY + name) for name in key))
        named = [{(_MET_ALREADY + n if n in key else n): each[n] for n in each} for each in rows]
        connection.execute(update(table).where(is_at), named)
        return
    connection.execute(
        _update_given(connection.dialect, table, tuple(key), tuple(rows[0])), {"rows": _as_json(table, rows)}
    )


def among(
    column: ColumnElement[Any], wanted: Collection[Any], of: TypeEngine[Any], dialect: str
) -> ColumnElement[bool]:
    """Whether a column is one of these, however many: they are one value, not a list in the statement."""
    given = literal(*_one_value(wanted, of, dialect))
    return _is_in(column, given, dialect)


def among_asked(
    column: ColumnElement[Any], name: str, of: TypeEngine[Any], dialect: str
) -> ColumnElement[bool]:
    """The same of a statement that is kept: which ones is said by `as_asked` whenever it is put."""
    return _is_in(column, bindparam(name, type_=_one_value((), of, dialect)[1]), dialect)


def as_asked(wanted: Collection[Any], dialect: str) -> Any:
    """These as the one value that `among_asked` takes."""
    return list(wanted) if dialect == "postgresql" else as_json(list(wanted))


def _one_value(wanted: Collection[Any], of: TypeEngine[Any], dialect: str) -> tuple[Any, TypeEngine[Any]]:
    return as_asked(wanted, dialect), ARRAY(of) if dialect == "postgresql" else Text()


def _is_in(column: ColumnElement[Any], given: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    if dialect == "postgresql":
        return column == any_(given)
    return column.in_(select(func.json_each(given).table_valued("value").c.value))


@cache
def _insert_given(dialect: Dialect, table: Table, names: tuple[str, ...]) -> TextClause:
    listed = ", ".join(names)
    return text(f"INSERT INTO {table.name} ({listed}) SELECT {listed} FROM {_given(dialect, table, names)}")  # noqa: S608


@cache
def _update_given(dialect: Dialect, table: Table, key: tuple[str, ...], names: tuple[str, ...]) -> TextClause:
    sets = ", ".join(f"{name} = v.{name}" for name in names if name not in key)
    stands = " AND ".join(f"t.{name} = v.{name}" for name in key)
    return text(f"UPDATE {table.name} t SET {sets} FROM {_given(dialect, table, names)} WHERE {stands}")  # noqa: S608


def _given(dialect: Dialect, table: Table, names: tuple[str, ...]) -> str:
    """The rows as a table of their own; names and types are the table's."""
    columns = ", ".join(f"{name} {table.c[name].type.compile(dialect)}" for name in names)
    return f"json_to_recordset(CAST(:rows AS json)) AS v({columns})"


def _as_json(table: Table, rows: Sequence[Row]) -> str:
    nested = {name for name in rows[0] if isinstance(table.c[name].type, JSON)}

    def said(name: str, value: Any) -> Any:
        return orjson.Fragment(as_json(value)) if name in nested else value

    return orjson.dumps([{name: said(name, row[name]) for name in row} for row in rows]).decode()
