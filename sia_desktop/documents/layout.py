"""Lays pieces down the pages: what fits stays together, what does not is split or carried over."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Protocol, Self

from sia_desktop.documents.lettering import HAIRLINE, TEXT_2, Colour
from sia_desktop.documents.tagging import Element, TaggedCanvas
from sia_desktop.documents.wrapping import Line

LINES_KEPT_TOGETHER = 8  # of a table's row
FEWEST_LINES = 2  # of a paragraph left alone at the foot or head of a page


class Piece(Protocol):
    """Something that stands on a page below the piece before it."""

    @property
    def space_before(self) -> float: ...

    @property
    def height(self) -> float: ...

    @property
    def keeps_with_next(self) -> bool: ...

    @property
    def repeat(self) -> "Piece | None":
        """What comes first when this piece opens a page, such as a table's headings."""

    def split(self, room: float) -> "tuple[Piece, Piece] | None":
        """Return what fits the room, and the rest; None where it cannot be split there."""

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far below the top of the page's text it stands."""

    piece: Piece
    offset: float


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Lines of text that belong to one element, with an indent and perhaps a label before the first."""

    lines: tuple[Line, ...]
    element: Element | None
    line_height: float
    space_before: float = 0
    indent: float = 0
    keeps_with_next: bool = False
    label: Line = ()
    label_element: Element | None = None
    swatch: Colour | None = None
    repeat: None = None

    @property
    def height(self) -> float:
        return len(self.lines) * self.line_height

    def split(self, room: float) -> tuple[Self, Self] | None:
        fitting = int(room / self.line_height + 1e-6)
        fitting = min(fitting, len(self.lines) - FEWEST_LINES)
        if fitting < FEWEST_LINES:
            return None
        head = replace(self, lines=self.lines[:fitting])
        tail = replace(self, lines=self.lines[fitting:], space_before=0, label=(), swatch=None)
        return head, tail

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        if self.label and self.label_element:
            with canvas.content_of(self.label_element):
                draw_lines(canvas, (self.label,), left, top, self.line_height)
        if self.swatch:
            _draw_swatch(canvas, left, top, self.line_height, self.swatch)
        if self.element and any(self.lines):
            with canvas.content_of(self.element):
                draw_lines(canvas, self.lines, left + self.indent, top, self.line_height)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell's lines, where it starts, and its element; without one it is a repetition."""

    lines: tuple[Line, ...]
    offset: float
    element: Element | None
    swatch: Colour | None = None


@dataclass(frozen=True, slots=True)
class RowPiece:
    """One row of a table, ruled off below; it is cut between lines only where a page is too short."""

    cells: tuple[Cell, ...]
    line_height: float
    width: float
    padding: float = 0
    rule: tuple[float, Colour] | None = None
    space_before: float = 0
    keeps_with_next: bool = False
    repeat: Piece | None = None

    @property
    def height(self) -> float:
        return max(len(cell.lines) for cell in self.cells) * self.line_height + 2 * self.padding

    def split(self, room: float) -> tuple[Self, Self] | None:
        fitting = int((room - 2 * self.padding) / self.line_height + 1e-6)
        if fitting < FEWEST_LINES or self.height <= self.line_height * LINES_KEPT_TOGETHER:
            return None
        head = tuple(replace(cell, lines=cell.lines[:fitting]) for cell in self.cells)
        tail = tuple(replace(cell, lines=cell.lines[fitting:], swatch=None) for cell in self.cells)
        return replace(self, cells=head, rule=None), replace(self, cells=tail, space_before=0)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        for cell in self.cells:
            within = canvas.content_of(cell.element) if cell.element else canvas.artifact("Pagination")
            indent = SWATCH_ROOM if cell.swatch else 0
            if cell.swatch:
                _draw_swatch(canvas, left + cell.offset, top - self.padding, self.line_height, cell.swatch)
            if any(cell.lines):
                words_left, words_top = left + cell.offset + indent, top - self.padding
                with within:
                    draw_lines(canvas, cell.lines, words_left, words_top, self.line_height)
        if self.rule:
            draw_rule(canvas, left, top - self.height, self.width, *self.rule)


def into_pages(pieces: Sequence[Piece], room: float) -> list[list[Placed]]:
    """Return the pieces page by page; headings stay with what follows them."""
    pages: list[list[Placed]] = [[]]
    waiting = deque(pieces)
    used = 0.0
    while waiting:
        piece = waiting.popleft()
        if not pages[-1] and piece.repeat:
            pages[-1].append(Placed(piece.repeat, 0))
            used = piece.repeat.height
        is_first = not any(placed.piece is not piece.repeat for placed in pages[-1])
        gap = 0.0 if is_first else piece.space_before
        left = room - used - gap
        parts = None if piece.height <= left else piece.split(left)
        if parts:
            piece, rest = parts
            waiting.appendleft(rest)
        elif not is_first and _needs(piece, waiting) > left:
            waiting.appendleft(piece)
            pages.append([])
            used = 0.0
            continue
        pages[-1].append(Placed(piece, used + gap))
        used += gap + piece.height
    return pages


def _needs(piece: Piece, following: Sequence[Piece]) -> float:
    """Return the room for a piece and the start of what it must stand with."""
    if not piece.keeps_with_next or not following:
        return piece.height
    chain = list(takewhile(lambda each: each.keeps_with_next, following))
    after = following[len(chain)] if len(chain) < len(following) else None
    needed = piece.height + sum(each.space_before + each.height for each in chain)
    return needed + (after.space_before + _start_of(after) if after else 0)


def _start_of(piece: Piece) -> float:
    """Return the least room in which a piece can begin."""
    if isinstance(piece, TextPiece) and len(piece.lines) >= 2 * FEWEST_LINES:
        return FEWEST_LINES * piece.line_height
    return piece.height


def draw_lines(canvas: TaggedCanvas, lines: Sequence[Line], left: float, top: float, height: float) -> None:
    """Set lines of text downwards from here, each with the space that parts it from the next."""
    for number, line in enumerate(lines):
        if not line:
            continue
        biggest = max(run.style.size for run in line)
        baseline = top - number * height - (height + 0.66 * biggest) / 2
        text = canvas.beginText(left, baseline)
        for place, run in enumerate(line):
            is_last_of_line = place == len(line) - 1 and number < len(lines) - 1
            text.setFont(run.style.face, run.style.size)
            text.setFillColorRGB(*run.style.colour)
            text.textOut(run.text.rstrip(" ") + " " if is_last_of_line else run.text)
        canvas.drawText(text)


def draw_rule(
    canvas: TaggedCanvas,
    left: float,
    y: float,
    width: float,
    thickness: float = 0.6,
    colour: Colour = HAIRLINE,
) -> None:
    """Draw a line across, as decoration."""
    with canvas.artifact():
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(thickness)
        canvas.line(left, y, left + width, y)


def _draw_swatch(canvas: TaggedCanvas, left: float, top: float, line: float, colour: Colour) -> None:
    """Draw a small square before a word that says the same."""
    with canvas.artifact():
        canvas.setFillColorRGB(*colour)
        canvas.roundRect(left, top - line / 2 - SWATCH / 2, SWATCH, SWATCH, 1.5, stroke=0, fill=1)


SWATCH = 8.0
SWATCH_ROOM = 13.0
HEADING_RULE = (0.9, TEXT_2)
ROW_RULE = (0.6, HAIRLINE)
