"""The text and what stands beside it; what finds no room there waits behind a tab over the text."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.ui.main_window import pane
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Rule
from sia_desktop.ui.widgets.tabs import Tabs

_TEXT = 579
"""The text is never narrower than this, at text size 100 %, for the sake of what stands beside it."""
_SIDE = 316
_WIDEST = 16_777_215


class Beside(QWidget):
    """The first of `sides` finds room first."""

    def __init__(self, text: QWidget, sides: Sequence[tuple[str, QWidget]]):
        super().__init__()
        self._sides = [_Side(label, widget) for label, widget in sides]
        self._tabs = Tabs("Parts of the record", ("Text", *(side.label for side in self._sides)))
        self._stack = QStackedWidget()
        self._stack.addWidget(text)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._tabs)
        middle.addWidget(self._stack, 1)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addLayout(middle, 1)
        for side in self._sides:
            self._stack.addWidget(side.behind_tab)
            self._across.addWidget(side.beside)
        pane(self._tabs, "Parts of the record")
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._arrange()

    def bring(self, widget: QWidget | None = None) -> None:
        """Bring one of the sides to the front, where it waits behind its tab; or the text."""
        for n, side in enumerate(self._sides, 1):
            if side.widget is widget and not side.is_beside:
                self._tabs.setCurrentIndex(n)
        if widget is None:
            self._tabs.setCurrentIndex(0)

    def count_at(self, widget: QWidget, count: str) -> None:
        """How many things are behind a side's tab."""
        for n, side in enumerate(self._sides, 1):
            if side.widget is widget:
                self._tabs.count_at(n, count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more, or for less."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - theme().px(_TEXT)
        for n, side in enumerate(self._sides, 1):
            room -= theme().px(_SIDE)
            side.stand(room >= 0)
            if room >= 0 and self._tabs.currentIndex() == n:
                self._tabs.setCurrentIndex(0)
            self._tabs.setTabVisible(n, room < 0)
        self._tabs.setVisible(any(not side.is_beside for side in self._sides))


class _Side:
    """One of them, and the two places where it can be."""

    def __init__(self, label: str, widget: QWidget):
        self.label, self.widget = label, widget
        self.beside, self.behind_tab = _place(_edge()), _place()
        self.stand(False)

    @property
    def is_beside(self) -> bool:
        return self.beside.isAncestorOf(self.widget)

    def stand(self, is_beside: bool) -> None:
        """A fixed column beside the text, or as wide as the text where it takes its place."""
        wide = theme().px(_SIDE)
        self.widget.setMinimumWidth(wide if is_beside else 0)
        self.widget.setMaximumWidth(wide if is_beside else theme().px(theme().size.column_of_text_max))
        if self.widget.parentWidget() is None or self.is_beside != is_beside:
            place = self.beside if is_beside else self.behind_tab
            layout = place.layout()
            assert layout is not None
            layout.addWidget(self.widget)
            self.beside.setVisible(is_beside)


def _place(*first: QWidget) -> QWidget:
    place = QWidget()
    layout = QHBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in first:
        layout.addWidget(widget)
    return place


def _edge() -> QWidget:
    """A hairline down."""
    line = Rule()
    line.setMinimumSize(1, 0)
    line.setMaximumSize(1, _WIDEST)
    return line
