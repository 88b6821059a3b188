"""Team: what colleagues owe, work they handed over, and schools given for a time; all by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.domain.access import AccessWay
from sia_desktop.domain.held_work import HeldBecause, HeldDecision, HeldResult, Release
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.decide_held_work import DecideHeldWork
from sia_desktop.services.give_access import EndAccess, GiveAccess
from sia_desktop.services.queries.team import WrittenIn
from sia_desktop.ui.pages.team.words import held_lines, result_words
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import a_laptop, a_managers_laptop
from tests.helpers.a_window import Screen, close_window, screen, show_window
from tests.helpers.accessible import assert_accessible

__all__ = ["screen"]


@pytest.fixture
def manager(qtbot: QtBot) -> Iterator[Screen]:
    """Helen Okafor's window on Team."""
    shown = show_window(qtbot, a_managers_laptop())
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    shown.open("team")
    yield shown
    close_window(shown)


def test_what_is_late_stands_first_with_its_rule_and_its_adviser(manager: Screen) -> None:
    page = manager.page("team")
    first = page.table.shown_rows[0]
    assert (first.adviser, first.is_late) == ("Priya Nair", True)
    assert_accessible(page)
    page.state.choose("open")
    page.state.picked.emit("open")
    assert not any(duty.is_late for duty in page.table.shown_rows)
    page.rule.choose(first.rule)
    page.rule.picked.emit(first.rule)
    assert {duty.rule for duty in page.table.shown_rows} == {first.rule}


def test_enter_opens_the_note_that_is_owed(manager: Screen) -> None:
    page = manager.page("team")
    page.table.setFocus()
    manager.press(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    manager.press(page.table, Qt.Key.Key_Return)
    manager.wait(lambda: manager.window.navigation.current == "visit")


def test_handed_over_work_is_read_and_taken_in_with_a_reason(manager: Screen) -> None:
    page = manager.page("team")
    (row,) = page.handed_over.rows
    assert (row.title, row.subtitle) == ("Blagdon Nursery School", "From Tom Bell, 2 records")
    page.handed_over.setFocus()
    manager.press(page.handed_over, Qt.Key.Key_Return)
    dialog = page.dialog
    assert_accessible(dialog)
    assert "How reading is taught in the nursery" in _all_words(dialog)
    dialog.take_in.click()
    manager.wait(lambda: "Say why" in dialog.reason.accessibleDescription())
    manager.type(dialog.reason, "Agreed with Tom")
    dialog.take_in.click()
    manager.wait(lambda: page.handed_over.rows[0].chip.text == "Taken in")
    (command,) = [each for each in manager.laptop.sent if isinstance(each, DecideHeldWork)]
    assert (command.decision, command.reason, len(command.held_ids)) == (
        Release.TAKEN_IN,
        "Agreed with Tom",
        2,
    )


def test_access_is_ended_before_its_day_with_a_reason(manager: Screen) -> None:
    page = manager.page("team")
    (row,) = page.access.rows
    assert row.subtitle == "Tom Bell, until Mon 22 Jun"
    page.access.setFocus()
    manager.press(page.access, Qt.Key.Key_Return)
    dialog = page.dialog
    assert_accessible(dialog)
    manager.type(dialog.reason, "Back from leave")
    manager.press(dialog.reason, Qt.Key.Key_Tab)
    dialog.button.click()
    manager.wait(lambda: not page.access.rows)
    assert isinstance(manager.laptop.sent[-1], EndAccess)


def test_a_school_is_given_for_cover_on_its_own_page(manager: Screen) -> None:
    page: Any = manager.open("school", urn=manager.laptop.urn_of("Micklands"))
    manager.wait(page.access_button.isVisible)
    page.access_button.click()
    dialog = page.dialog
    assert_accessible(dialog)
    dialog.button.click()
    assert "first and the last day" in dialog._fault._words.text()
    dialog.person.setCurrentText("Tom Bell")
    dialog.to_on.field.setText("+5wd")
    manager.press(dialog.to_on.field, Qt.Key.Key_Tab)
    manager.type(dialog.reason, "Cover during leave")
    dialog.button.click()
    manager.wait(lambda: isinstance(manager.laptop.sent[-1], GiveAccess) if manager.laptop.sent else False)
    command = manager.laptop.sent[-1]
    assert isinstance(command, GiveAccess)
    assert (command.way, command.from_on, command.to_on) == (
        AccessWay.COVER,
        date(2026, 6, 10),
        date(2026, 6, 17),
    )


def test_an_adviser_has_no_team_in_the_rail_and_no_access_to_give(screen: Screen) -> None:
    assert not screen.window.rail._buttons["team"].isVisible()
    page: Any = screen.open("school", urn=screen.laptop.urn_of("Micklands"))
    screen.wait(lambda: page.title.startswith("Micklands"))
    assert not page.access_button.isVisible()
    assert not a_laptop().leads


def test_a_leavers_work_about_the_whole_council_is_read_and_taken_in(qtbot: QtBot) -> None:
    laptop = a_managers_laptop()
    held = laptop.store.held_work
    content: dict[str, Json] = {
        "urn": None,
        "form": "note_of_visit",
        "pack": "reading",
        "pack_version": "test",
        "opened_by": str(uuid4()),
        "answers": {"self_evaluation": "What schools told us of reading"},
        "moves": [
            {"move": "send_out", "on": "2026-04-01", "by": str(uuid4()), "reason": "As agreed in March"}
        ],
    }
    work = replace(held.all()[0], id=uuid4(), urn=None, kind="case_record", content=content)
    held.save(replace(work, because=HeldBecause.LEFT))
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    page = shown.open("team")
    place = [row.title for row in page.handed_over.rows].index("The whole council")
    page.handed_over.setCurrentIndex(page.handed_over.model().index(place, 0))
    shown.press(page.handed_over, Qt.Key.Key_Return)
    assert_accessible(page.dialog)
    said = _all_words(page.dialog)
    for words in (
        "Note of visit",
        "The school’s self-evaluation",
        "What schools told us of reading",
        "Step: send out",
        "1 April 2026\nAs agreed",
    ):
        assert words in said
    assert str(content["opened_by"]) not in said
    shown.type(page.dialog.reason, "Agreed")
    page.dialog.take_in.click()
    shown.wait(lambda: page.handed_over.rows[place].chip.text == "Taken in")
    (command,) = [each for each in laptop.sent if isinstance(each, DecideHeldWork)]
    assert command.held_ids == (work.id,)
    close_window(shown)


def test_handed_over_casework_is_told_in_the_words_of_its_framework() -> None:
    """Its steps, how far it is, and what was not taken in: no code of ours among them."""
    pack = Shelf(resources()).current("oxfordshire", date(2026, 6, 1))
    within = WrittenIn(pack.form("warning_notice"), pack.flow_of("warning_notice"))
    moves: Json = [{"move": "return", "on": "2026-04-01", "reason": "Say which pupils"}]
    content: dict[str, Json] = {"state": "evidence", "answers": {"matters": "Progress"}, "moves": moves}
    decided = HeldDecision(Release.TAKEN_IN, "Agreed", uuid4(), datetime(2026, 4, 2, tzinfo=UTC))
    not_taken = HeldResult(not_taken={"answers": {"matters": "Progress in reading"}})
    held = a_managers_laptop().store.held_work.all()[0]
    work = replace(held, kind="case_record", content=content, decision=decided, result=not_taken)
    assert held_lines(work, within) == (
        ("How far it is", "Evidence assembled"),
        ("The matters on which the concerns rest", "Progress"),
        ("Step: Return for more evidence", "Wednesday 1 April 2026\nSay which pupils"),
    )
    assert result_words(work, within).endswith("The matters on which the concerns rest: Progress in reading")
    assert held_lines(work, None)[0] == ("State", "evidence")  # its framework is not on this computer


def _all_words(dialog: Any) -> str:
    return "\n".join(words.text() for words in dialog.findChildren(Words))
