"""Files to verify: drawn once, signed once, and in every way that a stranger might change them."""

import os
import re
import subprocess
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic as pyhanko_objects
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from sia_desktop.documents.draw_mark import draw_late_mark
from sia_desktop.documents.draw_note import draw_note
from sia_desktop.documents.printed_note import DrawnMark
from sia_desktop.security.pades import SigningIdentity, sign_as_adviser, witness_head_mark
from tests.documents.notes import FONTS, a_deferred_note, a_long_note, a_note, ink
from tests.security.small_ca import SIGNED_AT, an_adviser

generic: Any = pyhanko_objects  # left untyped there
HEAD = "Headteacher (demonstration)"
REASON = "Note of visit, signed by the adviser"


@cache
def drawn() -> bytes:
    """A note before anybody signed."""
    return draw_note(a_note(), FONTS)


@cache
def long_and_signed() -> bytes:
    """A note of three pages, signed and witnessed."""
    return witnessed_by(an_adviser(), signed_by(an_adviser(), draw_note(a_long_note(), FONTS)))


@cache
def signed_once() -> bytes:
    """The note with the adviser's signature."""
    return signed_by(an_adviser(), drawn())


@cache
def signed_twice() -> bytes:
    """The note with the headteacher's mark witnessed too."""
    return witnessed_by(an_adviser(), signed_once())


@cache
def deferred() -> bytes:
    """A note whose headteacher has not marked it yet."""
    return signed_by(an_adviser(), draw_note(a_deferred_note(), FONTS))


@cache
def signed_later() -> bytes:
    """The deferred note with the mark that came the next day."""
    lines = (
        "I have read this note; the facts are accurate.",
        "Drawn on the adviser’s laptop, Thu 21 May 2026",
    )
    mark = draw_late_mark(DrawnMark(ink(4)), lines, SIGNED_AT + timedelta(days=1), FONTS)
    return witnessed_by(an_adviser(), deferred(), mark, days=1)


def signed_by(identity: SigningIdentity, pdf: bytes) -> bytes:
    """Return the file with the adviser's signature."""
    return sign_as_adviser(
        pdf, identity, name=identity.person, at=SIGNED_AT, reason=REASON, location="Reading"
    )


def witnessed_by(
    identity: SigningIdentity, pdf: bytes, appearance: bytes | None = None, days: int = 0
) -> bytes:
    """Return the file with the headteacher's mark witnessed."""
    at = SIGNED_AT + timedelta(days=days, minutes=1)
    return witness_head_mark(pdf, identity, head_name=HEAD, at=at, location="Reading", appearance=appearance)


def with_overlay(pdf: bytes) -> bytes:
    """Return the file with words laid over its first page."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    overlay = generic.StreamObject(stream_data=b"BT /F2 20 Tf 100 400 Td (Agreed) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(overlay))
    return _written(writer)


def with_page(pdf: bytes) -> bytes:
    """Return the file with a page appended."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.import_object(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"][0])
    pages = writer.root["/Pages"]
    del page["/Annots"]
    page["/Parent"] = writer.root.raw_get("/Pages")
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)
    return _written(writer)


def with_note_on_top(pdf: bytes) -> bytes:
    """Return the file with a sticky note laid over its first page."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 400, 300, 430))),
            generic.pdf_name("/Contents"): generic.pdf_string("Agreed"),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])
    writer.update_container(page)
    return _written(writer)


def with_other_language(pdf: bytes) -> bytes:
    """Return the file with one entry of its catalogue replaced."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = generic.pdf_string("fr")
    writer.update_root()
    return _written(writer)


def rewritten(pdf: bytes) -> bytes:
    """Return the file as a program that knows nothing of signatures would save it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


def _written(writer: Any) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def signed_ranges(pdf: bytes) -> list[tuple[int, int]]:
    """Return the stretches that the last signature covers."""
    start, length, resumed, rest = map(
        int, re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", pdf)[-1]
    )
    return [(start, start + length), (resumed, resumed + rest)]


def poppler_says(pdf: bytes, folder: Path) -> str:
    """Return what pdfsig prints of a file."""
    target = folder / "file.pdf"
    target.write_bytes(pdf)
    # a home of its own: pdfsig would use the certificates of whoever runs the tests
    home = os.environ | {"HOME": str(folder)}
    command = ["pdfsig", "-nocert", str(target)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, env=home)
    return done.stdout.decode(errors="replace")
