"""Whether every judgement of a record rests on evidence in it: asked by central before words are fixed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Protocol

_SEEN: Final = "seen:"
"""Before a section's code: what was written down in that judgement itself."""
_LISTS: Final = frozenset({"evidence", "files", "entries", "table"})
_APART: Final = frozenset({"id", "who", "at"})
"""Of a row: whose it is and when, which are no evidence by themselves."""


class Judging(Protocol):
    """A section of a form, as far as judgements and their evidence go."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def repeated(self) -> bool: ...


def unsupported(sections: Iterable[Judging], answers: Mapping[str, Any]) -> list[str]:
    """What each judgement that rests on nothing is called, in the order of the form."""
    sections = tuple(sections)
    there = frozenset(id_ for section in sections for id_ in _evidence(section, answers.get(section.code)))
    return [
        name
        for section in sections
        if section.kind == "judgement"
        for name, answer in _judgements(section, answers.get(section.code))
        if _says(answer, "judgement") and there.isdisjoint(_linked(answer))
    ]


def _evidence(section: Judging, answer: Any) -> Iterator[str]:
    """The id of everything that stands there and may be linked."""
    if section.kind == "judgement" and not section.repeated and _says(answer, "seen"):
        yield f"{_SEEN}{section.code}"
    elif section.kind in _LISTS:
        for number, row in enumerate(answer if isinstance(answer, list) else (), 1):
            if isinstance(row, dict) and any(_says(row, name) for name in row.keys() - _APART):
                yield str(row.get("id", f"row{number}"))


def _judgements(section: Judging, answer: Any) -> Iterator[tuple[str, Any]]:
    if not section.repeated:
        yield section.label, answer
        return
    for row in answer if isinstance(answer, list) else ():
        if isinstance(row, dict):
            yield str(row.get("heading") or section.label), row.get("answer")


def _linked(answer: Any) -> Iterator[str]:
    links = answer.get("evidence") if isinstance(answer, dict) else None
    yield from (each.strip() for each in links if isinstance(each, str)) if isinstance(links, list) else ()


def _says(answer: Any, part: str) -> bool:
    words = answer.get(part) if isinstance(answer, dict) else None
    return isinstance(words, str) and bool(words.strip())
