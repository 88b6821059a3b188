"""Lines: nothing typed is lost, nothing stands outside the column."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.documents import wrapping
from sia_desktop.documents.lettering import (
    BODY,
    SMALL_IN_BODY,
    STRONG,
    TextStyle,
    printable,
    spell_out,
    take_up,
    width_of,
)
from sia_desktop.documents.wrapping import Line, Run, wrap
from tests.documents.notes import FONTS

WORDS = st.text(alphabet=st.sampled_from("abc ŵé–—.,\n\t 👍x"), max_size=200)


@pytest.fixture(autouse=True, scope="module")
def faces() -> None:
    """Set lines in the real typeface."""
    take_up(FONTS)


@given(first=WORDS, second=WORDS, width=st.floats(min_value=20, max_value=400))
def test_nothing_is_lost_and_every_line_fits(first: str, second: str, width: float) -> None:
    lines = wrap([Run(first, STRONG), Run(second, BODY)], width)
    printed = "".join(run.text for line in lines for run in line)
    typed = printable(first) + printable(second)
    assert "".join(printed.split()) == "".join(typed.split())
    assert all(visible_width(line) <= width + 1e-6 for line in lines)


def visible_width(line: Line) -> float:
    """Return how far the last visible sign reaches."""
    most = sum(run.width for run in line)
    spaces = 0.0
    for run in reversed(line):
        kept = run.text.rstrip(" ")
        spaces += run.width - width_of(kept, run.style)
        if kept:
            break
    return most - spaces


@given(words=st.lists(st.sampled_from(["school", "reading", "a", "improvement"]), min_size=1, max_size=80))
def test_lines_are_as_full_as_they_can_be(words: list[str]) -> None:
    lines = wrap([Run(" ".join(words), BODY)], 120)
    set_lines = ["".join(run.text for run in line).strip() for line in lines]
    assert all(width_of(line, BODY) <= 120 for line in set_lines)
    for line, following in pairwise(set_lines):
        assert width_of(f"{line} {following.split()[0]}", BODY) > 120


def test_typed_line_breaks_are_kept() -> None:
    lines = wrap([Run("one\n\ntwo", BODY)], 200)
    assert ["".join(run.text for run in line) for line in lines] == ["one", "", "two"]


def test_styles_may_change_inside_a_word() -> None:
    lines = wrap([Run("half", STRONG), Run("way there", SMALL_IN_BODY)], 52)
    assert ["".join(run.text for run in line).strip() for line in lines] == ["halfway", "there"]


def test_a_word_without_end_is_measured_by_its_letters_and_not_again_at_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured: list[str] = []

    def measure(words: str, style: TextStyle) -> float:
        measured.append(words)
        return width_of(words, style)

    monkeypatch.setattr(wrapping, "width_of", measure)
    word = "abcdefghij" * 10_000
    lines = wrap([Run(word, BODY)], 40)
    assert "".join(run.text for line in lines for run in line) == word
    assert len(measured) < 3 * len(lines)


@given(st.text(max_size=80))
def test_any_text_can_be_spelled_out(text: str) -> None:
    said = spell_out(text, lambda sign: sign in "abc[],U+0123456789ABCDEF abcdefghijklmnopqrstuvwxyz-")
    assert set(said) <= set("abc[],U+0123456789ABCDEF abcdefghijklmnopqrstuvwxyz-\n")
