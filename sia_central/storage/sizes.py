"""What SQLite is told of how long its tables are, so that it finds records by the right index."""

from typing import Final

from sqlalchemy import Connection, column, delete, insert, table, text

_TOLD: Final = table("sqlite_stat1", *map(column, ("tbl", "idx", "stat")))
_SIZES: Final = (
    ("records", "sqlite_autoindex_records_1", "1000000 1000000 8000 1"),
    ("records", "ix_records_council_cursor", "1000000 1000000 1"),
    ("records", "ix_records_council_urn_cursor", "1000000 1000000 200 1 1 1 1"),
    ("records", "ix_records_council_file_sha256", "1000000 1000000 20"),
    ("receipts", "sqlite_autoindex_receipts_1", "1000000 1000000 1"),
    ("receipts", "ix_receipts_council_kind_id_revision", "1000000 1000000 8000 4 1"),
)
"""Rows in all, and of one council, of one council's kind or school, and so on: as in a large council, so that
the difference is plain."""


def tell_sizes(connection: Connection) -> None:
    """Say them, in place of what an `ANALYZE` found; PostgreSQL looks for itself, and is told nothing.

    Without them SQLite takes a council for ten rows, and reads the whole of it to find a few.
    """
    if connection.dialect.name != "sqlite":
        return
    connection.execute(text("ANALYZE councils"))  # makes the table, where there is none
    connection.execute(delete(_TOLD).where(_TOLD.c.tbl.in_({of for of, _, _ in _SIZES})))
    told = [dict(zip(_TOLD.c.keys(), each, strict=True)) for each in _SIZES]
    connection.execute(insert(_TOLD), told)
    connection.execute(text("ANALYZE sqlite_schema"))  # read what was told
