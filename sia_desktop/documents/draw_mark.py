"""Draws a headteacher's mark made after the note was signed, to be shown in their own field."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sia_desktop.documents.boxes import LATE_MARK_SIZE, MARK_HEIGHT, draw_made_mark
from sia_desktop.documents.draw_note import one_at_a_time
from sia_desktop.documents.layout import draw_lines, draw_rule
from sia_desktop.documents.lettering import REGULAR, SMALL, TEXT, printable, take_up
from sia_desktop.documents.printed_note import DrawnMark, TypedMark
from sia_desktop.documents.standards import About
from sia_desktop.documents.tagging import TaggedCanvas
from sia_desktop.documents.wrapping import Line, Run, wrap

SMALLEST = 5.0


def draw_late_mark(
    mark: DrawnMark | TypedMark, lines: tuple[str, ...], made_at: datetime, fonts: Path
) -> bytes:
    """Return one page, as large as a deferred box's field, with the mark and the lines beneath it.

    Give the response and comment as lines too: nothing else of the signed note can show them. Words that
    do not fit at the smallest size are cut and marked as cut; the record keeps them whole.
    """
    width, height = LATE_MARK_SIZE
    floor = height - MARK_HEIGHT
    with one_at_a_time:
        take_up(fonts)
        canvas = TaggedCanvas(About(printable("Mark"), "", "en-GB", made_at), LATE_MARK_SIZE, REGULAR)
        draw_made_mark(canvas, mark, (0, floor + 1, width, height - 1))
        draw_rule(canvas, 0, floor, width)
        fitted, line_height = _fitted(lines, width, floor - 3)
        draw_lines(canvas, fitted, 0, floor - 2, line_height)
        canvas.showPage()
        return canvas.finish((fonts / "sRGB.icc").read_bytes())


def _fitted(words: tuple[str, ...], width: float, room: float) -> tuple[tuple[Line, ...], float]:
    """Return the lines, and how high each is, as large as the room allows."""
    size = SMALL.size
    while True:
        style = replace(SMALL, size=size, line=size * 4 / 3, colour=TEXT)
        lines = wrap([Run("\n".join(words), style)], width)
        fitting = int(room / style.line)
        if len(lines) <= fitting:
            return lines, style.line
        if size - 0.5 < SMALLEST:
            kept = lines[: fitting - 1]
            return (*kept, (Run("… The rest is kept with the record.", style),)), style.line
        size -= 0.5
