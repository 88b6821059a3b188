"""Walks a window as a screen reader and a keyboard would, and says what would stop them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from sia_desktop.ui.main_window import MainWindow
from sia_desktop.ui.widgets.popover import Popover
from sia_desktop.ui.widgets.tab_order import edge_stop, next_stop

LEAST_TARGET = 24  # WCAG 2.5.8


def stops(window: QWidget) -> list[QWidget]:
    """Every visible, enabled widget that takes the keyboard."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisibleTo(window)
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not isinstance(one, QScrollArea)
        and not one.objectName().startswith("qt_")
    ]


def spoken_name(widget: QWidget) -> str:
    """The name a screen reader would say."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def tab_order(window: QWidget) -> list[QWidget]:
    """Where Tab leads, once round."""
    found: list[QWidget] = []
    if isinstance(window, MainWindow) and (middle := window.centralWidget()) is not None:
        floating = (each for each in window.findChildren(Popover) if each.isVisible())
        for top in (middle, *floating):  # a popover keeps Tab to itself
            stop = edge_stop(top)
            while stop is not None and stop not in found:
                found.append(stop)
                stop = next_stop(stop, top, forward=True)
        return found
    one = window.nextInFocusChain()
    while one is not None and one is not window:
        found.append(one)
        one = one.nextInFocusChain()
    return found


def nameless(window: QWidget) -> list[str]:
    """Stops that would be announced without a name."""
    return [repr(one) for one in stops(window) if not spoken_name(one).strip()]


def unreached(window: QWidget) -> list[str]:
    """Stops that Tab never comes to."""
    order = set(tab_order(window))
    return [repr(one) for one in stops(window) if one not in order]


def too_small(window: QWidget) -> list[str]:
    """Targets under 24 by 24."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractScrollArea, QRadioButton)
    return [
        f"{one!r} {one.width()}×{one.height()}"
        for one in stops(window)
        if isinstance(one, kinds) and (one.width() < LEAST_TARGET or one.height() < LEAST_TARGET)
    ]


def assert_accessible(window: QWidget) -> None:
    """Every stop has a name, Tab reaches it, and a finger can hit it."""
    faults = {
        "without a name": nameless(window),
        "not reached by Tab": unreached(window),
        "too small to hit": too_small(window),
    }
    assert not any(faults.values()), faults
