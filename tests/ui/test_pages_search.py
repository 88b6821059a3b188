"""Find everywhere: by keyboard from any page, narrowed, and never more than the person may open."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.ids import Urn
from tests.helpers.a_desk import Laptop, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.samples import a_case_record, an_action

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SAID = {
    "Alfred Sutton": "The library is open at lunch; phonics is taught every day",
    "Micklands": "Phonics groups were seen in year 1",
    "Thameside": "The new library has opened",
}


def with_words() -> Laptop:
    laptop = with_real_packs(a_laptop())
    store = laptop.store
    for note in list(store.notes.kept.values()):
        store.notes.kept[note.id] = replace(note, pack_version="2016.1")
    for begins, said in SAID.items():
        urn = laptop.urn_of(begins)
        note = next(each for each in store.notes.kept.values() if each.urn == urn and not each.is_signed)
        store.notes.save(replace(note, answers={"focus": said}))
    action = replace(an_action(laptop.urn_of("Kendrick")), text="Order books for the library")
    store.actions.save(action)
    return laptop


@pytest.fixture
def written(qtbot: QtBot) -> Iterator[Screen]:
    yield from a_screen(qtbot, with_words())


def look_for(screen: Screen, typed: str) -> Any:
    """Ctrl+Shift+F from wherever one is, then type."""
    screen.keys(Qt.Key.Key_F, CTRL_SHIFT)
    page = screen.page("search")
    screen.wait(page.body.isVisible)
    screen.wait(page.box.hasFocus)
    screen.type(page.box, typed)
    screen.wait(lambda: page.question().typed == typed and not page._pause.isActive())
    screen.wait(lambda: screen.window._tasks.is_idle)
    return page


def schools(page: Any) -> list[str]:
    return [row.title for row in page.list.rows]


def test_words_are_found_from_any_page_and_enter_opens_the_note(written: Screen) -> None:
    written.open("caseload")
    page = look_for(written, "phonics")
    assert schools(page) == ["Micklands Primary School", "Alfred Sutton Primary School"]
    assert [[piece.text for piece in row.pieces if piece.is_found] for row in page.list.rows] == [
        ["Phonics"],
        ["phonics"],
    ]
    assert page.frame._count.text() == "2 results"
    assert page.frame._rest.text() == "2 notes of visit"
    opened = page.list.rows[0].key.split()[1]
    written.press(page.box, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    written.press(page.list, Qt.Key.Key_Return)
    assert written.window.navigation.current == "visit"
    assert str(written.window.navigation._trail[-1].args["note_id"]) == opened


def test_the_way_back_leads_to_the_result_one_came_from(written: Screen) -> None:
    page = look_for(written, "library")
    written.press(page.box, Qt.Key.Key_Down)
    written.press(page.list, Qt.Key.Key_Down)
    key = page.list.current_row().key
    written.press(page.list, Qt.Key.Key_Return)
    written.window.navigation.back()
    written.wait(page.list.hasFocus)
    assert page.box.text() == "library"
    assert page.list.current_row().key == key


def test_results_are_narrowed_by_school_kind_and_time(written: Screen) -> None:
    page = look_for(written, "library")
    assert len(page.list.rows) == 3
    page.kind.choose("action")
    page.kind.picked.emit("action")
    written.wait(lambda: schools(page) == ["Kendrick School"])
    page.kind.choose("")
    page.school.choose(str(written.laptop.urn_of("Thameside")))
    page.school.picked.emit(page.school.code)
    written.wait(lambda: schools(page) == ["Thameside Primary School"])
    page.school.choose("")
    page.when.choose("31")
    page.when.picked.emit("31")
    written.wait(lambda: len(page.list.rows) == 2)


def test_nothing_found_says_so_and_offers_to_look_everywhere(written: Screen) -> None:
    page = look_for(written, "library")
    page.kind.choose("meeting")
    page.kind.picked.emit("meeting")
    written.wait(page._none.isVisible)
    assert "where you are looking" in page._none.sentence.text()
    page._everywhere()
    written.wait(lambda: len(page.list.rows) == 3)


def test_before_anything_is_typed_the_page_says_how_to_ask(written: Screen) -> None:
    page = written.open("search")
    assert page._hint.isVisible()
    assert "words in quotes" in page.box.accessibleDescription()


def test_a_record_its_reader_may_not_open_is_not_found(qtbot: QtBot) -> None:
    laptop = with_words()
    own, other = laptop.urn_of("Micklands"), laptop.urn_of("Katesgrove")
    for urn in (own, other, None):
        laptop.store.case_records.save(replace(a_case_record(urn, why="Kingfisher"), pack_version="2016.1"))
    laptop.store.assignments.kept = [each for each in laptop.store.assignments.kept if each.urn != Urn(other)]
    for screen in a_screen(qtbot, laptop):
        page = look_for(screen, "kingfisher")
        assert schools(page) == ["Micklands Primary School"]


def test_with_a_visitor_at_the_screen_nothing_is_searched(written: Screen) -> None:
    written.window.navigation.hold(True)
    written.keys(Qt.Key.Key_F, CTRL_SHIFT)
    assert written.window.navigation.current == "today"
    written.window.navigation.hold(False)


def test_what_was_looked_for_is_forgotten_when_locked(written: Screen) -> None:
    look_for(written, "library")
    written.window.lock()
    written.wait(lambda: written.page("unlock").button.isEnabled())
    written.unlock()
    written.wait(lambda: written.window.navigation.current == "today")
    assert written.open("search").box.text() == ""
