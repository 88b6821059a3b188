"""Writing a note: nothing is sent by looking, everything typed is kept, and the cursor is left alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.framework import Choice, Column, FormSection, SectionKind
from sia_desktop.domain.ids import note_id
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.queries.facts import RecordSync, SendState
from sia_desktop.services.save_note_draft import SaveNoteDraft
from sia_desktop.services.void_visit import VoidVisit
from sia_desktop.ui.forms.sections.agreed import Agreed
from sia_desktop.ui.forms.sections.editor import Around, Days
from sia_desktop.ui.forms.sections.make import editor_for
from sia_desktop.ui.pages.visit.note_header import TEXT
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.popover import Popover
from sia_desktop.ui.widgets.states import ErrorState
from tests.helpers.a_desk import MANAGER
from tests.helpers.accessible import assert_accessible
from tests.ui.visit_stage import COMPLETE, Opened, a_note, a_signed_note, at_work, opened

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = date(2026, 5, 20)
AROUND = Around(Days(lambda: TODAY, lambda day, count: day + timedelta(count)))


@pytest.fixture
def stage(qtbot: QtBot) -> Opened:
    return opened(qtbot)


def test_opening_a_note_sends_nothing(stage: Opened) -> None:
    stage.window.navigation.go("today")
    stage.open()
    assert not stage.laptop.sent


def test_the_head_of_the_note_says_whose_it_is_how_it_stands_and_when_it_is_due(stage: Opened) -> None:
    header = stage.page.header
    assert stage.page.title == "Note of visit, Wednesday 20 May 2026"
    assert header.school.text() == "Thameside Primary School"
    assert header.saved.text == "Saved on this laptop"
    assert header.due.accessibleName() == (
        "Due Thursday 28 May 2026: five working days after Wednesday 20 May; "
        "the weekend and the spring bank holiday do not count."
    )


def test_a_late_note_says_how_late(qtbot: QtBot) -> None:
    laptop, note = a_note()
    laptop.clock.move(timedelta(days=9))
    stage = at_work(qtbot, laptop, note)
    stage.open()
    assert stage.page.header.due.accessibleName().endswith("do not count. 1 working day late.")


def test_a_draft_that_the_council_refused_says_why(stage: Opened) -> None:
    refused = RecordSync(SendState.REFUSED, problem="The school has left your caseload.")
    stage.laptop.store.syncs[str(stage.note.id)] = refused
    stage.window.tools.commands.announce(Changed(frozenset({"sync"})))
    stage.until(stage.page.top.refused.isVisible)
    assert "left your caseload. Nothing you typed is lost." in stage.page.top.refused.accessibleName()


def test_typing_is_kept_without_a_button(stage: Opened) -> None:
    stage.type_in("focus", " More.")
    stage.until(lambda: stage.page.header.saved.text == "Saving…")
    stage.until(lambda: str(stage.kept.answers["focus"]).endswith("of it. More."))
    (saved,) = stage.sent(SaveNoteDraft)
    assert set(saved.answers) == {"focus"}, "only what changed is sent"
    stage.until(lambda: stage.page.header.saved.text == "Saved on this laptop 14:32")


def test_what_is_saved_does_not_move_the_cursor(stage: Opened) -> None:
    field = stage.page.editing.editor("focus").first
    assert isinstance(field, QTextEdit)
    field.setFocus()
    cursor = field.textCursor()
    cursor.setPosition(7)
    field.setTextCursor(cursor)
    QTest.keyClicks(field, "x")
    stage.page.autosave.flush()
    stage.until(lambda: stage.page.header.saved.text.endswith("14:32"))
    assert field.hasFocus()
    assert field.textCursor().position() == 8
    field.undo()
    assert "x" not in field.toPlainText()[:9]


def test_received_words_appear_but_never_under_the_fingers(stage: Opened) -> None:
    field = stage.type_in("focus", "mine")
    received: dict[str, Json] = {**stage.kept.answers, "focus": "theirs", "self_evaluation": "theirs"}
    stage.laptop.store.notes.save(replace(stage.kept, answers=received))
    stage.window.tools.commands.announce(Changed.one("note_of_visit", stage.note.id))
    received_words = stage.page.editing.editor("self_evaluation")
    stage.until(lambda: received_words.answer == "theirs")
    assert isinstance(field, QTextEdit)
    assert field.toPlainText().endswith("mine")


@pytest.mark.parametrize("way", ["leave", "lock", "handover", "check", "close"])
def test_every_way_out_keeps_the_last_letter(stage: Opened, way: str) -> None:
    stage.type_in("focus", " Last words")
    match way:
        case "leave":
            stage.window.navigation.go("caseload")
        case "lock":
            stage.window.lock()
        case "handover":
            stage.window.navigation.go("handover", note_id=stage.note.id)
        case "check":
            QTest.keyClick(stage.page, Qt.Key.Key_Return, CONTROL)
        case _:
            stage.window.close()
            stage.window.shut()
    stage.until(lambda: str(stage.kept.answers["focus"]).endswith("Last words"))


def test_words_that_could_not_be_kept_come_back_with_their_note(qtbot: QtBot) -> None:
    laptop, note = a_note()
    stage = at_work(qtbot, laptop, note)
    stage.open()
    voided = laptop.store.visits.get(note.visit_id)
    laptop.store.visits.save(replace(voided, adviser_id=MANAGER))
    laptop.store.notes.save(replace(note, author_id=MANAGER))
    stage.type_in("focus", " kept on the screen")
    stage.page.autosave.flush()
    stage.until(lambda: stage.page.header.saved.text.startswith("Not saved: This note is Helen Okafor"))
    laptop.store.notes.save(note)
    stage.window.navigation.go("today")
    stage.until(lambda: str(stage.kept.answers["focus"]).endswith("kept on the screen"))


def test_control_s_confirms(stage: Opened) -> None:
    stage.type_in("focus", " More.")
    QTest.keyClick(stage.page, Qt.Key.Key_S, CONTROL)
    stage.until(lambda: stage.page.header.saved.text == "Saved on this laptop 14:32")


def test_f8_walks_the_problems_and_says_them_at_heading_and_outline(stage: Opened) -> None:
    editing = stage.page.editing
    assert [fault.section for fault in editing.problems] == ["teaching", "agreed_actions"]
    QTest.keyClick(stage.page, Qt.Key.Key_F8)
    assert editing.outline.current == "teaching"
    assert editing.editor("teaching").first.hasFocus()
    QTest.keyClick(stage.page, Qt.Key.Key_F8)
    assert editing.outline.current == "agreed_actions"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "How success will be seen"
    QTest.keyClick(stage.page, Qt.Key.Key_F8, SHIFT)
    assert editing.outline.current == "teaching"
    spoken = {row.key: row.spoken for row in editing.outline.rows.rows}
    assert "has no evidence yet" in spoken["teaching"]
    assert spoken["focus"] == "Focus of the visit, written"
    assert spoken["leadership"] == "Leadership, empty"


def test_a_problem_put_right_goes_away_while_typing(stage: Opened) -> None:
    stage.type_in("teaching", "Four classrooms.")
    assert [fault.section for fault in stage.page.editing.problems] == ["agreed_actions"]


def test_the_outline_goes_to_a_section(stage: Opened) -> None:
    outline = stage.page.editing.outline
    outline.rows.setFocus()
    outline.point_to("leadership")
    QTest.keyClick(outline.rows, Qt.Key.Key_Return)
    assert stage.page.editing.editor("leadership").first.hasFocus()


def test_why_this_date_opens_from_the_keyboard(stage: Opened) -> None:
    QTest.keyClick(stage.page, Qt.Key.Key_W, CONTROL | SHIFT)
    (popover,) = stage.window.findChildren(Popover)
    assert popover.accessibleName() == "Why Thursday 28 May 2026?"
    QTest.keyClick(popover, Qt.Key.Key_Escape)


def test_an_action_is_added_written_moved_and_removed_with_a_way_back(stage: Opened) -> None:
    QTest.keyClick(stage.page, Qt.Key.Key_Period, CONTROL)
    editor = stage.page.editing.editor("agreed_actions")
    assert isinstance(editor, Agreed)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "What will be done"
    QTest.keyClicks(focus, "Visit again")
    card = editor.cards[-1]
    QTest.keyClicks(card.form.who, "Adviser")
    line = card.form.by.field
    assert isinstance(line, QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "+5wd")
    card.form.success.setFocus()
    assert line.text() == "Thursday 28 May 2026"
    QTest.keyClicks(card.form.success, "Seen")
    assert editor.answer[-1] == {  # type: ignore[index]  # a list, for this kind
        "id": card.action.id,
        "what": "Visit again",
        "who": "Adviser",
        "by": "2026-05-28",
        "success": "Seen",
    }
    card.up.click()
    card.remove.click()
    assert editor.count == 3
    put_back = next(b for b in editor.findChildren(Button) if b.text() == "Put it back")
    put_back.click()
    assert [card.action.what for card in editor.cards][2] == "Visit again"
    stage.page.autosave.flush()
    stage.until(lambda: len(stage.kept.answers["agreed_actions"]) == 4)  # type: ignore[arg-type]  # a list


def test_an_action_due_at_the_next_meeting_needs_no_date(stage: Opened) -> None:
    editor = stage.page.editing.editor("agreed_actions")
    assert isinstance(editor, Agreed)
    card = editor.cards[0]
    card.open_it()
    card.form.next_meeting.click()
    assert card.action.by == "next_meeting"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not card.is_open
    assert "at the next meeting" in card.glance.accessibleName()


def test_in_a_narrow_window_the_actions_are_behind_a_tab(stage: Opened) -> None:
    stage.window.resize(1093, 614)
    editor = stage.page.editing.editor("agreed_actions")
    assert not editor.isVisible()
    QTest.keyClick(stage.page, Qt.Key.Key_Period, CONTROL)
    assert editor.isVisible()
    stage.page.editing.go_to("focus")
    assert not editor.isVisible()
    stage.window.resize(1366, 768)
    stage.until(editor.isVisible)


def read_only(qtbot: QtBot, why: str) -> Opened:
    """A note that this person may only read."""
    laptop, note = a_signed_note() if why == "signed" else a_note()
    if why == "another":
        laptop.store.notes.save(replace(note, author_id=MANAGER))
    if why == "voided":
        laptop.desk.do(VoidVisit(note.visit_id, "Logged to the wrong school"))
        laptop.sent.clear()
    stage = at_work(qtbot, laptop, note)
    stage.open(view=TEXT)
    return stage


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("signed", "You signed this note on Wednesday 20 May 2026"),
        ("another", "This is Helen Okafor’s draft"),
        ("voided", "Reason: Logged to the wrong school"),
    ],
)
def test_a_note_that_may_only_be_read_says_why(qtbot: QtBot, why: str, words: str) -> None:
    stage = read_only(qtbot, why)
    assert words in stage.page.top.strip.accessibleName()
    field = stage.type_in("focus", " More")
    stage.page.autosave.flush()
    assert isinstance(field, QTextEdit)
    assert "More" not in field.toPlainText()
    assert not stage.sent(SaveNoteDraft)
    assert not stage.page.editing.problems


def test_a_visit_logged_by_mistake_is_voided_after_one_question(stage: Opened) -> None:
    void = stage.page.foot.void
    void.opener.click()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    QTest.keyClicks(focus, "Logged to the wrong day")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    (dialog,) = stage.page.findChildren(Dialog)
    next(b for b in dialog.findChildren(Button) if b.text() == "Void this visit").click()
    stage.until(lambda: stage.laptop.store.visits.get(stage.note.visit_id).voided)
    stage.until(lambda: "Logged to the wrong day" in stage.page.top.strip.accessibleName())


def test_the_school_is_one_press_away(stage: Opened) -> None:
    stage.page.header.school.click()
    assert stage.window.navigation.current == "school"


def test_another_note_starts_clean(qtbot: QtBot) -> None:
    laptop, note = a_note()
    second = replace(note, version=2, answers={"focus": "Second"})
    laptop.store.notes.save(second)
    stage = at_work(qtbot, laptop, note)
    stage.open()
    stage.type_in("focus", " First")
    stage.window.navigation.go("visit", note_id=note_id(note.visit_id, 2))
    stage.until(lambda: stage.page.is_shown and stage.page.title.endswith("version 2"))
    assert stage.page.editing.editor("focus").answer == "Second"
    stage.until(lambda: str(stage.kept.answers["focus"]).endswith(" First"))
    assert laptop.store.notes.get(second.id).answers == {"focus": "Second"}


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_everything_has_a_name_and_a_stop(stage: Opened, size: tuple[int, int]) -> None:
    stage.window.resize(*size)
    assert_accessible(stage.page)
    QTest.keyClick(stage.page, Qt.Key.Key_Return, CONTROL)
    assert_accessible(stage.page)


def test_a_complete_note_lacks_nothing(qtbot: QtBot) -> None:
    assert not opened(qtbot, COMPLETE).page.editing.problems


SECTIONS: tuple[tuple[SectionKind, Json], ...] = (
    (SectionKind.SHORT_TEXT, "a line"),
    (SectionKind.LONG_TEXT, "some\nlines"),
    (SectionKind.DATE, "2026-06-11"),
    (SectionKind.TIME, "13:30"),
    (SectionKind.NUMBER, "12"),
    (SectionKind.MONEY, "120.00"),
    (SectionKind.YES_NO, "no"),
    (SectionKind.CHOICE, "b"),
    (SectionKind.CHOICE, "not offered any more"),
    (SectionKind.CHOICES, ["a", "b"]),
    (SectionKind.PEOPLE, [{"id": "1", "name": "A. Head", "role": "Headteacher"}]),
    (SectionKind.JUDGEMENT, {"seen": "Books", "judgement": "Sound", "evidence": ["seen:code"]}),
    (SectionKind.ACTIONS, [{"id": "1", "what": "x", "who": "y", "by": "next_meeting", "success": "z"}]),
    (
        SectionKind.DISTRIBUTION,
        [{"id": "1", "name": "A. Head", "role": "Head", "sent_on": "2026-05-21"}],
    ),
    (
        SectionKind.ENTRIES,
        [{"id": "1", "on": "2026-05-20", "what": "Met", "who": "P", "at": "10:00"}],
    ),
    (SectionKind.ENTRIES, [{"id": "1", "on": "2026-05-20", "what": "still being written"}]),
    (SectionKind.TABLE, [{"id": "1", "a": "Attainment", "b": "red", "of a later version": [1]}]),
    (SectionKind.EVIDENCE, [{"id": "1", "on": "2026-05-20", "at": "10:15", "what": "Books"}]),
    (SectionKind.GRADES, {"an area of another scale": "good"}),
    (SectionKind.DAYS, "2.5"),
    (SectionKind.RAG, {"rag": "amber", "why": "Slow", "travel": "improving"}),
    (SectionKind.CHECKLIST, [{"id": "a", "state": "yes", "note": "seen"}]),
    (SectionKind.ATTENDANCE, [{"id": "1", "name": "A. Head", "role": "Headteacher", "state": "present"}]),
    (SectionKind.FILES, [{"id": "1", "name": "Data.xlsx", "what": "Tracking"}]),
    (
        SectionKind.SIGNATURE,
        {"name": "A. Head", "role": "Head", "way": "typed", "typed": "A. Head", "on": "2026-05-20"},
    ),
)


@pytest.mark.parametrize(("kind", "answer"), SECTIONS)
def test_every_kind_gives_back_what_it_was_given(qtbot: QtBot, kind: SectionKind, answer: Json) -> None:
    offered = (Choice("a", "First"), Choice("b", "Second"))
    columns = (Column("a", "First", SectionKind.SHORT_TEXT), Column("b", "Second", SectionKind.RAG))
    section = FormSection("code", "A section", kind, choices=offered)
    if kind is SectionKind.TABLE:
        section = replace(section, columns=columns)
    editor = editor_for(section, AROUND)
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.typed):
        editor.show_answer(answer)
        assert editor.answer == answer or not answer
        editor.lock(True)
        editor.lock(False)
    editor.show()
    assert_accessible(editor)


def test_a_half_typed_date_is_kept_as_it_stands(qtbot: QtBot) -> None:
    editor = editor_for(FormSection("next", "Next meeting", SectionKind.DATE), AROUND)
    qtbot.addWidget(editor)
    line = editor.first
    QTest.keyClicks(line, "end of Ju")
    assert editor.answer == "end of Ju"
    editor.show_answer("2026-06-11")
    assert editor.answer == "2026-06-11"


def test_a_note_that_is_not_here_says_so(qtbot: QtBot) -> None:
    stage = at_work(qtbot, *a_note())
    missing = note_id(stage.note.visit_id, 9)
    stage.window.navigation.go("visit", note_id=missing)
    stage.until(
        lambda: any("not on this laptop" in e.accessibleName() for e in stage.page.findChildren(ErrorState))
    )
    assert not stage.page.is_shown
