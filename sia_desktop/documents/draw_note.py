"""Draws a printed note as one tagged PDF, ready to be signed."""

from pathlib import Path
from threading import Lock

from sia_desktop.documents.compose import Composer
from sia_desktop.documents.layout import into_pages
from sia_desktop.documents.lettering import REGULAR, printable, take_up
from sia_desktop.documents.page_frame import PageFrame
from sia_desktop.documents.paper_size import LEFT, PAGE_HEIGHT, PAGE_WIDTH
from sia_desktop.documents.printed_note import PrintedNote
from sia_desktop.documents.standards import About
from sia_desktop.documents.tagging import TaggedCanvas

one_at_a_time = Lock()  # ReportLab's fonts keep the state of the document being drawn


def draw_note(note: PrintedNote, fonts: Path) -> bytes:
    """Return the note as PDF/UA-1 and PDF/A-2a with two empty signature fields; equal notes, equal bytes."""
    with one_at_a_time:
        take_up(fonts)
        title = " ".join(printable(f"{note.title}, {note.school}").split())
        about = About(title, printable(note.council), note.language, note.made_at)
        canvas = TaggedCanvas(about, (PAGE_WIDTH, PAGE_HEIGHT), REGULAR)
        _draw_pages(canvas, note)
        return canvas.finish((fonts / "sRGB.icc").read_bytes())


def _draw_pages(canvas: TaggedCanvas, note: PrintedNote) -> None:
    frame = PageFrame(note, canvas.structure)
    pages = into_pages(list(Composer(note, canvas.structure).pieces()), frame.room)
    for number, placed_pieces in enumerate(pages, 1):
        frame.draw_header(canvas, number, len(pages))
        for placed in placed_pieces:
            placed.piece.draw(canvas, LEFT, frame.text_top - placed.offset)
        frame.draw_footer(canvas, number, len(pages))
        canvas.showPage()
