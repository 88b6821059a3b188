"""Second factor, recovery codes, signing in again, the unlock code, the lease, and the farewell."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sia_desktop.documents.qr import qr_rows
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.lease import Lease
from sia_desktop.services.door import (
    LeaseOver,
    SecondFactorAsked,
    SetUpFactor,
    SignInEnded,
    WrongFactor,
)
from sia_desktop.services.progress import Progress
from sia_desktop.services.sync_now import Farewell, RoundReport
from sia_desktop.ui.browser import NO_BROWSER, SystemBrowser
from sia_desktop.ui.lease_words import lease_words
from sia_desktop.ui.tasks import Lane, TaskRunner
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button
from tests.helpers.a_desk import a_laptop
from tests.helpers.a_window import Screen, close_window, show_window
from tests.helpers.accessible import assert_accessible, spoken_name
from tests.helpers.played import PASSPHRASE

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SET_UP = SetUpFactor(SECRET, qr_rows(f"otpauth://totp/SIA?secret={SECRET}"))
CODES = tuple(f"{letter}7QH-3MX1-P0ZT" for letter in "ABCDEFGHJK")
WRONG = "That code is not right, or it was used before."
AWAY = "This laptop has not been in touch with the council for 30 days."


def _fill_enrol(shown: Screen) -> None:
    page = shown.page("enrol")
    for line, words in (
        (page.address, "http://127.0.0.1:8000"),
        (page.email, "priya@reading.example"),
        (page.password, "a password"),
        (page.passphrase, PASSPHRASE),
        (page.again, PASSPHRASE),
    ):
        line.clear()
        shown.type(line, words)


@pytest.fixture
def fresh(qtbot: QtBot) -> Iterator[Screen]:
    """A laptop that belongs to nobody yet."""
    shown = show_window(qtbot, a_laptop(), is_enrolled=False)
    yield shown
    close_window(shown)


@pytest.fixture
def locked(qtbot: QtBot) -> Iterator[Screen]:
    """A laptop that was away too long."""
    shown = show_window(qtbot, a_laptop())
    shown.door.locked_by = LeaseOver(AWAY)
    yield shown
    close_window(shown)


def test_a_second_factor_is_set_up_and_its_recovery_codes_are_shown_once(fresh: Screen) -> None:
    page = fresh.page("enrol")
    fresh.door.recovery_codes = CODES
    fresh.door.trouble += [SecondFactorAsked("reading.t", SET_UP), WrongFactor(WRONG)]
    _fill_enrol(fresh)
    fresh.press(page.again, Qt.Key.Key_Return)
    fresh.wait(page.factor.isVisible)
    assert_accessible(page)
    assert page.factor.qr.isVisible()
    assert page.factor.key.text().replace(" ", "") == SECRET
    page.factor.copy.click()
    assert QApplication.clipboard().text() == SECRET
    fresh.type(page.factor.code, "000 000")
    fresh.press(page.factor.code, Qt.Key.Key_Return)
    fresh.wait(lambda: page.factor.code.property("fault"))
    assert WRONG in page.factor.code.accessibleDescription()
    page.factor.code.clear()
    fresh.type(page.factor.code, "123 456")
    fresh.press(page.factor.code, Qt.Key.Key_Return)
    fresh.wait(lambda: fresh.window.navigation.current == "codes")
    assert [(each.ticket, each.code) for each in fresh.door.enrolments] == [
        ("", ""),
        ("reading.t", "000 000"),
        ("reading.t", "123 456"),
    ]
    assert QApplication.clipboard().text() == ""
    codes = fresh.page("codes")
    assert_accessible(codes)
    fresh.keys(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert fresh.window.navigation.current == "codes"
    codes.copy.click()
    assert QApplication.clipboard().text().splitlines() == list(CODES)
    codes.button.click()
    fresh.wait(lambda: fresh.window.navigation.current == "today")
    assert QApplication.clipboard().text() == ""
    fresh.window.lock()
    fresh.unlock()
    fresh.wait(lambda: fresh.window.navigation.current == "today")


def test_recovery_codes_are_printed_on_one_sheet(fresh: Screen, tmp_path: Path) -> None:
    fresh.door.recovery_codes = CODES
    _fill_enrol(fresh)
    fresh.page("enrol").button.click()
    fresh.wait(lambda: fresh.window.navigation.current == "codes")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "codes.pdf"))
    fresh.page("codes").paint_on(printer)
    printed = pypdfium2.PdfDocument(tmp_path / "codes.pdf")
    assert len(printed) == 1
    words = printed[0].get_textpage().get_text_bounded()
    assert all(code in words for code in CODES)
    printed.close()


def test_a_sign_in_that_took_too_long_begins_again(fresh: Screen) -> None:
    page = fresh.page("enrol")
    fresh.door.trouble += [SecondFactorAsked("reading.t", None), SignInEnded("Sign in again.")]
    _fill_enrol(fresh)
    page.button.click()
    fresh.wait(page.factor.isVisible)
    assert not page.factor.qr.isVisible()
    page.factor.button.click()
    assert page.factor.code.property("fault")
    fresh.type(page.factor.code, "123456")
    page.factor.button.click()
    fresh.wait(page.trouble.isVisible)
    assert page.card.isVisible()
    page.button.click()
    fresh.wait(lambda: fresh.window.navigation.current == "today")
    assert fresh.door.enrolments[-1].ticket == ""


def test_the_councils_own_page_needs_no_password(fresh: Screen) -> None:
    page = fresh.page("enrol")
    fresh.type(page.address, "http://127.0.0.1:8000")
    fresh.type(page.passphrase, PASSPHRASE)
    fresh.type(page.again, PASSPHRASE)
    page.browser.click()
    fresh.wait(lambda: fresh.window.navigation.current == "today")
    (asked,) = fresh.door.enrolments
    assert asked.in_browser
    assert asked.password == ""


def test_a_laptop_away_too_long_opens_after_signing_in_again(locked: Screen) -> None:
    locked.unlock()
    locked.wait(lambda: locked.window.navigation.current == "sign_in")
    page = locked.page("sign_in")
    assert_accessible(page)
    assert not page.passphrase_field.isVisible()
    page.button.click()
    assert page.email.property("fault")
    assert page.password.property("fault")
    locked.door.trouble += [
        RuleBroken("The e-mail or the password is not right."),
        SecondFactorAsked("reading.t", None),
        OutsideTrouble("Nothing answers at https://sia.example."),
    ]
    locked.type(page.email, "priya@reading.example")
    locked.type(page.password, "a password")
    page.button.click()
    locked.wait(lambda: "not right" in page.password.accessibleDescription())
    page.button.click()
    locked.wait(page.factor.isVisible)
    locked.type(page.factor.code, "123456")
    page.factor.button.click()
    locked.wait(lambda: "Nothing answers" in page.factor.code.accessibleDescription())
    page.factor.button.click()
    locked.wait(lambda: locked.window.navigation.current == "today")
    assert [each.ticket for each in locked.door.sign_ins] == ["", "", "reading.t", "reading.t"]


def test_going_back_from_signing_in_leaves_the_door_locked(locked: Screen) -> None:
    locked.unlock()
    locked.wait(lambda: locked.window.navigation.current == "sign_in")
    locked.page("sign_in").back.click()
    assert locked.window.navigation.current == "unlock"
    assert locked.window.is_locked


def test_an_unlock_code_opens_with_a_new_passphrase(qtbot: QtBot) -> None:
    shown = show_window(qtbot, a_laptop())
    shown.page("unlock").code.click()
    page = shown.page("unlock_code")
    assert_accessible(page)
    page.button.click()
    assert page.code.hasFocus()
    for line, words in ((page.code, "K7QH"), (page.passphrase, "an entirely new one"), (page.again, "an")):
        shown.type(line, words)
    page.button.click()
    assert "differ" in page.again.accessibleDescription()
    page.again.clear()
    shown.type(page.again, "an entirely new one")
    page.button.click()
    shown.wait(lambda: "not the unlock code" in page.code.accessibleDescription())
    page.code.clear()
    shown.type(page.code, shown.door.unlock_code)
    shown.press(page.code, Qt.Key.Key_Return)
    shown.wait(lambda: shown.window.navigation.current == "today")
    shown.window.lock()
    shown.unlock("an entirely new one")
    shown.wait(lambda: not shown.window.is_locked)
    close_window(shown)


def test_a_code_at_a_laptop_away_too_long_leads_to_signing_in(locked: Screen) -> None:
    locked.page("unlock").code.click()
    page = locked.page("unlock_code")
    for line, words in ((page.code, locked.door.unlock_code), (page.passphrase, PASSPHRASE)):
        locked.type(line, words)
    locked.type(page.again, PASSPHRASE)
    page.button.click()
    locked.wait(lambda: locked.window.navigation.current == "sign_in")
    locked.page("sign_in").browser.click()
    locked.wait(lambda: locked.window.navigation.current == "today")
    assert locked.door.sign_ins[-1].in_browser


def test_the_lease_warns_from_day_25_and_locks_at_30(qtbot: QtBot) -> None:
    laptop = a_laptop()
    start = laptop.clock()
    laptop.lease = Lease(30, start - timedelta(days=24), start)
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    shown.wait(lambda: not shown.window.tools.syncing.is_running)
    assert not _said(shown)
    shown.door.laptop.lease = Lease(30, start - timedelta(days=26), start)
    shown.keys(Qt.Key.Key_F5)
    shown.wait(lambda: _said(shown))
    assert "locks in 4 days" in _said(shown)[0]
    shown.window.navigation.go("settings")
    assert _said(shown)
    shown.door.laptop.lease = Lease(30, start - timedelta(days=30), start)
    shown.door.locked_by = LeaseOver(AWAY)
    shown.keys(Qt.Key.Key_F5)
    shown.wait(lambda: shown.window.navigation.current == "unlock")
    assert not _said(shown)
    close_window(shown)


def test_lease_words_count_the_days() -> None:
    start = datetime(2026, 6, 1, 9, tzinfo=UTC)
    lease = Lease(30, start, start)
    assert lease_words(lease, start + timedelta(days=24, hours=23)) == ("", "")
    assert lease_words(replace(lease, days=0), start + timedelta(days=400)) == ("", "")
    lead, sentence = lease_words(lease, start + timedelta(days=25))
    assert lead == "This laptop locks in 5 days"
    assert "Monday 1 June" in sentence
    assert "Wednesday 1 July" in sentence
    assert lease_words(lease, start + timedelta(days=29, hours=1))[0] == "This laptop locks in 1 day"
    set_back = replace(lease, seen_at=start + timedelta(days=28))
    assert lease_words(set_back, start)[0] == "This laptop locks in 2 days"


def test_where_central_wants_a_sign_in_it_is_said_and_one_press_away(qtbot: QtBot) -> None:
    laptop = a_laptop()
    laptop.sync.reports = [RoundReport(must_sign_in=True, trouble=OutsideTrouble("Sign in again."))]
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: _said(shown))
    assert "Sign in again to sync" in _said(shown)[0]
    strip = next(each for each in shown.window.findChildren(Banner) if "Sign in" in each.accessibleName())
    next(each for each in strip.findChildren(Button) if spoken_name(each) == "Sign in…").click()
    shown.wait(lambda: shown.window.navigation.current == "sign_in")
    page = shown.page("sign_in")
    assert page.passphrase_field.isVisible()
    for line, words in (
        (page.passphrase, PASSPHRASE),
        (page.email, "priya@reading.example"),
        (page.password, "a password"),
    ):
        shown.type(line, words)
    laptop.sync.reports = [RoundReport(laps=1)]
    shown.press(page.password, Qt.Key.Key_Return)
    shown.wait(lambda: shown.window.navigation.current == "today")
    shown.wait(lambda: not shown.window.tools.syncing.is_running)
    assert not _said(shown)
    close_window(shown)


@pytest.mark.parametrize("why", Farewell)
def test_after_the_last_round_the_laptop_is_wiped_and_says_why(qtbot: QtBot, why: Farewell) -> None:
    laptop = a_laptop()
    laptop.sync.reports = [RoundReport(farewell=why)]
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "farewell")
    shown.wait(lambda: shown.door.is_wiped)
    assert shown.door.laptop.is_closed
    assert shown.window.is_locked
    page = shown.page("farewell")
    assert_accessible(page)
    shown.keys(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert shown.window.navigation.current == "farewell"
    page.button.click()
    assert shown.window.navigation.current == "enrol"
    close_window(shown)


def test_what_could_not_be_wiped_is_said(qtbot: QtBot) -> None:
    laptop = a_laptop()
    laptop.sync.reports = [RoundReport(farewell=Farewell.LOST)]
    shown = show_window(qtbot, laptop)
    shown.door.trouble.append(OutsideTrouble("caseload.db is held by another program."))
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "farewell")
    page = shown.page("farewell")
    shown.wait(page.trouble.isVisible)
    assert "another program" in page.trouble.accessibleName()
    close_window(shown)


def test_the_systems_browser_is_opened_from_another_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return url.host() == "login.example"

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    owner, browser = QObject(), SystemBrowser()
    tasks = TaskRunner(lambda trouble, _: pytest.fail(str(trouble)))
    done: list[object] = []
    for address in ("https://login.example/", "https://nobody.example/"):
        tasks.run(partial(_visit, browser, address), done.append, done.append, owner=owner, lane=Lane.NETWORK)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert sorted(opened) == ["https://login.example/", "https://nobody.example/"]
    assert {str(each) for each in done} == {"None", NO_BROWSER}
    tasks.close()


def _visit(browser: SystemBrowser, address: str, _: Progress) -> None:
    browser.open(address)


def _said(shown: Screen) -> list[str]:
    """What stands above every page now."""
    said = [each.accessibleName() for each in shown.window.findChildren(Banner) if each.isVisible()]
    return [each for each in said if "laptop locks" in each or "Sign in again to sync" in each]
