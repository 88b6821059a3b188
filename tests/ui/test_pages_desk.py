"""Every page over the desk: named, reachable, right on a small laptop; and the keys that work everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.queries.facts import SyncFacts
from sia_desktop.services.sync_now import RoundReport
from sia_desktop.ui.go_to import GoToSchool
from sia_desktop.ui.sync_words import rail_state
from sia_desktop.ui.syncing import Progressing, Standing
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.popover import Popover
from sia_desktop.ui.widgets.search_box import SearchBox
from tests.helpers.a_desk import TODAY
from tests.helpers.a_window import Screen, WindowsSeen, empty_screen, screen
from tests.helpers.accessible import assert_accessible, spoken_name

__all__ = ["empty_screen", "screen"]

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PAGES = ("today", "caseload", "notes", "deadlines", "sync", "school", "settings")


def _opened_list(screen: Screen) -> SearchBox:
    """The box of the list of schools, once it knows them."""
    (content,) = screen.window.findChildren(GoToSchool)
    screen.wait(content.list.current_row)
    return content.box


def _open(screen: Screen, code: str) -> object:
    return screen.open(code, **({"urn": screen.laptop.urn_of("Alfred Sutton")} if code == "school" else {}))


@pytest.mark.parametrize("code", PAGES)
@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_every_page_is_named_and_reached_by_keyboard(
    screen: Screen, code: str, size: tuple[int, int]
) -> None:
    screen.window.resize(*size)
    _open(screen, code)
    assert_accessible(screen.window)


@pytest.mark.parametrize("code", PAGES)
def test_no_page_shows_a_window_of_its_own_on_the_way(screen: Screen, qapp: QApplication, code: str) -> None:
    seen = WindowsSeen()
    qapp.installEventFilter(seen)
    _open(screen, code)
    qapp.removeEventFilter(seen)
    assert seen.seen == []


@pytest.mark.parametrize("code", PAGES)
@pytest.mark.parametrize("name", ["dark", "high_contrast"])
def test_every_page_survives_other_looks_and_large_text(screen: Screen, code: str, name: str) -> None:
    _open(screen, code)
    theme().choose(name, 150)
    assert not screen.window.grab().isNull()
    theme().choose("light", 100)


def test_the_keyboard_lands_where_the_work_is(screen: Screen) -> None:
    assert screen.page("today").due.hasFocus()
    for code, stop in (
        ("caseload", "table"),
        ("notes", "table"),
        ("school", "history"),
        ("deadlines", "list"),
    ):
        page = _open(screen, code)
        screen.wait(getattr(page, stop).hasFocus)


def test_alt_and_a_number_goes_to_each_place_and_alt_left_back(screen: Screen) -> None:
    for key, code in zip(
        (
            Qt.Key.Key_2,
            Qt.Key.Key_3,
            Qt.Key.Key_4,
            Qt.Key.Key_5,
            Qt.Key.Key_6,
            Qt.Key.Key_7,
            Qt.Key.Key_8,
            Qt.Key.Key_9,
            Qt.Key.Key_1,
        ),
        ("caseload", "notes", "deadlines", "actions", "inspections", "packs", "evidence", "sync", "today"),
        strict=True,
    ):
        screen.keys(key, ALT)
        assert screen.window.navigation.current == code
    screen.keys(Qt.Key.Key_Left, ALT)
    assert screen.window.navigation.current == "sync"


def test_the_rail_folds_to_icons_on_a_small_laptop(screen: Screen) -> None:
    rail = screen.window.rail
    assert rail.width() == theme().size.rail
    screen.window.resize(1093, 614)
    screen.wait(lambda: rail.width() == theme().size.rail_icons_only)
    assert_accessible(rail)


def test_the_rail_counts_what_waits(screen: Screen) -> None:
    buttons = screen.window.rail._buttons.values()
    names = [spoken_name(button) for button in buttons if button.isVisible()]
    assert names == [
        "Today, 3",
        "Caseload",
        "Notes of visit, 7",
        "Deadlines",
        "Actions",
        "Inspections",
        "Packs",
        "Evidence",
        "Sync, 3",
    ]


def test_ctrl_k_goes_to_a_school_by_a_few_letters(screen: Screen) -> None:
    screen.keys(Qt.Key.Key_K, CTRL)
    box = _opened_list(screen)
    screen.type(box, "kend")
    assert box.accessibleDescription().startswith("Kendrick School")
    screen.press(box, Qt.Key.Key_Return)
    assert screen.window.navigation.current == "school"
    screen.wait(lambda: screen.page("school").title == "Kendrick School")
    screen.wait(lambda: not screen.window.findChildren(Popover))


def test_escape_closes_the_list_and_returns_the_keyboard(screen: Screen) -> None:
    screen.keys(Qt.Key.Key_K, CTRL)
    screen.keys(Qt.Key.Key_Escape)
    screen.wait(lambda: not screen.window.findChildren(Popover))
    assert screen.page("today").due.hasFocus()


def test_ctrl_n_asks_which_school_then_for_the_day(screen: Screen) -> None:
    screen.keys(Qt.Key.Key_N, CTRL)
    box = _opened_list(screen)
    screen.type(box, "blagdon")
    screen.press(box, Qt.Key.Key_Return)
    screen.wait(lambda: screen.page("school").dialog is not None)
    assert screen.page("school").dialog.isVisible()


def test_a_popover_goes_with_its_page(screen: Screen) -> None:
    screen.page("today").due.ask_why()
    assert screen.window.findChildren(Popover)
    screen.window.navigation.go("caseload")
    screen.wait(lambda: not screen.window.findChildren(Popover))


def test_a_page_that_cannot_be_answered_says_so_and_tries_again(screen: Screen) -> None:
    store = screen.laptop.store
    schools, store.schools.kept = store.schools.kept, {}
    page = screen.page("school")
    screen.window.navigation.go("school", urn=109776)
    screen.wait(lambda: page._stack.currentWidget() is page._error)
    assert_accessible(page)
    store.schools.kept = schools
    page.ask_again()
    screen.wait(page.body.isVisible)
    assert page.title == "Alfred Sutton Primary School"


def test_sync_runs_after_unlocking_and_soon_after_signing(screen: Screen) -> None:
    syncing, played = screen.window.tools.syncing, screen.laptop.sync
    rounds = len(played.approved)
    assert rounds == 1
    screen.window.tools.commands.announce(Changed.one("note_of_visit", "n"))
    assert not syncing._soon.isActive()
    screen.window.tools.commands.announce(Changed.one("attachment", "a"))
    assert syncing._soon.isActive()
    screen.keys(Qt.Key.Key_F5)
    screen.wait(lambda: len(played.approved) == rounds + 1)
    screen.wait(lambda: not syncing.is_running)
    assert not syncing._soon.isActive()


def test_failing_rounds_rest_longer(screen: Screen) -> None:
    syncing = screen.window.tools.syncing
    screen.laptop.sync.reports = [RoundReport(trouble=OutsideTrouble("No network. Your work is safe."))]
    rests = [syncing._rest.interval()]
    for _ in range(5):
        screen.keys(Qt.Key.Key_F5)
        screen.wait(lambda: syncing.is_running)
        screen.wait(lambda: not syncing.is_running)
        rests.append(syncing._rest.interval())
    for rest, least, most in zip(rests, (15, 24, 48, 96, 96, 96), (15, 36, 72, 144, 144, 144), strict=True):
        assert least <= rest / 60_000 <= most
    assert "Offline – working normally" in screen.window.rail.sync.accessibleName()


def test_the_foot_of_the_rail_never_says_more_than_is_known() -> None:
    day = TODAY.date()
    waiting = SyncFacts(3, 0, 0, TODAY)
    assert rail_state(Standing(), SyncFacts(0, 0, 0, None), day).headline == "Not yet synced"
    assert rail_state(Standing(), SyncFacts(0, 0, 0, TODAY), day).headline == "Everything is sent"
    assert rail_state(Standing(), waiting, day).lines == ("3 changes waiting", "Last sync today 14:32")
    assert rail_state(Standing(Progressing(1, 3, "Sending")), waiting, day).headline == "Syncing…"
    assert rail_state(Standing(trouble="No network."), waiting, day).headline == "Offline – working normally"
    assert rail_state(Standing(), SyncFacts(0, 1, 2, TODAY), day).headline == "1 refused, 2 to settle"
    week = day.replace(day=20)
    assert rail_state(Standing(trouble="No network."), waiting, week).tone == "danger"


def test_empty_places_say_what_to_do(empty_screen: Screen) -> None:
    today = empty_screen.page("today")
    assert today._due_states.currentWidget().accessibleName().startswith("Your caseload is empty.")
    caseload = empty_screen.open("caseload")
    assert caseload._states.currentWidget().accessibleName().startswith("Your caseload is empty.")
    notes = empty_screen.open("notes")
    assert notes._states.currentWidget().accessibleName().startswith("There are no notes yet.")
    deadlines = empty_screen.open("deadlines")
    assert [each.rule for each in deadlines.shown] == ["T-TB-18"]
    sync = empty_screen.open("sync")
    assert sync._states.currentWidget().accessibleName() == "The council has everything you wrote here."
    assert_accessible(empty_screen.window)
