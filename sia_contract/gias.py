"""Reads an extract of Get Information about Schools: each row is a school, or rejected with its reason."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from sia_contract.gias_columns import (
    ADDRESS,
    COMPULSORY,
    HEAD,
    OPTIONAL,
    READERS,
    RowFault,
    UnreadableExtract,
    column_name,
    columns_of,
)
from sia_contract.gias_heads import heads_of
from sia_contract.payloads.school import SchoolPayload

__all__ = ["Extract", "RejectedRow", "UnreadableExtract", "open_state_funded", "read_extract"]

OPEN: Final = frozenset({"Open", "Open, but proposed to close"})
STATE_FUNDED: Final = frozenset(
    {
        "Academy 16 to 19 sponsor led",
        "Academy 16-19 converter",
        "Academy alternative provision converter",
        "Academy alternative provision sponsor led",
        "Academy converter",
        "Academy special converter",
        "Academy special sponsor led",
        "Academy sponsor led",
        "City technology college",
        "Community school",
        "Community special school",
        "Foundation school",
        "Foundation special school",
        "Free schools",
        "Free schools 16 to 19",
        "Free schools alternative provision",
        "Free schools special",
        "Local authority nursery school",
        "Pupil referral unit",
        "Studio schools",
        "University technical college",
        "Voluntary aided school",
        "Voluntary controlled school",
    }
)
"""The types in GIAS's own extract of state-funded schools."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is no school, and why."""

    line: int
    urn: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything that was in one file."""

    schools: tuple[SchoolPayload, ...]
    rejected: tuple[RejectedRow, ...]
    fields: frozenset[str]
    """The fields of a school that this file's layout speaks of; of the others it says nothing."""


def read_extract(source: bytes | Path, as_at: date | None = None) -> Extract:
    """Read a .csv or .csv.gz; raises UnreadableExtract if it is not an extract at all."""
    content = source if isinstance(source, bytes) else _bytes_of(source)
    rows = csv.reader(io.StringIO(text_of(unpacked(content)), newline=""), strict=True)
    reading = _Reading(as_at)
    try:
        for cells in rows:
            reading.take(cells, rows.line_num)
    except csv.Error as error:
        raise UnreadableExtract(
            f"Line {rows.line_num} is not proper CSV ({error}). "
            "Nothing was read; download the extract again as CSV."
        ) from error
    return reading.extract()


def open_state_funded(
    schools: Iterable[SchoolPayload], authority_code: str | None = None
) -> list[SchoolPayload]:
    """The open state-funded schools, of one authority or all; a layout without a status holds open ones."""
    return [
        school
        for school in schools
        if school.type in STATE_FUNDED
        and (not school.status or school.status in OPEN)
        and authority_code in {None, school.authority_code}
    ]


@dataclass(slots=True)
class _Reading:
    """One file being read, row by row."""

    as_at: date | None
    columns: dict[str, int] | None = None
    width: int = 0
    last_line: int = 0
    first_lines: dict[int, int] = field(default_factory=dict)
    schools: list[SchoolPayload] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)

    def take(self, cells: list[str], last_line: int) -> None:
        """Take in one row; the first is the header."""
        line, self.last_line = self.last_line + 1, last_line
        if self.columns is None:
            self.columns, self.width = columns_of(cells), len(cells)
            return
        if not cells:
            return  # a line with nothing on it, such as the last
        try:
            school = self._school(cells, self.columns)
            if school.urn in self.first_lines:
                raise RowFault(
                    f"This URN was on line {self.first_lines[school.urn]} already; the first one counts."
                )
        except RowFault as fault:
            urn = cells[self.columns["urn"]] if len(cells) > self.columns["urn"] else ""
            self.rejected.append(RejectedRow(line, urn.strip(), str(fault)))
            return
        self.first_lines[school.urn] = line
        self.schools.append(school)

    def extract(self) -> Extract:
        """What came of it."""
        if self.columns is None:
            raise UnreadableExtract("The file is empty.")
        spoken = {name for name in (*COMPULSORY, *OPTIONAL) if name in self.columns}
        if any(column in self.columns for column in ADDRESS):
            spoken.add("address")
        if any(column in self.columns for column in HEAD):
            spoken.add("heads")
        return Extract(tuple(self.schools), tuple(self.rejected), frozenset(spoken))

    def _school(self, cells: list[str], columns: Mapping[str, int]) -> SchoolPayload:
        if len(cells) != self.width:
            raise RowFault(f"The row has {len(cells)} fields where the header has {self.width}.")

        def cell(column: str) -> str:
            at = columns.get(column)
            return "" if at is None else " ".join(cells[at].split())

        values = {name: read(name, cell(name)) for name, read in READERS.items()}
        try:
            return SchoolPayload.model_validate(
                values
                | {
                    "address": tuple(filter(None, map(cell, ADDRESS))),
                    "heads": heads_of(*map(cell, HEAD)),
                    "as_at": self.as_at,
                }
            )
        except ValidationError as error:
            raise RowFault(f"The {column_name(str(error.errors()[0]['loc'][0]))} cannot be right.") from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableExtract(f"{path} cannot be read: {error.strerror}.") from error


def unpacked(content: bytes) -> bytes:
    """The file itself, where gzip had packed it."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableExtract("The file is packed with gzip, but it is damaged or cut short.") from error


def text_of(content: bytes) -> str:
    """UTF-8 where it is that, with or without its mark; otherwise the cp1252 that GIAS and Ofsted publish."""
    if content.startswith(b"PK\x03\x04"):
        raise UnreadableExtract(
            "The file is a zip or a workbook. Give the .csv that it holds or was saved as."
        )
    for encoding in () if b"\0" in content else ("utf-8-sig", "cp1252"):  # UTF-16 would pass for cp1252
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableExtract(
        "The file is not text in UTF-8 or Windows-1252. Download the extract again as CSV."
    )
