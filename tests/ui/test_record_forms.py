"""Every form that a pack defines opens and changes nothing by it; records are begun and moved on."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.completeness import shown_sections
from sia_desktop.domain.inspection import Inspection
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.ui.forms.editing import Editing
from sia_desktop.ui.forms.sections.editor import Around, Days
from sia_desktop.ui.pages.record.page import RecordPageView
from tests.helpers.a_desk import ME, a_laptop
from tests.helpers.a_keyboard import Keyboard, has_keyboard
from tests.helpers.a_window import Screen, close_window, show_window
from tests.unit.services.test_late_steps import followed, inspected, of

PACKS = (
    ("reading", "2016.1"),
    ("oxfordshire", "2013.1"),
    ("staffordshire", "2006.1"),
    ("oldham", "2017.1"),
    ("tri-borough", "2013.1"),
    ("england-2025", "2025.1"),
)
SCHOOL = "Thameside"


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An unlocked window over a laptop with real packs."""
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = Shelf(resources())
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    yield shown
    close_window(shown)


def shown(screen: Screen, record: CaseRecord) -> RecordPageView:
    """The record's page, once it is read."""
    screen.window.navigation.go("record", record_id=record.id)
    page = screen.page("record")
    assert isinstance(page, RecordPageView)
    screen.wait(lambda: page.is_shown and page.autosave is not None)
    return page


@pytest.mark.parametrize(("pack", "version"), PACKS)
def test_every_form_opens_and_opening_writes_nothing(qtbot: QtBot, pack: str, version: str) -> None:
    around = Around(Days(date.today, lambda day, count: day + timedelta(count)))
    for form in Shelf(resources()).pinned(pack, version).forms:
        editing = Editing(form, around, QWidget(), QWidget())
        qtbot.addWidget(editing)
        with qtbot.assertNotEmitted(editing.typed):
            editing.show_answers({}, {})
            editing.settle()
        assert not editing.answers
        wanted = [section.code for section in shown_sections(form, {}) if section.required]
        assert [fault.section for fault in editing.problems] == wanted


def test_a_record_is_begun_from_the_schools_page_and_moved_on(screen: Screen) -> None:
    urn = screen.laptop.urn_of(SCHOOL)
    screen.window.navigation.go("records", urn=urn)
    records = screen.page("records")
    screen.wait(records.body.isVisible)
    assert records.form.findData("raising_achievement_plan") >= 0
    records.form.choose("categorisation")
    records.begin.click()
    screen.wait(lambda: screen.window.navigation.current == "record" and screen.page("record").is_shown)
    (begun,) = [each for each in screen.laptop.sent if isinstance(each, OpenCaseRecord)]
    page = screen.page("record")
    assert page.title == "Categorisation of a school"
    screen.window.resize(1000, 700)  # the acts stand over what is saved, and none of them is pulled wide
    screen.wait(lambda: 0 < page.head.paper.width() < page.head.paper.height() * 1.5)
    screen.window.navigation.go("records", urn=urn)
    screen.wait(lambda: len(records.list.rows) == 1)
    assert begun.urn == urn


def test_a_form_about_an_inspection_waits_for_one_and_is_about_the_latest(screen: Screen) -> None:
    urn = screen.laptop.urn_of(SCHOOL)
    screen.window.navigation.go("records", urn=urn)
    records = screen.page("records")
    screen.wait(lambda: "Once an inspection is recorded" in records._why_not.text())
    assert records.form.findData("statement_of_action") < 0
    inspection = Inspection(
        urn, "10400001", "ofsted-2012", "graded", ME,
        started_on=date(2026, 5, 19), ended_on=date(2026, 5, 20), overall="inadequate",
    )  # fmt: skip
    screen.laptop.store.inspections.kept[inspection.id] = inspection
    screen.window.navigation.go("records", urn=urn)
    screen.wait(lambda: records.form.findData("statement_of_action") >= 0)
    assert not records._why_not.text()
    records.form.choose("statement_of_action")
    screen.press(records.begin, Qt.Key.Key_Space)
    screen.wait(lambda: screen.window.navigation.current == "record" and screen.page("record").is_shown)
    (begun,) = [each for each in screen.laptop.sent if isinstance(each, OpenCaseRecord)]
    assert begun.about == About("inspection", str(inspection.id))


def test_why_a_step_is_late_is_typed_beside_it(qtbot: QtBot) -> None:
    laptop = of("oxfordshire", "adviser")
    record = followed(laptop, inspected(laptop, 20))
    shown_ = show_window(qtbot, laptop)
    shown_.unlock()
    shown_.wait(lambda: shown_.window.navigation.current == "today")
    page, keys = shown(shown_, record), Keyboard(shown_.window, shown_.wait)
    shown_.wait(partial(has_keyboard, page.editing))
    keys.tab_into(page.steps)
    keys.push("Visit the school…")
    keys.type("ill")
    keys.press(Qt.Key.Key_Return)
    shown_.wait(lambda: laptop.store.case_records.kept[record.id].moves)
    (move,) = laptop.store.case_records.kept[record.id].moves
    assert (move.move, move.late_reason) == ("visit", "ill")
    close_window(shown_)
