"""Pictures of every screen: `python -m tests.ui.pictures FOLDER [LOOK...]`, and again with SCALE=1.5."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", os.environ.get("SCALE", "1"))

from datetime import date
from uuid import uuid4

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.action import Rag
from sia_desktop.domain.category import CategoryDecision, Track
from sia_desktop.services.agree_action import AgreeAction
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.move_meeting import CallOffMeeting
from sia_desktop.services.update_action import UpdateAction
from sia_desktop.ui.app import make_app
from sia_desktop.ui.desktop import DesktopWindow, Surroundings
from sia_desktop.ui.page_tools import Look
from tests.helpers.a_desk import MANAGER, Laptop, a_demonstration_school, a_laptop, reading_schools
from tests.helpers.a_door import PlayedDoor
from tests.helpers.played import PASSPHRASE

SIZES = ((1366, 768), (1093, 614))
LOOKS = ("light", "dark", "high_contrast")


def settle(milliseconds: int = 250) -> None:
    """Let answers arrive and what moves come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


MEADOWSIDE = a_demonstration_school(999901, "Meadowside Primary School")
"""Where pictures show a judgement, a rating or something late."""


def a_window(laptop: Laptop, look: str, *, is_enrolled: bool = True, has_vault: bool = True) -> DesktopWindow:
    """The window over a played desk."""
    door = PlayedDoor(laptop, is_enrolled=is_enrolled, has_vault=has_vault)
    window = DesktopWindow(
        Surroundings(door, laptop.clock, resources(), Look(look), lambda _: None, first_round_after=0)
    )
    window.begin()
    return window


def unlock(window: DesktopWindow) -> None:
    """Type the passphrase."""
    page = window.navigation.page("unlock")
    page.passphrase.setText(PASSPHRASE)
    page.button.click()
    settle(400)


def scenes(window: DesktopWindow, laptop: Laptop) -> Iterator[str]:
    """Brings one screen after another to the front, and names it."""
    go = window.navigation.go
    yield "unlock"
    unlock(window)
    settle()
    window.navigation.page("today").due.setFocus()
    yield "today"
    window.navigation.page("today").due.ask_why()
    yield "why"
    acts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("caseload", lambda: go("caseload")),
        ("school", lambda: go("school", urn=laptop.urn_of("Alfred Sutton"))),
        ("school-meeting", lambda: _a_meeting(laptop, go)),
        (
            "school-category",
            lambda: window.navigation.page("school").category.rows[Track.CATEGORY].history.click(),
        ),
        ("today-meeting", lambda: go("today")),
        ("plan-meeting", lambda: _plan(window, laptop)),
        ("school-new", lambda: go("school", urn=laptop.urn_of("Blagdon"))),
        ("notes", lambda: go("notes")),
        ("deadlines", lambda: go("deadlines")),
        ("deadlines-month", lambda: window.navigation.page("deadlines").view.choose("month")),
        ("actions", lambda: _agreed(laptop, go)),
        (
            "action",
            lambda: window.navigation.page("actions").table.opened.emit(
                window.navigation.page("actions").table.row_at(0)
            ),
        ),
        ("packs", lambda: go("packs")),
        ("packs-choices", lambda: window.navigation.page("packs").view.choose("choices")),
        ("packs-calendars", lambda: window.navigation.page("packs").view.choose("calendars")),
        ("sync", lambda: go("sync")),
        ("settings", lambda: go("settings")),
        ("visit", lambda: go("visit", note_id=next(iter(laptop.store.notes.kept)))),
        ("log-visit", lambda: go("school", urn=laptop.urn_of("Blagdon"), log_visit=True)),
        ("go-to", window.go_to_wanted.emit),
    )
    for name, act in acts:
        act()
        yield name


def _a_meeting(laptop: Laptop, go: Callable[..., object]) -> None:
    """A school with a category, a meeting that moved and one called off."""
    urn = laptop.urn_of("Meadowside")
    for letter, on in (("G", date(2024, 9, 2)), ("R", date(2025, 9, 1))):
        laptop.store.categories.kept.append(
            CategoryDecision(uuid4(), urn, letter, on, MANAGER, "Annual review")
        )
    for on in (date(2026, 6, 24), date(2026, 7, 15)):
        fixed = FixMeeting(urn, "rap_meeting", on)
        laptop.desk.do(fixed)
    laptop.desk.do(CallOffMeeting(fixed.meeting_id, "The school closes early"))
    go("school", urn=urn)


def _agreed(laptop: Laptop, go: Callable[..., object]) -> None:
    """Actions in every state, those with a rating at the demonstration school."""
    agreed = (
        ("Meadowside", "Coach the two new teachers weekly", "Deputy head", date(2026, 6, 1), Rag.RED),
        ("Meadowside", "Report reading ages to governors", "Headteacher", None, Rag.NONE),
        (
            "Meadowside",
            "Moderate writing with a partner school",
            "English lead",
            date(2026, 6, 17),
            Rag.AMBER,
        ),
        ("Meadowside", "Publish the revised curriculum map", "Headteacher", date(2026, 6, 11), Rag.GREEN),
        ("Blagdon", "Plan transition visits for September", "Early years lead", date(2026, 7, 10), Rag.NONE),
    )
    for begins, text, owner, due, rag in agreed:
        urn = laptop.urn_of(begins)
        agree = AgreeAction(
            urn, About("school", str(urn)), text, owner, due, due is None, "Seen in every class by July"
        )
        laptop.desk.do(agree)
        laptop.desk.do(UpdateAction(agree.action_id, progress="Begun in the first week of June.", rag=rag))
    go("actions")


def _plan(window: DesktopWindow, laptop: Laptop) -> None:
    window.navigation.go("school", urn=laptop.urn_of("Meadowside"))
    settle()
    page = window.navigation.page("school")
    page.plan_meeting()
    settle()
    page.dialog.on.field.setText("+5wd")
    page.dialog.on.field.clearFocus()
    _ = page.dialog.on.day


def main() -> None:
    """Every screen, in every look and size."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[2:])
    _app, theme = make_app([], resources())
    scale = os.environ["QT_SCALE_FACTOR"]
    for look in LOOKS:
        for width, height in SIZES:
            if only and look not in only:
                continue
            theme.choose(look)
            laptop = a_laptop(schools=(*reading_schools(), MEADOWSIDE))
            window = a_window(laptop, look)
            window.resize(width, height)
            window.show()
            window.activateWindow()
            for name in scenes(window, laptop):
                settle()
                front = QApplication.activeModalWidget() or window
                front.grab().save(str(folder / f"{name}-{look}-{width}-x{scale}.png"))
                if front is not window:
                    front.close()
            window.close()
            window.shut()
            fresh = a_window(laptop, look, is_enrolled=False, has_vault=False)
            fresh.resize(width, height)
            fresh.show()
            settle()
            fresh.grab().save(str(folder / f"enrol-{look}-{width}-x{scale}.png"))
            fresh.close()
            fresh.shut()
    QApplication.processEvents()


if __name__ == "__main__":
    main()
