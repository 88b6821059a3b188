"""The running record of a school: priority by priority, only added to, with the manager's own lane."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.answers import rows
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.move_case_record import MoveCaseRecord
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.deadlines import AskDeadlines
from sia_desktop.ui.forms.sections.cell import RowsChoice
from sia_desktop.ui.forms.sections.running import Running
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import ME, Laptop
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.accessible import assert_accessible
from tests.ui.oxfordshire_stage import (
    DAY,
    IMPROVEMENTS,
    SCHOOL,
    demonstration_laptop,
    entry,
    inspected,
    stands_at,
)

FORM = "school_improvement_record"


def begun(laptop: Laptop) -> UUID:
    """The record, with what was known when it was begun."""
    inspected(laptop)
    command = OpenCaseRecord(FORM, SCHOOL, About("school", str(SCHOOL)))
    laptop.desk.do(command)
    return command.record_id


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An adviser's laptop."""
    yield from a_screen(qtbot, demonstration_laptop())


def shown(screen: Screen, record_id: UUID) -> Any:
    page = screen.open("record", record_id=record_id)
    screen.wait(lambda: page.is_shown)
    return page


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(Words))


def test_the_priorities_are_the_areas_for_improvement_and_each_entry_stands_under_one(
    screen: Screen,
) -> None:
    record_id = begun(screen.laptop)
    page = shown(screen, record_id)
    record = screen.laptop.store.case_records.kept[record_id]
    assert record.answers["level"] == "Additional support, since 12 January 2026"
    chronology = page.editing.editor("progress")
    assert isinstance(chronology, Running)
    choice = chronology.draft.cells["action"].field
    assert isinstance(choice, RowsChoice)
    choice.freshen()
    line = page.editing.editor("priorities").cards[0]
    screen.wait(lambda: line.first.width() > line.width() * 0.8)  # a list of one column has the whole line
    assert [choice.itemText(at) for at in range(1, choice.count())] == [each.text for each in IMPROVEMENTS]
    choice.choose(IMPROVEMENTS[1].text)
    choice.picked.emit(choice.code)
    screen.type(chronology.draft.cells["on"].field, "t")
    screen.type(chronology.draft.cells["evidence"].field, "Books of three subjects in Years 2 and 5.")
    chronology.add.click()
    page.autosave.flush()
    screen.wait(lambda: screen.laptop.store.case_records.kept[record_id].answers.get("progress"))
    (row,) = rows(screen.laptop.store.case_records.kept[record_id].answers["progress"])
    assert (row["action"], row["on"], row["who"]) == (IMPROVEMENTS[1].text, DAY.isoformat(), "Priya Nair")
    words = said(chronology)
    assert IMPROVEMENTS[1].text in words
    assert "Evidence: Books of three subjects in Years 2 and 5." in words
    assert_accessible(page)


def test_the_reviews_are_the_managers_to_write_and_nobody_elses(qtbot: QtBot) -> None:
    laptop = demonstration_laptop()
    record_id = begun(laptop)
    review: Json = [
        {"id": "1", "on": DAY.isoformat(), "what": "Pace is slow.", "decision": "See it in six weeks"}
    ]
    with pytest.raises(RuleBroken, match="written by the Improvement and Development Manager"):
        laptop.desk.do(AnswerSection(record_id, {"manager_reviews": review}))
    for screen in a_screen(qtbot, laptop):
        page = shown(screen, record_id)
        assert page.editing.editor("manager_reviews").add.isHidden()
        assert not page.editing.editor("progress").add.isHidden()
    manager = demonstration_laptop("idm")
    manager.store.case_records.kept = dict(laptop.store.case_records.kept)
    manager.desk.do(AnswerSection(record_id, {"manager_reviews": review}))
    manager.desk.do(MoveCaseRecord(record_id, "review"))
    assert manager.store.case_records.kept[record_id].state == "reviewed"


def owed(laptop: Laptop, rule: str) -> list[date | None]:
    return [each.due.due_on for each in laptop.desk.ask(AskDeadlines()).owed if each.rule == rule]


def test_at_high_level_every_entry_starts_the_six_weeks_anew_and_the_record_says_so(screen: Screen) -> None:
    laptop = screen.laptop
    record_id = begun(laptop)
    stands_at(laptop, "high", DAY - timedelta(days=30))
    assert owed(laptop, "C-07") == [DAY + timedelta(days=12)]
    laptop.desk.do(
        AnswerSection(record_id, {"progress": [entry(IMPROVEMENTS[0].text, DAY - timedelta(days=2))]})
    )
    assert owed(laptop, "C-07") == [DAY + timedelta(days=40)], "at most 42 days from one entry to the next"
    page = shown(screen, record_id)
    assert "Due Monday 20 July 2026" in page.head.due.accessibleName()
    assert laptop.store.case_records.kept[record_id].opened_by == ME
