"""Notes in English: neutral words, as often as words are used, from this repository's own pages."""

import re
from functools import cache
from itertools import accumulate
from random import Random
from typing import Final

from bench.measure import ROOT

NOTE_BYTES: Final = 3_000


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words by how often they come, with Zipf's weights added up."""
    said = " ".join(path.read_text() for path in sorted((ROOT / "docs").glob("*.md")))
    counted: dict[str, int] = {}
    for word in re.findall(r"[A-Za-z][a-z]+", said):
        counted[word] = counted.get(word, 0) + 1
    words = sorted(counted, key=lambda word: (-counted[word], word))
    return words, list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def prose(chance: Random, length: int) -> str:
    """Sentences of about so many characters."""
    words, weights = _vocabulary()
    said: list[str] = []
    while sum(map(len, said)) + len(said) < length:
        sentence = chance.choices(words, cum_weights=weights, k=chance.randint(6, 18))
        said.append(" ".join(sentence).capitalize() + ".")
    return " ".join(said)[:length]


def answers(chance: Random) -> dict[str, str]:
    """What stands in one note: three sections, 3 KB together."""
    part = NOTE_BYTES // 3
    return {name: prose(chance, part) for name in ("focus", "evidence_seen", "next_steps")}
