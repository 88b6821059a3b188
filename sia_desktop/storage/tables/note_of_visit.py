"""Notes of visit."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import JsonValue
from sqlalchemy import Index

from sia_desktop.storage.tables.row import RecordRow, json_column


class NoteOfVisitRow(RecordRow, table=True):
    """One version of the note of one visit."""

    __tablename__ = "note_of_visit"
    __table_args__ = (
        Index("note_of_school", "urn", "visit_id"),
        # All that a list says of a note: its row, with all its words, need not be read for that.
        Index(
            "note_listed",
            "visit_id",
            "version",
            "id",
            "urn",
            "visited_on",
            "author_id",
            "form",
            "pack",
            "pack_version",
            "is_signed",
        ),
    )
    BESIDE: ClassVar[frozenset[str]] = frozenset({"id", "is_signed"})

    visit_id: str
    version: int
    urn: int
    visited_on: str
    author_id: str
    form: str
    pack: str
    pack_version: str
    supersedes: str | None
    correction_reason: str
    is_signed: bool
    signing: JsonValue = json_column()
    head_mark: JsonValue = json_column()
    answers: JsonValue = json_column()

    @classmethod
    def columns(cls, payload: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """The payload's fields, and whether it is signed."""
        return {**payload, "is_signed": payload["signing"] is not None}
