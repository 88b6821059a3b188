"""Turns a printed note or form into pieces to lay out, and into its structure, in one reading order."""

from collections.abc import Iterator
from dataclasses import replace

from sia_desktop.documents.boxes import DueBox, plan_box, plan_boxes
from sia_desktop.documents.layout import Piece, TextPiece
from sia_desktop.documents.lettering import BODY, SMALL, SMALL_IN_BODY, STRONG, SUBTITLE, TITLE
from sia_desktop.documents.paper_size import WIDTH
from sia_desktop.documents.printed_note import (
    DeclinedMark,
    DrawnMark,
    Printed,
    PrintedForm,
    PrintedNote,
    SmallPrint,
    Table,
    TableCell,
    TypedMark,
)
from sia_desktop.documents.tagging import Element
from sia_desktop.documents.wrapping import Run, wrap
from sia_desktop.documents.writer import AFTER_HEADING, BETWEEN_BLOCKS, Columns, Writer

ACTION_COLUMNS: Columns = ((0.0, 22.0), (26.0, 147.0), (185.0, 66.0), (260.0, 76.0), (344.0, 126.0))
FORM_FACTS: Columns = ((0.0, 60.0), (62.0, 152.0), (222.0, 74.0), (298.0, 172.0))


def pieces_of(printed: Printed, top: Element) -> Iterator[Piece]:
    """Yield the pieces from the title to the end."""
    writer = Writer(printed, top)
    yield writer.text("H1", printed.title, TITLE, keeps_with_next=True)
    yield writer.text("P", printed.school, SUBTITLE, space_before=-1)
    match printed:
        case PrintedNote():
            yield from _rest_of_note(printed, writer)
        case PrintedForm():
            yield from writer.facts(FORM_FACTS)
            for section in printed.sections:
                yield from writer.section(section.heading, section.blocks)
            if printed.signature is not None:
                yield writer.heading(printed.words.signature)
                yield plan_box(writer.top.add("Sect"), printed.signature, printed.words)


def _rest_of_note(note: PrintedNote, writer: Writer) -> Iterator[Piece]:
    yield from writer.facts()
    yield _due(note, writer.top)
    for section in note.sections:
        yield from writer.section(section.heading, section.blocks)
    yield from _actions(note, writer)
    yield from _response(note, writer)
    yield plan_boxes(writer.top.add("Sect"), note.adviser, note.headteacher, note.words)


def _due(note: PrintedNote, top: Element) -> DueBox:
    inner = WIDTH - 22
    due = wrap([Run(note.due, STRONG)], inner)
    explained = wrap([Run(note.due_explained, SMALL)], inner)
    return DueBox(due, explained, top.add("P"), top.add("P"), WIDTH, space_before=11)


def _actions(note: PrintedNote, writer: Writer) -> Iterator[Piece]:
    words = note.words
    if not note.actions:
        yield from writer.section(words.actions, (SmallPrint(words.no_actions),))
        return
    yield writer.heading(words.actions)
    rows = tuple(
        tuple(map(TableCell, (action.number, action.action, action.who, action.by, action.success)))
        for action in note.actions
    )
    first, *others = writer.table(Table(words.action_columns, rows), ACTION_COLUMNS)
    yield replace(first, space_before=1)
    yield from others


def _response(note: PrintedNote, writer: Writer) -> Iterator[Piece]:
    response, words = note.response, note.words
    yield writer.heading(words.response)
    mark = note.headteacher.mark
    without = words.no_comment if isinstance(mark, DrawnMark | TypedMark) else ""
    comment = f"{words.comment} {response.comment}" if response.comment else without
    runs = [Run(f"{response.words} {comment}".strip(), BODY)]
    runs += [Run(f" {response.small_print}", SMALL_IN_BODY)] if response.small_print else []
    yield _with_signatures(writer.runs("P", runs, BODY.line, AFTER_HEADING))
    if isinstance(mark, DeclinedMark):
        reason = f"{words.reason_declined} {mark.reason}"
        yield _with_signatures(writer.text("P", reason, BODY, BETWEEN_BLOCKS))


def _with_signatures(piece: TextPiece) -> TextPiece:
    """Keep a short response on the page of its signatures, so that they never stand alone."""
    return replace(piece, keeps_with_next=len(piece.lines) <= 10)
