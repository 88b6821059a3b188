"""Every test of the screens starts in the light theme at 100 %, with the focus ring."""

import pytest
from PySide6.QtWidgets import QApplication

from sia_contract.resources import resources
from sia_desktop.ui.app import dress
from sia_desktop.ui.theme import Theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Theme:
    """The theme in force."""
    return dress(qapp, resources(), "light", 100)
