"""What is pasted, cleaned: of a Word page only its headings, lists, tables and words are kept."""

import re

from PySide6.QtGui import QTextDocument

from sia_desktop.domain.prose import Line, LineKind, read_lines, write_lines
from sia_desktop.ui.forms.rich.document import words_of

_OFFICE = re.compile(
    r"<!--\[if !supportLists\]-->(?P<mark>.*?)<!--\[endif\]-->|<!--.*?-->|</?o:p[^>]*>|<style.*?</style>",
    re.DOTALL | re.IGNORECASE,
)
_BULLET = re.compile(r"^[\u00b7\u2022\u25aa\u25cf\u25e6\uf0b7\uf0a7\u2013o-]\s+")
_NUMBER = re.compile(r"^\(?[0-9]{1,3}[.)]\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")


def words_of_html(html: str) -> str:
    """The words and their structure; fonts, colours, pictures and Word's own marks are left behind."""
    document = QTextDocument()
    # Word writes a list's bullets as words between marks that only it reads.
    document.setHtml(_OFFICE.sub(lambda found: found.group("mark") or "", html))
    return write_lines(_tidy(read_lines(words_of(document))))


def words_of_text(text: str) -> str:
    """Plain words, their bullets and numbers taken for lists."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return write_lines(_tidy(tuple(Line(LineKind.WORDS, line) for line in lines)))


def _tidy(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    tidy = [_clean(line) for line in lines]
    kept = [
        line
        for n, line in enumerate(tidy)
        if line.words or line.cells or (n and (tidy[n - 1].words or tidy[n - 1].cells))
    ]
    while kept and not (kept[-1].words or kept[-1].cells):
        kept.pop()
    return tuple(kept)


def _clean(line: Line) -> Line:
    if line.kind is LineKind.ROW:
        return Line(LineKind.ROW, cells=tuple(map(_plain, line.cells)))
    words = _plain(line.words)
    if line.kind is LineKind.WORDS and (found := _BULLET.match(words)):
        return Line(LineKind.POINT, words[found.end() :])
    if line.kind is LineKind.WORDS and (found := _NUMBER.match(words)):
        return Line(LineKind.NUMBER, words[found.end() :])
    return Line(line.kind, words) if words else Line(LineKind.WORDS)


def _plain(words: str) -> str:
    return _SPACES.sub(" ", _INVISIBLE.sub("", words)).strip()
