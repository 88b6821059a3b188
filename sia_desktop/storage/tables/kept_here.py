"""What stays on this laptop: the writer's own words, and how sections stood before."""

from pydantic import JsonValue
from sqlalchemy import Index
from sqlmodel import Field

from sia_desktop.storage.tables.row import StoreTable, json_column


class OwnWordRow(StoreTable, table=True):
    """A word the writer added to the dictionary."""

    __tablename__ = "own_word"

    word: str = Field(primary_key=True)


class EarlierWordsRow(StoreTable, table=True):
    """A section as it stood before it was rewritten."""

    __tablename__ = "earlier_words"
    __table_args__ = (Index("earlier_words_of_record", "record_kind", "record_id", "section"),)

    position: int | None = Field(default=None, primary_key=True)
    record_kind: str
    record_id: str
    section: str
    at: str
    """When it was rewritten, and so stood until."""
    answer: JsonValue = json_column()
