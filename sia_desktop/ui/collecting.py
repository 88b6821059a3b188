"""Python's garbage collector, kept to the screen's thread: a widget destroyed on another one crashes Qt.

Left to itself the collector runs on whichever thread happens to allocate, the database's as often as
not, and takes closed pages with it.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY: Final = 1_000
"""Milliseconds; a glance at three counters, and seldom more."""


class Collecting(QObject):
    """Switches the automatic collector off for as long as it lives, and collects in its stead."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(collect_if_due)
        self._timer.start()


def collect_if_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python itself would."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
