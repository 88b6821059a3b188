"""Words looked for in what was written: what counts as words, what was asked for, and where it stands."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sia_desktop.domain.note_of_visit import Json

WIDTH: Final = 220
"""Characters of a passage, about."""
LOOKED_AT: Final = 50
"""Places in one text among which the passage is chosen."""

_MACHINE: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T\S+)?|[a-z0-9]+(_[a-z0-9]+)+|seen:\S+"
)
"""Ids, dates and codes, which nobody typed."""
_ASKED: Final = re.compile(r'"([^"]*)"?|(\S+)')
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find: the beginning of a word, or with several words (typed in quotes) a phrase."""

    words: tuple[str, ...]
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a passage; found, or beside what was found."""

    text: str
    is_found: bool = False


class _Folded(dict[int, int]):
    """Each letter without its accents, small; one for one, so that places stay."""

    def __missing__(self, letter: int) -> int:
        plain = unicodedata.normalize("NFD", chr(letter))[0].lower()
        self[letter] = ord(plain) if len(plain) == 1 else letter
        return self[letter]


_FOLDED: Final = _Folded()


def words_in(*values: Json) -> str:
    """Everything somebody typed in these answers, in their order; ids, dates and codes are left out."""
    return "\n".join(_words(values))


def terms_of(typed: str) -> tuple[Term, ...]:
    """What was asked for: each word by its beginning, and what stands in quotes as it stands."""
    found: list[Term] = []
    for match in _ASKED.finditer(typed):
        words = tuple(_WORD.findall((match[1] or match[2] or "").translate(_FOLDED)))
        if words:
            found.append(Term(words, is_phrase=match[1] is not None))
    return tuple(found)


def passage(words: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """The part of a text in which most of the terms stand near each other, with each marked."""
    whole = " ".join(words.split())
    spans = list(islice(_spans(whole, terms), LOOKED_AT))
    begins = _best(spans)
    start, end = _window(whole, begins)
    pieces: list[Piece] = [Piece("… ")] if start else []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        pieces += [Piece(whole[at:first]), Piece(whole[first:last], is_found=True)]
        at = last
    pieces.append(Piece(whole[at:end] + (" …" if end < len(whole) else "")))
    return tuple(piece for piece in pieces if piece.text)


def _words(values: Sequence[Json]) -> Iterator[str]:
    for value in values:
        match value:
            case str() if value.strip() and not _MACHINE.fullmatch(value):
                yield value
            case Mapping():
                yield from _words([each for name, each in value.items() if name != "id"])
            case list() | tuple():
                yield from _words(value)
            case _:
                pass


def _spans(whole: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Where any of the terms stands, from the first on."""
    if not terms:
        return
    either = "|".join(
        r"\W+".join(map(re.escape, term.words)) + (r"\b" if term.is_phrase else r"\w*") for term in terms
    )
    for match in re.finditer(rf"\b(?:{either})", whole.translate(_FOLDED)):
        yield match.span()


def _best(spans: Sequence[tuple[int, int]]) -> int:
    """The beginning of the span after which most others follow within a passage."""
    if not spans:
        return 0
    near = [
        sum(first <= other < first + WIDTH * 3 // 4 for other, _ in spans[:50]) for first, _ in spans[:50]
    ]
    return spans[near.index(max(near))][0]


def _window(whole: str, begins: int) -> tuple[int, int]:
    """A passage around that place, from one space to another."""
    start = max(0, begins - WIDTH // 4)
    if start:
        start = whole.rfind(" ", 0, start + 1) + 1
    end = min(len(whole), start + WIDTH)
    if end < len(whole):
        end = max(whole.rfind(" ", start, end), begins + 1)
    return start, end
