"""Walks a structure tree as a screen reader would and finds its faults."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

GROUPS = {"/Document", "/Sect", "/Table", "/TR", "/L", "/LI"}
LEAVES = {"/P", "/H1", "/H2", "/H3", "/TH", "/TD", "/Lbl", "/LBody", "/Figure", "/Form"}


@dataclass
class Part:
    """One structure element with what it holds."""

    tag: str
    entry: Any
    parent: "Part | None"
    kids: list["Part"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    widgets: list[Any] = field(default_factory=list)

    @property
    def attributes(self) -> Any:
        """Its attribute dictionary."""
        return self.entry.get("/A", {})

    def all(self) -> Iterator["Part"]:
        """Yield the part and those below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.all()


class Tree:
    """The structure of one document."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._root: Any = pdf.Root.StructTreeRoot
        self._pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self.page_entries: list[Any] = [page.obj for page in pdf.pages]
        self._numbers = _number_tree(self._root.get("/ParentTree"))
        self.top = Part("", self._root, None)
        self._grow(self.top)
        self.parts = [part for kid in self.top.kids for part in kid.all()]

    def _grow(self, part: Part) -> None:
        kids = part.entry.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                part.marks.append((self._pages[part.entry.Pg.objgen], kid))
            elif kid.get("/Type") == "/MCR":
                part.marks.append((self._pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                part.widgets.append(kid.Obj)
            else:
                child = Part(str(kid.S), kid, part)
                part.kids.append(child)
                self._grow(child)

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the tree itself."""
        if [kid.tag for kid in self.top.kids] != ["/Document"]:
            yield "not one document"
        for part in self.parts:
            if part.tag not in GROUPS | LEAVES:
                yield f"unknown tag {part.tag}"
            if part.entry.P.objgen != (part.parent or self.top).entry.objgen:
                yield f"{part.tag} does not know its parent"
            if part.tag in GROUPS and part.marks:
                yield f"{part.tag} holds bare content"
        yield from self._faults_of_headings()
        yield from self._faults_of_tables()
        yield from self._faults_of_lists()
        yield from self._faults_of_figures()
        yield from self._faults_of_order()
        yield from self._faults_of_ways_back()

    def _faults_of_headings(self) -> Iterator[str]:
        levels = [int(part.tag[2:]) for part in self.parts if part.tag.startswith("/H")]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield "not one first heading"
        if any(later > earlier + 1 for earlier, later in pairwise(levels)):
            yield "a heading level is skipped"

    def _faults_of_tables(self) -> Iterator[str]:
        for table in (part for part in self.parts if part.tag == "/Table"):
            rows = [[cell.tag for cell in row.kids] for row in table.kids]
            if any(row.tag != "/TR" for row in table.kids) or len({len(row) for row in rows}) != 1:
                yield "a table is not regular"
            for row in table.kids:
                for cell in row.kids:
                    if cell.tag == "/TH" and cell.attributes.get("/Scope") not in ("/Row", "/Column"):
                        yield "a table heading without scope"
                    if cell.tag == "/TD" and cell.marks and not self._has_heading(table, row, cell):
                        yield "a table cell without heading"

    @staticmethod
    def _has_heading(table: Part, row: Part, cell: Part) -> bool:
        place = row.kids.index(cell)
        beside = any(each.attributes.get("/Scope") == "/Row" for each in row.kids[:place])
        above = [
            other.kids[place] for other in table.kids[: table.kids.index(row)] if place < len(other.kids)
        ]
        return beside or any(each.attributes.get("/Scope") == "/Column" for each in above)

    def _faults_of_lists(self) -> Iterator[str]:
        for part in self.parts:
            if part.tag == "/L" and (
                "/ListNumbering" not in part.attributes or any(kid.tag != "/LI" for kid in part.kids)
            ):
                yield "a list without numbering or with more than items"
            if part.tag == "/LI" and [kid.tag for kid in part.kids] != ["/Lbl", "/LBody"]:
                yield "a list item without label and body"

    def _faults_of_figures(self) -> Iterator[str]:
        for part in self.parts:
            if part.tag == "/Figure" and not str(part.entry.get("/Alt", "")).strip():
                yield "a figure without alternative text"
            if part.tag == "/Figure" and len(part.attributes.get("/BBox", ())) != 4:
                yield "a figure that does not say where it stands"

    def _faults_of_order(self) -> Iterator[str]:
        # a part cut by the end of a page goes on in its element there, so only its beginning has a place
        beginnings = [part.marks[0] for part in self.parts if part.marks]
        if beginnings != sorted(beginnings) or any(part.marks != sorted(part.marks) for part in self.parts):
            yield "the reading order is not the order on the page"

    def _faults_of_ways_back(self) -> Iterator[str]:
        for part in self.parts:
            for page, mark in part.marks:
                owners = self._numbers.get(int(self.page_entries[page].get("/StructParents", -1)))
                if owners is None or mark >= len(owners) or owners[mark].objgen != part.entry.objgen:
                    yield f"page {page + 1} does not lead back to its tags"

    def owner_of_widget(self, widget: Any) -> str:
        """Return the tag of the element that holds this widget, found from both sides."""
        owner = self._numbers.get(int(widget.get("/StructParent", -1)))
        held_by = [part for part in self.parts for each in part.widgets if each.objgen == widget.objgen]
        if owner is None or len(held_by) != 1 or held_by[0].entry.objgen != owner.objgen:
            return ""
        return held_by[0].tag


def _number_tree(node: Any) -> dict[int, Any]:
    if node is None:
        return {}
    numbers = list(node.get("/Nums", ()))
    found = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for kid in node.get("/Kids", ()):
        found |= _number_tree(kid)
    return found
