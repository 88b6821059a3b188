"""A printed note has all that PDF/UA-1 and PDF/A-2a ask for, and the checker misses nothing taken out."""

import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from sia_desktop.documents.draw_note import draw_note
from tests.documents.accessible_pdf import faults
from tests.documents.notes import FONTS, a_declined_note, a_deferred_note, a_long_note, a_note

NOTES = {
    "one page": a_note,
    "three pages": a_long_note,
    "declined": a_declined_note,
    "deferred": a_deferred_note,
}


@pytest.mark.parametrize("kind", NOTES)
def test_a_drawn_note_is_accessible(kind: str) -> None:
    assert faults(draw_note(NOTES[kind](), FONTS)) == []


def elements(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    """Return every structure element with this tag, in reading order."""

    def walk(entry: Any) -> Iterator[Any]:
        kids = entry.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid)

    return [entry for entry in walk(pdf.Root.StructTreeRoot) if tag == entry.S]


def widget(pdf: pikepdf.Pdf) -> Any:
    """Return the first signature field."""
    return next(annotation for page in pdf.pages for annotation in page.get("/Annots", ()))


def font(pdf: pikepdf.Pdf) -> Any:
    """Return the first page's first font."""
    fonts: Any = pdf.pages[0].obj.Resources.Font
    return next(iter(fonts.values()))


def rewrite(stream: Any, old: bytes, new: bytes) -> None:
    """Replace text inside a stream."""
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new))


def no_mark_info(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def later_version(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Version = pikepdf.Name("/2.0")


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def no_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def no_colour_profile(pdf: pikepdf.Pdf) -> None:
    intents: Any = pdf.Root.OutputIntents
    del intents[0].DestOutputProfile


def no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def no_title(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf.Root.Metadata, b"dc:title", b"dc:rights")


def no_ua_mark(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf.Root.Metadata, b"<pdfuaid:part>1</pdfuaid:part>", b"")


def no_pdfa_part(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf.Root.Metadata, b"<pdfaid:part>2</pdfaid:part>", b"")


def no_pdfa_level(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf.Root.Metadata, b"<pdfaid:conformance>A</pdfaid:conformance>", b"")


def ua_mark_not_described(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf.Root.Metadata, b"pdfaSchema:namespaceURI", b"pdfaSchema:other")


def no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_ways_back(pdf: pikepdf.Pdf) -> None:
    tree: Any = pdf.Root.StructTreeRoot
    del tree.ParentTree


def page_not_led_back(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1].obj.StructParents


def parent_forgotten(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/TD")[0].P = elements(pdf, "/P")[0]


def unknown_tag(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/P")[2].S = pikepdf.Name("/Strange")


def order_reversed(pdf: pikepdf.Pdf) -> None:
    document = elements(pdf, "/Document")[0]
    document.K = pikepdf.Array(list(document.K)[::-1])


def no_first_heading(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/H1")[0].S = pikepdf.Name("/P")


def heading_level_skipped(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/H2")[0].S = pikepdf.Name("/H3")


def element_taken_out(pdf: pikepdf.Pdf) -> None:
    document = elements(pdf, "/Document")[0]
    document.K = pikepdf.Array([kid for kid in document.K if kid.S != "/H2"])


def no_row_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/TH")[0].A


def no_column_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/TH")[-1].A


def no_column_heading(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/TH")[-1].S = pikepdf.Name("/TD")


def cell_taken_out(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/TR")[-1].K[-1]


def no_list_label(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/LI")[0].K[0]


def no_list_numbering(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/L")[0].A


def no_alternative_text(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/Figure")[0].Alt


def no_figure_box(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/Figure")[0].A


def content_untagged(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf.pages[0].obj.Contents, b"/H1 <</MCID", b"/H1 <</Other")


def artifact_unmarked(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf.pages[0].obj.Contents, b"/Artifact <</Type /Layout>> BDC", b"/Span <</Type /Layout>> BDC")


def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    del font(pdf).FontDescriptor.FontFile2


def font_not_readable(pdf: pikepdf.Pdf) -> None:
    del font(pdf).ToUnicode


def letters_without_meaning(pdf: pikepdf.Pdf) -> None:
    rewrite(font(pdf).ToUnicode, b"<0065>", b"<0000>")


def field_without_name(pdf: pikepdf.Pdf) -> None:
    del widget(pdf).TU


def field_without_appearance(pdf: pikepdf.Pdf) -> None:
    del widget(pdf).AP


def field_untagged(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/Form")[0].K


def field_not_led_back(pdf: pikepdf.Pdf) -> None:
    del widget(pdf).StructParent


def field_not_in_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields = pikepdf.Array()


def no_fields(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.Annots = pikepdf.Array()


def no_tab_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Tabs


TAKEN_OUT: list[Callable[[pikepdf.Pdf], None]] = [
    no_mark_info,
    no_language,
    later_version,
    title_not_shown,
    no_output_intent,
    no_colour_profile,
    no_metadata,
    no_title,
    no_ua_mark,
    no_pdfa_part,
    no_pdfa_level,
    ua_mark_not_described,
    no_structure,
    no_ways_back,
    page_not_led_back,
    parent_forgotten,
    unknown_tag,
    order_reversed,
    no_first_heading,
    heading_level_skipped,
    element_taken_out,
    no_row_scope,
    no_column_scope,
    no_column_heading,
    cell_taken_out,
    no_list_label,
    no_list_numbering,
    no_alternative_text,
    no_figure_box,
    content_untagged,
    artifact_unmarked,
    font_not_embedded,
    font_not_readable,
    letters_without_meaning,
    field_without_name,
    field_without_appearance,
    field_untagged,
    field_not_led_back,
    field_not_in_form,
    no_fields,
    no_tab_order,
]


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the file written anew, whatever the writer thinks of it."""
    out = BytesIO()
    with warnings.catch_warnings(action="ignore"):
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """A note with everything in it: tables, a list, a drawn mark, three pages."""
    return draw_note(a_long_note(), FONTS)


def test_writing_it_anew_takes_nothing_out(drawn: bytes) -> None:
    with pikepdf.open(BytesIO(drawn)) as pdf:
        assert faults(saved(pdf)) == []


@pytest.mark.parametrize("take_out", TAKEN_OUT, ids=lambda each: str(each.__name__))
def test_the_checker_notices_what_is_taken_out(drawn: bytes, take_out: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(BytesIO(drawn)) as pdf:
        take_out(pdf)
        assert faults(saved(pdf)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"\nendstream", b" endstream"), (b"%PDF-1.7", b"%PDF-1.4"), (b"/ID", b"/XX"), (b"/S /H2", b"/S /H9")],
    ids=["line ends", "version", "identifier", "tag"],
)
def test_the_checker_reads_the_bytes_too(drawn: bytes, old: bytes, new: bytes) -> None:
    assert old in drawn
    assert faults(drawn.replace(old, new)) != []
