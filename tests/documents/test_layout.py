"""Pages: what belongs together stays together, and nothing is left out or laid over another."""

from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.documents.layout import Cell, Piece, RowPiece, TextPiece, into_pages
from sia_desktop.documents.lettering import BODY
from sia_desktop.documents.tagging import Element
from sia_desktop.documents.wrapping import Line, Run

ROOM = 300.0


def lines(count: int) -> tuple[Line, ...]:
    """Return that many lines, told apart by identity of their text."""
    return tuple((Run(f"line {number}", BODY),) for number in range(count))


def text(count: int, *, is_heading: bool = False) -> TextPiece:
    """Return a paragraph, or a heading."""
    return TextPiece(lines(count), Element("P"), 15, space_before=10, keeps_with_next=is_heading)


def row(count: int) -> RowPiece:
    """Return a row of a table with headings that are repeated."""
    headings = RowPiece((Cell(lines(1), 0, None),), 12, 100, 5)
    return RowPiece((Cell(lines(count), 0, Element("TD")),), 12, 100, 5, repeat=headings)


PIECES = st.lists(
    st.one_of(
        st.builds(text, st.integers(1, 60)),
        st.builds(text, st.just(1), is_heading=st.just(True)),
        st.builds(row, st.integers(1, 60)),
    ),
    max_size=30,
)


def lines_in(piece: Piece) -> int:
    """Return how many lines of its own a piece has, repetitions not counted."""
    match piece:
        case TextPiece():
            return len(piece.lines)
        case RowPiece():
            return sum(len(cell.lines) for cell in piece.cells if cell.element)
        case _:
            return 0


@given(PIECES)
def test_every_line_is_placed_once_inside_its_page(pieces: list[Piece]) -> None:
    pages = into_pages(pieces, ROOM)
    placed = [each for page in pages for each in page]
    assert sum(lines_in(each.piece) for each in placed) == sum(map(lines_in, pieces))
    for page in pages:
        end = 0.0
        for each in page:
            assert each.offset >= end
            end = each.offset + each.piece.height
        assert end <= ROOM + 1e-6


@given(PIECES)
def test_no_heading_ends_a_page(pieces: list[Piece]) -> None:
    pages = into_pages([*pieces, text(1)], ROOM)
    assert not any(page[-1].piece.keeps_with_next for page in pages[:-1] if len(page) > 1)


def test_a_paragraph_leaves_no_single_line_behind() -> None:
    first, second = into_pages([text(19), text(4)], ROOM)
    assert [lines_in(each.piece) for each in first] == [19]
    assert [lines_in(each.piece) for each in second] == [4]


def test_a_table_carried_over_repeats_its_headings() -> None:
    table = row(2)
    pages = into_pages([text(18), table, table], ROOM)
    assert pages[1][0].piece is table.repeat


def test_nothing_to_lay_out_is_one_empty_page() -> None:
    assert into_pages([], ROOM) == [[]]
