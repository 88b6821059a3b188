"""Returned for correction: a line manager returns it, its writer is told and gives it back; by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.people import Person
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.return_for_correction import GiveBack, ReturnForCorrection
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.painting import Tone
from tests.helpers.a_desk import MANAGER, ME, Laptop, a_laptop, a_managers_laptop, with_real_packs
from tests.helpers.a_window import Screen, a_screen, close_window, show_window
from tests.helpers.accessible import assert_accessible

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def a_draft(laptop: Laptop) -> UUID:
    """The note of Priya's visit to The Heights."""
    urn = laptop.urn_of("The Heights")
    return next(note.id for note in laptop.store.notes.kept.values() if note.urn == urn)


def returned_by_helen(laptop: Laptop, kind: str, record_id: UUID, comment: str) -> None:
    """On Helen's laptop, and arrived here."""
    mine, role = laptop.store.me, laptop.store.me.role
    laptop.store.me = replace(mine, person_id=MANAGER, role=laptop.store.people.get(MANAGER).role)
    laptop.desk.do(ReturnForCorrection(kind, record_id, comment))
    laptop.store.me = replace(mine, role=role)
    laptop.clock.move(timedelta(minutes=5))


@pytest.fixture
def manager(qtbot: QtBot) -> Iterator[Screen]:
    """Helen Okafor's window on Today."""
    yield from a_screen(qtbot, a_managers_laptop())


@pytest.fixture
def writer(qtbot: QtBot) -> Iterator[Screen]:
    """Priya Nair's window on Today, with a note that came back to her."""
    laptop = a_laptop()
    returned_by_helen(laptop, "note_of_visit", a_draft(laptop), "Say what pupils remembered")
    yield from a_screen(qtbot, laptop)


def test_the_line_manager_returns_a_note_and_reads_it_on_team(manager: Screen) -> None:
    note = a_draft(manager.laptop)
    page: Any = manager.open("visit", note_id=note)
    manager.wait(lambda: page.is_shown and page.header.returning.isVisible())
    manager.keys(Qt.Key.Key_R, CTRL_SHIFT)
    dialog = page.returning.dialog
    assert_accessible(dialog)
    manager.press(dialog.button, Qt.Key.Key_Space)
    manager.wait(lambda: "what is to be corrected" in dialog.comment.accessibleDescription())
    manager.type(dialog.comment, "Say what pupils remembered")
    manager.press(dialog.button, Qt.Key.Key_Space)
    manager.wait(lambda: page.top.returned.isVisible())
    assert "Returned for correction by Helen Okafor" in page.top.returned.accessibleName()
    assert "Say what pupils remembered" in page.top.returned.accessibleName()
    assert not page.header.returning.isVisible()
    team: Any = manager.open("team")
    manager.wait(lambda: team.returned.rows)
    (row,) = team.returned.rows
    assert (row.title, row.chip.tone) == ("The Heights Primary School", Tone.WARNING)
    assert_accessible(team)
    manager.window.activateWindow()
    team.returned.setFocus()
    manager.wait(team.returned.hasFocus)
    manager.press(team.returned, Qt.Key.Key_Return)
    manager.wait(lambda: manager.window.navigation.current == "visit")


def test_its_writer_is_told_on_today_and_gives_it_back(writer: Screen) -> None:
    today: Any = writer.page("today")
    writer.wait(lambda: today.returned.isVisible())
    assert "1 returned for correction" in today.returned.accessibleName()
    assert "Say what pupils remembered" in today.returned.accessibleName()
    assert_accessible(today)
    writer.press(today.returned.findChild(Button), Qt.Key.Key_Space)
    page: Any = writer.page("visit")
    writer.wait(lambda: page.isVisible() and page.is_shown and page.top.returned.isVisible())
    assert page.header.returning.text() == "Give back…"
    writer.keys(Qt.Key.Key_R, CTRL_SHIFT)
    dialog = page.returning.dialog
    assert_accessible(dialog)
    writer.type(dialog.comment, "Added what Year 4 said")
    writer.press(dialog.button, Qt.Key.Key_Space)
    writer.wait(lambda: "Given back by Priya Nair" in page.top.returned.accessibleName())
    assert isinstance(writer.laptop.sent[-1], GiveBack)
    assert not page.header.returning.isVisible()
    writer.open("today")
    writer.wait(lambda: not today.returned.isVisible())


def test_a_record_goes_the_same_way(qtbot: QtBot) -> None:
    laptop = with_real_packs(a_laptop(with_visits=False))
    lead = Person(MANAGER, "Helen Okafor", "strategic_lead", None, is_active=True)
    laptop.store.people.kept |= {MANAGER: lead, ME: replace(laptop.store.people.get(ME), role="adviser")}
    urn = laptop.urn_of("Micklands")
    opened = OpenCaseRecord("categorisation", urn, About("school", str(urn)))
    laptop.desk.do(opened)
    returned_by_helen(laptop, "case_record", opened.record_id, "KS1 is missing")
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.page("today").returned.isVisible())
    shown.press(shown.page("today").returned.findChild(Button), Qt.Key.Key_Space)
    page: Any = shown.page("record")
    shown.wait(lambda: page.isVisible() and page.is_shown)
    shown.wait(lambda: "KS1 is missing" in page._top.for_correction.accessibleName())
    shown.keys(Qt.Key.Key_R, CTRL_SHIFT)
    shown.press(page.returning.dialog.button, Qt.Key.Key_Space)
    shown.wait(lambda: "Given back by Priya Nair" in page._top.for_correction.accessibleName())
    close_window(shown)
