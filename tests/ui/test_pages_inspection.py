"""One inspection: what the framework asks for, begun from there with what is known, ticked once done."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.answers import actions
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.ui.follow_list import FollowList, FollowRow, spoken
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.accessible import assert_accessible
from tests.ui.oxfordshire_stage import DAY, IMPROVEMENTS, SCHOOL, demonstration_laptop, inspected


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An adviser whose school was judged to require improvement five days ago."""
    laptop = demonstration_laptop()
    inspected(laptop)
    yield from a_screen(qtbot, laptop)


def row(page: Any, begins: str) -> FollowRow:
    rows: list[FollowRow] = page.list.rows
    return next(each for each in rows if each.step.what.startswith(begins))


def opened(screen: Screen) -> Any:
    (inspection,) = screen.laptop.store.inspections.kept.values()
    page = screen.open("inspection", inspection_id=inspection.id)
    screen.wait(lambda: page.list.rows)
    return page


def test_what_follows_from_a_judgement_stands_with_its_days(screen: Screen) -> None:
    page = opened(screen)
    assert spoken(row(page, "Visit within two weeks").step) == (
        "Open: Visit within two weeks. School Intervention Leader. By Fri 19 Jun 2026, in 9 days"
    )
    assert "By Fri 3 Jul 2026" in spoken(row(page, "Monitoring visit").step)
    assert spoken(row(page, "The adviser telephones").step).startswith("Bear in mind")
    assert_accessible(page)
    screen.laptop.desk.do(LogVisit(SCHOOL, DAY, "post_inspection"))
    page.ask_again()
    screen.wait(lambda: row(page, "Visit within two weeks").step.is_done)
    assert "Visited Wed 10 Jun 2026" in spoken(row(page, "Visit within two weeks").step)


def test_the_record_begins_with_what_is_known_and_an_action_to_agree_for_each_area(screen: Screen) -> None:
    page = opened(screen)
    begin = row(page, "Post Inspection Record").act
    assert begin is not None
    begin.click()
    screen.wait(lambda: screen.window.navigation.current == "record")
    record_page = screen.page("record")
    screen.wait(lambda: record_page.is_shown)
    (record,) = screen.laptop.store.case_records.kept.values()
    assert isinstance(record, CaseRecord)
    assert record.answers["inspection"] == "Began 4 June 2026, ended 5 June 2026"
    assert record.answers["grades"] == {
        "overall": "requires_improvement",
        "quality_of_education": "requires_improvement",
        "leadership": "good",
    }
    offered = [each.column.label for each in record_page.editing.editor("grades")._cells]
    assert "Behaviour and attitudes" in offered, "the areas of the inspection’s own years, not the pack’s"
    agreed = actions(record.answers["actions"])
    assert [each.area for each in agreed] == [each.text for each in IMPROVEMENTS]
    assert {fault.section for fault in record_page.editing.problems} >= {"actions", "visited_on"}
    beside = record_page.steps.findChildren(FollowList)[-1]
    assert [each.step.form for each in beside.rows].count("post_inspection_record") == 4
    record_page.editing.go_to("next_steps")
    screen.type(record_page.focusWidget(), "Agreed with the headteacher and the manager.")
    record_page.autosave.flush()
    screen.wait(lambda: screen.laptop.store.case_records.kept[record.id].answers.get("next_steps"))
    page = opened(screen)
    screen.wait(lambda: row(page, "School, adviser and manager").step.is_done)
    opens = row(page, "Post Inspection Record").act
    assert opens is not None
    assert opens.text() == "Open"


@pytest.fixture
def managers(qtbot: QtBot) -> Iterator[Screen]:
    """The line manager of a school that has a report card."""
    laptop = demonstration_laptop("idm")
    card = replace(
        inspected(laptop),
        scale="ofsted-2025-11",
        overall="",
        areas={"curriculum_and_teaching": "needs_attention"},
    )
    laptop.store.inspections.kept[card.id] = card
    yield from a_screen(qtbot, laptop)


def test_a_line_manager_decides_by_key_what_a_report_card_counts_as(managers: Screen) -> None:
    screen = managers
    (card,) = screen.laptop.store.inspections.kept.values()
    page = screen.open("inspection", inspection_id=card.id)
    screen.wait(lambda: page.count.isVisible())
    assert "the line manager decides what they count as" in page.counts.accessibleName()
    assert not any(each.step.what.startswith("Visit within") for each in page.list.rows)
    page.count.setFocus()
    screen.press(page.count, Qt.Key.Key_Space)
    dialog = page.dialog
    assert_accessible(dialog)
    assert dialog.choice.code == "requires_improvement"
    dialog.reason.setFocus()
    screen.type(dialog.reason, "Teaching needs attention in every year.")
    dialog.button.setFocus()
    screen.press(dialog.button, Qt.Key.Key_Space)
    screen.wait(lambda: any(each.step.what.startswith("Visit within") for each in page.list.rows))
    assert "Decided by Helen Okafor" in page.counts.accessibleName()
