"""Pictures of every widget in every look, for people to compare with the design; and the walk round them."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sia_desktop.ui.main_window import MainWindow
from sia_desktop.ui.theme import Theme
from sia_desktop.ui.trouble import Trouble
from sia_desktop.ui.widgets.popover import open_popover
from sia_desktop.ui.widgets.rail import SyncState
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from tests.helpers.accessible import assert_accessible
from tests.helpers.gallery import PLACES, GalleryPage, a_reason


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow("SIA Desktop", Trouble())
    for place in PLACES:
        window.add(place)
    window.rail.mark.say("Reading", "School improvement")
    window.rail.sync.say(
        SyncState("Offline – working normally", ("3 changes waiting", "Last sync yesterday 17:05"))
    )
    window.rail.person.say("Adviser (demonstration)", "School Partnership Adviser")
    window.rail.count("today", 3, is_urgent=True)
    qtbot.addWidget(window)
    window.navigation.go("today")
    window.resize(1366, 1900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.mark.parametrize("text_size", [100, 150])
@pytest.mark.parametrize("name", ["light", "dark", "high_contrast"])
def test_a_picture_of_everything(
    window: MainWindow, look: Theme, qtbot: QtBot, tmp_path: Path, name: str, text_size: int
) -> None:
    look.choose(name, text_size)
    page = window.navigation.page("today")
    assert isinstance(page, GalleryPage)
    page.due.setFocus()
    assert_accessible(window)
    everything = window.grab()
    assert everything.save(str(tmp_path / f"{name}-{text_size}.png"))
    window.resize(1366, 768)
    page.due.why_wanted.connect(
        lambda row, anchor: open_popover(anchor, WhyThisDate(a_reason()), "Why this date")
    )
    page.due.ask_why()
    assert window.grab().save(str(tmp_path / f"{name}-{text_size}-why.png"))
    picture = everything.toImage()
    shades = {picture.pixelColor(x, y).name() for x in range(0, 1366, 7) for y in range(0, 1900, 7)}
    ours = {str(getattr(look.colours, role)).lower() for role in ("window", "rail", "surface", "accent")}
    assert ours <= shades
