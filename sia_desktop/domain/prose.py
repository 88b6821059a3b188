"""Long text: paragraphs, headings, lists and tables, kept as plain words with a mark where a line begins."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Final

_NUMBERED: Final = re.compile(r"[0-9]{1,3}\. ")
_MARKED: Final = re.compile(r"# |- |[0-9]{1,3}\. |\||\\")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words; a line break inside is kept."""

    words: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list, numbered or not."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first row is its head."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Points | Grid


class LineKind(Enum):
    """What a line is, by the mark it begins with."""

    WORDS = "words"
    HEADING = "heading"
    POINT = "point"
    NUMBER = "number"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its mark; a row of a table has cells instead."""

    kind: LineKind
    words: str = ""
    cells: tuple[str, ...] = ()


def read_prose(words: str) -> tuple[Block, ...]:
    """The blocks of a text, empty lines left out; any text can be read."""
    blocks: list[Block] = []
    for (kind, is_empty), lines in groupby(read_lines(words), lambda line: (line.kind, _is_empty(line))):
        if not is_empty:
            blocks += _blocks(kind, list(lines))
    return tuple(blocks)


def write_prose(blocks: Sequence[Block]) -> str:
    """The text that reads as these blocks."""
    return "\n\n".join(write_lines(_lines(block)) for block in blocks)


def read_lines(words: str) -> tuple[Line, ...]:
    """Every line for what it is, the empty ones too."""
    return tuple(map(_line, words.split("\n")))


def write_lines(lines: Iterable[Line]) -> str:
    """The text that reads as these lines; numbered ones are counted anew."""
    written: list[str] = []
    number = 0
    for line in lines:
        number = number + 1 if line.kind is LineKind.NUMBER else 0
        match line.kind:
            case LineKind.HEADING:
                written.append(f"# {line.words}")
            case LineKind.POINT:
                written.append(f"- {line.words}")
            case LineKind.NUMBER:
                written.append(f"{number}. {line.words}")
            case LineKind.ROW:
                cells = (" ".join(cell.split()).replace("|", "\\|") for cell in line.cells)
                written.append(f"| {' | '.join(cells)} |")
            case LineKind.WORDS:
                written.append(f"\\{line.words}" if _MARKED.match(line.words) else line.words)
    return "\n".join(written)


def _line(line: str) -> Line:
    if line.startswith("# "):
        return Line(LineKind.HEADING, line[2:])
    if line.startswith("- "):
        return Line(LineKind.POINT, line[2:])
    if line.startswith("|"):
        return Line(LineKind.ROW, cells=_cells(line))
    if _NUMBERED.match(line):
        return Line(LineKind.NUMBER, _NUMBERED.sub("", line, count=1))
    return Line(LineKind.WORDS, line.removeprefix("\\"))


def _is_empty(line: Line) -> bool:
    return line.kind is LineKind.WORDS and not line.words.strip()


def _blocks(kind: LineKind, lines: list[Line]) -> Iterator[Block]:
    match kind:
        case LineKind.HEADING:
            yield from (Heading(line.words.strip()) for line in lines)
        case LineKind.POINT | LineKind.NUMBER:
            yield Points(tuple(line.words for line in lines), is_numbered=kind is LineKind.NUMBER)
        case LineKind.ROW:
            wide = max(len(line.cells) for line in lines)
            yield Grid(tuple((*line.cells, *("",) * (wide - len(line.cells))) for line in lines))
        case LineKind.WORDS:
            yield Paragraph("\n".join(line.words for line in lines))


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Heading(words):
            yield Line(LineKind.HEADING, words)
        case Points(items, is_numbered):
            kind = LineKind.NUMBER if is_numbered else LineKind.POINT
            yield from (Line(kind, item) for item in items)
        case Grid(rows):
            yield from (Line(LineKind.ROW, cells=row) for row in rows)
        case Paragraph(words):
            yield from (Line(LineKind.WORDS, line) for line in words.split("\n"))


def _cells(line: str) -> tuple[str, ...]:
    inside = line.strip().removeprefix("|").removesuffix("|")
    parts = re.split(r"(?<!\\)\|", inside)
    return tuple(part.strip().replace("\\|", "|") for part in parts)
