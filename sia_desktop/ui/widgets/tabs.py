"""The tabs of a page: words, counts, a bar under the one that is open."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import CENTRE, LEFT, hairline, width_of, write


class Tabs(QTabBar):
    """Arrow keys move between tabs; a count may stand after the word."""

    def __init__(self, name: str, labels: tuple[str, ...], parent: QWidget | None = None):
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setProperty("ring", "inside")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._labels = labels
        for label in labels:
            self.addTab(label)

    def count_at(self, index: int, count: str) -> None:
        """How many are behind a tab."""
        self.setTabData(index, count)
        self.setAccessibleTabName(index, f"{self._labels[index]}, {count}" if count else self._labels[index])
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """Words, count and air."""
        width = width_of(self._labels[index], "strong") + theme().px(24)
        count = str(self.tabData(index) or "")
        return QSize(width + (width_of(count, "caption") + 6 if count else 0), theme().px(40))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Painted whole: a line below all, a bar below the current."""
        painter = QPainter(self)
        hairline(painter, QRect(0, self.height() - 1, self.width(), 1))
        for n, label in enumerate(self._labels):
            if not self.isTabVisible(n):
                continue
            place, is_current = self.tabRect(n), n == self.currentIndex()
            count = str(self.tabData(n) or "")
            role, ink = ("strong", "text") if is_current else ("body", "text_2")
            if count:
                words = place.adjusted(theme().px(12), 0, 0, 0)
                taken = write(painter, words, label, role, ink, LEFT)
                beside = words.adjusted(taken + 6, 1, 0, 0)
                write(painter, beside, count, "caption", "text_2", LEFT)
            else:
                write(painter, place, label, role, ink, CENTRE)
            if is_current:
                bar = QRect(
                    place.left() + theme().px(12), self.height() - 3, place.width() - theme().px(24), 3
                )
                hairline(painter, bar, "accent")
