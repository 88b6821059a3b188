"""The one typeface of printed notes: its faces, its sizes, and what to print for signs it lacks."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFStream
from reportlab.pdfbase.ttfonts import TTFont

Colour = tuple[float, float, float]


def _colour(value: str) -> Colour:
    """Return a colour of the light theme as PDF wants it."""
    red, green, blue = bytes.fromhex(value.removeprefix("#"))
    return red / 255, green / 255, blue / 255


TEXT = _colour("#15211E")
TEXT_2 = _colour("#44524E")
ACCENT = _colour("#0B5866")
GROUND = _colour("#F4F6F5")
HAIRLINE = _colour("#DBE2DF")
BORDER = _colour("#74837E")
INK = _colour("#10233F")
WATERMARK = _colour("#EDF0EF")
RAG = {"red": _colour("#B3261E"), "amber": _colour("#E09B1A"), "green": _colour("#2E7D46")}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a run of words is set."""

    face: str
    size: float
    line: float
    colour: Colour = TEXT


REGULAR, SEMIBOLD, ITALIC = "SourceSans3-Regular", "SourceSans3-Semibold", "SourceSans3-It"
FACES = (REGULAR, SEMIBOLD, ITALIC)

TITLE = TextStyle(SEMIBOLD, 21, 25)
SUBTITLE = TextStyle(REGULAR, 13.5, 18)
SECTION = TextStyle(SEMIBOLD, 12.5, 16, ACCENT)
SUBSECTION = TextStyle(SEMIBOLD, 11, 15)
WATERMARK_WORDS = TextStyle(SEMIBOLD, 120, 120, WATERMARK)
BODY = TextStyle(REGULAR, 10.5, 15)
STRONG = TextStyle(SEMIBOLD, 10.5, 15)
SMALL = TextStyle(REGULAR, 9, 12, TEXT_2)
SMALL_IN_BODY = TextStyle(REGULAR, 9, 15, TEXT_2)
SMALL_STRONG = TextStyle(SEMIBOLD, 9, 12, TEXT_2)
FACT = TextStyle(REGULAR, 10, 15)
CELL = TextStyle(REGULAR, 9.5, 12.5)
TYPED_MARK = TextStyle(ITALIC, 15.5, 22, INK)
DECLINED = TextStyle(ITALIC, 11, 15, TEXT_2)


class EmbeddedFont(TTFont):  # type: ignore[misc]  # ReportLab carries no types
    """A font embedded as PDF/A-2 and PDF/UA-1 want it: every code it uses maps to a character."""

    def addObjects(self, doc: Any) -> None:
        subsets = list(self.state[doc].subsets)
        super().addObjects(doc)
        for fonts in doc.idToObject["BasicFonts"].dict.values():
            fonts.local_attributes = [key for key in fonts.local_attributes if key != "Encoding"]
        for number, subset in enumerate(subsets):
            font = doc.idToObject[f"{doc.fontMapping[self.fontName][1:]}+{number}"]
            stream: PDFStream = doc.idToObject[f"toUnicodeCMap:{font.BaseFont}"]
            stream.content = _to_unicode(subset)


def _to_unicode(subset: list[int]) -> str:
    """Return the character map of a subset, never pointing at zero and in blocks of a hundred."""
    entries = [
        f"<{code:02X}> <{chr(letter).encode('utf-16-be').hex().upper()}>"
        for code, letter in enumerate(subset)
        if letter
    ]
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines += ["/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"]
    lines += ["/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", "<00> <FF>", "endcodespacerange"]
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


@cache
def _read_face(folder: Path, face: str) -> EmbeddedFont:
    return EmbeddedFont(face, str(folder / f"{face}.ttf"), asciiReadable=False)


def take_up(folder: Path) -> None:
    """Make the faces in this folder the ones that the next note is set in."""
    for face in FACES:
        pdfmetrics.registerFont(_read_face(folder, face))


def width_of(text: str, style: TextStyle) -> float:
    """Return how wide the words are, in points."""
    return float(pdfmetrics.stringWidth(text, style.face, style.size))


def printable(text: str) -> str:
    """Return the words with every sign the typeface lacks spelled out in brackets."""
    letters = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return spell_out(text, lambda sign: ord(sign) in letters)


_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff]"
)


def spell_out(text: str, is_in_typeface: Callable[[str], bool]) -> str:
    """Compose accents, drop what cannot be seen, and name each sign that cannot be set."""
    lines = re.sub("\r\n?|\u2028|\u2029", "\n", text).replace("\t", " ")
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", lines))
    return re.sub(r"[^\n]+", lambda line: "".join(_set_line(line.group(), is_in_typeface)), composed)


def _set_line(line: str, is_in_typeface: Callable[[str], bool]) -> list[str]:
    done: list[str] = []
    missing: list[str] = []
    for sign in line:
        plain = sign if is_in_typeface(sign) else unicodedata.normalize("NFKC", sign)
        if all(is_in_typeface(each) for each in plain):
            done += [*_named(missing), plain]
            missing = []
        elif unicodedata.category(sign) != "Cc":
            missing.append(sign)
    return done + _named(missing)


def _named(missing: list[str]) -> list[str]:
    """Return one bracket for a run of missing signs: symbols by name, letters by code."""
    return [f"[{', '.join(_name(sign) for sign in missing)}]"] if missing else []


def _name(sign: str) -> str:
    is_symbol = unicodedata.category(sign) == "So"
    return unicodedata.name(sign, "").lower() if is_symbol else f"U+{ord(sign):04X}"
