"""Words looked for: what counts as words, how they are asked for, and the passage that is shown."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.domain.found_words import Piece, Term, passage, terms_of, words_in


def marked(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_found]


def test_what_somebody_typed_is_words_and_what_the_program_wrote_is_not() -> None:
    said = words_in(
        {
            "focus": "Reading in year 4",
            "rows": [
                {
                    "id": "row-1",
                    "what": "Books seen",
                    "on": "2026-06-01",
                    "judgement": "requires_improvement",
                },
                {"id": "row-2", "evidence": ["0b7f4f0e-5d5e-5c58-9a27-2f4f4a8d2f10", "seen:focus"]},
            ],
            "count": 3,
            "none": None,
        },
        "Half-way through",
    )
    assert said.split("\n") == ["Reading in year 4", "Books seen", "Half-way through"]


def test_words_are_asked_for_by_their_beginning_and_quotes_keep_them_together() -> None:
    assert terms_of('Phonics "Reading Recovery" café') == (
        Term(("phonics",)),
        Term(("reading", "recovery"), is_phrase=True),
        Term(("cafe",)),
    )
    assert terms_of("self-evaluation") == (Term(("self", "evaluation")),)
    assert terms_of(' "" - * ') == ()
    assert terms_of('"not closed') == (Term(("not", "closed"), is_phrase=True),)


def test_the_passage_shows_where_most_words_stand_together() -> None:
    text = "Phonics is taught daily. " + "Other words stand here. " * 40 + "Phonics and reading are strong."
    pieces = passage(text, terms_of("phon read"))
    assert marked(pieces) == ["Phonics", "reading"]
    assert pieces[0].text == "… "
    assert "".join(piece.text for piece in pieces).endswith("are strong.")


def test_accents_and_capitals_make_no_difference_and_stay_as_typed() -> None:
    assert marked(passage("La café de Zoë", terms_of("CAFE zoe"))) == ["café", "Zoë"]


def test_a_phrase_is_marked_whole_and_not_its_words_elsewhere() -> None:
    assert marked(passage("Recovery: reading. Reading recovery.", terms_of('"reading recovery"'))) == [
        "Reading recovery"
    ]


@given(st.text(max_size=400), st.text(max_size=30))
def test_a_passage_only_ever_shows_what_stands_in_the_text(text: str, typed: str) -> None:
    pieces = passage(text, terms_of(typed))
    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert shown in " ".join(text.split())
    for piece in pieces:
        assert piece.text
        if piece.is_found:
            plain = unicodedata.normalize("NFD", piece.text.lower())
            assert plain
