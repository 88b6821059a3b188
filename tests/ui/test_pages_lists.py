"""Notes of visit, Sync and Settings."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.queries.facts import RecordSync, SendState
from sia_desktop.services.sync_now import Removal, RoundReport
from sia_desktop.ui.page_tools import Look
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from tests.helpers.a_desk import WORKING_FOR
from tests.helpers.a_window import Screen, screen

__all__ = ["screen"]

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_notes_stand_latest_visit_first_and_filter_by_state(screen: Screen) -> None:
    page = screen.open("notes")
    visits = [row.note.visited_on for row in page.table.shown_rows]
    assert visits == sorted(visits, reverse=True)
    assert page.frame._count.text() == "11 notes shown"
    page.state.choose("owed")
    page.state.picked.emit("owed")
    assert page.frame._count.text() == "7 of 11 notes shown"
    assert page.frame._rest.text() == "6 draft · 1 signed, not yet provided"
    screen.type(page.box, "caversham")
    assert [row.note.school_name for row in page.table.shown_rows] == ["Caversham Primary School"]


def test_a_note_says_whether_its_limit_was_kept(screen: Screen) -> None:
    page = screen.open("notes")
    page.state.choose("provided")
    page.state.picked.emit("provided")
    due = [page.table._columns[3].cell(row).spoken for row in page.table.shown_rows]
    assert all(words.endswith("In time") for words in due)


def test_why_in_the_list_of_notes(screen: Screen) -> None:
    page = screen.open("notes")
    screen.press(page.table, Qt.Key.Key_W, CTRL_SHIFT)
    assert screen.window.findChildren(WhyThisDate)


def test_sync_shows_each_record_with_its_sentence(screen: Screen) -> None:
    store = screen.laptop.store
    note = next(iter(store.notes.kept))
    store.syncs[str(note)] = RecordSync(SendState.REFUSED, problem="The school is not on your caseload.")
    page = screen.open("sync")
    states = [page.table._columns[2].cell(row).text for row in page.table.shown_rows]
    assert "Refused: The school is not on your caseload." in states
    assert "On this laptop, waiting to sync" in states


def test_a_round_shows_its_progress_then_what_it_did(screen: Screen) -> None:
    page = screen.open("sync")
    screen.laptop.sync.reports = [RoundReport(laps=1, accepted=3, received=1)]
    screen.laptop.sync.gate.clear()
    page.button.click()
    screen.wait(lambda: page._bar.isVisible() and page._bar.maximum() == 3)
    assert not page.button.isEnabled()
    assert "Sending 1 of 3 changes" in page._lines.text()
    screen.laptop.sync.gate.set()
    screen.wait(page.button.isEnabled)
    screen.wait(lambda: "Last round: 3 changes accepted, 1 record received." in page._lines.text())


def test_trouble_is_said_in_its_own_words_and_nothing_is_lost(screen: Screen) -> None:
    page = screen.open("sync")
    screen.laptop.sync.reports = [RoundReport(trouble=OutsideTrouble("Nothing answers. Your work is safe."))]
    page.button.click()
    screen.wait(page.trouble.isVisible)
    assert "Nothing answers. Your work is safe." in page.trouble.accessibleName()


def test_a_removal_nobody_announced_is_asked_about(screen: Screen) -> None:
    removal = Removal(frozenset({109776, 109777, 109778}), frozenset())
    screen.laptop.sync.reports = [RoundReport(question=removal), RoundReport(laps=1)]
    page = screen.open("sync")
    page.button.click()
    screen.wait(page.question_banner.isVisible)
    assert "wants 3 schools taken off this laptop" in page.question_banner.accessibleName()
    page._approve()
    page.dialog.accept()
    screen.wait(lambda: screen.laptop.sync.approved[-1] == removal)
    screen.wait(lambda: not page.question_banner.isVisible())


def test_the_look_changes_at_once_and_is_kept(screen: Screen) -> None:
    page = screen.open("settings")
    page.themes["dark"].click()
    assert theme().name == "dark"
    page.text_size.choose("150")
    page.text_size.picked.emit("150")
    assert theme().text_size == 150
    assert screen.looks == [Look("dark", 100), Look("dark", 150)]


def test_the_root_certificate_is_saved_to_a_file(screen: Screen, tmp_path: Path) -> None:
    page = screen.open("settings")
    page.save_root(tmp_path / "council-root.pem")
    screen.wait(page.said.isVisible)
    assert (tmp_path / "council-root.pem").read_text("ascii") == WORKING_FOR.root_pem
    page.save_root(tmp_path / "nowhere" / "council-root.pem")
    screen.wait(lambda: "could not be written" in page.said.accessibleName())


def test_about_names_the_licences_and_their_givers(screen: Screen) -> None:
    page = screen.open("settings")
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    for words in (
        "Contains public sector information licensed under the Open Government Licence v3.0",
        "Department for Education",
        "Cabinet Office",
        "SIL Open Font Licence",
        "Lucide",
    ):
        assert words in said
