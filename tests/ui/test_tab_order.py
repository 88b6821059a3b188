"""Tab goes by what is seen: rows added later have their place, and what is hidden or off is passed over."""

from itertools import pairwise

import shiboken6
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from pytestqt.qtbot import QtBot

from sia_desktop.ui.widgets.tab_order import edge_stop, next_stop


def a_page(qtbot: QtBot) -> tuple[QWidget, list[QWidget]]:
    """Two rows of fields in a scrolled column over a button; the first row was made last."""
    page, inside, area = QWidget(), QWidget(), QScrollArea()
    qtbot.addWidget(page)
    add, second, first = QPushButton("Add"), [QLineEdit() for _ in range(2)], [QLineEdit() for _ in range(2)]
    column = QVBoxLayout(inside)
    grid = QGridLayout()
    column.addLayout(grid)
    column.addWidget(add)
    for n, field in enumerate(second):
        grid.addWidget(field, 1, n)
    holder = QWidget()
    row = QHBoxLayout(holder)
    for field in first:
        row.addWidget(field)
    column.insertWidget(0, holder)
    area.setWidget(inside)
    QVBoxLayout(page).addWidget(area)
    return page, [*first, *second, add]


def test_tab_follows_the_layout_round_and_round_and_backwards(qtbot: QtBot) -> None:
    page, order = a_page(qtbot)
    for here, then in pairwise(order):
        assert next_stop(here, page, forward=True) is then
        assert next_stop(then, page, forward=False) is here


def test_what_is_hidden_or_off_is_passed_over(qtbot: QtBot) -> None:
    page, (first, second, third, *_) = a_page(qtbot)
    second.hide()
    assert next_stop(first, page, forward=True) is third
    third.setEnabled(False)
    assert next_stop(third, page, forward=False) is first


def test_where_nothing_takes_the_keyboard_tab_leads_nowhere(qtbot: QtBot) -> None:
    empty = QWidget()
    qtbot.addWidget(empty)
    QVBoxLayout(empty).addWidget(QWidget())
    assert edge_stop(empty) is None
    assert next_stop(empty, empty, forward=True) is None


def test_going_round_leaves_nothing_behind_that_a_later_widget_would_be_taken_for(qtbot: QtBot) -> None:
    """Qt deletes a layout's items unheard; what Python holds of one stands for what next has its address."""
    page, order = a_page(qtbot)
    before = held_items()
    for here in order:
        next_stop(here, page, forward=True)
        next_stop(here, page, forward=False)
    assert held_items() == before


def held_items() -> int:
    return sum(isinstance(each, QWidgetItem) for each in shiboken6.getAllValidWrappers())
