"""Spelling, earlier words and quick jots, by keys, on the page of a note."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.services.add_word import AddWord
from sia_desktop.services.save_note_draft import SaveNoteDraft
from sia_desktop.spelling.dictionary import BritishEnglish
from sia_desktop.ui.forms.aids import Aids
from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.spelling.speller import words_in
from tests.helpers.a_desk import SPELLING
from tests.ui.visit_stage import COMPLETE, Opened, opened

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stage(qtbot: QtBot) -> Opened:
    """A whole note, open in its editor."""
    return opened(qtbot, {**COMPLETE, "focus": "Teachers recieve the sequence."})


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def type_words(words: str) -> None:
    """To whatever has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def focus_field(stage: Opened) -> RichTextEdit:
    """The keyboard in the focus of the visit."""
    stage.page.editing.go_to("focus")
    field = stage.page.editing.editor("focus").first
    assert isinstance(field, RichTextEdit)
    field.moveCursor(QTextCursor.MoveOperation.Start)
    return field


def aids(stage: Opened) -> Aids:
    """What helps on this page."""
    return stage.page.aids


def test_the_dictionary_knows_british_spellings_and_the_words_of_the_job() -> None:
    words = ("organisation", "judgement", "Ofsted", "children’s", "SENCo", "recieve", "organization")
    assert SPELLING.unknown(words) == {"recieve", "organization"}
    assert "receive" in SPELLING.suggestions("recieve")


def test_the_dictionary_loads_nothing_before_it_is_asked() -> None:
    assert "_loaded" not in vars(BritishEnglish(resources() / "dictionaries"))


def test_abbreviations_and_single_letters_are_no_words() -> None:
    assert [word for _, word in words_in("The SENCo saw 3B, KS2 and a RAP; the head’s plan")] == [
        "The", "SENCo", "saw", "and", "the", "head’s", "plan",
    ]  # fmt: skip


def test_a_wrong_word_is_underlined_once_the_cursor_has_left_it(stage: Opened) -> None:
    field = focus_field(stage)
    block = field.document().begin()
    stage.until(lambda: [each.start for each in block.layout().formats()] == [9])
    assert field.text == "Teachers recieve the sequence."
    assert not stage.sent(SaveNoteDraft)
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, " agian")
    assert len(block.layout().formats()) == 1
    QTest.keyClicks(field, " ")
    stage.until(lambda: len(block.layout().formats()) == 2)


def test_f7_steps_to_a_wrong_word_and_a_suggestion_takes_its_place(stage: Opened) -> None:
    field = focus_field(stage)
    press(Qt.Key.Key_F7)
    stepping = aids(stage).stepping
    stage.until(lambda: stepping.menu is not None and stepping.menu.isVisible())
    assert field.textCursor().selectedText() == "recieve"
    menu = stepping.menu
    assert menu is not None
    stage.until(lambda: menu.actions()[0].text() == "receive")
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert field.text == "Teachers receive the sequence."
    stage.page.autosave.flush()
    stage.until(lambda: stage.kept.answers["focus"] == "Teachers receive the sequence.")


def test_a_word_added_is_right_from_then_on(stage: Opened) -> None:
    field = focus_field(stage)
    aids(stage).next_word()
    stepping = aids(stage).stepping
    stage.until(lambda: stepping.menu is not None and stepping.menu.isVisible())
    menu = stepping.menu
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_A)
    stage.until(lambda: stage.sent(AddWord))
    assert stage.laptop.store.own_words.all() == {"recieve"}
    assert not field.document().begin().layout().formats()


def test_earlier_words_are_looked_at_and_taken_back_across_saves(stage: Opened) -> None:
    field = focus_field(stage)
    first = field.text
    for words in ("Once. ", "Twice. "):
        QTest.keyClicks(field, words)
        stage.page.autosave.flush()
        stage.until(lambda: stage.kept.answers["focus"] == field.text)
        stage.laptop.clock.now += timedelta(minutes=5)
    press(Qt.Key.Key_H, CONTROL | SHIFT)
    stage.until(lambda: aids(stage).history is not None)
    history = aids(stage).history
    assert history is not None
    assert [each.accessibleDescription() for each in history.buttons] == [
        "Until today 14:37",
        "Until today 14:32",
    ]
    history.buttons[1].click()
    assert field.text == first
    stage.page.autosave.flush()
    stage.until(lambda: stage.kept.answers["focus"] == first)
    kept = stage.laptop.store.earlier_words.of_section("note_of_visit", str(stage.note.id), "focus")
    assert kept[0].answer == f"Once. Twice. {first}"


def test_jots_are_kept_as_they_are_typed_and_drop_into_the_evidence(stage: Opened) -> None:
    focus_field(stage)
    press(Qt.Key.Key_J, CONTROL)
    type_words("Books open")
    stage.until(lambda: stage.kept.answers.get("jots"))  # nobody pressed anything
    press(Qt.Key.Key_Return)
    stage.laptop.clock.now += timedelta(minutes=4)
    type_words("Questions asked")
    jotting = aids(stage).jotting
    assert jotting is not None
    assert [fault.section for fault in stage.page.editing.problems] == ["evidence_seen"]
    jotting.drop.click()
    evidence = stage.page.editing.answers["evidence_seen"]
    assert isinstance(evidence, list)
    assert [(row["what"], row["on"], row["at"]) for row in evidence if isinstance(row, dict)][-2:] == [
        ("Books open", "2026-05-20", "14:32"),
        ("Questions asked", "2026-05-20", "14:36"),
    ]
    stage.until(lambda: stage.kept.answers["jots"] == [] and stage.kept.answers["evidence_seen"] == evidence)
    assert not stage.page.editing.problems


def test_a_jot_half_typed_stands_there_again_after_esc(stage: Opened) -> None:
    focus_field(stage)
    press(Qt.Key.Key_J, CONTROL)
    type_words("Half a li")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_J, CONTROL)
    assert [row["what"] for row in stage.page.editing.jots] == ["Half a li"]
    jotting = aids(stage).jotting
    assert jotting is not None
    assert jotting.drop.isEnabled()


def test_a_safeguarding_concern_opens_a_record_of_its_own(stage: Opened) -> None:
    focus_field(stage)
    press(Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.AltModifier)
    stage.until(lambda: stage.window.navigation.current == "record")
    page = stage.window.navigation.page("record")
    stage.until(lambda: page.is_shown)
    assert page.title == "Safeguarding concern"
    (record,) = stage.laptop.store.case_records.kept.values()
    assert (record.compartment, record.about.id) == ("safeguarding_record", str(stage.note.visit_id))
    focus = page.editing.editor("concern").first
    stage.until(focus.hasFocus)
    QTest.keyClicks(focus, "Seen at the gate")
    page.autosave.flush()
    stage.until(lambda: stage.laptop.store.case_records.kept[record.id].answers.get("concern"))
    assert "Seen at the gate" not in str(stage.kept.answers)
