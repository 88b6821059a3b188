"""`sia-desktop` without a command: the window, from start to the last word."""

import os
import sys

from sia_contract.resources import resources
from sia_desktop.bootstrap.door import LaptopDoor
from sia_desktop.bootstrap.logging import start_logging
from sia_desktop.bootstrap.paths import Paths, paths_of_this_computer
from sia_desktop.bootstrap.settings import Settings, keep_settings, read_settings
from sia_desktop.domain.errors import SiaError
from sia_desktop.security.key_box import KeyBox
from sia_desktop.storage.places import refuse_unsuitable
from sia_desktop.ui.app import bring_forward, last_words, make_app, run
from sia_desktop.ui.browser import SystemBrowser
from sia_desktop.ui.desktop import DesktopWindow, Surroundings
from sia_desktop.ui.one_instance import OneInstance
from sia_desktop.ui.page_tools import Look


def open_window(paths: Paths | None = None, *, is_demonstration: bool = False) -> int:
    """Open the window and stay until it closes; 0 unless the program could not start."""
    if not _has_screen():
        sys.stderr.write(
            "sia-desktop: There is no screen here to open a window on. Start it from a desktop session; "
            "`sia-desktop --help` says what can be done without one.\n"
        )
        return 2
    paths = paths or paths_of_this_computer()
    settings = read_settings(paths.settings)
    app, _ = make_app(sys.argv, resources(), settings.theme, settings.text_size)
    try:
        refuse_unsuitable(paths.data)
    except SiaError as trouble:
        last_words(f"SIA Desktop cannot keep its files in {paths.data}. {trouble}")
        return 1
    start_logging(paths.logs)
    one = OneInstance(paths.data)
    if not one.take():
        return 0
    window = DesktopWindow(surroundings(paths, settings, is_demonstration=is_demonstration))
    sys.excepthook = window.trouble.hear_uncaught
    one.called.connect(lambda: bring_forward(window))
    window.begin()
    window.show()

    def tidy_up() -> None:
        window.shut()
        one.release()

    return run(app, one.listen, tidy_up)


def _has_screen() -> bool:
    """On Linux a session says so; Qt would end the whole process where there is none."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def surroundings(paths: Paths, settings: Settings, *, is_demonstration: bool = False) -> Surroundings:
    """What the window is given on this computer."""
    browser = SystemBrowser()
    door = LaptopDoor(paths, resources(), KeyBox(paths.data), open_browser=browser.open)
    return Surroundings(
        door=door,
        now=door.now,
        resources=resources(),
        look=Look(settings.theme, settings.text_size),
        keep_look=lambda look: keep_settings(Settings(look.theme, look.text_size), paths.settings),
        is_demonstration=is_demonstration,
    )
