"""Packs & calendars: every rule, what is still open, which days are known; settled by who may."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.framework_choice import ChoiceOf
from sia_desktop.services.choose_for_council import ChooseForCouncil
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import a_laptop, with_real_packs
from tests.helpers.a_window import Screen, close_window, show_window
from tests.helpers.accessible import assert_accessible


def a_screen(qtbot: QtBot, role: str) -> Screen:
    shown = show_window(qtbot, with_real_packs(a_laptop(with_visits=False), role))
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today" and shown.page("today").body.isVisible())
    return shown


@pytest.fixture
def head(qtbot: QtBot) -> Iterator[Screen]:
    """The Head of Education's window."""
    shown = a_screen(qtbot, "head_of_education")
    yield shown
    close_window(shown)


@pytest.fixture
def adviser(qtbot: QtBot) -> Iterator[Screen]:
    """An adviser's."""
    shown = a_screen(qtbot, "adviser")
    yield shown
    close_window(shown)


def said(page: object, details: str) -> str:
    """Everything the card beside the table says."""
    return "\n".join(each.text() for each in getattr(page, details).findChildren(Words))


def test_an_adviser_reads_every_rule_with_its_source_and_switches_nothing(adviser: Screen) -> None:
    page = adviser.open("packs")
    names = {row.rule.name for row in page.rules.shown_rows}
    assert {"T-RD-01", "T-RD-09", "E-01", "RD-VISITS-01"} <= names
    assert page.rules.hasFocus()
    adviser.type(page.box, "note of visit")
    page.rules.selectRow(0)
    words = said(page, "of_rule")
    assert "T-RD-02 Note of visit to its recipients" in words
    assert "Five working days" in words
    assert "RD:" in words
    assert page.read_otherwise.isHidden()
    page.view.choose("choices")
    page.choices.selectRow(0)
    assert page.settle.isHidden()
    assert "still open" in "".join(each.text() for each in page.header.findChildren(Words))
    assert_accessible(page)


def test_who_may_settles_a_setting_by_keyboard(head: Screen) -> None:
    page = head.open("packs", shown="choices")
    head.type(page.box, "quality")
    page.choices.selectRow(0)
    page.choices.setFocus()
    head.press(page.choices, Qt.Key.Key_Return)
    dialog = page.dialog
    dialog.value.selectAll()
    head.type(dialog.value, "lots")
    head.press(dialog.value, Qt.Key.Key_Return)
    assert "Write why" in "".join(each.text() for each in dialog.findChildren(Words))
    head.type(dialog.reason, "Management meeting of 9 June")
    dialog.button.click()
    assert "“lots” is not a number" in "".join(each.text() for each in dialog.findChildren(Words))
    dialog.value.selectAll()
    head.type(dialog.value, "25")
    dialog.button.click()
    head.wait(lambda: not page.choices.current_row().is_default)
    assert "25. Decided by the council." in said(page, "of_choice")
    assert "25: Management meeting of 9 June" in said(page, "of_choice")
    (command,) = [each for each in head.laptop.sent if isinstance(each, ChooseForCouncil)]
    assert (command.what, command.value) == (ChoiceOf.SETTING, 25)


def test_a_reading_is_chosen_and_stands_wherever_the_rule_is(head: Screen) -> None:
    page = head.open("packs")
    head.type(page.box, "T-RD-01")
    page.rules.selectRow(0)
    page.read_otherwise.click()
    page.dialog.value.choose("inspection_working_days")
    head.type(page.dialog.reason, "As the law counts")
    page.dialog.button.click()
    head.wait(lambda: page.rules.current_row().rule.reading == "inspection_working_days")
    assert "As the law counts" in said(page, "of_rule")


def test_a_calendar_is_looked_at_then_loaded_for_a_school(adviser: Screen, tmp_path: Path) -> None:
    page = adviser.open("packs", shown="calendars")
    page.load.click()
    dialog = page.dialog
    assert dialog.whose.findData("council") < 0, "an adviser loads for schools alone"
    bad = tmp_path / "bad.csv"
    bad.write_text("kind,first_day,last_day,name\nparty,2026-09-02,,x\n")
    adviser.type(dialog.file, str(bad))
    adviser.wait(lambda: "has the kind 'party'" in "".join(w.text() for w in dialog.findChildren(Words)))
    assert not dialog.button.isEnabled()
    good = tmp_path / "terms.csv"
    good.write_text(
        "kind,first_day,last_day,name\nterm,2026-09-02,2026-12-18,Autumn\n"
        "valid_from,2026-09-01,,\nvalid_to,2026-12-31,,\n"
    )
    dialog.file.setFocus()
    dialog.file.selectAll()
    adviser.type(dialog.file, str(good))
    adviser.wait(dialog.button.isEnabled)
    assert "Autumn: 2 September 2026 to 18 December 2026" in "".join(
        w.text() for w in dialog.findChildren(Words)
    )
    dialog.button.click()
    adviser.wait(lambda: any(row.loaded for row in page.calendars.shown_rows))
