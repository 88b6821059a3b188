"""Many rows by one statement: on PostgreSQL they travel as one JSON value, on SQLite row after row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

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


@dataclass(frozen=True, slots=True)
class Adding:
    """Rows to add to a table, each with the same columns."""

    table: Table
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Changing:
    """Rows to write over where their key stands."""

    table: Table
    key: tuple[str, ...]
    rows: Sequence[Row]


def write_rows(connection: Connection, *works: Adding | Changing) -> None:
    """Do all of these, on PostgreSQL by one statement; no row may be in two of them."""
    wanted = [work for work in works if work.rows]
    if connection.dialect.name != "postgresql":
        for work in wanted:
            _write_each(connection, work)
    elif wanted:
        shapes = tuple(_Shape(work.table, _key_of(work), tuple(work.rows[0])) for work in wanted)
        given = {f"rows_{n}": _as_json(work.table, work.rows) for n, work in enumerate(wanted)}
        connection.execute(_all_given(connection.dialect, shapes), given)


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


def _write_each(connection: Connection, work: Adding | Changing) -> None:
    if isinstance(work, Adding):
        connection.execute(insert(work.table), list(work.rows))
        return
    is_at = and_(*(work.table.c[name] == bindparam(_MET_ALREADY + name) for name in work.key))
    named = [{(_MET_ALREADY + n if n in work.key else n): each[n] for n in each} for each in work.rows]
    connection.execute(update(work.table).where(is_at), named)


class _Shape(NamedTuple):
    """What one of several works does, whatever its rows say."""

    table: Table
    key: tuple[str, ...]
    """Empty where rows are added."""
    names: tuple[str, ...]


def _key_of(work: Adding | Changing) -> tuple[str, ...]:
    return work.key if isinstance(work, Changing) else ()


@cache
def _all_given(dialect: Dialect, shapes: tuple[_Shape, ...]) -> TextClause:
    """All but the last as parts of the last: PostgreSQL does each of them to its end, in one view."""
    *before, last = [_one_given(dialect, shape, f"rows_{n}") for n, shape in enumerate(shapes)]
    parts = ", ".join(f"part_{n} AS ({each})" for n, each in enumerate(before))
    return text(f"WITH {parts} {last}" if parts else last)


def _one_given(dialect: Dialect, shape: _Shape, rows: str) -> str:
    table, key, names = shape
    columns = ", ".join(f"{name} {table.c[name].type.compile(dialect)}" for name in names)
    given = f"json_to_recordset(CAST(:{rows} AS json)) AS v({columns})"
    if not key:
        listed = ", ".join(names)
        return f"INSERT INTO {table.name} ({listed}) SELECT {listed} FROM {given}"  # noqa: S608
    sets = ", ".join(f"{name} = v.{name}" for name in names if name not in key)
    stands = " AND ".join(f"t.{name} = v.{name}" for name in key)
    return f"UPDATE {table.name} t SET {sets} FROM {given} WHERE {stands}"  # noqa: S608


def _as_json(table: Table, rows: Sequence[Row]) -> str:
    nested = {name for name in rows[0] if isinstance(table.c[name].type, JSON)}

    def said(name: str, value: Any) -> Any:
        return orjson.Fragment(as_json(value)) if name in nested else value

    return orjson.dumps([{name: said(name, row[name]) for name in row} for row in rows]).decode()
