"""Reads an extract of Get Information about Schools: each row is a school, or rejected with its reason."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from sia_contract.gias_heads import heads_of
from sia_contract.payloads.school import SchoolPayload

# Field of SchoolPayload -> column, by the name GIAS gives it; compared without spaces, signs and capitals.
_COMPULSORY: Final = {
    "urn": "URN",
    "name": "EstablishmentName",
    "authority_code": "LA (code)",
    "authority_name": "LA (name)",
    "type": "TypeOfEstablishment (name)",
    "phase": "PhaseOfEducation (name)",
}
_OPTIONAL: Final = {
    "establishment_number": "EstablishmentNumber",
    "status": "EstablishmentStatus (name)",
    "opened_on": "OpenDate",
    "closed_on": "CloseDate",
    "low_age": "StatutoryLowAge",
    "high_age": "StatutoryHighAge",
    "sixth_form": "OfficialSixthForm (name)",
    "religious_character": "ReligiousCharacter (name)",
    "ukprn": "UKPRN",
    "postcode": "Postcode",
    "website": "SchoolWebsite",
    "telephone": "TelephoneNum",
    "pupils": "NumberOfPupils",
}
_ADDRESS: Final = ("Street", "Locality", "Address3", "Town", "County (name)")
_HEAD: Final = ("HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle")

_NOT_KNOWN: Final = date(1900, 1, 1)
_DATES: Final = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")

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


class UnreadableExtract(Exception):
    """The file is no extract that can be read; `str()` is a sentence that says why."""


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


class _Fault(Exception):
    """Why a row is rejected."""


def read_extract(source: bytes | Path, as_at: date | None = None) -> Extract:
    """Read a .csv or .csv.gz; raises UnreadableExtract if it is not an extract at all."""
    content = source if isinstance(source, bytes) else _bytes_of(source)
    rows = csv.reader(io.StringIO(_text_of(_unpacked(content)), newline=""), strict=True)
    reading = _Reading(as_at)
    try:
        for cells in rows:
            reading.take(cells, rows.line_num)
    except csv.Error as error:
        raise UnreadableExtract(f"Line {rows.line_num} is not proper CSV ({error}).") from error
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
            self.columns, self.width = _columns_of(cells), len(cells)
            return
        if not cells:
            return  # a line with nothing on it, such as the last
        try:
            school = self._school(cells, self.columns)
            if school.urn in self.first_lines:
                raise _Fault(
                    f"This URN was on line {self.first_lines[school.urn]} already; the first one counts."
                )
        except _Fault as fault:
            urn = cells[self.columns["urn"]] if len(cells) > self.columns["urn"] else ""
            self.rejected.append(RejectedRow(line, urn.strip(), str(fault)))
            return
        self.first_lines[school.urn] = line
        self.schools.append(school)

    def extract(self) -> Extract:
        """What came of it."""
        if self.columns is None:
            raise UnreadableExtract("The file is empty.")
        spoken = {name for name in (*_COMPULSORY, *_OPTIONAL) if name in self.columns}
        if any(column in self.columns for column in _ADDRESS):
            spoken.add("address")
        if any(column in self.columns for column in _HEAD):
            spoken.add("heads")
        return Extract(tuple(self.schools), tuple(self.rejected), frozenset(spoken))

    def _school(self, cells: list[str], columns: Mapping[str, int]) -> SchoolPayload:
        if len(cells) != self.width:
            raise _Fault(f"The row has {len(cells)} fields where the header has {self.width}.")

        def cell(column: str) -> str:
            at = columns.get(column)
            return "" if at is None else " ".join(cells[at].split())

        values = {name: read(name, cell(name)) for name, read in _READERS.items()}
        try:
            return SchoolPayload.model_validate(
                values
                | {
                    "address": tuple(filter(None, map(cell, _ADDRESS))),
                    "heads": heads_of(*map(cell, _HEAD)),
                    "as_at": self.as_at,
                }
            )
        except ValidationError as error:
            raise _Fault(f"The {_said(str(error.errors()[0]['loc'][0]))} cannot be right.") from error


def _columns_of(header: list[str]) -> dict[str, int]:
    """Where each column stands; by name, wherever it is."""
    places: dict[str, int] = {}
    for at, name in enumerate(header):
        places.setdefault(_plain(name), at)
    wanted = {**_COMPULSORY, **_OPTIONAL, **{name: name for name in (*_ADDRESS, *_HEAD)}}
    found = {key: places[_plain(name)] for key, name in wanted.items() if _plain(name) in places}
    missing = [name for key, name in _COMPULSORY.items() if key not in found]
    if missing:
        raise UnreadableExtract(
            f"The file has no column {', '.join(missing)}. "
            "Give an establishment extract of Get Information about Schools, with its header row."
        )
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _said(name: str) -> str:
    return ({**_COMPULSORY, **_OPTIONAL}).get(name, name)


def _urn(name: str, text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{5}", text, re.ASCII):
        raise _Fault("The URN is missing." if not text else "The URN is not a number of six figures.")
    return int(text)


def _compulsory(name: str, text: str) -> str:
    if not text:
        raise _Fault(f"{_said(name)} is blank.")
    return text


def _optional(name: str, text: str) -> str:
    return text


def _whole_number(name: str, text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise _Fault(f"{_said(name)} is not a whole number.")
    return int(text)


def _day(name: str, text: str) -> date | None:
    """A date as GIAS writes it; its 01-01-1900 means that nobody knows."""
    if not text:
        return None
    for shape in _DATES:
        try:
            day = datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return None if day == _NOT_KNOWN else day
    raise _Fault(f"{_said(name)} is not a date such as 01-09-2011.")


def _website(name: str, text: str) -> str:
    """An address that a browser opens; most schools leave out the scheme."""
    scheme, colon, rest = text.partition(":")
    if scheme.casefold() in {"http", "https"} and colon:
        return f"{scheme.casefold()}://{rest.lstrip('/')}"
    return f"http://{text}" if text else ""


def _telephone(name: str, text: str) -> str:
    """The national number, with the 0 that spreadsheets drop and without 44; odd ones stay as they are."""
    digits = re.sub(r"\D", "", text)
    abroad = re.fullmatch(r"(?:00)?44(0?)([1-9]\d{8,9})", digits)
    if abroad:
        return f"0{abroad[2]}"
    return f"0{digits}" if re.fullmatch(r"[1-9]\d{8,9}", digits) else digits


_READERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    **dict.fromkeys(_COMPULSORY, _compulsory),
    **dict.fromkeys(_OPTIONAL, _optional),
    "urn": _urn,
    "opened_on": _day,
    "closed_on": _day,
    "low_age": _whole_number,
    "high_age": _whole_number,
    "pupils": _whole_number,
    "website": _website,
    "telephone": _telephone,
}


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableExtract(f"{path} cannot be read: {error.strerror}.") from error


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableExtract("The file is packed with gzip, but it is damaged or cut short.") from error


def _text_of(content: bytes) -> str:
    """UTF-8 where it is that, with or without its mark; otherwise the cp1252 that GIAS publishes."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableExtract(
        "The file is not text in UTF-8 or Windows-1252. Download the extract again as CSV."
    )
