"""Long text is plain words; whatever is written can be read, and reads as what was written."""

from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.domain.prose import Grid, Heading, Paragraph, Points, read_prose, write_prose

WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
LINE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    st.builds(Heading, LINE),
    st.builds(Paragraph, st.lists(LINE, min_size=1, max_size=3).map("\n".join)),
    st.builds(Points, st.lists(LINE, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.lists(st.tuples(LINE, LINE), min_size=1, max_size=3).map(lambda rows: Grid(tuple(rows))),
)


def test_each_mark_makes_its_block() -> None:
    text = (
        "What was seen\nin two classes\n\n# Reading\n- books\n- a check\n1. first\n"
        "| Year | Share |\n| 3 | 80 |"
    )
    assert read_prose(text) == (
        Paragraph("What was seen\nin two classes"),
        Heading("Reading"),
        Points(("books", "a check")),
        Points(("first",), is_numbered=True),
        Grid((("Year", "Share"), ("3", "80"))),
    )


def test_a_line_that_only_looks_like_a_mark_is_kept_as_it_was_typed() -> None:
    written = write_prose((Paragraph("- 3 degrees\n2. May"),))
    assert read_prose(written) == (Paragraph("- 3 degrees\n2. May"),)


@given(st.lists(BLOCK, max_size=6))
def test_what_is_written_reads_as_it_was(blocks: list[Heading | Paragraph | Points | Grid]) -> None:
    assert read_prose(write_prose(blocks)) == tuple(blocks)


@given(st.text(max_size=80))
def test_any_text_can_be_read_and_settles(text: str) -> None:
    once = write_prose(read_prose(text))
    assert write_prose(read_prose(once)) == once
