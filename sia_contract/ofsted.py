"""Reads Ofsted's management information: each row's inspections, or its reason for being rejected."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from sia_contract.gias import RejectedRow, UnreadableExtract, text_of, unpacked
from sia_contract.load_pack import load_scales
from sia_contract.ofsted_columns import CONCERNS, LAYOUTS, NOT_A_GRADE, Block, needed
from sia_contract.packs import InspectionScale

__all__ = ["OfstedFile", "PublishedInspection", "RejectedRow", "UnreadableExtract", "read_ofsted"]

CARD: Final = "ofsted-2025-11"


@dataclass(frozen=True, slots=True)
class PublishedInspection:
    """One inspection as Ofsted published it; grades by their codes on the scale of its day."""

    urn: int
    """The school's now."""
    school_name: str
    number: str
    scale: str
    kind: str
    """`graded` or `ungraded`."""
    started_on: date
    ended_on: date | None
    published_on: date | None
    overall: str
    areas: Mapping[str, str]
    concern: str
    outcome: str
    """What an ungraded inspection found, in Ofsted's words."""
    predecessor_urn: int | None
    predecessor_name: str


@dataclass(frozen=True, slots=True)
class OfstedFile:
    """Everything that was in one file."""

    layout: str
    inspections: tuple[PublishedInspection, ...]
    rejected: tuple[RejectedRow, ...]
    schools: int
    """Rows that speak of a school, inspected or not."""


class _RowFault(Exception):
    """Why a row cannot be taken in."""


def read_ofsted(source: bytes | Path) -> OfstedFile:
    """Read a .csv or .csv.gz; raises UnreadableExtract if it is none of the layouts Ofsted publishes."""
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise UnreadableExtract(f"{source!s} cannot be read: {error.strerror}.") from error
    rows = csv.reader(io.StringIO(text_of(unpacked(content)), newline=""), strict=True)
    try:
        header = next(rows, None)
        if header is None:
            raise UnreadableExtract("The file is empty.")
        reading = _Reading(*_recognised(header), width=len(header))
        for cells in rows:
            reading.take(cells, rows.line_num)
    except csv.Error as error:
        raise UnreadableExtract(
            f"Line {rows.line_num} is not proper CSV ({error}). Nothing was read; download the file again."
        ) from error
    return reading.file()


def _recognised(header: list[str]) -> tuple[str, dict[str, int]]:
    columns = {" ".join(title.split()).casefold(): at for at, title in enumerate(header)}
    missing = {layout: needed(blocks) - set(columns) for layout, blocks in LAYOUTS.items()}
    for layout, lacks in missing.items():
        if not lacks:
            return layout, columns
    nearest = min(missing, key=lambda layout: len(missing[layout]))
    if "urn" not in columns or len(missing[nearest]) > len(needed(LAYOUTS[nearest])) // 2:
        raise UnreadableExtract(
            "This is not a file of Ofsted’s management information for state-funded schools: its columns are "
            "none of those. Download “State-funded schools inspections and outcomes” as CSV from GOV.UK."
        )
    first = sorted(missing[nearest])[0]
    raise UnreadableExtract(
        f"This looks like Ofsted’s management information ({nearest}), but {len(missing[nearest])} of its "
        f"columns are missing, such as “{first}”. Download the file again and leave its columns as they are."
    )


@dataclass(slots=True)
class _Reading:
    layout: str
    columns: dict[str, int]
    width: int
    scales: dict[str, InspectionScale] = field(default_factory=load_scales)
    last_line: int = 1
    first_lines: dict[int, int] = field(default_factory=dict)
    found: list[PublishedInspection] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)

    def take(self, cells: list[str], last_line: int) -> None:
        """Take in one row: all of its inspections, or none with the reason."""
        line, self.last_line = self.last_line + 1, last_line
        if not any(cell.strip() for cell in cells):
            return
        urn = ""
        try:
            if len(cells) != self.width:
                raise _RowFault(f"The row has {len(cells)} fields where the header has {self.width}.")
            row = {name: " ".join(cells[at].split()) for name, at in self.columns.items()}
            urn = row["urn"]
            number = _urn(urn)
            if number in self.first_lines and self.layout.startswith(("latest", "state-funded")):
                raise _RowFault(
                    f"This URN was on line {self.first_lines[number]} already; the first one counts."
                )
            inspections = list(self._inspections(number, row))
        except _RowFault as fault:
            self.rejected.append(RejectedRow(line, urn, str(fault)))
            return
        self.first_lines.setdefault(number, line)
        self.found += inspections

    def file(self) -> OfstedFile:
        """What came of it."""
        return OfstedFile(self.layout, tuple(self.found), tuple(self.rejected), len(self.first_lines))

    def _inspections(self, urn: int, row: Mapping[str, str]) -> Iterator[PublishedInspection]:
        seen: set[str] = set()
        for block in LAYOUTS[self.layout]:
            number = _said(row[block.number])
            # an ungraded inspection that was converted stands among the graded ones already
            if number and number not in seen:
                seen.add(number)
                yield self._inspection(urn, number, row, block)

    def _inspection(self, urn: int, number: str, row: Mapping[str, str], block: Block) -> PublishedInspection:
        started = _day(row[block.started], "began")
        if started is None:
            raise _RowFault(f"Inspection {number} has no day on which it began.")
        scale = self._scale_on(started)
        then = block.then if block.then and row[block.then.relates].casefold() == "no" else None
        was = _urn(row[then.urn], f"Inspection {number}’s school at the time") if then else None
        areas = {
            area: grade
            for column, area in (block.areas or {}).items()
            if (grade := _grade(row[column], scale, area))
        }
        return PublishedInspection(
            urn=urn,
            school_name=row["school name"],
            number=number,
            scale=scale.code,
            kind=block.kind,
            started_on=started,
            ended_on=_day(row[block.ended], "ended") if block.ended else None,
            published_on=_day(row[block.published], "was published"),
            overall=_grade(row[block.overall], scale) if block.overall else "",
            areas=areas,
            concern=_concern(row[block.concern]) if block.concern else "",
            outcome=_said(row[block.outcome]) if block.outcome else "",
            predecessor_urn=was,
            predecessor_name=_said(row[then.name]) if then else "",
        )

    def _scale_on(self, day: date) -> InspectionScale:
        for scale in self.scales.values():
            if scale.effective_from <= day and (scale.effective_to is None or day <= scale.effective_to):
                return scale
        raise _RowFault(f"No inspection scale is known for {day:%d/%m/%Y}.")


def _grade(cell: str, scale: InspectionScale, area: str = "") -> str:
    """The code of a grade on this scale; empty where none was given, or the scale has no such area."""
    if cell.casefold() in NOT_A_GRADE:
        return ""
    points = scale.grades
    if area:
        graded = next((each for each in scale.areas if each.code == area), None)
        if graded is None:
            return ""
        points = graded.grades or scale.grades
    for grade in points:
        if cell.casefold() == grade.label.casefold() or (cell.isdigit() and int(cell) == grade.order):
            return grade.code
    raise _RowFault(f"“{cell}” is not a grade of {scale.name}.")


def _concern(cell: str) -> str:
    said = _said(cell)
    if said and said.upper() not in CONCERNS:
        raise _RowFault(f"“{cell}” is not a category of concern that this program knows.")
    return CONCERNS.get(said.upper(), "")


def _said(cell: str) -> str:
    return "" if cell.casefold() in ("null", "none") else cell


def _urn(cell: str, what: str = "The URN") -> int:
    if cell.isascii() and cell.isdigit() and len(cell) == 6:
        return int(cell)
    raise _RowFault(f"{what} “{cell}” is not six digits.")


def _day(cell: str, what: str) -> date | None:
    if not _said(cell):
        return None
    try:
        day, month, year = (int(part) for part in cell.split("/"))
        return date(year, month, day)
    except ValueError:
        raise _RowFault(f"The day on which an inspection {what}, “{cell}”, is not dd/mm/yyyy.") from None
