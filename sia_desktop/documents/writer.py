"""Writes what any printed form is made of: headings, facts, text, lists and tables, with their structure."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from sia_desktop.documents.layout import HEADING_RULE, ROW_RULE, SWATCH_ROOM, Cell, Piece, RowPiece, TextPiece
from sia_desktop.documents.lettering import (
    BODY,
    CELL,
    FACT,
    RAG,
    SECTION,
    SMALL,
    SMALL_IN_BODY,
    SMALL_STRONG,
    STRONG,
    SUBSECTION,
    TextStyle,
)
from sia_desktop.documents.paper_size import WIDTH
from sia_desktop.documents.printed_note import (
    Block,
    Fact,
    Heading,
    ItemList,
    Judgement,
    Paragraph,
    Printed,
    Rag,
    SmallPrint,
    Table,
)
from sia_desktop.documents.tagging import Element
from sia_desktop.documents.wrapping import Run, wrap

Columns = tuple[tuple[float, float], ...]
"""Where each column begins, and how wide its words may be."""

FACT_COLUMNS: Columns = ((0.0, 46.0), (48.0, 166.0), (222.0, 74.0), (298.0, 172.0))
LIST_INDENT = 14.0
BETWEEN_COLUMNS = 9.0
AFTER_HEADING = 3.0
BETWEEN_BLOCKS = 5.0
BETWEEN_POINTS = 1.5


class Writer:
    """Writes under one element, in the order of reading."""

    def __init__(self, printed: Printed, top: Element) -> None:
        """Write for this form, under this element."""
        self._printed = printed
        self.top = top

    def text(
        self, tag: str, text: str, style: TextStyle, space_before: float = 0, keeps_with_next: bool = False
    ) -> TextPiece:
        """Words in one style."""
        return self.runs(tag, [Run(text, style)], style.line, space_before, keeps_with_next)

    def runs(
        self, tag: str, runs: list[Run], line: float, space_before: float, keeps_with_next: bool = False
    ) -> TextPiece:
        """Words in several styles."""
        element = self.top.add(tag)
        return TextPiece(wrap(runs, WIDTH), element, line, space_before, keeps_with_next=keeps_with_next)

    def heading(self, words: str) -> TextPiece:
        """The heading of a section."""
        return self.text("H2", words, SECTION, space_before=15, keeps_with_next=True)

    def facts(self, columns: Columns = FACT_COLUMNS) -> Iterator[Piece]:
        """The facts under the title, two abreast."""
        printed = self._printed
        right = (
            (Fact(printed.words.urn, printed.urn), *printed.right_facts)
            if printed.urn
            else printed.right_facts
        )
        table = self.top.add("Table")
        space = 11.0
        for pair in zip_longest(printed.left_facts, right, fillvalue=Fact("", "")):
            row = table.add("TR")
            cells: list[Cell] = []
            for fact, places in zip(pair, (columns[:2], columns[2:]), strict=True):
                (at, width), (value_at, value_width) = places
                label = replace(SMALL, line=BODY.line)
                heading = row.add("TH", owner="Table", Scope="Row") if fact.label else row.add("TD")
                cells.append(Cell(wrap([Run(fact.label, label)], width), at, heading))
                cells.append(Cell(wrap([Run(fact.value, FACT)], value_width), value_at, row.add("TD")))
            yield RowPiece(tuple(cells), BODY.line, WIDTH, space_before=space)
            space = 1.4

    def section(self, heading: str, blocks: tuple[Block, ...]) -> Iterator[Piece]:
        """A headed part; where nothing stands in it, it says so."""
        yield self.heading(heading)
        written = [piece for block in blocks for piece in self.block(block) if _says(piece)]
        first, *others = written or self.block(SmallPrint(self._printed.words.nothing_recorded))
        yield replace(first, space_before=1.0) if isinstance(first, RowPiece) else _after_heading(first)
        yield from others

    def block(self, block: Block) -> Iterator[TextPiece | RowPiece]:
        """The pieces of one block."""
        match block:
            case Paragraph(text):
                yield self.text("P", text, BODY, BETWEEN_BLOCKS)
            case SmallPrint(text):
                yield self.text("P", text, SMALL, BETWEEN_BLOCKS)
            case Heading(text):
                yield self.text("H3", text, SUBSECTION, 8, keeps_with_next=True)
            case Judgement(text, rests_on, lead_in):
                runs = [Run(f"{lead_in} ", STRONG), Run(text, BODY)]
                runs += [Run(f" {rests_on}", SMALL_IN_BODY)] if rests_on else []
                yield self.runs("P", runs, BODY.line, BETWEEN_BLOCKS)
            case Rag(colour, word, text):
                runs = [Run(f"{word} " if text else word, STRONG), Run(text, BODY)]
                lines = wrap(runs if text else runs[:1], WIDTH - SWATCH_ROOM)
                yield TextPiece(
                    lines,
                    self.top.add("P"),
                    BODY.line,
                    BETWEEN_BLOCKS,
                    indent=SWATCH_ROOM,
                    swatch=RAG.get(colour),
                )
            case ItemList():
                yield from self._list(block)
            case Table():
                yield from self.table(block, _shared_out(block.weights or (1.0,) * len(block.columns)))

    def table(self, table: Table, columns: Columns) -> Iterator[RowPiece]:
        """A table whose headings come again at the top of each page."""
        whole = self.top.add("Table")
        heading = whole.add("TR")
        cells = tuple(
            Cell(wrap([Run(word, SMALL_STRONG)], width), at, heading.add("TH", owner="Table", Scope="Column"))
            for word, (at, width) in zip(table.columns, columns, strict=True)
        )
        headings = RowPiece(cells, SMALL.line, WIDTH, 5, HEADING_RULE, space_before=1, keeps_with_next=True)
        yield replace(headings, space_before=BETWEEN_BLOCKS)
        repetition = replace(
            headings, cells=tuple(replace(cell, element=None) for cell in cells), keeps_with_next=False
        )
        for words in table.rows:
            row = whole.add("TR")
            filled: list[Cell] = []
            for number, (cell, (at, width)) in enumerate(zip(words, columns, strict=True)):
                is_heading = table.first_is_heading and number == 0
                element = row.add("TH", owner="Table", Scope="Row") if is_heading else row.add("TD")
                swatch = RAG.get(cell.rag)
                room = width - SWATCH_ROOM if swatch else width
                filled.append(Cell(wrap([Run(cell.text, CELL)], room), at, element, swatch))
            yield RowPiece(tuple(filled), CELL.line, WIDTH, 5, ROW_RULE, repeat=repetition)

    def _list(self, points: ItemList) -> Iterator[TextPiece]:
        numbering = "Decimal" if points.is_numbered else "Disc"
        whole = self.top.add("L", owner="List", ListNumbering=numbering)
        for number, item in enumerate(points.items, 1):
            entry = whole.add("LI")
            label = (Run(f"{number}." if points.is_numbered else "•", BODY),)
            label_element, body = entry.add("Lbl"), entry.add("LBody")
            lines = wrap([Run(item, BODY)], WIDTH - LIST_INDENT)
            yield TextPiece(
                lines,
                body,
                BODY.line,
                space_before=BETWEEN_BLOCKS if number == 1 else BETWEEN_POINTS,
                indent=LIST_INDENT,
                label=label,
                label_element=label_element,
            )


def _shared_out(weights: tuple[float, ...]) -> Columns:
    """Columns across the whole page, as wide as they weigh."""
    room = WIDTH - BETWEEN_COLUMNS * (len(weights) - 1)
    columns: list[tuple[float, float]] = []
    at = 0.0
    for weight in weights:
        width = room * weight / sum(weights)
        columns.append((at, width))
        at += width + BETWEEN_COLUMNS
    return tuple(columns)


def _says(piece: TextPiece | RowPiece) -> bool:
    return isinstance(piece, RowPiece) or any(piece.lines)


def _after_heading(piece: TextPiece) -> TextPiece:
    return replace(piece, space_before=AFTER_HEADING)
