"""Setting a laptop up, unlocking it and locking it again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.security.passphrase import WrongPassphrase
from sia_desktop.ui.desktop import DesktopWindow, Surroundings
from sia_desktop.ui.page_tools import Look
from sia_desktop.ui.pages.enrol.words import Field, Typed, faults, place_of
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.chip import Chip
from sia_desktop.ui.widgets.door_card import Fact
from tests.helpers.a_desk import a_laptop
from tests.helpers.a_door import PlayedDoor
from tests.helpers.a_window import Screen, close_window, screen, show_window
from tests.helpers.accessible import assert_accessible, spoken_name
from tests.helpers.played import PASSPHRASE

__all__ = ["screen"]

PASSWORD = "Rosebank-17-a"


def _fill(shown: Screen) -> None:
    page = shown.page("enrol")
    for line, words in (
        (page.address, "http://127.0.0.1:8000"),
        (page.email, "priya@reading.example"),
        (page.password, PASSWORD),
        (page.passphrase, PASSPHRASE),
        (page.again, PASSPHRASE),
    ):
        line.clear()
        shown.type(line, words)


def test_a_new_laptop_is_set_up_by_keyboard_alone(qtbot: QtBot) -> None:
    shown = show_window(qtbot, a_laptop(), is_enrolled=False, has_vault=False)
    page = shown.page("enrol")
    assert not shown.window.rail.isVisible()
    assert_accessible(page)
    _fill(shown)
    shown.press(page.again, Qt.Key.Key_Return)
    shown.wait(lambda: shown.window.navigation.current == "today")
    (asked,) = shown.door.enrolments
    assert (asked.address, asked.email, asked.password) == (
        "http://127.0.0.1:8000",
        "priya@reading.example",
        PASSWORD,
    )
    assert asked.passphrase == PASSPHRASE
    assert asked.device_name
    assert asked.authority_file is None
    close_window(shown)


@pytest.mark.parametrize(
    ("trouble", "place"),
    [
        (OutsideTrouble("Nothing answers at http://127.0.0.1:8000. Check the address."), Field.ADDRESS),
        (RuleBroken("This e-mail and password do not belong together."), Field.PASSWORD),
        (OutsideTrouble("The certificate of the service does not verify."), Field.AUTHORITY),
    ],
)
def test_each_refusal_stands_at_its_field(qtbot: QtBot, trouble: Exception, place: Field) -> None:
    shown = show_window(qtbot, a_laptop(), is_enrolled=False)
    page = shown.page("enrol")
    shown.door.trouble.append(trouble)
    _fill(shown)
    page.button.click()
    shown.wait(lambda: page.fields[place].field.property("fault"))
    assert str(trouble) in page.fields[place].field.accessibleDescription()
    assert page.fields[place].field.isVisible()
    page.button.click()
    shown.wait(lambda: shown.window.navigation.current == "today")
    close_window(shown)


def test_a_refusal_of_no_field_is_said_above_them(qtbot: QtBot) -> None:
    shown = show_window(qtbot, a_laptop(), is_enrolled=False)
    page = shown.page("enrol")
    shown.door.trouble.append(RuleBroken("This version of SIA Desktop is too old for the service."))
    _fill(shown)
    page.button.click()
    shown.wait(page.trouble.isVisible)
    assert page.trouble.accessibleName().endswith("too old for the service.")
    close_window(shown)


def test_what_is_wrong_is_seen_before_anybody_is_asked() -> None:
    assert set(faults(Typed())) == {
        Field.ADDRESS,
        Field.EMAIL,
        Field.PASSWORD,
        Field.DEVICE,
        Field.PASSPHRASE,
    }
    good = Typed("https://x", "a@b", "p", "laptop", "a good passphrase", "another one here")
    assert set(faults(good)) == {Field.AGAIN}
    assert place_of("Something else.") is None


def test_a_wrong_passphrase_is_said_at_the_field(qtbot: QtBot) -> None:
    shown = show_window(qtbot, a_laptop(), has_vault=False)
    page = shown.page("unlock")
    assert_accessible(page)
    shown.unlock("not this one at all")
    shown.wait(lambda: page.passphrase.property("fault"))
    assert "not the passphrase" in page.passphrase.accessibleDescription()
    assert page.passphrase.hasFocus()
    assert shown.window.is_locked
    page.passphrase.clear()
    shown.unlock()
    shown.wait(lambda: not shown.window.is_locked)
    close_window(shown)


def test_after_several_wrong_tries_unlock_waits_as_long_as_the_refusal_says(qtbot: QtBot) -> None:
    shown = show_window(qtbot, a_laptop())
    page = shown.page("unlock")
    shown.door.refusal = WrongPassphrase(1)
    shown.unlock("not this one at all")
    shown.wait(lambda: "Wait 1 second and" in page.passphrase.accessibleDescription())
    assert not page.button.isEnabled()
    page.passphrase.clear()
    shown.unlock()
    assert shown.window.is_locked
    shown.wait(page.button.isEnabled)
    shown.press(page.passphrase, Qt.Key.Key_Return)
    shown.wait(lambda: not shown.window.is_locked)
    close_window(shown)


@pytest.mark.parametrize("is_enrolled", [True, False])
@pytest.mark.parametrize("has_vault", [True, False])
def test_a_computer_without_a_vault_says_so(qtbot: QtBot, is_enrolled: bool, has_vault: bool) -> None:
    shown = show_window(qtbot, a_laptop(), is_enrolled=is_enrolled, has_vault=has_vault)
    page = shown.page("unlock" if is_enrolled else "enrol")
    (said,) = [each for each in page.findChildren(Fact) if "credential store" in each.accessibleName()]
    shown.wait(lambda: said.isVisible() is not has_vault)
    close_window(shown)


def test_the_passphrase_can_be_shown_and_pasted(qtbot: QtBot) -> None:
    shown = show_window(qtbot, a_laptop())
    field = shown.page("unlock").passphrase
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.insert(PASSPHRASE)
    eye = field.findChild(Button)
    assert spoken_name(eye) == "Show passphrase"
    eye.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    close_window(shown)


def test_nothing_gets_past_a_locked_window(qtbot: QtBot) -> None:
    shown = show_window(qtbot, a_laptop())
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        shown.keys(key, Qt.KeyboardModifier.AltModifier)
    shown.keys(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    shown.keys(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    shown.keys(Qt.Key.Key_F5)
    assert shown.window.navigation.current == "unlock"
    close_window(shown)


def test_locking_puts_the_keys_away_and_forgets_the_pages(screen: Screen) -> None:
    screen.open("caseload")
    screen.keys(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert screen.window.navigation.current == "unlock"
    assert screen.window.is_locked
    assert not screen.window.rail.isVisible()
    screen.wait(lambda: screen.door.laptop.is_closed)
    screen.unlock()
    screen.wait(lambda: screen.window.navigation.current == "today")
    assert not screen.door.laptop.is_closed


def test_locking_waits_for_a_round_under_way_and_unlocking_for_the_lock(screen: Screen) -> None:
    screen.laptop.sync.gate.clear()
    screen.keys(Qt.Key.Key_F5)
    screen.wait(lambda: screen.window.tools.syncing.is_running)
    screen.window.lock()
    assert not screen.door.laptop.is_closed
    screen.unlock()
    assert screen.window.is_locked
    screen.laptop.sync.gate.set()
    screen.wait(lambda: not screen.window.is_locked)
    assert screen.window.navigation.current == "today"


def test_what_was_said_at_work_is_not_said_at_the_door(screen: Screen) -> None:
    def said() -> list[str]:
        return [one.accessibleName() for one in screen.window.findChildren(Banner) if one.isVisible()]

    screen.window.trouble.tell(RuleBroken("This note is signed."), screen.window)
    assert "This note is signed." in said()
    screen.window.lock()
    assert "This note is signed." not in said()
    screen.window.trouble.tell(OutsideTrouble("The disk is full."), screen.window)
    assert "The disk is full." in said()


def test_an_idle_desk_locks_itself(qtbot: QtBot) -> None:
    shown = show_window(qtbot, a_laptop(), idle_minutes=0.005)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    shown.wait(lambda: shown.window.navigation.current == "unlock")
    shown.wait(lambda: shown.door.laptop.is_closed)
    close_window(shown)


def test_a_demonstration_says_so_before_it_is_unlocked(qtbot: QtBot) -> None:
    laptop = a_laptop()
    around = Surroundings(
        PlayedDoor(laptop), laptop.clock, resources(), Look(), lambda _: None, is_demonstration=True
    )
    window = DesktopWindow(around)
    qtbot.addWidget(window)
    window.begin()
    window.show()
    said = [spoken_name(chip) for chip in window.navigation.page("unlock").findChildren(Chip)]
    assert said == ["Demonstration data"]
