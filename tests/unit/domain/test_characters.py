"""Half a character gives way; nothing else does."""

from datetime import date
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.domain.characters import in_whole_characters, whole_characters
from sia_desktop.domain.framework import SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.answer_section import AnswerSection

ANY_HALVES = st.text(st.characters(categories=["Cs", "L", "N", "P", "So"]))


@given(ANY_HALVES)
def test_whatever_comes_out_can_be_written(words: str) -> None:
    whole_characters(words).encode()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_whole_words_are_left_alone(words: str) -> None:
    assert whole_characters(words) is words


def test_a_lone_half_is_replaced_and_two_halves_are_put_together() -> None:
    assert whole_characters("Maths \ud83d is taught") == "Maths � is taught"
    assert whole_characters("\ude00\ud83d") == "��"
    assert whole_characters("Pasted\0 words") == "Pasted words"
    assert whole_characters("Well done \ud83d\ude00") == "Well done 😀"


def test_words_are_mended_wherever_a_command_holds_them() -> None:
    said: dict[str, Json] = {
        "actions": [{"id": "a", "what": "Coach\ud83d"}],
        "met": ["Head", "\udc00"],
        "n": 1,
        "none": None,
    }
    on = {"visit_ended": date(2026, 4, 1)}
    mended = in_whole_characters(AnswerSection(uuid4(), said, on))
    assert mended.answers == {
        "actions": [{"id": "a", "what": "Coach�"}],
        "met": ["Head", "�"],
        "n": 1,
        "none": None,
    }
    assert mended.dates is on


def test_a_command_that_is_whole_is_the_same_command() -> None:
    command = AnswerSection(uuid4(), {"met": ["Head"], "text": "Café 😀"})
    assert in_whole_characters(command) is command


def test_one_of_a_fixed_list_stays_one() -> None:
    chosen = {"kind": SectionKind.LONG_TEXT, "words": "Half\ud83d"}
    assert in_whole_characters(chosen)["kind"] is SectionKind.LONG_TEXT
