"""Gives ReportLab what it lacks: a structure tree, tagged content, and PDF/UA-1 with PDF/A-2a.

ReportLab's own classes are extended, never altered: other users of it in this process see no difference.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFPage,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

from sia_desktop.documents.standards import About, describe

Box = tuple[float, float, float, float]


@dataclass(slots=True, eq=False)
class Element:
    """One part of the document as a screen reader meets it, its kids in reading order."""

    tag: str
    alternative: str = ""
    attributes: dict[str, str | Box] = field(default_factory=dict)
    kids: list["Element | MarkedContent | Widget"] = field(default_factory=list)

    def add(self, tag: str, *, alternative: str = "", owner: str = "", **attributes: str) -> "Element":
        """Append a part after those already there; the owner is what its attributes speak of."""
        named: dict[str, str | Box] = {"O": owner, **attributes} if owner else {}
        kid = Element(tag, alternative, named)
        self.kids.append(kid)
        return kid

    def stands_in(self, box: Box) -> None:
        """Say where on its page a figure stands."""
        self.attributes |= {"O": "Layout", "Placement": "Block", "BBox": box}


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A stretch of one page that belongs to an element."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Widget:
    """An empty signature field, ready to be signed."""

    page: int
    name: str
    tooltip: str
    rect: Box


class TaggedDocument(PDFDocument):  # type: ignore[misc]  # ReportLab carries no types
    """A document with fixed dates whose pages and streams keep the rules of PDF/A-2."""

    def __init__(self, about: About) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7), lang=about.language)
        self.signature = hashlib.md5(usedforsecurity=False)
        self.setTitle(about.title)
        self.setAuthor(about.author)
        self.setSubject("")
        self.setCreator("SIA Desktop")
        moment = about.made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
        self.setDateFormatter(lambda *_now: moment)
        self.Catalog.__NoDefault__ = [*self.Catalog.__NoDefault__, "OutputIntents"]

    def Reference(self, obj: Any, name: str | None = None) -> Any:
        if isinstance(obj, PDFStream):
            obj.format = partial(_ended_by_a_line, obj)
        return super().Reference(obj, name)

    def addPage(self, page: PDFPage) -> None:
        self.signature.update(page.stream.encode())
        page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self.Pages.pages)
        page.Tabs = PDFName("S")
        super().addPage(page)


def _ended_by_a_line(stream: PDFStream, document: PDFDocument) -> bytes:
    """Return the stream with the line end before "endstream" that PDF/A-2 6.1.7.1 asks for."""
    plain: bytes = PDFStream.format(stream, document)
    return plain.removesuffix(b"endstream\n") + b"\nendstream\n"


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab carries no types
    """A canvas on which everything drawn belongs to an element or is an artifact."""

    def __init__(self, about: About, page_size: tuple[float, float], first_face: str) -> None:
        self._about = about
        self._elements_of_pages: list[list[Element]] = [[]]
        self.structure = Element("Document")
        super().__init__(BytesIO(), pagesize=page_size, initialFontName=first_face, pageCompression=1)
        self._doc = TaggedDocument(about)

    def showPage(self) -> None:
        super().showPage()
        self._elements_of_pages.append([])

    @contextmanager
    def content_of(self, element: Element) -> Iterator[None]:
        """Everything drawn inside belongs to this element."""
        here = self._elements_of_pages[-1]
        element.kids.append(MarkedContent(len(self._elements_of_pages) - 1, len(here)))
        self._code.append(f"/{element.tag} <</MCID {len(here)}>> BDC")
        here.append(element)
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Everything drawn inside is decoration or repetition: screen readers pass it by."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._code.append("EMC")

    def add_signature_field(self, element: Element, name: str, tooltip: str, rect: Box) -> None:
        """Lay an empty signature field on the current page."""
        element.kids.append(Widget(len(self._elements_of_pages) - 1, name, tooltip, rect))

    def finish(self, colour_profile: bytes) -> bytes:
        """Return the whole file; the canvas is spent."""
        describe(self._doc, self._about, colour_profile)
        _StructureTree(self._doc, self._elements_of_pages).write(self.structure)
        data: bytes = self._doc.GetPDFData(self)
        return data


class _StructureTree:
    """Writes elements into a document: the tree, the way back from page content, and the fields."""

    def __init__(self, document: TaggedDocument, elements_of_pages: list[list[Element]]) -> None:
        self._document = document
        self._elements_of_pages = elements_of_pages[: len(document.Pages.pages)]
        self._pages = document.Pages.pages
        self._references: dict[int, Any] = {}
        self._widgets: list[tuple[Any, Element]] = []

    def write(self, top: Element) -> None:
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root_reference = self._document.Reference(root, "StructTreeRoot")
        root["K"] = PDFArray([self._write_element(top, root_reference)])
        root["ParentTree"] = self._document.Reference(PDFDictionary({"Nums": PDFArray(self._ways_back())}))
        root["ParentTreeNextKey"] = len(self._pages) + len(self._widgets)
        catalog = self._document.Catalog
        catalog.StructTreeRoot = root_reference
        fields = PDFArray([widget for widget, _ in self._widgets])
        catalog.AcroForm = self._document.Reference(PDFDictionary({"Fields": fields, "SigFlags": 0}))

    def _write_element(self, element: Element, parent: Any) -> Any:
        entry = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
        reference = self._references[id(element)] = self._document.Reference(entry)
        if element.alternative:
            entry["Alt"] = PDFString(element.alternative)
        if element.attributes:
            entry["A"] = PDFDictionary(
                {
                    key: PDFName(value) if isinstance(value, str) else PDFArray(value)
                    for key, value in element.attributes.items()
                }
            )
        kids = [self._write_kid(element, kid, reference) for kid in element.kids if not _is_empty(kid)]
        if kids:
            # pyHanko accepts a field's element after signing only if its one kid stands outside an array
            entry["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
        return reference

    def _write_kid(self, element: Element, kid: Element | MarkedContent | Widget, reference: Any) -> Any:
        match kid:
            case Element():
                return self._write_element(kid, reference)
            case MarkedContent(page, number):
                place = {"Type": PDFName("MCR"), "Pg": self._page(page), "MCID": number}
                return PDFDictionary(place)
            case Widget():
                widget = self._write_widget(kid)
                self._widgets.append((widget, element))
                place = {"Type": PDFName("OBJR"), "Obj": widget, "Pg": self._page(kid.page)}
                return PDFDictionary(place)

    def _write_widget(self, widget: Widget) -> Any:
        left, bottom, right, top = widget.rect
        form = {"Type": PDFName("XObject"), "Subtype": PDFName("Form")}
        form["BBox"] = PDFArray([0, 0, right - left, top - bottom])
        nothing_drawn = self._document.Reference(PDFStream(PDFDictionary(form), b" "))
        entry = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Sig"),
            "T": PDFString(widget.name),
            "TU": PDFString(widget.tooltip),
            "F": 4,
            "Rect": PDFArray([left, bottom, right, top]),
            "P": self._page(widget.page),
            "StructParent": len(self._pages) + len(self._widgets),
            "AP": PDFDictionary({"N": nothing_drawn}),
        }
        reference = self._document.Reference(PDFDictionary(entry))
        page = self._pages[widget.page]
        page.Annots = [*(page.Annots or []), reference]
        return reference

    def _ways_back(self) -> list[Any]:
        """Return the parent tree: from each page's marks, and from each field, to its element."""
        numbers: list[Any] = []
        for page, elements in enumerate(self._elements_of_pages):
            owners = PDFArray([self._references[id(element)] for element in elements])
            numbers += [page, self._document.Reference(owners)]
        for place, (_, element) in enumerate(self._widgets):
            numbers += [len(self._pages) + place, self._references[id(element)]]
        return numbers

    def _page(self, number: int) -> Any:
        return self._document.Reference(self._pages[number])


def _is_empty(kid: Element | MarkedContent | Widget) -> bool:
    """Return whether nothing of it was drawn; a table's cells keep their place all the same."""
    return isinstance(kid, Element) and kid.tag not in ("TH", "TD") and all(map(_is_empty, kid.kids))
