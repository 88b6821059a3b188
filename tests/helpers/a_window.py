"""The whole window over a played desk, and what tests do at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.ui.desktop import DesktopWindow, Surroundings
from sia_desktop.ui.page_tools import Look
from tests.helpers.a_desk import Laptop, a_laptop
from tests.helpers.a_door import PlayedDoor
from tests.helpers.played import PASSPHRASE

T = TypeVar("T")


class WindowsSeen(QObject):
    """Notices every widget shown as a window of its own: one shown too early takes the keyboard away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its kind."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@dataclass
class Screen:
    """One window, its laptop and the keys that were kept."""

    qtbot: QtBot
    laptop: Laptop
    door: PlayedDoor
    window: DesktopWindow
    looks: list[Look] = field(default_factory=list)
    windows: WindowsSeen = field(default_factory=WindowsSeen)

    def page(self, code: str) -> Any:
        """The page with this code."""
        return self.window.navigation.page(code)

    def wait(self, until: Callable[[], object]) -> None:
        """Let answers arrive until this is so."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=30_000)

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type it and press Enter."""
        field_ = self.page("unlock").passphrase
        self.type(field_, passphrase)
        self.press(field_, Qt.Key.Key_Return)

    def open(self, code: str, **args: Any) -> Any:
        """Go to a page and wait for its answer."""
        self.window.navigation.go(code, **args)
        page = self.page(code)
        if hasattr(page, "body"):
            self.wait(page.body.isVisible)
        return page

    def type(self, widget: QWidget, words: str) -> None:
        """As at a keyboard."""
        QTest.keyClicks(widget, words)

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """One key."""
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)

    def keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """One key to whatever has the keyboard, as a shortcut travels."""
        self.press(QApplication.focusWidget() or self.window, key, modifier)


def show_window(
    qtbot: QtBot,
    laptop: Laptop,
    *,
    is_enrolled: bool = True,
    has_vault: bool = True,
    idle_minutes: float = 10,
) -> Screen:
    """A window as it starts, before anything is typed."""
    door = PlayedDoor(laptop, is_enrolled=is_enrolled, has_vault=has_vault)
    looks: list[Look] = []
    around = Surroundings(
        door,
        laptop.clock,
        resources(),
        Look("light"),
        looks.append,
        idle_minutes=idle_minutes,
        first_round_after=0,
    )
    window = DesktopWindow(around)
    screen = Screen(qtbot, laptop, door, window, looks)
    window.begin()
    window.show()
    window.activateWindow()
    screen.wait(lambda: QApplication.activeWindow() is window)
    return screen


def close_window(screen: Screen) -> None:
    """As a person closes it."""
    screen.window.close()
    screen.window.shut()
    screen.window.deleteLater()


def a_screen(qtbot: QtBot, laptop: Laptop) -> Iterator[Screen]:
    """An unlocked window on Today, over this laptop; closed at the end."""
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today" and shown.page("today").body.isVisible())
    shown.wait(lambda: not shown.window.tools.syncing.is_running)
    yield shown
    close_window(shown)


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An unlocked window on Today, with its visits."""
    yield from a_screen(qtbot, a_laptop())


@pytest.fixture
def empty_screen(qtbot: QtBot) -> Iterator[Screen]:
    """The same on a laptop without schools."""
    shown = show_window(qtbot, a_laptop(with_visits=False, schools=()))
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today" and shown.page("today").body.isVisible())
    yield shown
    close_window(shown)
