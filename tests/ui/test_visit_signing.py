"""Check, sign, give a copy, correct: each act where it belongs, each trouble beside what was pressed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from sia_desktop.domain.act import PROVIDED
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.mark import MarkWay
from sia_desktop.services.provide_note import Copy, ProvideNote
from sia_desktop.services.queries.facts import RecordSync, SendState
from sia_desktop.services.record_head_mark import RecordHeadMark
from sia_desktop.services.sign_note import SignNote
from sia_desktop.ui.navigation import Place
from sia_desktop.ui.pages.visit.note_header import CHECK, COPIES, TEXT
from sia_desktop.ui.pages.visit.page import VisitPage
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.chip import Chip
from sia_desktop.ui.widgets.labelled_field import PassphraseField
from tests.helpers.a_desk import MANAGER
from tests.helpers.accessible import assert_accessible
from tests.helpers.played import PASSPHRASE
from tests.ui.visit_stage import (
    COMPLETE,
    Opened,
    a_note,
    a_signed_note,
    at_work,
    head_mark_of,
    opened,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def button(stage: Opened, words: str) -> Button:
    """The button with these words that can be seen."""
    found = [b for b in stage.page.findChildren(Button) if b.text() == words and b.isVisible()]
    assert found, [b.text() for b in stage.page.findChildren(Button) if b.isVisible()]
    return found[0]


def says(stage: Opened, words: str) -> bool:
    """Whether these words can be read on the page."""
    return any(words in label.text() for label in stage.page.findChildren(QLabel) if label.isVisible())


def checking(qtbot: QtBot, *, is_marked: bool = True) -> Opened:
    """A complete draft, marked by the headteacher, at Check and sign."""
    laptop, note = a_note(COMPLETE)
    if is_marked:
        laptop.store.notes.save(replace(note, head_mark=head_mark_of(note)))
    stage = at_work(qtbot, laptop, note)
    stage.open(view=CHECK)
    return stage


def sign(stage: Opened, passphrase: str = PASSPHRASE) -> None:
    """Type a name and the passphrase, and press Enter."""
    check = stage.page.check
    check.signature.ways.segment("typed").click()
    QTest.keyClicks(check.signature.name_field.field, "Priya Nair")
    QTest.keyClicks(check.passphrase.field, passphrase)
    QTest.keyClick(check.passphrase.field, Qt.Key.Key_Return)


def signed(qtbot: QtBot, way: MarkWay = MarkWay.TYPED) -> Opened:
    """A signed note at its copies."""
    stage = at_work(qtbot, *a_signed_note(way))
    stage.open()
    return stage


def test_what_is_missing_is_listed_and_each_leads_there(qtbot: QtBot) -> None:
    stage = opened(qtbot)
    QTest.keyClick(stage.page, Qt.Key.Key_Return, CONTROL)
    assert stage.page.view == CHECK
    button(stage, "Action 3: add how success will be seen.").click()
    assert stage.page.view == TEXT
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "How success will be seen"


def test_signing_with_something_missing_says_what(qtbot: QtBot) -> None:
    stage = opened(qtbot)
    QTest.keyClick(stage.page, Qt.Key.Key_Return, CONTROL)
    sign(stage)
    assert says(stage, "Put this right first: The judgement under “Teaching” has no evidence yet")
    assert not stage.sent(SignNote)
    QTest.keyClick(stage.page, Qt.Key.Key_Escape)
    assert stage.page.view == TEXT


def test_the_adviser_signs_and_the_copies_come_to_the_front(qtbot: QtBot) -> None:
    stage = checking(qtbot)
    assert says(stage, "has read the note; the facts are accurate")
    sign(stage)
    stage.until(lambda: stage.page.view == COPIES)
    assert stage.kept.is_signed
    assert stage.kept.signing is not None
    assert stage.kept.signing.mark.typed == "Priya Nair"
    assert says(stage, "Signed, not yet provided: the clock still runs until you give a copy.")
    assert not stage.page.check.passphrase.text, "nothing of a passphrase stays"


def test_a_drawn_signature_keeps_its_strokes_and_shape(qtbot: QtBot) -> None:
    stage = checking(qtbot)
    check = stage.page.check
    check.signature.pad.show_strokes((((0.1, 0.5), (0.4, 0.4), (0.8, 0.6)),))
    QTest.keyClicks(check.passphrase.field, PASSPHRASE)
    button(stage, "Sign this note").click()
    stage.until(lambda: stage.kept.is_signed)
    assert stage.kept.signing is not None
    mark = stage.kept.signing.mark
    assert mark.strokes == (((0.1, 0.5), (0.4, 0.4), (0.8, 0.6)),)
    assert mark.shape == check.signature.pad.shape


def test_a_wrong_passphrase_signs_nothing_and_says_so(qtbot: QtBot) -> None:
    stage = checking(qtbot)
    sign(stage, "some other words")
    stage.until(lambda: says(stage, "This is not the passphrase of this laptop"))
    assert not stage.kept.is_signed
    assert not stage.page.check.passphrase.text
    assert stage.page.check.sign.isEnabled()


def test_without_the_headteachers_part_signing_is_refused_in_words(qtbot: QtBot) -> None:
    stage = checking(qtbot, is_marked=False)
    sign(stage)
    stage.until(lambda: says(stage, "Show the note to the headteacher first."))


def test_the_headteachers_part_may_be_left_for_later(qtbot: QtBot) -> None:
    stage = checking(qtbot, is_marked=False)
    button(stage, "Leave for later").click()
    stage.until(lambda: says(stage, "Left for later (Wed 20 May 2026, 14:32)"))
    sign(stage)
    stage.until(lambda: stage.kept.is_signed)


def test_a_changed_word_voids_the_mark_before_it_is_even_saved(qtbot: QtBot) -> None:
    stage = checking(qtbot)
    QTest.keyClick(stage.page, Qt.Key.Key_Escape)
    stage.type_in("focus", " One more word.")
    QTest.keyClick(stage.page, Qt.Key.Key_Return, CONTROL)
    assert says(stage, "the mark no longer stands")
    sign(stage)
    stage.until(lambda: says(stage, "so it no longer stands. Show the note again."))
    assert not stage.kept.is_signed


def test_the_signed_pdf_is_shown_with_its_words(qtbot: QtBot) -> None:
    stage = signed(qtbot)
    with qtbot.waitSignal(stage.page.signed.preview.shown):
        pass
    sheets = [
        one for one in stage.page.signed.preview.findChildren(QLabel) if "Page 1" in one.accessibleName()
    ]
    assert "Thameside Primary School" in sheets[0].accessibleDescription()


def test_a_file_that_is_no_pdf_is_said_and_the_rest_still_works(qtbot: QtBot) -> None:
    laptop, note = a_signed_note()
    (file,) = laptop.store.attachments.of_record("note_of_visit", note.id)
    laptop.store.attachments.contents[file.id] = b"not a PDF at all"
    stage = at_work(qtbot, laptop, note)
    stage.open()
    stage.until(lambda: says(stage, "The PDF cannot be shown here."))
    assert button(stage, "Save a copy…").isEnabled()


def choose(stage: Opened, target: Path) -> None:
    """In the file dialog that is open, choose this."""
    (dialog,) = stage.page.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith(("note-of-visit-109800-2026-05-20.pdf", ".eml"))
    dialog.fileSelected.emit(str(target))
    dialog.close()


def test_a_saved_copy_is_recorded_and_stops_the_clock(qtbot: QtBot, tmp_path: Path) -> None:
    stage = signed(qtbot)
    stage.page.signed.give.boxes["Chair of governors"].click()
    button(stage, "Save a copy…").click()
    choose(stage, tmp_path / "copy.pdf")
    stage.until(lambda: says(stage, "Provided Wed 20 May 2026, on time."))
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    (given,) = stage.sent(ProvideNote)
    assert given.recipients == ("Headteacher", "Reading Borough Council")
    (act,) = stage.laptop.store.acts.of_record("note_of_visit", stage.note.id)
    assert act.act == PROVIDED


def test_a_late_copy_asks_why_in_place_and_the_page_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    laptop, note = a_signed_note()
    laptop.clock.move(timedelta(days=9))
    stage = at_work(qtbot, laptop, note)
    stage.open()
    button(stage, "Save a copy…").click()
    assert says(stage, "Its last day has passed. Write why it is given late.")
    why = stage.page.signed.give.late_reason
    assert why.accessibleName() == "Why it is late"
    QTest.keyClicks(why, "The headteacher was away")
    button(stage, "Save a copy…").click()
    choose(stage, tmp_path / "copy.pdf")
    stage.until(lambda: says(stage, "late. Reason given: The headteacher was away"))
    assert not says(stage, "Why it is late")
    assert b"was away" not in (tmp_path / "copy.pdf").read_bytes()
    assert why.text() == ""


def test_a_copy_in_time_asks_nothing(qtbot: QtBot) -> None:
    stage = signed(qtbot)
    assert not says(stage, "Why it is late")


def test_a_mail_draft_goes_to_typed_addresses_and_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    outside: list[Path] = []
    laptop, note = a_signed_note()
    stage = at_work(qtbot, laptop, note)
    stage.window.add(
        Place(
            "visit",
            "Note",
            "notebook-pen",
            lambda: VisitPage(stage.window.tools, outside.append),
            in_rail=False,
        )
    )
    stage.open(copy_to="head@school.example")
    button(stage, "Mail draft…").click()
    choose(stage, tmp_path / "draft.eml")
    stage.until(lambda: outside == [tmp_path / "draft.eml"])
    (given,) = stage.sent(ProvideNote)
    assert given.way is Copy.MAIL_DRAFT
    assert given.addresses == ("head@school.example",)


def test_a_mail_draft_wants_an_address_and_a_copy_somebody(qtbot: QtBot) -> None:
    stage = signed(qtbot)
    button(stage, "Mail draft…").click()
    assert says(stage, "Type the addresses the draft goes to")
    for box in stage.page.signed.give.boxes.values():
        box.click()
    button(stage, "Save a copy…").click()
    assert says(stage, "Tick who the copy is for.")
    assert not stage.sent(ProvideNote)


def test_a_copy_that_cannot_be_written_says_so_beside_the_button(qtbot: QtBot, tmp_path: Path) -> None:
    stage = signed(qtbot)
    stage.laptop.store.attachments.contents.clear()
    button(stage, "Save a copy…").click()
    choose(stage, tmp_path / "copy.pdf")
    stage.until(lambda: says(stage, "This file has not arrived yet."))
    assert not stage.laptop.store.acts.of_record("note_of_visit", stage.note.id)


def test_a_pdf_that_is_waiting_can_be_made_again(qtbot: QtBot) -> None:
    laptop, note = a_signed_note()
    laptop.store.attachments.kept.clear()
    stage = at_work(qtbot, laptop, note)
    stage.open()
    assert says(stage, "The PDF is waiting")
    button(stage, "Make the PDF now").click()
    assert says(stage, "Type your passphrase")
    (field,) = [one for one in stage.page.signed.findChildren(PassphraseField) if one.isVisible()]
    QTest.keyClicks(field, "wrong")
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.until(lambda: says(stage, "This is not the passphrase"))
    field.clear()
    QTest.keyClicks(field, PASSPHRASE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.until(lambda: says(stage, "Give a copy"))


def test_a_signed_note_is_corrected_by_its_next_version(qtbot: QtBot) -> None:
    stage = signed(qtbot)
    correct = stage.page.signed.correct
    correct.opener.click()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert says(stage, "Give the reason; it stays with the record.")
    QTest.keyClicks(focus, "A date was wrong")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    stage.until(lambda: stage.page.is_shown and stage.page.title.endswith("version 2"))
    assert stage.page.view == TEXT
    assert says(stage, "Corrects version 1: A date was wrong")
    stage.window.navigation.back()
    stage.until(lambda: stage.page.is_shown and "version" not in stage.page.title)
    assert says(stage, "It was replaced by version 2.")
    button(stage, "Go to version 2").click()
    stage.until(lambda: stage.page.is_shown and stage.page.title.endswith("version 2"))


@pytest.mark.parametrize(
    ("sync", "chip", "words"),
    [
        (RecordSync(SendState.WAITING), "Waiting to send", "It goes to the council with the next sync."),
        (RecordSync(SendState.SENT), "Sent, no answer yet", "has not answered yet"),
        (RecordSync(SendState.ACCEPTED, "RD-1001"), "Accepted", "Receipt RD-1001."),
        (RecordSync(SendState.REFUSED, problem="Not your school."), "Refused", "Refused: Not your school."),
    ],
)
def test_where_the_note_stands_is_never_more_than_is_known(
    qtbot: QtBot, sync: RecordSync, chip: str, words: str
) -> None:
    stage = signed(qtbot)
    stage.laptop.store.syncs[str(stage.note.id)] = sync
    stage.window.tools.commands.announce(Changed(frozenset({"sync"})))
    stage.until(lambda: any(c.text() == chip for c in stage.page.signed.findChildren(Chip)))
    assert any(words in label.text() for label in stage.page.signed.findChildren(QLabel))


def test_a_colleagues_signed_note_can_be_read_but_not_given(qtbot: QtBot) -> None:
    laptop, note = a_signed_note()
    laptop.store.notes.save(replace(note, author_id=MANAGER))
    stage = at_work(qtbot, laptop, note)
    stage.open()
    assert not stage.page.signed.give.isVisible()
    assert not stage.page.signed.correct.isVisible()
    button(stage, "Read the words").click()
    assert says(stage, "Helen Okafor signed this note, so its words stand.")


def test_a_mark_left_for_later_can_be_made_from_the_signed_note(qtbot: QtBot) -> None:
    stage = signed(qtbot, MarkWay.DEFERRED)
    button(stage, "Let them sign now").click()
    assert stage.window.navigation.current == "handover"
    assert stage.window.navigation.is_held
    assert not stage.sent(RecordHeadMark)


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_everything_has_a_name_and_a_stop(qtbot: QtBot, size: tuple[int, int]) -> None:
    stage = signed(qtbot, MarkWay.DEFERRED)
    stage.window.resize(*size)
    assert_accessible(stage.page)
