"""The widgets as a person uses them: by mouse, by keyboard, by ear."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sia_desktop.ui.theme import Theme, theme
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.confirm import confirm
from sia_desktop.ui.widgets.date_field import DateField, TimeField
from sia_desktop.ui.widgets.due_rows import DueList, why_rect
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.ink_pad import InkPad
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, LabelledField, PassphraseField, TextField
from sia_desktop.ui.widgets.popover import open_popover
from sia_desktop.ui.widgets.row_list import Heading
from sia_desktop.ui.widgets.segmented_choice import Choice, SegmentedChoice
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from sia_desktop.ui.widgets.words import Words
from tests.helpers.accessible import assert_accessible, spoken_name, stops
from tests.helpers.gallery import SCHOOLS, TODAY, a_reason, a_table, due_rows, weekdays_only

LONG = "Books in Years 3 to 6 show reading journals used each week and leaders shared the reading check. "


class Show(Protocol):
    """Puts widgets under one another into a window and shows it."""

    def __call__(self, *widgets: QWidget, width: int = 600) -> QWidget: ...


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Windows live until their test ends."""
    windows: list[QWidget] = []

    def in_a_window(*widgets: QWidget, width: int = 600) -> QWidget:
        window = QWidget()
        windows.append(window)
        layout = QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        qtbot.addWidget(window)
        window.resize(width, 700)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield in_a_window
    windows.clear()


def drag(pad: InkPad, points: Sequence[tuple[int, int]]) -> None:
    """One stroke with the mouse."""
    first, *rest = (QPoint(*point) for point in points)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for point in rest:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=rest[-1])


def test_wrapped_words_are_never_cut(show: Show, qtbot: QtBot) -> None:
    words, holder = Words(LONG * 4, wrap=True), QWidget()
    QHBoxLayout(holder).addWidget(words)  # nested layouts are where labels lose their height
    window = show(holder, width=400)
    qtbot.waitUntil(lambda: words.height() == words.heightForWidth(words.width()))
    tall = words.height()
    window.resize(300, 700)
    qtbot.waitUntil(lambda: words.height() > tall)


def test_wrapped_words_keep_their_margins(show: Show, qtbot: QtBot) -> None:
    words, bare = Words(LONG * 4, wrap=True), Words(LONG * 4, wrap=True)
    words.setContentsMargins(40, 0, 0, 4)
    show(words, width=400)
    qtbot.waitUntil(lambda: words.height() == words.heightForWidth(words.width()))
    assert words.heightForWidth(400) == bare.heightForWidth(360) + 4
    picture = words.grab().toImage()
    edge = {picture.pixelColor(20, y).name() for y in range(picture.height())}
    assert len(edge) == 1, "nothing is written in the margin"


def test_elided_words_are_whole_in_the_tooltip(show: Show) -> None:
    words = Words(LONG)
    show(words, width=200)
    assert words.toolTip() == LONG
    assert spoken_name(words) == LONG


def test_no_tooltip_fetches_the_picture_that_somebody_s_words_name(show: Show) -> None:
    typed = f'<img src="//elsewhere/picture.png"> {LONG}\n<b>{LONG}</b>'
    words = Words(typed)
    show(words, width=200)
    shown = QTextDocument()
    shown.setHtml(words.toolTip())
    assert shown.toPlainText() == typed


def test_a_date_is_typed_short_and_shown_whole(show: Show, qtbot: QtBot) -> None:
    field = DateField("Day of the visit", lambda: TODAY, weekdays_only)
    show(field, other := QLineEdit())
    said: list[date | None] = []
    field.dated.connect(said.append)
    line = field.field
    QTest.keyClicks(line, "+5wd")
    other.setFocus()
    qtbot.waitUntil(lambda: said == [date(2026, 5, 27)])
    assert field.day == date(2026, 5, 27)
    assert isinstance(line, QLineEdit)
    assert line.text() == "Wednesday 27 May 2026"


def test_nonsense_is_answered_beside_the_field_and_kept(show: Show) -> None:
    field = DateField("Day of the visit", lambda: TODAY, weekdays_only)
    show(field)
    line = field.field
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "soonish")
    assert field.day is None
    assert line.text() == "soonish"
    assert "“soonish” is not a date" in line.accessibleDescription()
    line.clear()
    QTest.keyClicks(line, "t")
    assert field.day == TODAY
    assert "not a date" not in line.accessibleDescription()


def test_a_time_is_read(show: Show) -> None:
    field = TimeField("From")
    show(field)
    QTest.keyClicks(field.field, "1.30pm")
    assert field.time == "13:30"


def test_a_field_is_called_by_its_label(show: Show) -> None:
    field = TextField()
    show(LabelledField("Reason", field, hint="kept with the record"))
    assert spoken_name(field) == "Reason"


def test_ink_is_kept_as_strokes_between_0_and_1(show: Show, qtbot: QtBot) -> None:
    pad = InkPad()
    show(pad)
    with qtbot.waitSignal(pad.changed):
        drag(pad, [(10, 10), (60, 40), (120, 20)])
    drag(pad, [(50, 50), (-20, 500)])
    assert len(pad.strokes) == 2
    assert len(pad.strokes[0]) == 3
    assert all(0 <= part <= 1 for stroke in pad.strokes for point in stroke for part in point)
    kept = pad.strokes
    with qtbot.waitSignal(pad.changed):
        pad.clear()
    assert pad.is_empty
    pad.show_strokes(kept)
    assert pad.strokes == kept


def test_paper_is_white_in_every_theme(show: Show, look: Theme) -> None:
    pad = InkPad()
    show(pad)
    for name in ("light", "dark", "high_contrast"):
        look.choose(name)
        assert pad.grab().toImage().pixelColor(40, 20).name() == "#ffffff"


def test_the_four_ways_to_sign_weigh_the_same(show: Show) -> None:
    ways = ("draw", "type", "later", "decline")
    choice = SegmentedChoice("How to sign", tuple(Choice(way, way.title(), "signature") for way in ways))
    show(choice)
    assert choice.code == ""
    heard: list[str] = []
    choice.chosen.connect(heard.append)
    choice.segment("draw").setFocus()
    QTest.keyClick(choice.segment("draw"), Qt.Key.Key_Space)
    QTest.keyClick(choice.segment("draw"), Qt.Key.Key_Right)
    assert heard == ["draw", "type"]
    widths = {choice.segment(way).width() for way in ways}
    assert max(widths) - min(widths) <= 1
    interface = QAccessible.queryAccessibleInterface(choice.segment("later"))
    assert interface.role() == QAccessible.Role.RadioButton


def test_text_grows_undoes_and_lets_tab_go(show: Show, qtbot: QtBot) -> None:
    text = GrowingTextEdit("Kept.", lines=2)
    other = QLineEdit()
    show(text, other)
    heard: list[bool] = []
    text.typed.connect(lambda: heard.append(True))
    before = text.height()
    text.setFocus()
    QTest.keyClicks(text, LONG * 3)
    assert heard
    qtbot.waitUntil(lambda: text.height() > before)
    text.undo()
    assert text.text == "Kept."
    text.undo()
    assert text.text == "Kept.", "undo must not take away what was loaded"
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert other.hasFocus()


def test_showing_words_is_not_typing(show: Show) -> None:
    text = GrowingTextEdit()
    show(text)
    heard: list[bool] = []
    text.typed.connect(lambda: heard.append(True))
    text.show_text("From the store\n\nand more")
    theme().choose("light", 150)
    assert not heard
    assert text.text == "From the store\n\nand more"
    text.lock(True)
    QTest.keyClicks(text, "no")
    assert text.text == "From the store\n\nand more"


def test_a_passphrase_can_be_shown(show: Show) -> None:
    field = PassphraseField()
    show(LabelledField("Passphrase", field))
    eye = field.findChild(Button)
    assert isinstance(eye, Button)
    assert spoken_name(eye) == "Show passphrase"
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    assert spoken_name(eye) == "Hide passphrase"


def test_a_choice_is_by_code(show: Show) -> None:
    box = ChoiceBox((("all", "all"), ("p", "Primary")), lead="Phase")
    show(box)
    box.choose("p")
    assert (box.code, box.currentText()) == ("p", "Phase: Primary")
    box.offer((("all", "all"), ("s", "Secondary"), ("p", "Primary")))
    assert box.code == "p"


def test_the_keyboard_passes_over_headings(show: Show, qtbot: QtBot) -> None:
    due = DueList()
    due.show_rows(due_rows())
    show(due)
    due.setFocus()
    keys = [due.current_row().key]  # type: ignore[union-attr]  # there is one: the focus chose it
    for _ in range(3):
        QTest.keyClick(due, Qt.Key.Key_Down)
        row = due.current_row()
        assert row is not None
        assert not isinstance(row, Heading)
        keys.append(row.key)
    assert keys == ["1", "2", "3", "4"]
    with qtbot.waitSignal(due.opened) as opened:
        QTest.keyClick(due, Qt.Key.Key_Return)
    assert opened.args[0].key == "4"


def test_why_is_asked_by_key_and_by_click_and_opens_nothing_else(show: Show) -> None:
    due = DueList()
    due.show_rows(due_rows())
    due.show_whole()
    show(due)
    due.setFocus()
    asked: list[str] = []
    opened: list[object] = []
    due.why_wanted.connect(lambda row, anchor: asked.append(row.key))
    due.opened.connect(opened.append)
    QTest.keyClick(due, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    link = why_rect(due.visualRect(due.model().index(3, 0))).center()
    QTest.mouseClick(due.viewport(), Qt.MouseButton.LeftButton, pos=link)
    assert asked == ["1", "2"]
    assert not opened
    title = due.visualRect(due.model().index(3, 0)).topLeft() + QPoint(60, 12)
    QTest.mouseClick(due.viewport(), Qt.MouseButton.LeftButton, pos=title)
    assert len(opened) == 1


def test_each_row_says_its_whole_sentence(show: Show) -> None:
    due = DueList()
    due.show_rows(due_rows())
    show(due)
    spoken = due.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Millbrook Junior (demonstration), Note of visit")
    assert "1 working day late. Ctrl+Shift+W says why." in spoken


def test_a_table_sorts_filters_and_stays_on_its_row(show: Show, qtbot: QtBot) -> None:
    table = a_table()
    show(table, width=900)
    assert [one[0][:7] for one in table.shown_rows] == ["English", "Kendric", "Millbro", "Riversi", "Thamesi"]
    table.sort_by(3)
    assert table.row_at(0)[4] == "Tue 19 May"
    table.selectRow(1)
    here = table.current_row()
    with qtbot.waitSignal(table.shown) as shown:
        table.keep_only(lambda one: one[1] == "Primary")
    assert shown.args == [4]
    table.show_rows(SCHOOLS[1:], key=lambda one: one[0])
    assert table.current_row() == here
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [here]


def test_rows_are_as_tall_as_their_text(show: Show) -> None:
    table = a_table()
    show(table)
    assert table.rowHeight(0) == 36
    theme().choose("light", 200)
    assert table.rowHeight(0) == 72


def test_a_popover_holds_tab_and_gives_the_focus_back(show: Show, qtbot: QtBot) -> None:
    link, elsewhere = Button("Why this date?"), QLineEdit()
    window = show(link, elsewhere, width=1200)
    link.setFocus()
    popover = open_popover(link, WhyThisDate(a_reason()), "Why this date")
    visited = set()
    for _ in range(8):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert popover.isAncestorOf(focus)
        visited.add(spoken_name(focus))
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert {"Close", "Copy as text", "Counted day by day"} <= visited
    assert window.rect().contains(popover.geometry().adjusted(28, 28, -28, -28))
    assert_accessible(popover)
    focus = QApplication.focusWidget()
    assert focus is not None
    with qtbot.waitSignal(popover.closed):
        QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert link.hasFocus()


def test_a_click_elsewhere_closes_a_popover(show: Show, qtbot: QtBot) -> None:
    link, elsewhere = Button("Why?"), QLineEdit()
    window = show(link, elsewhere, width=1300)
    popover = open_popover(link, Words("Because."), "Why")
    with qtbot.waitSignal(popover.closed):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, window.height() - 5))


def test_why_can_be_heard_and_copied(show: Show) -> None:
    content = WhyThisDate(a_reason())
    show(content, width=1100)
    heard = content.accessibleDescription()
    for words in ("Why Thursday 28 May 2026?", "Mon 25 May: Not counted (Spring bank holiday)", "T-RD-02"):
        assert words in heard
    copy = next(one for one in stops(content) if spoken_name(one) == "Copy as text")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == a_reason().as_text()


@pytest.mark.parametrize(("key", "done"), [(Qt.Key.Key_Escape, False), (Qt.Key.Key_Return, False)])
def test_esc_and_enter_both_mean_no(show: Show, qtbot: QtBot, key: Qt.Key, done: bool) -> None:
    window, acts = show(QLineEdit()), list[bool]()
    dialog = confirm(window, "Void this visit?", "It cannot be undone.", "Void it", lambda: acts.append(True))
    assert_accessible(dialog)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, key)
    assert bool(acts) is done
