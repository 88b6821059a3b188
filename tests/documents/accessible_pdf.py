"""Finds what a PDF lacks of PDF/UA-1 and PDF/A-2a, knowing nothing of how it was drawn."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from tests.documents.accessible_content import faults_of_content, faults_of_fonts
from tests.documents.accessible_structure import Tree

UA, PDFA = "http://www.aiim.org/pdfua/ns/id/", "http://www.aiim.org/pdfa/ns/id/"


def faults(data: bytes, *, is_to_sign: bool = True) -> list[str]:
    """Return each thing that is missing or wrong, in words; none for an accessible file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [
            *_faults_of_file(data, pdf),
            *_faults_of_catalog(pdf),
            *_faults_of_metadata(pdf),
            *faults_of_fonts(pdf),
        ]
        if "/StructTreeRoot" not in pdf.Root:
            return [*found, "no structure tree"]
        tree = Tree(pdf)
        return [
            *found,
            *tree.faults(),
            *faults_of_content(pdf, tree),
            *_faults_of_fields(pdf, tree, is_to_sign),
        ]


def _faults_of_file(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    if not data.startswith(b"%PDF-1.7"):
        yield "not PDF 1.7"
    if not re.match(rb"%PDF-1\.\d\r?\n%[\x80-\xff]{4}", data):
        yield "no binary comment after the header"
    if re.search(rb"[^\r\n]endstream", data):
        yield "a stream without a line end before endstream"
    if "/ID" not in pdf.trailer:
        yield "no file identifier"
    if pdf.is_encrypted:
        yield "encrypted"


def _faults_of_catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not said to be marked"
    if str(root.get("/Version", "/1.7")) > "/1.7":
        yield "raised to a later PDF than 1.7"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    if any(key in root for key in ("/OpenAction", "/AA")) or "/JavaScript" in root.get("/Names", {}):
        yield "actions"
    intents = [intent for intent in root.get("/OutputIntents", ()) if intent.S == "/GTS_PDFA1"]
    if not intents:
        yield "no output intent"
    for intent in intents:
        profile = intent.get("/DestOutputProfile")
        if profile is None or profile.read_bytes()[36:40] != b"acsp" or profile.N != 3:
            yield "no colour profile"


def _faults_of_metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "no metadata"
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if not str(metadata.get("dc:title", "")).strip():
            yield "no title"
        if str(pdf.trailer.Info.get("/Title", "")) != str(metadata.get("dc:title", "")):
            yield "two different titles"
        for namespace, key, value in ((UA, "part", "1"), (PDFA, "part", "2"), (PDFA, "conformance", "A")):
            if metadata.get(f"{{{namespace}}}{key}") != value:
                yield f"does not say {namespace}{key} {value}"
    text = pdf.Root.Metadata.read_bytes().decode()
    if "pdfaSchema:namespaceURI" not in text or text.count(UA) < 2:
        yield "the PDF/UA mark is not described for PDF/A"


def _has_no_size(rect: Any) -> bool:
    left, bottom, right, top = (float(edge) for edge in rect)
    return left == right and bottom == top


def _faults_of_fields(pdf: pikepdf.Pdf, tree: Tree, is_to_sign: bool) -> Iterator[str]:
    widgets = [
        (page, annotation)
        for page in pdf.pages
        for annotation in page.get("/Annots", ())
        if annotation.Subtype == "/Widget"
    ]
    root: Any = pdf.Root
    fields = {field.objgen for field in root.get("/AcroForm", {}).get("/Fields", ())}
    if is_to_sign and not any(widget.get("/FT") == "/Sig" for _, widget in widgets):
        yield "no signature field"
    for page, widget in widgets:
        name = widget.get("/T")
        if widget.objgen not in fields:
            yield f"{name} is no field of the form"
        if not str(widget.get("/TU", "")):
            yield f"{name} has no name to read out"
        # PDF/A-2 asks no picture of what has no size, PDF/UA-1 no tag of what lies off the page
        is_off_the_page = all(float(edge) < 0 for edge in widget.Rect) and _has_no_size(widget.Rect)
        if "/N" not in widget.get("/AP", {}) and not is_off_the_page:
            yield f"{name} has no appearance"
        flags = int(widget.get("/F", 0))
        if not flags & 4 or flags & 0b100011:
            yield f"{name} is hidden or not printed"
        if widget.get("/P") is None or widget.P.objgen != page.objgen:
            yield f"{name} does not know its page"
        if tree.owner_of_widget(widget) != "/Form" and not is_off_the_page:
            yield f"{name} is not tagged as a form field"
    for number, page in enumerate(pdf.pages, 1):
        if page.get("/Tabs") != "/S":
            yield f"page {number} has no tab order"
