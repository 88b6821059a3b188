"""Packs: a record goes on under the newer framework, after a look at what changes, with a reason."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.decided_frameworks import DecidedFrameworks
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.older_records import AskOlderRecords
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import MANAGER, TODAY, Laptop, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, close_window, show_window
from tests.helpers.accessible import assert_accessible
from tests.helpers.memory_store import MemorySettled


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """An adviser's laptop with a note and a record begun just before the next framework came into force."""
    laptop = with_real_packs(a_laptop(with_visits=False))
    urn = laptop.urn_of("Micklands")
    laptop.desk.do(LogVisit(urn, TODAY.date() - timedelta(days=2), "other"))
    laptop.desk.do(OpenCaseRecord("exit_record", urn, About("school", str(urn))))
    for part in ("frameworks/england-2025", "frameworks/reading", "calendars"):
        shutil.copytree(resources() / part, tmp_path / part)
    (before,) = (tmp_path / "frameworks" / "reading").iterdir()
    pack = shutil.copytree(before, before.parent / "2026-06-09") / "pack.toml"
    words = pack.read_text("utf-8")
    for was, now in (
        ('version = "2016.1"', 'version = "2026.1"'),
        ("effective_from = 2016-12-13", "effective_from = 2026-06-09"),
        ('code = "focus"', 'code = "purpose"'),
        ('label = "Note of visit to its recipients"', 'label = "Note given to its recipients"'),
    ):
        words = words.replace(was, now, 1)
    pack.write_text(words, "utf-8")
    laptop.frameworks = DecidedFrameworks(Shelf(tmp_path), MemorySettled(laptop.store))
    return laptop


@pytest.fixture
def screen(qtbot: QtBot, laptop: Laptop) -> Iterator[Screen]:
    """Its window."""
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today" and shown.page("today").body.isVisible())
    yield shown
    close_window(shown)


def dialog_of(screen: Screen) -> Any:
    """Open it from the banner, by key."""
    page = screen.open("packs")
    screen.wait(page.older.isVisible)
    (button,) = [each for each in page.older.findChildren(Button) if each.text() == "Move…"]
    screen.press(button, Qt.Key.Key_Space)
    screen.wait(lambda: page.dialog.isVisible())
    screen.wait(lambda: "change" in page.dialog._title.text())
    return page.dialog


def test_a_record_moves_after_its_differences_were_read_and_a_reason_given(screen: Screen) -> None:
    dialog = dialog_of(screen)
    assert "From version 2016.1 to 2026.1" in dialog._title.text()
    said = dialog.changes.accessibleDescription()
    assert "T-RD-02" in said
    assert "focus" in said
    assert_accessible(dialog)
    note = next(iter(screen.laptop.store.notes.kept.values()))
    (opened,) = screen.laptop.store.case_records.kept.values()
    while dialog.record.code != str(opened.id):
        screen.press(dialog.record, Qt.Key.Key_Down)
    screen.press(dialog.button, Qt.Key.Key_Space)
    assert screen.laptop.store.case_records.kept[opened.id].pack_version == "2016.1", "not without a reason"
    screen.type(dialog.reason, "Agreed with the head")
    screen.press(dialog.button, Qt.Key.Key_Space)
    kept = screen.laptop.store.case_records.kept
    screen.wait(lambda: kept[opened.id].pack_version == "2026.1")
    act = screen.laptop.store.acts.kept[-1]
    assert dict(act.details) == {"from": "2016.1", "to": "2026.1", "reason": "Agreed with the head"}
    assert screen.laptop.store.notes.kept[note.id].pack_version == "2016.1", "only what was chosen moves"
    page = screen.page("packs")
    screen.wait(lambda: len(page._older.records) == 1)


def test_a_note_whose_words_would_no_longer_show_stays_and_says_why(screen: Screen) -> None:
    note = next(iter(screen.laptop.store.notes.kept.values()))
    screen.laptop.store.notes.kept[note.id] = replace(note, answers={"focus": "Reading"})
    dialog = dialog_of(screen)
    while dialog.record.code != str(note.id):
        screen.press(dialog.record, Qt.Key.Key_Down)
    screen.type(dialog.reason, "It is newer")
    screen.press(dialog.button, Qt.Key.Key_Space)
    screen.wait(dialog._fault.isVisible)
    assert "no longer show: focus" in " ".join(each.text() for each in dialog._fault.findChildren(Words))
    assert dialog.reason.text() == "It is newer"
    assert screen.laptop.store.notes.kept[note.id].pack_version == "2016.1"


def test_a_colleagues_record_is_offered_only_to_who_may_settle_for_the_council(laptop: Laptop) -> None:
    assert len(laptop.desk.ask(AskOlderRecords()).records) == 2
    laptop.store.me = replace(laptop.store.me, person_id=MANAGER)
    assert laptop.desk.ask(AskOlderRecords()).records == ()
    laptop.store.me = replace(laptop.store.me, role="head_of_education")
    assert [each.kind for each in laptop.desk.ask(AskOlderRecords()).records] == ["case_record"]


def test_with_one_version_nothing_is_said(qtbot: QtBot) -> None:
    shown = show_window(qtbot, with_real_packs(a_laptop(with_visits=False)))
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    page = shown.open("packs")
    shown.wait(lambda: page._older is not None)
    assert not page.older.isVisible()
    close_window(shown)
