"""The way to Today, step by step as the program takes it, but for the deriving of the key."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from sia_contract.resources import resources
from sia_desktop.bootstrap.build import Laptop
from sia_desktop.bootstrap.logging import start_logging
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.bootstrap.settings import read_settings
from sia_desktop.bootstrap.window import surroundings
from sia_desktop.security.key_box import KeyBox
from sia_desktop.services.door import Desk, Enrolment, SignIn
from sia_desktop.services.ports import Clock
from sia_desktop.services.progress import Progress
from sia_desktop.storage.engine import open_store
from sia_desktop.ui.app import make_app
from sia_desktop.ui.desktop import DesktopWindow
from sia_desktop.ui.one_instance import OneInstance


class GivenKey:
    """A way in that derives nothing."""

    is_enrolled = True
    has_vault = True

    def __init__(self, folder: Path, key: bytes, now: Clock) -> None:
        self._folder, self._key, self._now = folder, key, now

    def unlock(self, passphrase: str) -> Desk:
        """Open with the key given."""
        keys, store = KeyBox(self._folder), open_store(self._folder / "ours.db", self._key)
        return Laptop(Paths(self._folder), resources(), keys, store, lambda _: "", self._now).desk()

    def enrol(self, enrolment: Enrolment, progress: Progress) -> Desk:
        """Never asked here."""
        raise NotImplementedError

    def renew(self, passphrase: str, sign_in: SignIn, progress: Progress) -> Desk:
        """Never asked here."""
        raise NotImplementedError

    def unlock_by_code(self, code: str, new_passphrase: str) -> Desk:
        """Never asked here."""
        raise NotImplementedError

    def wipe(self) -> None:
        """Never asked here."""
        raise NotImplementedError


class FirstRows(QObject):
    """Says "usable" and ends once rows of Today have been painted."""

    def __init__(self, window: DesktopWindow) -> None:
        super().__init__(window)
        self._window = window
        window.navigation.moved.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for a paint with rows in the list, let it be handled, then speak."""
        if event.type() == QEvent.Type.Paint and self._window.navigation.page("today").due.rows:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._speak)
        return False

    def _watch(self, code: str) -> None:
        if code == "today":
            self._window.navigation.page(code).due.viewport().installEventFilter(self)

    def _speak(self) -> None:
        print("usable", flush=True)
        QApplication.quit()


def open_today(folder: Path, key: bytes, now: datetime) -> None:
    """Every step of `open_window`, but for the deriving of the key."""
    paths = Paths(folder)
    settings = read_settings(paths.settings)
    app, _ = make_app(sys.argv, resources(), settings.theme, settings.text_size)
    start_logging(paths.logs)
    one = OneInstance(folder)
    one.take()
    around = replace(surroundings(paths, settings), door=GivenKey(folder, key, lambda: now), now=lambda: now)
    window = DesktopWindow(around)
    FirstRows(window)
    window.begin()
    window.show()
    unlock = window.navigation.page("unlock")
    unlock.passphrase.setText("given")
    unlock.button.click()
    app.exec()
    window.shut()
    one.release()
