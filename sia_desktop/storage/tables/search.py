"""What the search index keeps beside its words, which stand in a virtual table made by its migration."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from sia_desktop.storage.tables.row import StoreTable


class SearchEntryRow(StoreTable, table=True):
    """One record whose words are in the index; its id is its row in the full-text table.

    A record without an entry is still to be read: the tables' own triggers take it away, whoever saves.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "record_id", name="one_search_entry"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    record_id: str
    urn: int | None
    happened_on: str
    """The day it is about, as results are sorted by."""


class SearchLeftoverRow(StoreTable, table=True):
    """One row while words of records that are gone may still stand in the index file."""

    __tablename__ = "search_leftover"

    id: int = Field(default=1, primary_key=True)
