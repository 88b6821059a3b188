"""One place in the rail, as a button."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import CENTRE, outline, put_icon, width_of, write


@dataclass(frozen=True, slots=True)
class RailItem:
    """One place in the rail."""

    code: str
    label: str
    icon: str
    shortcut: str = ""
    is_shown_if_counted: bool = False
    """Stands there only while something waits."""


class RailButton(QPushButton):
    """One item: icon, word, count; a bar, a tint and weight when it is the current one."""

    def __init__(self, item: RailItem, parent: QWidget):
        super().__init__(parent)
        self.item = item
        self._count, self._is_urgent, self._is_narrow = "", False, False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def count(self, count: str, *, is_urgent: bool = False) -> None:
        """How many wait there; urgent is red."""
        self._count, self._is_urgent = count, is_urgent
        self._name()
        self.update()

    def narrow(self, is_narrow: bool) -> None:
        """Icon only, with the word as tooltip."""
        self._is_narrow = is_narrow
        self._name()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """32 high; square-ish when narrow."""
        return QSize(theme().px(40), theme().px(40 if self._is_narrow else 32))

    def minimumSizeHint(self) -> QSize:
        """The rail decides the width."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Painted whole: the style's button would add an edge."""
        look, painter = theme(), QPainter(self)
        is_current = self.isChecked()
        ink = look.on_row("text" if is_current else "text_2", is_current)
        ground = "selected" if is_current else "hover" if self.underMouse() else None
        if ground is not None:
            outline(painter, self.rect(), look.radius.control, None, ground)
        if is_current and not look.is_high_contrast:
            bar = QRect(0, look.px(6), 3, self.height() - look.px(12))
            outline(painter, bar, 1.5, None, "accent")
        edge = look.px(look.tokens.icon.rail)
        middle = (self.height() - edge) // 2
        left = (self.width() - edge) // 2 if self._is_narrow else 12
        icon_ink = look.on_row("accent" if is_current else "text_2", is_current)
        put_icon(painter, QPoint(left, middle), self.item.icon, icon_ink, edge)
        if self._is_narrow:
            return
        words = QRect(left + edge + 10, 0, self.width() - left - edge - 10 - look.px(44), self.height())
        write(painter, words, self.item.label, "strong" if is_current else "body", ink)
        if self._count:
            self._paint_count(painter)

    def _paint_count(self, painter: QPainter) -> None:
        look = theme()
        width = max(look.px(20), width_of(self._count, "button_s") + look.px(12))
        place = QRect(self.width() - width - 10, (self.height() - look.px(18)) // 2, width, look.px(18))
        is_current = self.isChecked()
        if self._is_urgent:
            edge = "danger" if look.is_high_contrast else None
            outline(painter, place, look.radius.chip, edge, "danger_tint")
            write(painter, place, self._count, "button_s", "danger", CENTRE)
        else:
            write(painter, place, self._count, "button_s", look.on_row("text_2", is_current), CENTRE)

    def _name(self) -> None:
        words = f"{self.item.label}, {self._count}" if self._count else self.item.label
        self.setAccessibleName(words)
        self.setAccessibleDescription(self.item.shortcut)
        hint = f"{words} ({self.item.shortcut})" if self.item.shortcut else words
        self.setToolTip(hint if self._is_narrow else self.item.shortcut)
