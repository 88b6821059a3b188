"""Turns a printed note into pieces to lay out, and into its structure, in one reading order."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from sia_desktop.documents.boxes import DueBox, plan_boxes
from sia_desktop.documents.layout import HEADING_RULE, ROW_RULE, Cell, Piece, RowPiece, TextPiece
from sia_desktop.documents.lettering import (
    BODY,
    CELL,
    FACT,
    SECTION,
    SMALL,
    SMALL_IN_BODY,
    SMALL_STRONG,
    STRONG,
    SUBTITLE,
    TITLE,
    TextStyle,
)
from sia_desktop.documents.paper_size import WIDTH
from sia_desktop.documents.printed_note import (
    Block,
    DeclinedMark,
    DrawnMark,
    Fact,
    ItemList,
    Judgement,
    Paragraph,
    PrintedNote,
    SmallPrint,
    TypedMark,
)
from sia_desktop.documents.tagging import Element
from sia_desktop.documents.wrapping import Run, wrap

FACT_COLUMNS = ((0.0, 46.0), (48.0, 166.0), (222.0, 74.0), (298.0, 172.0))
ACTION_COLUMNS = ((0.0, 22.0), (26.0, 147.0), (185.0, 66.0), (260.0, 76.0), (344.0, 126.0))
LIST_INDENT = 14.0
AFTER_HEADING = 3.0
BETWEEN_BLOCKS = 5.0
BETWEEN_POINTS = 1.5


class Composer:
    """Writes one note under one element."""

    def __init__(self, note: PrintedNote, top: Element) -> None:
        self._note = note
        self._top = top

    def pieces(self) -> Iterator[Piece]:
        """Yield the note's pieces from its title to its signatures."""
        note, words = self._note, self._note.words
        yield self._text("H1", note.title, TITLE, keeps_with_next=True)
        yield self._text("P", note.school, SUBTITLE, space_before=-1)
        yield from self._facts()
        yield self._due()
        for section in note.sections:
            yield from self._section(section.heading, section.blocks)
        yield from self._actions()
        yield from self._response()
        yield plan_boxes(self._top.add("Sect"), note.adviser, note.headteacher, words)

    def _text(
        self, tag: str, text: str, style: TextStyle, space_before: float = 0, keeps_with_next: bool = False
    ) -> TextPiece:
        return self._runs(tag, [Run(text, style)], style.line, space_before, keeps_with_next)

    def _runs(
        self, tag: str, runs: list[Run], line: float, space_before: float, keeps_with_next: bool = False
    ) -> TextPiece:
        element = self._top.add(tag)
        return TextPiece(wrap(runs, WIDTH), element, line, space_before, keeps_with_next=keeps_with_next)

    def _facts(self) -> Iterator[Piece]:
        note = self._note
        right = (Fact(note.words.urn, note.urn), *note.right_facts)
        table = self._top.add("Table")
        space = 11.0
        for pair in zip_longest(note.left_facts, right, fillvalue=Fact("", "")):
            row = table.add("TR")
            cells: list[Cell] = []
            for fact, columns in zip(pair, (FACT_COLUMNS[:2], FACT_COLUMNS[2:]), strict=True):
                (at, width), (value_at, value_width) = columns
                label = replace(SMALL, line=BODY.line)
                heading = row.add("TH", owner="Table", Scope="Row") if fact.label else row.add("TD")
                cells.append(Cell(wrap([Run(fact.label, label)], width), at, heading))
                cells.append(Cell(wrap([Run(fact.value, FACT)], value_width), value_at, row.add("TD")))
            yield RowPiece(tuple(cells), BODY.line, WIDTH, space_before=space)
            space = 1.4

    def _due(self) -> DueBox:
        inner = WIDTH - 22
        due = wrap([Run(self._note.due, STRONG)], inner)
        explained = wrap([Run(self._note.due_explained, SMALL)], inner)
        return DueBox(due, explained, self._top.add("P"), self._top.add("P"), WIDTH, space_before=11)

    def _section(self, heading: str, blocks: tuple[Block, ...]) -> Iterator[Piece]:
        yield self._text("H2", heading, SECTION, space_before=15, keeps_with_next=True)
        written = [piece for block in blocks for piece in self._block(block) if any(piece.lines)]
        first, *others = written or self._block(SmallPrint(self._note.words.nothing_recorded))
        yield replace(first, space_before=AFTER_HEADING)
        yield from others

    def _block(self, block: Block) -> Iterator[TextPiece]:
        match block:
            case Paragraph(text):
                yield self._text("P", text, BODY, BETWEEN_BLOCKS)
            case SmallPrint(text):
                yield self._text("P", text, SMALL, BETWEEN_BLOCKS)
            case Judgement(text, rests_on, lead_in):
                runs = [Run(f"{lead_in} ", STRONG), Run(text, BODY)]
                runs += [Run(f" {rests_on}", SMALL_IN_BODY)] if rests_on else []
                yield self._runs("P", runs, BODY.line, BETWEEN_BLOCKS)
            case ItemList():
                yield from self._list(block)

    def _list(self, points: ItemList) -> Iterator[TextPiece]:
        numbering = "Decimal" if points.is_numbered else "Disc"
        whole = self._top.add("L", owner="List", ListNumbering=numbering)
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

    def _actions(self) -> Iterator[Piece]:
        note, words = self._note, self._note.words
        if not note.actions:
            yield from self._section(words.actions, (SmallPrint(words.no_actions),))
            return
        yield self._text("H2", words.actions, SECTION, space_before=15, keeps_with_next=True)
        table = self._top.add("Table")
        heading = table.add("TR")
        cells = tuple(
            Cell(wrap([Run(word, SMALL_STRONG)], width), at, heading.add("TH", owner="Table", Scope="Column"))
            for word, (at, width) in zip(words.action_columns, ACTION_COLUMNS, strict=True)
        )
        headings = RowPiece(cells, SMALL.line, WIDTH, 5, HEADING_RULE, space_before=1, keeps_with_next=True)
        yield headings
        repetition = replace(
            headings, cells=tuple(replace(cell, element=None) for cell in cells), keeps_with_next=False
        )
        for action in note.actions:
            row = table.add("TR")
            texts = (action.number, action.action, action.who, action.by, action.success)
            filled = tuple(
                Cell(wrap([Run(text, CELL)], width), at, row.add("TD"))
                for text, (at, width) in zip(texts, ACTION_COLUMNS, strict=True)
            )
            yield RowPiece(filled, CELL.line, WIDTH, 5, ROW_RULE, repeat=repetition)

    def _response(self) -> Iterator[Piece]:
        response, words = self._note.response, self._note.words
        yield self._text("H2", words.response, SECTION, space_before=15, keeps_with_next=True)
        mark = self._note.headteacher.mark
        without = words.no_comment if isinstance(mark, DrawnMark | TypedMark) else ""
        comment = f"{words.comment} {response.comment}" if response.comment else without
        runs = [Run(f"{response.words} {comment}".strip(), BODY)]
        runs += [Run(f" {response.small_print}", SMALL_IN_BODY)] if response.small_print else []
        yield _with_signatures(self._runs("P", runs, BODY.line, AFTER_HEADING))
        if isinstance(mark, DeclinedMark):
            reason = f"{words.reason_declined} {mark.reason}"
            yield _with_signatures(self._text("P", reason, BODY, BETWEEN_BLOCKS))


def _with_signatures(piece: TextPiece) -> TextPiece:
    """Keep a short response on the page of its signatures, so that they never stand alone."""
    return replace(piece, keeps_with_next=len(piece.lines) <= 10)
