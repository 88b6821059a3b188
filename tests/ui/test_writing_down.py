"""A step that somebody outside the council took is written down by a colleague, by keys alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.move_case_record import MoveCaseRecord
from sia_desktop.services.queries.record_steps import Outsider
from sia_desktop.ui.forms.sections.editor import Days
from sia_desktop.ui.pages.record.write_down import WriteDown, WrittenDown
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import ME, TODAY, Laptop, a_demonstration_school, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, close_window, show_window
from tests.helpers.accessible import assert_accessible

SCHOOL = a_demonstration_school(999901, "Meadowside Primary School")
Opens = Callable[[str, str, str, str], tuple[Screen, CaseRecord]]


def at_council(council: str, role: str = "adviser") -> Laptop:
    """A laptop of this council's, in the hands of this role."""
    laptop = with_real_packs(a_laptop(with_visits=False, schools=(SCHOOL,)), role)
    laptop.store.me = replace(laptop.store.me, council_code=council)
    return laptop


def standing(laptop: Laptop, form: str, state: str) -> CaseRecord:
    """A record of this form that came so far."""
    framework = laptop.frameworks.current(laptop.store.me.council_code, TODAY.date())
    about = About("school", str(SCHOOL.urn))
    opened_on = date(2026, 5, 20)
    record = CaseRecord(
        uuid4(), SCHOOL.urn, form, framework.code, framework.version, about, ME, opened_on, state=state
    )
    laptop.store.case_records.kept[record.id] = record
    return record


@pytest.fixture
def opens(qtbot: QtBot) -> Iterator[Opens]:
    """A window on the page of such a record."""
    shown: list[Screen] = []

    def opened(council: str, role: str, form: str, state: str) -> tuple[Screen, CaseRecord]:
        laptop = at_council(council, role)
        record = standing(laptop, form, state)
        shown.append(show_window(qtbot, laptop))
        shown[0].unlock()
        shown[0].wait(lambda: shown[0].window.navigation.current == "today")
        page = shown[0].open("record", record_id=record.id)
        shown[0].wait(lambda: page.is_shown)
        return shown[0], record

    yield opened
    close_window(shown[0])


def writing(screen: Screen) -> WriteDown:
    """Where the step of somebody outside is written down."""
    (here,) = screen.page("record").steps.findChildren(WriteDown)
    assert isinstance(here, WriteDown)
    return here


def words(screen: Screen, typed: str) -> None:
    """Into whatever has the keyboard."""
    here = QApplication.focusWidget()
    assert here is not None
    screen.type(here, typed)


def said(screen: Screen) -> str:
    """Everything beside the words of the record."""
    return "\n".join(each.text() for each in screen.page("record").steps.findChildren(Words))


def test_what_the_governing_body_did_is_written_down_by_keys_and_stays_with_its_day(opens: Opens) -> None:
    screen, record = opens("tri-borough", "adviser", "warning_notice", "given")
    assert writing(screen).opener.text() == "Write down: Notice received…"
    screen.press(writing(screen).opener, Qt.Key.Key_Space)
    words(screen, "Mrs Adeyemi")
    screen.keys(Qt.Key.Key_Tab)
    screen.keys(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    words(screen, "11/6/26")
    screen.keys(Qt.Key.Key_Tab)
    screen.keys(Qt.Key.Key_Return)
    assert "today or before" in said(screen)
    screen.keys(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    words(screen, "last fri")
    screen.keys(Qt.Key.Key_Tab)
    screen.keys(Qt.Key.Key_Return)
    screen.wait(lambda: "Notice received, " in said(screen))
    (move,) = screen.laptop.store.case_records.kept[record.id].moves
    told = (move.move, move.recorded_for, move.recorded_name, move.by, move.role, move.on, move.reason)
    assert told == ("receive", "governing_body", "Mrs Adeyemi", ME, "adviser", date(2026, 6, 5), "")
    line = "Notice received, Governing body (Mrs Adeyemi), Fri 5 Jun 2026, written down by Priya Nair."
    assert line in said(screen)
    assert_accessible(screen.page("record"))


def test_what_a_body_approved_is_written_down_by_keys(opens: Opens) -> None:
    screen, record = opens("staffordshire", "dsim", "statement_of_action", "drafted")
    assert "first needs the approval of the Core group" in said(screen)
    screen.press(writing(screen).opener, Qt.Key.Key_Space)
    for _ in range(2):
        screen.keys(Qt.Key.Key_Tab)
    words(screen, "at its meeting")
    screen.keys(Qt.Key.Key_Return)
    screen.wait(lambda: "Approved: Approve the statement, Core group" in said(screen))
    (move,) = screen.laptop.store.case_records.kept[record.id].moves
    assert (move.is_approval, move.recorded_for, move.reason) == (True, "core_group", "at its meeting")
    screen.wait(lambda: "first needs the approval" not in said(screen))


def test_who_it_was_is_chosen_where_several_may_and_why_is_asked_after_the_last_day(
    qtbot: QtBot, opens: Opens
) -> None:
    screen, _ = opens("tri-borough", "adviser", "warning_notice", "given")
    outside = (Outsider("headteacher", "Headteacher"), Outsider("ofsted", "Ofsted"))
    days = Days(TODAY.date, lambda day, count: day)
    here = WriteDown("Agreed", outside, days, "Why it is late", "", last_day=date(2026, 6, 8))
    screen.page("record").steps.column.insertWidget(0, here)
    given: list[WrittenDown] = []
    here.given.connect(given.append)
    screen.press(here.opener, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is here.who
    screen.keys(Qt.Key.Key_Down)
    screen.keys(Qt.Key.Key_Tab)
    screen.keys(Qt.Key.Key_Return)
    assert given == []
    assert "Give the reason" in said(screen)
    words(screen, "the post was late")
    screen.keys(Qt.Key.Key_Return)
    assert given == [WrittenDown("ofsted", "", TODAY.date(), "the post was late")]


def test_a_refusal_says_who_could_and_who_writes_it_down() -> None:
    laptop = at_council("tri-borough", "foundation_appointer")
    record = standing(laptop, "warning_notice", "given")
    take: dict[str, Any] = {"record_id": record.id, "move": "receive"}
    with pytest.raises(RuleBroken, match="not"):
        laptop.desk.do(MoveCaseRecord(**take, recorded_for="governing_body"))
    adviser = at_council("tri-borough")
    adviser.store.case_records.kept[record.id] = record
    with pytest.raises(RuleBroken, match="The Governing body can: write it down for them"):
        adviser.desk.do(MoveCaseRecord(**take))
    with pytest.raises(RuleBroken, match="somebody outside the council alone"):
        adviser.desk.do(MoveCaseRecord(**take, recorded_name="Mrs Adeyemi"))
    with pytest.raises(RuleBroken, match="still to come"):
        adviser.desk.do(MoveCaseRecord(**take, recorded_for="governing_body", on=date(2026, 7, 1)))
    with pytest.raises(RuleBroken, match="200 characters at most; this has 201"):
        adviser.desk.do(MoveCaseRecord(**take, recorded_for="governing_body", recorded_name="x" * 201))
