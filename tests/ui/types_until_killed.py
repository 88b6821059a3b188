"""A program in which somebody types steadily into a note, until it is killed.

`python -m tests.ui.types_until_killed FOLDER make` logs a visit in a new encrypted store and ends;
`python -m tests.ui.types_until_killed FOLDER` opens its note in the real window and types for ever, a letter
at a time, with never a pause. Each line on the output says how many letters have been typed.
"""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from sia_contract.merging import merge3
from sia_contract.resources import resources
from sia_desktop.bootstrap.build import Laptop, utc_now
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.domain.visit import Visit
from sia_desktop.security.key_box import KeyBox
from sia_desktop.services.door import Desk, Enrolment, SignIn
from sia_desktop.services.progress import Progress
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from sia_desktop.ui.app import make_app
from sia_desktop.ui.desktop import DesktopWindow, Surroundings
from sia_desktop.ui.page_tools import Look
from sia_desktop.ui.pages.visit.page import VisitPage
from tests.helpers.played import PlayedSync
from tests.helpers.samples import ANNA, URN, VISITED_ON, a_person_record, a_school_record, annas_laptop

KEY = bytes(range(32))
VISIT = UUID("00000000-0000-4000-8000-0000000000aa")
SECTION = "focus"
BETWEEN = 25
"""Milliseconds from one letter to the next: forty a second, faster than anybody."""


def letter(number: int) -> str:
    """The letter typed at this place, so that what is found can be compared with what was typed."""
    return "abcdefghij klmnopqrs tuvwxyz"[number % 28]


def a_new_note() -> NoteOfVisit:
    """The empty note of the one visit."""
    visit = Visit(VISIT, URN, ANNA, VISITED_ON, "keeping_in_touch")
    return NoteOfVisit(visit.id, 1, URN, VISITED_ON, ANNA, "note_of_visit", "reading", "2016.1")


def make(store: Store) -> None:
    """Enrol Anna, bring her school and log her visit."""
    store.enrol(replace(annas_laptop(), role="adviser"))
    person = a_person_record()
    person.payload["role"] = "adviser"
    SyncStore(store, merge3).apply_page([a_school_record(), person], 1)
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(Visit(VISIT, URN, ANNA, VISITED_ON, "keeping_in_touch"))
        uow.notes.save(a_new_note())
        uow.commit()


class OpenDoor:
    """Unlocks whatever is typed: the passphrase is not what is tried here."""

    is_enrolled, has_vault = True, False

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def enrol(self, enrolment: Enrolment, progress: Progress) -> Desk:
        """Enrolled already."""
        return self._desk

    def unlock(self, passphrase: str) -> Desk:
        """Open."""
        return self._desk

    def renew(self, passphrase: str, sign_in: SignIn, progress: Progress) -> Desk:
        """Never asked here."""
        raise NotImplementedError

    def unlock_by_code(self, code: str, new_passphrase: str) -> Desk:
        """Never asked here."""
        raise NotImplementedError

    def wipe(self) -> None:
        """Never asked here."""
        raise NotImplementedError


def type_for_ever(folder: Path, store: Store) -> int:
    """Open the note in the real window and type."""
    app, _ = make_app([], resources(), "light")
    paths = Paths(folder)
    laptop = Laptop(paths, resources(), KeyBox(folder), store, lambda _: "", utc_now)
    desk = replace(laptop.desk(), sync=PlayedSync())
    window = DesktopWindow(Surroundings(OpenDoor(desk), utc_now, resources(), Look("light"), lambda _: None))
    window.begin()
    window.show()
    unlock = window.navigation.page("unlock")
    unlock.passphrase.setText("open")
    unlock.button.click()
    typed = 0

    def step() -> None:
        nonlocal typed
        if window.navigation.current == "today":
            window.navigation.go("visit", note_id=a_new_note().id)
        page = window.navigation.page("visit")
        if isinstance(page, VisitPage) and page.is_shown:
            QTest.keyClicks(page.editing.editor(SECTION).first, letter(typed))
            typed += 1
            print(typed, time.monotonic(), flush=True)

    timer = QTimer(interval=BETWEEN)
    timer.timeout.connect(step)
    timer.start()
    return app.exec()


def main(folder: Path, *, is_new: bool) -> int:
    """Make the store, or type into it."""
    store = open_store(folder / "caseload.db", KEY)
    if is_new:
        make(store)
        store.close()
        return 0
    return type_for_ever(folder, store)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), is_new=len(sys.argv) > 2))
