"""Draws a printed note or form as one tagged PDF."""

from pathlib import Path
from threading import Lock

from sia_desktop.documents.compose import pieces_of
from sia_desktop.documents.layout import into_pages
from sia_desktop.documents.lettering import REGULAR, printable, take_up
from sia_desktop.documents.page_frame import PageFrame, draw_watermark
from sia_desktop.documents.paper_size import LEFT, PAGE_HEIGHT, PAGE_WIDTH
from sia_desktop.documents.printed_note import Printed, PrintedForm, PrintedNote
from sia_desktop.documents.standards import About
from sia_desktop.documents.tagging import TaggedCanvas

one_at_a_time = Lock()  # ReportLab's fonts keep the state of the document being drawn


def draw_note(note: PrintedNote, fonts: Path) -> bytes:
    """Return the note as PDF/UA-1 and PDF/A-2a with two empty signature fields; equal notes, equal bytes."""
    return _draw(note, fonts)


def draw_form(form: PrintedForm, fonts: Path) -> bytes:
    """Return a record of any form as PDF/UA-1 and PDF/A-2a; equal forms, equal bytes."""
    return _draw(form, fonts)


def _draw(printed: Printed, fonts: Path) -> bytes:
    with one_at_a_time:
        take_up(fonts)
        title = " ".join(printable(f"{printed.title}, {printed.school}").split())
        about = About(title, printable(printed.council), printed.language, printed.made_at)
        canvas = TaggedCanvas(about, (PAGE_WIDTH, PAGE_HEIGHT), REGULAR)
        _draw_pages(canvas, printed)
        return canvas.finish((fonts / "sRGB.icc").read_bytes())


def _draw_pages(canvas: TaggedCanvas, printed: Printed) -> None:
    frame = PageFrame(printed, canvas.structure)
    pages = into_pages(list(pieces_of(printed, canvas.structure)), frame.room)
    for number, placed_pieces in enumerate(pages, 1):
        if isinstance(printed, PrintedForm) and printed.is_draft:
            draw_watermark(canvas, printed.words.draft)
        frame.draw_header(canvas, number, len(pages))
        for placed in placed_pieces:
            placed.piece.draw(canvas, LEFT, frame.text_top - placed.offset)
        frame.draw_footer(canvas, number, len(pages))
        canvas.showPage()
