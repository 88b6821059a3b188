"""Long text is written with headings, lists and tables, and kept as the words that print so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sia_desktop.ui.forms.rich.document import words_of, write_into
from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.rich.tools import TextTools

PLAIN = Qt.KeyboardModifier.NoModifier
MARK = st.sampled_from(("", "# ", "- ", "1. ", "| ", "\\"))
LINE = st.tuples(MARK, st.text("ab |#-1.", max_size=8)).map("".join)


@pytest.fixture
def field(qtbot: QtBot) -> RichTextEdit:
    """An empty field with the keyboard in it."""
    made = RichTextEdit()
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def write(field: RichTextEdit, words: str) -> None:
    """As at a keyboard; a new line is Enter."""
    for letter in words:
        if letter == "\n":
            QTest.keyClick(field, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(field, letter)


@given(st.lists(LINE, max_size=6).map("\n".join))
def test_whatever_is_kept_comes_back_as_the_same_lines(words: str) -> None:
    document = QTextDocument()
    write_into(QTextCursor(document), words, "reading")
    once = words_of(document)
    again = QTextDocument()
    write_into(QTextCursor(again), once, "reading")
    assert words_of(again) == once


def test_what_is_shown_and_not_touched_is_given_back_letter_for_letter(field: RichTextEdit) -> None:
    odd = "3. third\n|a|b|\n\n\n  spaces  \n"
    field.show_text(odd)
    assert field.text == odd


def test_marks_typed_at_the_beginning_of_a_line_shape_it(field: RichTextEdit) -> None:
    write(field, "# Reading\nSeen today:\n- books\na check\n\n1. first\nsecond\n\nEnd")
    assert field.text == "# Reading\nSeen today:\n- books\n- a check\n1. first\n2. second\nEnd"


def test_keys_shape_the_chosen_lines_and_undo_takes_it_back(field: RichTextEdit) -> None:
    field.show_text("one\ntwo")
    field.selectAll()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(field, Qt.Key.Key_L, both)
    assert field.text == "- one\n- two"
    QTest.keyClick(field, Qt.Key.Key_N, both)
    assert field.text == "1. one\n2. two"
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text == "one\ntwo"


def test_a_line_that_only_looks_like_a_mark_stays_words(field: RichTextEdit) -> None:
    field.show_text("\\- 3 degrees")
    assert field.toPlainText() == "- 3 degrees"
    write(field, "x")
    assert field.text == "\\- 3 degreesx"


def test_a_table_is_begun_filled_and_grows_with_enter(field: RichTextEdit, qtbot: QtBot) -> None:
    tools = TextTools()
    qtbot.addWidget(tools)
    write(field, "Before")
    tools.follow(field)
    tools.table.click()
    write(field, "Year\n3\n4")
    assert field.text == "Before\n| Year |  |\n| 3 |  |\n| 4 |  |"


def test_a_page_of_word_is_pasted_with_its_structure_and_nothing_else(field: RichTextEdit) -> None:
    mime = QMimeData()
    mime.setHtml(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p{color:red}</style></head>"
        "<body><h2 style='font-family:Comic Sans MS'>What was seen</h2>"
        "<p class=MsoListParagraph><!--[if !supportLists]--><span>\u00b7<span>&nbsp;&nbsp; </span></span>"
        "<!--[endif]-->Books&nbsp;in Year 3<o:p></o:p></p>"
        "<p class=MsoListParagraph>1.&nbsp;&nbsp; First</p>"
        "<table><tr><td><b>Year</b></td><td>Share</td></tr><tr><td>3</td><td>80</td></tr></table>"
        "<p>The <b>end</b>\u200b</p></body></html>"
    )
    field.insertFromMimeData(mime)
    assert field.text == (
        "# What was seen\n- Books in Year 3\n1. First\n| Year | Share |\n| 3 | 80 |\n\nThe end"
    )


def test_plain_words_join_the_line_they_are_pasted_into(field: RichTextEdit) -> None:
    mime = QMimeData()
    mime.setText("seen   here\u00a0")
    write(field, "It was ")
    field.insertFromMimeData(mime)
    assert field.text == "It was seen here"
