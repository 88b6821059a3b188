"""A record about the whole council: begun from the Team page, written, printed."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.documents.case_record import printed_record
from sia_desktop.domain.about import About
from sia_desktop.domain.answers import text
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.print_record import around_of
from sia_desktop.services.queries.school_records import AskSchoolRecords
from tests.helpers.a_desk import TODAY
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.accessible import assert_accessible
from tests.ui.oxfordshire_stage import SCHOOL, demonstration_laptop

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """The Improvement and Development Manager."""
    yield from a_screen(qtbot, demonstration_laptop("idm"))


def records(screen: Screen) -> Any:
    """The council's records, from the Team page by key."""
    team = screen.open("team")
    team.records.setFocus()
    screen.press(team.records, Qt.Key.Key_Space)
    page = screen.page("records")
    screen.wait(lambda: screen.window.navigation.current == "records" and page.is_shown)
    return page


def at_rail(screen: Screen) -> list[str]:
    """What the rail marks as where we are."""
    return [code for code, item in screen.window.rail._buttons.items() if item.isChecked()]


def test_a_newsletter_is_begun_from_the_team_page_written_and_printed(screen: Screen) -> None:
    page = records(screen)
    assert page.title == "Council records"
    assert at_rail(screen) == ["team"]
    assert_accessible(page)
    page.form.choose("newsletter")
    page.begin.setFocus()
    screen.press(page.begin, Qt.Key.Key_Space)
    record = screen.page("record")
    screen.wait(lambda: screen.window.navigation.current == "record" and record.is_shown)
    assert at_rail(screen) == ["team"]
    screen.wait(lambda: isinstance(QApplication.focusWidget(), QTextEdit))
    here = QApplication.focusWidget()
    assert here is not None
    screen.type(here, "Training begins in October.")
    screen.keys(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: not record.autosave.unsaved)
    (kept,) = screen.laptop.store.case_records.kept.values()
    assert (kept.urn, kept.about, kept.form) == (None, About("council", "oxfordshire"), "newsletter")
    assert text(kept.answers["words"]) == "Training begins in October."
    around = around_of(kept, screen.laptop.store, TODAY)
    printed = printed_record(kept, Shelf(resources()).pinned(kept.pack, kept.pack_version), around)
    assert around.school_name == "Oxfordshire County Council"
    assert "October" in str(printed)
    screen.press(record.head.school, Qt.Key.Key_Space)
    screen.wait(lambda: screen.window.navigation.current == "records" and page.list.rows)
    assert [row.title for row in page.list.rows] == ["Newsletter or briefing"]


def test_the_schools_own_forms_and_the_councils_are_begun_each_in_its_place(screen: Screen) -> None:
    page = records(screen)
    offered = partial(page.form.findData)
    assert offered("planned_support") >= 0
    assert offered("support_record") < 0
    screen.open("records", urn=SCHOOL)
    screen.wait(lambda: page.title == "Records")
    assert offered("newsletter") < 0
    assert at_rail(screen) == ["caseload"]
    with pytest.raises(RuleBroken, match="begun among the council’s records"):
        screen.laptop.desk.do(OpenCaseRecord("newsletter", SCHOOL, About("school", str(SCHOOL))))
    with pytest.raises(RuleBroken, match="begun among the records of a school"):
        screen.laptop.desk.do(OpenCaseRecord("support_record", None, About("council", "oxfordshire")))


def test_an_adviser_is_told_whom_to_ask() -> None:
    with pytest.raises(RuleBroken, match="Ask a colleague who answers for more than a caseload"):
        demonstration_laptop().desk.ask(AskSchoolRecords(None))
