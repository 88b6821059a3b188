"""Every page over the desk, in the order of the rail: the one place that knows them all."""

from collections.abc import Callable

from sia_desktop.ui.navigation import Place
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.caseload.page import CaseloadPage
from sia_desktop.ui.pages.notes.page import NotesPage
from sia_desktop.ui.pages.school.page import SchoolPageView
from sia_desktop.ui.pages.settings.page import SettingsPage
from sia_desktop.ui.pages.sync.page import SyncPageView
from sia_desktop.ui.pages.today.page import TodayPage


def places(tools: Callable[[], PageTools]) -> tuple[Place, ...]:
    """Those in the rail first, in its order; each is made when first opened, with the desk's own tools."""
    return (
        Place("today", "Today", "house", lambda: TodayPage(tools())),
        Place("caseload", "Caseload", "school", lambda: CaseloadPage(tools())),
        Place("notes", "Notes of visit", "notebook-pen", lambda: NotesPage(tools())),
        Place("sync", "Sync", "refresh-cw", lambda: SyncPageView(tools())),
        Place(
            "school",
            "School",
            "school",
            lambda: SchoolPageView(tools()),
            in_rail=False,
            rail_code="caseload",
        ),
        Place("settings", "Settings", "settings", lambda: SettingsPage(tools()), in_rail=False),
    )
