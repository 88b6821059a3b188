"""The headteacher's view: this note and no other, every way of answering, one way out."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.mark import MarkWay, Response
from sia_desktop.services.record_head_mark import RecordHeadMark
from sia_desktop.services.record_later_mark import RecordLaterMark
from sia_desktop.ui.pages.visit.note_header import CHECK, COPIES
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button
from tests.helpers.accessible import assert_accessible
from tests.helpers.played import PASSPHRASE
from tests.ui.visit_stage import COMPLETE, Opened, a_note, a_signed_note, at_work

NAME = "Headteacher (demonstration)"
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qtbot: QtBot) -> Opened:
    """A complete draft in the headteacher's hands."""
    stage = at_work(qtbot, *a_note(COMPLETE))
    stage.open()
    stage.hand_over()
    QTest.keyClicks(stage.handover.response.name, NAME)
    return stage


def says(stage: Opened, words: str) -> bool:
    """Whether these words can be read in the view."""
    return any(words in label.text() for label in stage.handover.findChildren(QLabel) if label.isVisible())


def press(stage: Opened, words: str) -> None:
    """The button with these words, in the panel or else in the bar."""
    found = [b for b in stage.handover.findChildren(Button) if b.text() == words and b.isVisible()]
    found[-1].click()


def type_name(stage: Opened) -> None:
    """Choose to type, and type."""
    form = stage.handover.response
    form.signature.ways.segment("typed").click()
    QTest.keyClicks(form.signature.name_field.field, NAME)


def give_back(stage: Opened, passphrase: str = PASSPHRASE) -> None:
    """The adviser types their passphrase."""
    field = stage.handover.hand_back.passphrase.field
    QTest.keyClicks(field, passphrase)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_only_this_note_is_shown_and_every_written_word_of_it(stage: Opened) -> None:
    words = stage.handover.reading.words
    for wanted in (
        "Thameside Primary School",
        "URN 109800  ·  Wednesday 20 May 2026, 13:30 to 15:30  ·  School Partnership Adviser: Priya Nair",
        "Headteacher; Deputy headteacher; English lead",
        "Judgement. Shared routines give lessons a calm start.",
        "1. Extend the spelling sequence to the fourth class. English lead, by Friday 26 June. "
        "Success: All four classes by the next review.",
        "2. Share the reading check by pupil group. Headteacher, next meeting. "
        "Success: Groups compared with milestone 2.",
        "Keeping in touch",
    ):
        assert wanted in words
    assert "Leadership" not in words, "empty sections are not printed, so they are not shown"
    schools = {school.name for school in stage.laptop.store.schools.kept.values()}
    shown = [label.text() for label in stage.handover.findChildren(QLabel)]
    assert {name for name in schools if any(name in text for text in shown)} == {"Thameside Primary School"}
    assert not stage.window.rail.isVisible()
    assert "Thameside" not in stage.window.windowTitle()


def test_the_headteacher_signs_by_typing(stage: Opened) -> None:
    form = stage.handover.response
    form.accurate.click()
    QTest.keyClicks(form.comment, "Thank you.")
    type_name(stage)
    press(stage, "Sign this note")
    stage.until(lambda: says(stage, "Thank you. Your response is recorded."))
    mark = stage.kept.head_mark
    assert mark is not None
    assert (mark.way, mark.response, mark.comment) == (MarkWay.TYPED, Response.ACCURATE, "Thank you.")
    assert (mark.name, mark.role) == (NAME, "Headteacher")
    assert stage.kept.head_mark_stands


def test_a_published_name_is_there_already_outside_the_demonstration(qtbot: QtBot) -> None:
    laptop, note = a_note(COMPLETE)
    laptop.store.me = replace(laptop.store.me, is_demonstration=False)
    stage = at_work(qtbot, laptop, note)
    stage.hand_over()
    assert stage.handover.response.name.text() == NAME, "nobody types it twice"


def test_the_headteacher_signs_by_drawing(stage: Opened) -> None:
    form = stage.handover.response
    form.accurate.click()
    form.signature.pad.show_strokes((((0.1, 0.5), (0.4, 0.4), (0.8, 0.6)),))
    press(stage, "Sign this note")
    stage.until(lambda: stage.kept.head_mark is not None)
    mark = stage.kept.head_mark
    assert mark is not None
    assert (mark.way, len(mark.strokes)) == (MarkWay.DRAWN, 1)


@pytest.mark.parametrize(
    ("way", "act", "words"),
    [
        ("deferred", "Leave for later", "Left for later. Nothing is signed in your name."),
        ("declined", "Record that I decline", "Recorded: you decline to sign."),
    ],
)
def test_later_and_decline_weigh_the_same(stage: Opened, way: str, act: str, words: str) -> None:
    form = stage.handover.response
    widths = {
        form.signature.ways.segment(code).width() for code in ("drawn", "typed", "deferred", "declined")
    }
    assert max(widths) - min(widths) < 40
    form.signature.ways.segment(way).click()
    QTest.keyClicks(form.signature.reason_field.field, "Not my decision")
    press(stage, act)
    stage.until(lambda: says(stage, words))
    assert stage.kept.head_mark is not None
    assert stage.kept.head_mark.way is MarkWay(way)


def test_what_is_wanted_is_said_beside_the_button(stage: Opened) -> None:
    press(stage, "Sign this note")
    stage.until(lambda: says(stage, "Nothing has been drawn."))
    type_name(stage)
    press(stage, "Sign this note")
    stage.until(lambda: says(stage, "Choose whether the facts are accurate"))
    stage.handover.response.to_correct.click()
    press(stage, "Sign this note")
    stage.until(lambda: says(stage, "Say in the comment what is to be corrected"))
    assert stage.kept.head_mark is None
    stage.handover.response.signature.ways.segment("declined").click()
    press(stage, "Record that I decline")
    stage.until(lambda: says(stage, "Give the reason for declining"))


def test_signing_is_said_not_to_be_agreeing_and_the_notice_opens_in_place(stage: Opened) -> None:
    assert says(stage, "Signing records receipt and factual accuracy.")
    assert says(stage, "It does not mean that you agree.")
    assert not says(stage, "public task")
    press(stage, "Privacy notice")
    assert says(stage, "Reading Borough Council is the controller")
    press(stage, "Close the privacy notice")
    assert not says(stage, "public task")


def test_larger_text_goes_up_and_the_advisers_own_size_comes_back(stage: Opened) -> None:
    press(stage, "Larger text")
    assert theme().text_size == 125
    press(stage, "Larger text")
    assert theme().text_size == 150
    press(stage, "Return to adviser")
    give_back(stage)
    stage.until(lambda: stage.window.navigation.current == "visit")
    assert theme().text_size == 100


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_1, ALT),
        (Qt.Key.Key_2, ALT),
        (Qt.Key.Key_Left, ALT),
        (Qt.Key.Key_K, CONTROL),
        (Qt.Key.Key_N, CONTROL),
        (Qt.Key.Key_Comma, CONTROL),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_no_key_leads_out(stage: Opened, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    stage.until(lambda: not stage.window.tools.syncing.is_running)
    rounds = len(stage.laptop.sync.approved)
    QTest.keyClick(QApplication.focusWidget() or stage.handover, key, modifier)
    assert stage.window.navigation.current == "handover"
    assert stage.window.navigation.is_held
    assert len(stage.laptop.sync.approved) == rounds
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert tops == [stage.window]


def test_trouble_with_central_waits_for_the_adviser(stage: Opened) -> None:
    def said() -> list[str]:
        found = stage.window.findChildren(Banner)
        return [
            one.accessibleName() for one in found if one.isVisible() and not stage.handover.isAncestorOf(one)
        ]

    stage.window.trouble.tell(OutsideTrouble("Central does not answer."), stage.window)
    assert "Central does not answer." not in said()
    press(stage, "Return to adviser")
    give_back(stage)
    stage.until(lambda: stage.window.navigation.current == "visit")
    assert "Central does not answer." in said()


def test_locking_shows_the_unlock_page_and_not_the_caseload(stage: Opened) -> None:
    stage.window.lock()
    assert stage.window.navigation.current == "unlock"
    assert stage.window.is_locked


def test_closing_the_window_leaves_nothing_open(stage: Opened) -> None:
    stage.window.close()
    stage.window.shut()
    assert stage.window.is_locked


def test_only_the_advisers_passphrase_leads_back(stage: Opened) -> None:
    press(stage, "Return to adviser")
    assert says(stage, "Please hand the laptop to Priya Nair")
    give_back(stage, "headteacher")
    stage.until(lambda: says(stage, "This is not the passphrase"))
    assert stage.window.navigation.is_held
    assert not stage.handover.hand_back.passphrase.text
    QTest.keyClick(stage.handover.hand_back.passphrase.field, Qt.Key.Key_Escape)
    assert stage.handover.face is stage.handover.response
    press(stage, "Return to adviser")
    give_back(stage)
    stage.until(lambda: stage.window.navigation.current == "visit")
    assert not stage.window.navigation.is_held
    assert stage.page.view == CHECK


def test_the_copys_address_goes_along_to_the_adviser(stage: Opened) -> None:
    form = stage.handover.response
    form.signature.ways.segment("deferred").click()
    press(stage, "Leave for later")
    stage.until(lambda: stage.handover.face is stage.handover.thanks)
    QTest.keyClicks(stage.handover.thanks.address, "head@school.example")
    press(stage, "Return to adviser")
    give_back(stage)
    stage.until(lambda: stage.window.navigation.current == "visit")
    stage.until(lambda: "head@school.example" in stage.page.signed.give.addresses)


def test_a_response_can_be_changed_before_the_laptop_goes_back(stage: Opened) -> None:
    form = stage.handover.response
    form.signature.ways.segment("deferred").click()
    press(stage, "Leave for later")
    stage.until(lambda: stage.handover.face is stage.handover.thanks)
    press(stage, "Change my response")
    form.accurate.click()
    type_name(stage)
    press(stage, "Sign this note")
    stage.until(lambda: stage.kept.head_mark is not None and stage.kept.head_mark.way is MarkWay.TYPED)
    assert len(stage.sent(RecordHeadMark)) == 2


def test_a_later_mark_is_witnessed_by_the_advisers_passphrase(qtbot: QtBot) -> None:
    stage = at_work(qtbot, *a_signed_note(MarkWay.DEFERRED))
    stage.hand_over()
    form = stage.handover.response
    QTest.keyClicks(form.name, NAME)
    assert not form.signature.ways.segment("declined").isVisible()
    press(stage, "Sign this note")
    assert says(stage, "Choose whether the facts are accurate")
    form.accurate.click()
    press(stage, "Sign this note")
    assert says(stage, "Nothing has been drawn.")
    type_name(stage)
    press(stage, "Sign this note")
    assert says(stage, "Please hand the laptop to Priya Nair")
    give_back(stage, "wrong")
    stage.until(lambda: says(stage, "This is not the passphrase"))
    give_back(stage)
    stage.until(lambda: stage.window.navigation.current == "visit")
    (later,) = stage.sent(RecordLaterMark)
    assert later.mark.typed == NAME
    stage.until(lambda: stage.page.is_shown and stage.page.view == COPIES)


def test_leaving_a_signed_note_for_later_records_nothing(qtbot: QtBot) -> None:
    stage = at_work(qtbot, *a_signed_note(MarkWay.DEFERRED))
    stage.hand_over()
    stage.handover.response.signature.ways.segment("deferred").click()
    press(stage, "Leave for later")
    assert says(stage, "Left for later.")
    assert not stage.laptop.sent


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_every_face_has_names_and_stops(stage: Opened, size: tuple[int, int]) -> None:
    stage.window.resize(*size)
    assert_accessible(stage.handover)
    press(stage, "Return to adviser")
    assert_accessible(stage.handover)
    press(stage, "Back to the note")
    stage.handover.response.signature.ways.segment("deferred").click()
    press(stage, "Leave for later")
    stage.until(lambda: stage.handover.face is stage.handover.thanks)
    assert_accessible(stage.handover)
