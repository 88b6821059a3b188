"""A mark made later fits its field, with the words that came with it."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from sia_desktop.documents.draw_mark import draw_late_mark
from sia_desktop.documents.printed_note import DrawnMark, TypedMark
from tests.documents.accessible_content import faults_of_fonts
from tests.documents.notes import FONTS, a_note, ink

MADE_AT = a_note().made_at


def words_of(pdf: bytes) -> str:
    """Return the words on the only page, in one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("mark", [DrawnMark(ink()), TypedMark("Headteacher (demonstration)")])
def test_the_mark_and_its_lines_are_drawn(mark: DrawnMark | TypedMark) -> None:
    lines = ("The facts are accurate.", "Comment: Ŵyth 👍", "Drawn on the adviser’s laptop")
    pdf = draw_late_mark(mark, lines, MADE_AT, FONTS)
    assert "The facts are accurate. Comment: Ŵyth [thumbs up sign] Drawn" in words_of(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert list(faults_of_fonts(document)) == []
    assert pdf == draw_late_mark(mark, lines, MADE_AT, FONTS)


def test_a_long_comment_is_set_smaller() -> None:
    comment = " ".join(f"word{number}" for number in range(40))
    assert comment in words_of(draw_late_mark(TypedMark("A"), (comment,), MADE_AT, FONTS))


def test_words_beyond_the_field_are_cut_and_said_to_be() -> None:
    comment = " ".join(f"word{number}" for number in range(900))
    words = words_of(draw_late_mark(TypedMark("A"), (comment,), MADE_AT, FONTS))
    assert words.endswith("… The rest is kept with the record.")
    assert "word899" not in words


def test_everything_stands_inside_the_field() -> None:
    comment = " ".join(f"word{number}" for number in range(900))
    with pypdfium2.PdfDocument(draw_late_mark(TypedMark("A"), (comment,), MADE_AT, FONTS)) as document:
        page = document[0]
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert min(box[1] for box in boxes) >= 0
        assert max(box[2] for box in boxes) <= page.get_width() + 0.5
