"""Reads page content operator by operator: everything tagged or an artifact, every letter known."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from tests.documents.accessible_structure import Tree

DRAWS = {"Tj", "TJ", "'", '"', "f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}
SHOWS = {"Tj", "TJ", "'", '"'}


def faults_of_content(pdf: pikepdf.Pdf, tree: Tree) -> Iterator[str]:
    """Yield content that is neither tagged nor an artifact, and tags that lead nowhere."""
    claimed = Counter(mark for part in tree.parts for mark in part.marks)
    tags = {mark: part.tag for part in tree.parts for mark in part.marks}
    for number, page in enumerate(pdf.pages):
        seen: set[int] = set()
        open_marks: list[str] = []
        for operands, operator in _operators(page):
            match operator:
                case "BDC" | "BMC":
                    mark = operands[1].get("/MCID") if operator == "BDC" else None
                    if mark is not None:
                        seen.add(int(mark))
                        if tags.get((number, int(mark))) != str(operands[0]):
                            yield f"content on page {number + 1} carries another tag than its element"
                    open_marks.append("tagged" if mark is not None else str(operands[0]))
                    if {"tagged", "/Artifact"} <= set(open_marks):
                        yield f"tagged content inside an artifact on page {number + 1}"
                case "EMC":
                    open_marks.pop()
                case "k" | "K":
                    yield f"ink for printers' colours on page {number + 1}"
                case _ if operator in DRAWS and not {"tagged", "/Artifact"} & set(open_marks):
                    yield f"untagged content on page {number + 1}"
        if seen != {mark for page_number, mark in claimed if page_number == number}:
            yield f"tags without content, or content without tags, on page {number + 1}"
    if any(count > 1 for count in claimed.values()):
        yield "content tagged twice"


def faults_of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield fonts that are not embedded or whose letters cannot be read back."""
    for holder in _holders(pdf):
        fonts: Any = holder.get("/Resources", {}).get("/Font", {})
        for font in fonts.values():
            yield from _faults_of_font(font)
        for name, code in _codes(holder):
            meanings = _meanings(fonts[name])
            if code == 0 or meanings.get(code, "\0") == "\0":
                yield f"a letter without meaning in {fonts[name].BaseFont}"


def _faults_of_font(font: Any) -> Iterator[str]:
    name, descriptor = font.BaseFont, font.get("/FontDescriptor", {})
    if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
        yield f"{name} is not embedded"
    if not re.match(r"/[A-Z]{6}\+", str(name)):
        yield f"{name} is not a subset"
    if "/ToUnicode" not in font:
        yield f"{name} cannot be read back"
    if int(descriptor.get("/Flags", 0)) & 4 and "/Encoding" in font:
        yield f"{name} is symbolic and has an encoding"
    if len(font.Widths) != int(font.LastChar) - int(font.FirstChar) + 1:
        yield f"{name} lacks widths"


def _holders(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield everything with content of its own: pages, and what fields show."""
    for page in pdf.pages:
        yield page.obj
        for annotation in page.get("/Annots", ()):
            if "/N" in annotation.get("/AP", {}):
                yield annotation.AP.N


def _operators(holder: Any) -> Iterator[tuple[list[Any], str]]:
    for instruction in pikepdf.parse_content_stream(holder):
        yield list(instruction.operands), str(instruction.operator)


def _codes(holder: Any) -> set[tuple[str, int]]:
    used: set[tuple[str, int]] = set()
    font = ""
    for operands, operator in _operators(holder):
        if operator == "Tf":
            font = str(operands[0])
        elif operator in SHOWS:
            shown = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
            strings = (bytes(each) for each in shown if isinstance(each, pikepdf.String))
            used |= {(font, code) for string in strings for code in string}
    return used


def _meanings(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    text = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9A-F]{2})> <([0-9A-F]{4,8})>$", text, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(meaning).decode("utf-16-be") for code, meaning in pairs}
