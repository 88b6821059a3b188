"""Every test of the screens starts in the light theme at 100 %, with the focus ring."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from sia_contract.resources import resources
from sia_desktop.ui.app import dress
from sia_desktop.ui.theme import Theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[Theme]:
    """The theme in force; afterwards this thread, and no other, throws away what the test left."""
    gc.disable()
    # The window of the test before is closed but not gone; dressing it again would take half a second.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    gc.freeze()  # what is left outlives every test: looking it through after each took most of the time
    yield dress(qapp, resources(), "light", 100)
    gc.collect()
    gc.enable()
