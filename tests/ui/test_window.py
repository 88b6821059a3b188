"""The window: rail, keys, the way back, trouble in words, one instance a folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.ui.main_window import MainWindow, pane
from sia_desktop.ui.navigation import Place, RailShape
from sia_desktop.ui.one_instance import OneInstance
from sia_desktop.ui.theme import Theme
from sia_desktop.ui.trouble import Trouble
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button
from tests.helpers.accessible import assert_accessible, spoken_name

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Sheet(QWidget):
    """A page that writes down what happens to it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.diary: list[str] = []
        layout = QVBoxLayout(self)
        for name in ("Outline", "Text"):
            part, field = QWidget(), QLineEdit()
            field.setAccessibleName(f"{title} {name}")
            QVBoxLayout(part).addWidget(field)
            pane(part, name)
            layout.addWidget(part)

    def open(self, **args: object) -> None:
        """Came to the front."""
        self.diary.append(f"open {args}" if args else "open")

    def leave(self) -> None:
        """Left."""
        self.diary.append("leave")


@pytest.fixture
def trouble() -> Trouble:
    return Trouble()


@pytest.fixture
def window(qtbot: QtBot, trouble: Trouble) -> MainWindow:
    window = MainWindow("SIA Desktop", trouble)
    window.add(Place("today", "Today", "house", lambda: Sheet("Today")))
    window.add(Place("caseload", "Caseload", "school", lambda: Sheet("Caseload")))
    window.add(
        Place("school", "School", "school", lambda: Sheet("School"), in_rail=False, rail_code="caseload")
    )
    window.add(
        Place("note", "Note", "notebook-pen", lambda: Sheet("Note"), in_rail=False, rail=RailShape.ICONS)
    )
    qtbot.addWidget(window)
    window.navigation.go("today")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def sheet(window: MainWindow, code: str) -> Sheet:
    """The page, as what it is."""
    page = window.navigation.page(code)
    assert isinstance(page, Sheet)
    return page


def test_alt_and_a_number_go_to_a_place(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert window.navigation.current == "caseload"
    assert window.windowTitle() == "Caseload – SIA Desktop"
    assert sheet(window, "today").diary == ["open", "leave"]
    assert sheet(window, "caseload").diary == ["open"]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert spoken_name(focus) == "Caseload Outline"


def test_back_returns_with_the_same_arguments(window: MainWindow) -> None:
    window.navigation.go("school", urn=110000)
    window.navigation.go("note", note_id="n1")
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.navigation.current == "school"
    assert sheet(window, "school").diary[-1] == "open {'urn': 110000}"
    window.navigation.back()
    window.navigation.back()
    assert window.navigation.current == "today"


def test_the_rail_gives_way(window: MainWindow, look: Theme) -> None:
    window.resize(1366, 768)
    assert window.rail.width() == look.size.rail
    window.navigation.go("note")
    assert window.rail.width() == look.size.rail_icons_only
    window.navigation.go("school")
    assert window.rail.width() == look.size.rail
    window.resize(1093, 614)
    assert window.rail.width() == look.size.rail_icons_only


def test_a_visitor_reaches_nothing_but_the_page_in_front(window: MainWindow, qtbot: QtBot) -> None:
    window.navigation.go("note")
    window.navigation.hold(True)
    assert not window.rail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    with qtbot.assertNotEmitted(window.go_to_wanted), qtbot.assertNotEmitted(window.sync_wanted):
        QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
        QTest.keyClick(window, Qt.Key.Key_F5)
    assert window.navigation.current == "note"
    window.navigation.hold(False)
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    assert window.navigation.current == "today"


def test_keys_that_work_everywhere(window: MainWindow, qtbot: QtBot) -> None:
    for signal, key, modifier in (
        (window.sync_wanted, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
        (window.go_to_wanted, Qt.Key.Key_K, CONTROL),
        (window.lock_wanted, Qt.Key.Key_L, CONTROL),
        (window.help_wanted, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    ):
        with qtbot.waitSignal(signal):
            QTest.keyClick(window, key, modifier)


def test_f6_goes_from_pane_to_pane(window: MainWindow) -> None:
    def here() -> str:
        focus = QApplication.focusWidget()
        assert focus is not None
        return spoken_name(focus)

    assert here() == "Today Outline"
    stops = []
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_F6)
        stops.append(here())
    assert stops == ["Today Text", "Today", "Today Outline"]
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert here() == "Today"


def test_trouble_is_said_above_the_page(window: MainWindow, trouble: Trouble, qtbot: QtBot) -> None:
    def said() -> list[str]:
        return [one.accessibleName() for one in window.findChildren(Banner) if one.isVisible()]

    trouble.tell(RuleBroken("This note is signed. Start its next version instead."), window)
    assert said() == ["This note is signed. Start its next version instead."]
    tried: list[bool] = []
    trouble.tell(
        OutsideTrouble("Central is down. All is safe here."), window, again=lambda: tried.append(True)
    )
    qtbot.waitUntil(lambda: said() == ["Central is down. All is safe here."])
    buttons = {spoken_name(one): one for one in window.findChildren(Button) if one.isVisible()}
    buttons["Try again"].click()
    assert tried
    assert_accessible(window)
    buttons["Close this message"].click()
    qtbot.waitUntil(lambda: not said())


def test_trouble_waits_while_a_visitor_looks(window: MainWindow, trouble: Trouble) -> None:
    def said() -> list[str]:
        return [one.accessibleName() for one in window.findChildren(Banner) if one.isVisible()]

    trouble.tell(OutsideTrouble("Central is down."), window)
    assert said() == ["Central is down."]
    window.navigation.hold(True)
    assert not said()
    trouble.tell(OutsideTrouble("Central does not answer."), window)
    trouble.tell(OutsideTrouble("Central is still down."), window)
    assert not said()
    window.navigation.hold(False)
    assert said() == ["Central is still down."]
    window.navigation.hold(True)
    window.navigation.hold(False)
    assert not said()


def test_closing_saves_the_page_in_front(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()
    assert sheet(window, "today").diary == ["open", "leave"]


def test_the_sync_card_speaks(window: MainWindow) -> None:
    assert spoken_name(window.rail.sync).startswith("Sync: ")
    window.rail.count("today", 3, is_urgent=True)
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    assert_accessible(window)


def test_one_instance_a_folder(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneInstance(tmp_path), OneInstance(tmp_path)
    assert first.take()
    first.listen()
    with qtbot.waitSignal(first.called):
        assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_another_folder_is_another_instance(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    first, second = OneInstance(one), OneInstance(other)
    assert first.take()
    assert second.take()
    first.release()
    second.release()
