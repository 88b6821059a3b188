"""Long text: paragraphs, headings, lists and tables, kept as plain words with a mark where a line begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


def read_prose(words: str) -> tuple[Block, ...]:
    """The blocks of a text, empty lines left out; any text can be read."""
    blocks: list[Block] = []
    for mark, lines in groupby(words.split("\n"), _mark):
        blocks += _blocks(mark, list(lines))
    return tuple(blocks)


def write_prose(blocks: Sequence[Block]) -> str:
    """The text that reads as these blocks."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _mark(line: str) -> str:
    if not line.strip():
        return ""
    if line.startswith("# "):
        return "#"
    if line.startswith("- "):
        return "-"
    if line.startswith("|"):
        return "|"
    return "1" if _NUMBERED.match(line) else "words"


def _blocks(mark: str, lines: list[str]) -> Iterator[Block]:
    match mark:
        case "":
            return
        case "#":
            yield from (Heading(line[2:].strip()) for line in lines)
        case "-":
            yield Points(tuple(line[2:] for line in lines))
        case "1":
            yield Points(tuple(_NUMBERED.sub("", line, count=1) for line in lines), is_numbered=True)
        case "|":
            cells = [_cells(line) for line in lines]
            wide = max(len(row) for row in cells)
            yield Grid(tuple((*row, *("",) * (wide - len(row))) for row in cells))
        case _:
            yield Paragraph("\n".join(line.removeprefix("\\") for line in lines))


def _cells(line: str) -> tuple[str, ...]:
    inside = line.strip().removeprefix("|").removesuffix("|")
    parts = re.split(r"(?<!\\)\|", inside)
    return tuple(part.strip().replace("\\|", "|") for part in parts)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(words):
            yield f"# {words}"
        case Points(items, is_numbered):
            for n, item in enumerate(items, 1):
                yield f"{n}. {item}" if is_numbered else f"- {item}"
        case Grid(rows):
            for row in rows:
                yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
        case Paragraph(words):
            for line in words.split("\n"):
                yield f"\\{line}" if _MARKED.match(line) else line
