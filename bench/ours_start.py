"""Our side of "start": from process start to a usable Today page over 300 schools and 2,000 notes.

`python -m bench.ours_start prepare FOLDER` makes the store. `python -m bench.ours_start start FOLDER` opens the
real window, goes through the Unlock page with the key given, and prints "usable" once Today's list is painted.
"""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

KEY = bytes.fromhex("5a" * 32)
SCHOOLS, NOTES = 300, 2_000
NAMES = UUID("0b7f4f0e-5d5e-5c58-9a27-2f4f4a8d2f10")
TODAY = date(2026, 5, 20)
ME = uuid5(NAMES, "me")


def start(folder: Path) -> None:
    """The window, as an adviser meets it, but for the deriving of the key."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from sia_contract.resources import resources
    from sia_desktop.bootstrap.build import Laptop
    from sia_desktop.bootstrap.paths import Paths
    from sia_desktop.security.key_box import KeyBox
    from sia_desktop.services.door import Desk
    from sia_desktop.storage.engine import open_store
    from sia_desktop.ui.app import make_app
    from sia_desktop.ui.desktop import DesktopWindow, Surroundings
    from sia_desktop.ui.page_tools import Look

    def now() -> datetime:
        return datetime(2026, 5, 20, 9, 0, tzinfo=UTC)

    class GivenKey:
        """A way in that derives nothing."""

        is_enrolled = True
        has_vault = True

        def unlock(self, passphrase: str) -> Desk:
            """Open with the key given."""
            keys = KeyBox(folder)
            return Laptop(
                Paths(folder), resources(), keys, open_store(folder / "ours.db", KEY), "", now
            ).desk()

        def enrol(self, enrolment: object, progress: object) -> Desk:
            """Never asked here."""
            raise AssertionError

    class FirstPaint(QObject):
        """Says "usable" and ends once rows of Today have been painted."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Wait for a paint with rows in the list."""
            if event.type() == QEvent.Type.Paint and window.navigation.page("today").due.rows:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self._speak)
            return False

        def _speak(self) -> None:
            print("usable", flush=True)
            QApplication.quit()

    app, _ = make_app(sys.argv, resources(), "light", 100)
    window = DesktopWindow(Surroundings(GivenKey(), now, resources(), Look("light"), lambda look: None))
    first = FirstPaint()

    def watch(code: str) -> None:
        if code == "today":
            window.navigation.page("today").due.viewport().installEventFilter(first)

    window.navigation.moved.connect(watch)
    window.begin()
    window.show()
    unlock = window.navigation.page("unlock")
    unlock.passphrase.setText("given")
    unlock.button.click()
    app.exec()
    window.shut()


def prepare(folder: Path) -> None:
    """A caseload of 300 schools with 2,000 notes, ten of them still owed."""
    from sia_contract.changes import Record
    from sia_contract.kinds import derived_id
    from sia_contract.merging import merge3
    from sia_desktop.domain.people import WorkingFor
    from sia_desktop.security.device import Device, write_device
    from sia_desktop.storage.engine import open_store
    from sia_desktop.storage.sync_store import SyncStore

    store = open_store(folder / "ours.db", KEY)
    store.enrol(
        WorkingFor(
            ME, "Bench Adviser", "adviser", uuid5(NAMES, "device"), "http://127.0.0.1:1", "reading", "Reading",
            "Reading Borough Council", True, "", "",
        )
    )  # fmt: skip
    write_device(folder / "device.json", Device(has_vault=True, entry="bench"))
    records = [
        Record(kind="person", id=str(ME), revision=1, payload={"name": "Bench Adviser", "role": "adviser"})
    ]
    for n in range(SCHOOLS):
        urn = 100_000 + n
        records.append(
            Record(
                kind="school", id=str(urn), revision=1,
                payload={
                    "urn": urn, "name": f"School {n} (demonstration)", "authority_code": "870",
                    "authority_name": "Reading", "phase": "Primary", "type": "Community school", "status": "Open",
                },
            )
        )  # fmt: skip
        records.append(
            Record(
                kind="caseload_assignment", id=str(uuid5(NAMES, f"a{urn}")), revision=1,
                payload={"person_id": str(ME), "urn": urn, "action": "begins", "on": "2025-09-01"},
            )
        )  # fmt: skip
    for n in range(NOTES):
        records += _visit_and_note(n, derived_id)
    SyncStore(store, merge3).apply_page([Record.model_validate(each.model_dump()) for each in records], 1)
    store.close()


def _visit_and_note(n: int, derived_id: object) -> list[object]:
    from sia_contract.changes import Record

    assert callable(derived_id)
    urn = 100_000 + n % SCHOOLS
    visit = uuid5(NAMES, f"v{n}")
    visited_on = TODAY - timedelta(days=n % 1_500 if n >= 10 else n)
    note = derived_id(visit, "note_of_visit", 1)
    common = {"urn": urn}
    found = [
        Record(
            kind="visit", id=str(visit), revision=1,
            payload={**common, "adviser_id": str(ME), "visited_on": str(visited_on), "visit_type": "monitoring"},
        ),
        Record(
            kind="note_of_visit", id=str(note), revision=1,
            payload={
                **common, "visit_id": str(visit), "version": 1, "visited_on": str(visited_on),
                "author_id": str(ME), "form": "note_of_visit", "pack": "reading", "pack_version": "2016.1",
                "answers": {"focus": "Neutral words of a demonstration. " * 80},
            },
        ),
    ]  # fmt: skip
    if n >= 10:
        given = Record(
            kind="act", id=str(uuid5(NAMES, f"p{n}")), revision=1,
            payload={
                **common, "act": "provided", "record_kind": "note_of_visit", "record_id": str(note),
                "on": str(visited_on), "at": f"{visited_on}T15:00:00Z", "by": str(ME), "details": {},
            },
        )  # fmt: skip
        found.append(given)
    return list(found)


if __name__ == "__main__":
    {"prepare": prepare, "start": start}[sys.argv[1]](Path(sys.argv[2]))
