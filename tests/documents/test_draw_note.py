"""What is printed: every word, page by page, the same bytes each time, whatever people typed."""

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from sia_desktop.documents.draw_note import draw_note
from sia_desktop.documents.printed_note import (
    ActionRow,
    DrawnMark,
    Fact,
    ItemList,
    Paragraph,
    PrintedNote,
    Section,
    SignatureBox,
    TypedMark,
)
from tests.documents.accessible_pdf import faults
from tests.documents.notes import FONTS, a_declined_note, a_deferred_note, a_long_note, a_note


def pages_of(pdf: bytes) -> list[str]:
    """Return each page's words as a reader copies them out."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def words_of(pdf: bytes) -> str:
    """Return all words, with single spaces between them."""
    return " ".join(" ".join(pages_of(pdf)).split())


def drawn(note: PrintedNote) -> str:
    """Return the words of a drawn note once it is known to be accessible."""
    pdf = draw_note(note, FONTS)
    assert faults(pdf) == []
    return words_of(pdf)


def with_text(*texts: str) -> PrintedNote:
    """Return a note whose only section says this."""
    return replace(a_note(), sections=(Section("Section", tuple(Paragraph(text) for text in texts)),))


def test_every_word_is_printed() -> None:
    words = drawn(a_note())
    for expected in (
        "Reading Borough Council School improvement",
        "Note of visit Riverside Primary (demonstration)",
        "URN 999901",
        "Adviser Priya Nair, School Partnership Adviser",
        "Due to its recipients by Thursday 28 May 2026. Produced Wednesday 20 May 2026.",
        "• Journals seen in Years 3 to 6",
        "Judgement. Reading is improving in line with milestone 2 of the plan. Rests on evidence E1 and E3.",
        "No. Action Who By How success will be seen",
        "1 Extend the spelling sequence to the fourth class English lead Fri 26 June 2026",
        "I have read this note; the facts are accurate. Comment: none.",
        "Signing records receipt and accuracy, not agreement.",
        "Signed Wed 20 May 2026, 15:24 Certificate of Reading Borough Council",
        "Typed on the adviser’s laptop, 15:21",
        "Open Government Licence v3.0.",
        "Demonstration",
        "Page 1 of 1",
    ):
        assert expected in words


def test_a_long_note_numbers_its_pages_and_repeats_the_tables_headings() -> None:
    pages = pages_of(draw_note(a_long_note(), FONTS))
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 3" in page
        assert "Demonstration" in page
        assert "Open Government Licence" in page
    assert ["How success will be seen" in page for page in pages] == [False, True, True]


def test_a_live_note_is_not_marked_demonstration() -> None:
    assert "Demonstration" not in drawn(replace(a_note(), is_demonstration=False))


def test_a_declined_note_says_why() -> None:
    words = drawn(a_declined_note())
    assert "Declined to sign" in words
    assert "Reason given for declining: The chair of governors asked to read the note first." in words


def test_a_deferred_note_leaves_room() -> None:
    words = drawn(a_deferred_note())
    assert "The headteacher’s response was left for later. Signing records receipt" in words
    assert "Left for later, Wed 20 May 2026, 15:21" in words


def test_a_comment_is_printed() -> None:
    note = replace(a_note(), response=replace(a_note().response, comment="Thank you.\nThe dates suit."))
    assert "Comment: Thank you. The dates suit." in drawn(note)


@pytest.mark.parametrize("make", [a_note, a_long_note, a_declined_note, a_deferred_note])
def test_equal_notes_give_equal_bytes(make: object) -> None:
    assert callable(make)
    assert draw_note(make(), FONTS) == draw_note(make(), FONTS)


def test_another_process_place_and_time_give_the_same_bytes(tmp_path: Path) -> None:
    target = tmp_path / "note.pdf"
    script = (
        "import sys; from pathlib import Path; from tests.documents.notes import *; "
        "from sia_desktop.documents.draw_note import draw_note; "
        "Path(sys.argv[1]).write_bytes(draw_note(a_long_note(), FONTS))"
    )
    surroundings = {
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    subprocess.run([sys.executable, "-c", script, str(target)], check=True, env=os.environ | surroundings)
    assert target.read_bytes() == draw_note(a_long_note(), FONTS)


def test_different_words_give_different_bytes_and_identifiers() -> None:
    first, second = draw_note(with_text("One."), FONTS), draw_note(with_text("Two."), FONTS)
    assert first.split(b"/ID", 1)[1][:80] != second.split(b"/ID", 1)[1][:80]


def test_a_worker_thread_draws_the_same_while_another_draws() -> None:
    answers: list[bytes] = []
    threads = [Thread(target=lambda: answers.append(draw_note(a_long_note(), FONTS))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [draw_note(a_long_note(), FONTS)] * 3


def plain_page() -> bytes:
    """Return what another user of ReportLab in this process draws."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 720, "Somebody else's page")
    canvas.save()
    return out.getvalue()


def test_other_users_of_reportlab_see_no_difference() -> None:
    before, classes = (
        plain_page(),
        [list(pdfdoc.PDFPage.__NoDefault__), list(pdfdoc.PDFCatalog.__NoDefault__)],
    )
    draw_note(a_note(), FONTS)
    assert plain_page() == before
    assert classes == [pdfdoc.PDFPage.__NoDefault__, pdfdoc.PDFCatalog.__NoDefault__]
    assert pdfmetrics.getFont("Helvetica").face.builtIn


def test_an_empty_section_and_no_actions_say_so() -> None:
    note = replace(
        a_note(), sections=(Section("Safeguarding"), Section("Lists", (ItemList(()),))), actions=()
    )
    words = drawn(note)
    assert "Safeguarding Nothing recorded." in words
    assert "Agreed actions No actions were agreed." in words


def test_two_hundred_actions_are_all_printed() -> None:
    rows = tuple(ActionRow(str(n), f"Action number {n}", "Deputy", "May", "Seen") for n in range(1, 201))
    words = drawn(replace(a_note(), actions=rows))
    assert all(f"Action number {n} " in words for n in range(1, 201))


def test_an_action_taller_than_a_page_goes_on_over_the_next() -> None:
    long = " ".join(f"word{n}" for n in range(1500))
    words = drawn(replace(a_note(), actions=(ActionRow("1", long, "Deputy", "May", "Seen"),)))
    assert all(f"word{n}" in words for n in range(1500))


def test_a_very_long_paragraph_runs_over_many_pages() -> None:
    long = " ".join(f"word{n}" for n in range(6000))
    pdf = draw_note(with_text(long), FONTS)
    assert faults(pdf) == []
    assert len(pages_of(pdf)) > 5
    assert words_of(pdf).count("word") == 6000


def test_a_very_long_word_is_cut_inside_the_margins() -> None:
    pdf = draw_note(with_text("x" * 5000), FONTS)
    assert "".join(pages_of(pdf)).count("x") >= 5000
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            rights = [text.get_charbox(index)[2] for index in range(text.count_chars())]
            assert max(rights) < page.get_width() - 60


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ŵyth ŷd; Llanfairpwllgwyngyll; tŷ gwyn", "Ŵyth ŷd; Llanfairpwllgwyngyll; tŷ gwyn"),
        ("“curly” ‘quotes’ – dashes — café naïve Łódź", "“curly” ‘quotes’ – dashes — café naïve Łódź"),
        ("e\u0301te\u0301", "été"),
        ("Well done 👍🏽!", "Well done [thumbs up sign]!"),
        ("Family 👨‍👩‍👧", "Family [man, woman, girl]"),
        ("مرحبا here", "[U+0645, U+0631, U+062D, U+0628, U+0627] here"),
        ("①②", "12"),
        ("a\x00b\x07c\ud800d", "abc[U+D800]d"),
        ("tab\there", "tab here"),
        ("hy\u00adphen and zero\u200bwidth", "hyphen and zerowidth"),
        ("\U000e0041", "[U+E0041]"),
        ("one\r\ntwo\rthree", "one two three"),
        ("<b>not markup</b> & so on", "<b>not markup</b> & so on"),
        ("(paren) \\ back", "(paren) \\ back"),
    ],
)
def test_whatever_was_typed_is_printed_or_named(typed: str, printed: str) -> None:
    assert f"Section {printed} Agreed actions" in drawn(with_text(typed))


def test_odd_letters_stand_everywhere_without_harm() -> None:
    odd = "👍 <&> Ŵ \ud800 \x00 " + "y" * 300
    box = SignatureBox(odd, odd, TypedMark(odd), (odd,))
    note = replace(
        a_note(), title=odd, school=odd, council=odd, service=odd, urn=odd, due=odd, due_explained=odd
    )
    note = replace(
        note, left_facts=(Fact(odd, odd),), right_facts=(), adviser=box, headteacher=box, footer=(odd,)
    )
    assert "[thumbs up sign]" in drawn(note)


def test_words_left_out_leave_a_whole_note() -> None:
    empty = replace(
        a_note(), title="", school="", council="", service="", urn="", due="", due_explained="", footer=()
    )
    bare = SignatureBox("", "", TypedMark(""))
    drawn_words = draw_note(
        replace(empty, left_facts=(), right_facts=(), sections=(), adviser=bare, headteacher=bare), FONTS
    )
    assert "Page 1 of 1" in words_of(drawn_words)


@pytest.mark.parametrize(
    "strokes",
    [
        (((0.5, 0.5),),),
        (((0.0, 0.0), (1.0, 0.0)),),
        (((0.5, 0.0), (0.5, 1.0)),),
        (((float("nan"), 0.1), (float("inf"), 0.2)),),
        (((0.1, 0.1), (0.1, 0.1)), ()),
    ],
    ids=["a dot", "a level line", "an upright line", "no numbers", "one place"],
)
def test_any_ink_can_be_drawn(strokes: tuple[tuple[tuple[float, float], ...], ...]) -> None:
    note = a_note()
    drawn(replace(note, adviser=replace(note.adviser, mark=DrawnMark(strokes))))


def test_a_mark_without_a_point_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        DrawnMark(((),))


def size_of_ink(pdf: bytes) -> tuple[float, float]:
    """Return how wide and high the first figure's lines are, in points."""
    points: list[tuple[float, float]] = []
    with pikepdf.open(BytesIO(pdf)) as document:
        is_inside = False
        for instruction in pikepdf.parse_content_stream(document.pages[0]):
            operator = str(instruction.operator)
            is_inside = operator != "EMC" and (is_inside or "/Figure" in map(str, instruction.operands))
            if is_inside and operator in ("m", "l", "c"):
                x, y = list(instruction.operands)[-2:]
                points.append((float(str(x)), float(str(y))))
    across, down = [x for x, _ in points], [y for _, y in points]
    return max(across) - min(across), max(down) - min(down)


def test_ink_keeps_the_proportions_it_was_drawn_in() -> None:
    square = (((0.25, 0.0), (0.75, 0.0), (0.75, 1.0), (0.25, 1.0)), ((0.25, 1.0), (0.25, 0.0)))
    note = a_note()
    pdf = draw_note(replace(note, adviser=replace(note.adviser, mark=DrawnMark(square, 2.0))), FONTS)
    width, height = size_of_ink(pdf)
    assert width == pytest.approx(height, rel=0.02)
    assert height > 25
