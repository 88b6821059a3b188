"""Every page over the desk, in the order of the rail: the one place that knows them all."""

from collections.abc import Callable

from sia_desktop.ui.navigation import Place
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.today.page import TodayPage


def places(tools: Callable[[], PageTools]) -> tuple[Place, ...]:
    """Those in the rail first, in its order; each is made when first opened, with the desk's own tools."""
    return (Place("today", "Today", "house", lambda: TodayPage(tools())),)
