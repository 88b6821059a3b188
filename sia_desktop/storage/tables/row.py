"""What every table of records shares.

Columns hold the wire's own spelling (ids and dates as text, nested parts as JSON), so that what is
compared with central is exactly what is kept, and dates still sort as dates.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from pydantic import JsonValue
from sqlalchemy import JSON, Column
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class StoreTable(SQLModel, registry=registry()):
    """The base of every table here; a registry of its own, for central has tables of the same names."""


class RecordRow(StoreTable):
    """One record; its columns are its payload's fields, and its id."""

    BESIDE: ClassVar[frozenset[str]] = frozenset({"id"})
    """Columns that are no part of the payload."""

    id: str = Field(primary_key=True)

    @classmethod
    def columns(cls, payload: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """What is kept of a payload: its fields, and whatever lists read beside them."""
        return dict(payload)

    def payload(self) -> dict[str, JsonValue]:
        """The record as it crosses the wire."""
        found = {name: getattr(self, name) for name in type(self).model_fields if name not in self.BESIDE}
        return cast("dict[str, JsonValue]", found)


def json_column() -> Any:
    """A nested part of a record; nothing is NULL, never the word null."""
    return Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
