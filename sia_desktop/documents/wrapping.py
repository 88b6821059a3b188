"""Breaks words into lines that fit a width."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sia_desktop.documents.lettering import TextStyle, printable, width_of


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style."""

    text: str
    style: TextStyle

    @property
    def width(self) -> float:
        return width_of(self.text, self.style)


Line = tuple[Run, ...]


def wrap(runs: Iterable[Run], width: float) -> tuple[Line, ...]:
    """Return the lines; a word too wide for one is cut, and typed line breaks are kept."""
    lines: list[Line] = []
    for typed_line in _typed_lines(runs):
        lines += _fill(_words(typed_line), width)
    return tuple(lines)


def _typed_lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = printable(run.text).strip("\n").split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in others]
    return lines


def _words(line: Sequence[Run]) -> list[Line]:
    """Return the line's words, each with the spaces after it; a word may change style inside."""
    words: list[Line] = []
    is_joined = False
    for run in line:
        for piece in re.findall(r"[^ ]+ *|^ +", run.text):
            part = replace(run, text=piece)
            if is_joined:
                words[-1] = (*words[-1], part)
            else:
                words.append((part,))
            is_joined = not piece.endswith(" ")
    return words


def _fill(words: Sequence[Line], width: float) -> list[Line]:
    lines: list[list[Run]] = [[]]
    left = width
    for word in chain.from_iterable(_cut(whole, width) for whole in words):
        if _visible_width(word) > left and lines[-1]:
            lines.append([])
            left = width
        lines[-1] += word
        left -= sum(run.width for run in word)
    return [_joined(line) for line in lines]


def _cut(word: Line, width: float) -> list[Line]:
    """Return the word whole, or in pieces where it is wider than a whole line."""
    if _visible_width(word) <= width:
        return [word]
    pieces: list[list[Run]] = [[]]
    left = width
    for run in word:
        wide = {sign: width_of(sign, run.style) for sign in set(run.text)}
        begun = 0
        for place, sign in enumerate(run.text):
            if wide[sign] > left and (place > begun or pieces[-1]) and sign != " ":
                pieces[-1].append(replace(run, text=run.text[begun:place]))
                pieces.append([])
                left, begun = width, place
            left -= wide[sign]
        pieces[-1].append(replace(run, text=run.text[begun:]))
    return [_joined([run for run in piece if run.text]) for piece in pieces]


def _visible_width(word: Line) -> float:
    *most, last = word
    return sum(run.width for run in most) + replace(last, text=last.text.rstrip(" ")).width


def _joined(line: Sequence[Run]) -> Line:
    joined: list[Run] = []
    for run in line:
        if joined and joined[-1].style == run.style:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
