"""Clashes: found on Today, in the rail and on the record; chosen and explained by keyboard alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.clash import Way
from sia_desktop.services.settle_clash import SettleClash
from sia_desktop.ui.pages.clashes import words
from tests.helpers.a_window import Screen, a_screen
from tests.ui.clash_stage import BASE, MINE, THEIRS, with_clashes

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clashed(qtbot: QtBot) -> Iterator[Screen]:
    laptop, _ = with_clashes()
    yield from a_screen(qtbot, laptop)


def first_clash(screen: Screen) -> SettleClash:
    return next(each for each in screen.laptop.sent if isinstance(each, SettleClash))


def opens_first(screen: Screen) -> None:
    page = screen.open("clashes")
    page.table.setFocus()
    page.table.selectRow(0)
    screen.press(page.table, Qt.Key.Key_Return)
    screen.wait(lambda: screen.page("clash").blocks)


def test_the_count_cannot_be_missed(clashed: Screen) -> None:
    today = clashed.open("today")
    assert today.clashes.isVisible()
    assert today.clashes.accessibleName().startswith("2 clashes to settle")
    button = clashed.window.rail._buttons["clashes"]
    assert button.isVisible()
    assert button.accessibleName() == "Clashes, 2"
    note = next(iter(clashed.laptop.store.notes.kept))
    clashed.window.navigation.go("visit", note_id=note)
    clashed.wait(lambda: clashed.page("visit").is_shown)
    assert clashed.page("visit").top.clash.isVisible()


def test_the_rail_says_nothing_where_nothing_waits(qtbot: QtBot) -> None:
    laptop, _ = with_clashes()
    laptop.store.sync_facts = type(laptop.store.sync_facts)(0, 0, 0, None)
    for screen in a_screen(qtbot, laptop):
        assert not screen.window.rail._buttons["clashes"].isVisible()
        assert not screen.open("today").clashes.isVisible()


def test_nothing_is_preselected_and_f8_goes_to_what_is_left(clashed: Screen) -> None:
    opens_first(clashed)
    page = clashed.page("clash")
    assert all(block.choice is None for block in page.blocks)
    page.settle.click()
    assert page.blocks[0].mine.hasFocus()
    assert not any(isinstance(each, SettleClash) for each in clashed.laptop.sent)


def test_settled_by_keyboard_alone(clashed: Screen) -> None:
    opens_first(clashed)
    page = clashed.page("clash")
    page.blocks[0].mine.setFocus()
    clashed.keys(Qt.Key.Key_Space)
    clashed.keys(Qt.Key.Key_F8)
    assert page.blocks[1].mine.hasFocus()
    page.blocks[1].theirs.setFocus()
    clashed.keys(Qt.Key.Key_Space)
    clashed.keys(Qt.Key.Key_Return, CTRL)
    assert page.reason.hasFocus()  # it asks why first
    clashed.type(page.reason, "Agreed by telephone")
    clashed.keys(Qt.Key.Key_Return, CTRL)
    clashed.wait(lambda: any(isinstance(each, SettleClash) for each in clashed.laptop.sent))

    command = first_clash(clashed)
    assert {path: choice.way for path, choice in command.choices.items()} == {
        "answers/focus": Way.MINE,
        "answers/people_met": Way.THEIRS,
    }
    note = next(iter(clashed.laptop.store.notes.kept.values()))
    assert note.answers["focus"] == MINE
    clashed.wait(lambda: clashed.window.navigation.current == "clash")
    clashed.wait(lambda: "Joined from two" in page.banner.accessibleName())  # the next one follows


def test_both_are_written_together(clashed: Screen) -> None:
    opens_first(clashed)
    block = clashed.page("clash").blocks[0]
    block.both.click()
    assert block.written.hasFocus()
    assert MINE in block.written.text
    assert THEIRS in block.written.text
    assert [choice.way for choice in block.choices.values()] == [Way.WRITTEN]
    block.theirs.click()
    assert [choice.way for choice in block.choices.values()] == [Way.THEIRS]
    assert not block.written.isVisible()


def test_what_differs_is_said_and_not_only_coloured(clashed: Screen) -> None:
    opens_first(clashed)
    block = clashed.page("clash").blocks[0]
    assert block.mine.accessibleName() == f"Focus of the visit, yours, on this laptop: {MINE}"
    assert block.mine.accessibleDescription() == "Adds: and spelling."
    assert block.theirs.accessibleDescription() == "Adds: , led by a partner school."
    assert block.mine.is_marked


def test_a_settled_clash_is_found_again_with_its_reason(clashed: Screen) -> None:
    opens_first(clashed)
    page = clashed.page("clash")
    for block in page.blocks:
        block.mine.click()
    page.reason.setText("We spoke on the 10th")
    page.settle.click()
    clashed.wait(lambda: any(isinstance(each, SettleClash) for each in clashed.laptop.sent))
    clash_id = first_clash(clashed).clash_id
    clashed.wait(lambda: page.question().clash_id != clash_id)  # the next one has been gone to
    clashed.window.navigation.go("clash", clash_id=clash_id)
    clashed.wait(
        lambda: "We spoke on the 10th" in page.banner.accessibleName()
    )  # what it showed stays till then
    assert page.blocks[0].theirs.words == THEIRS  # what gave way is still to be read
    assert not page.blocks[0].mine.isEnabled()


def test_parts_that_differ() -> None:
    before, after = str(BASE), str(MINE)
    assert [after[start : start + length] for start, length in words.new_parts(before, after)] == [
        "and spelling"
    ]
    assert words.difference_words(after, before) == "Leaves out: and spelling."
    assert words.difference_words(before, before) == "As it stood before."
    assert words.difference_words(words.NOTHING, before) == "Nothing stood there before."
