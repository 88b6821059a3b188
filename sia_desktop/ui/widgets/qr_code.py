"""A QR code: always dark on white with its quiet edge, whatever the theme, so that a phone can read it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sia_desktop.ui.theme import theme

QUIET: Final = 4
"""Squares of white around the code; readers need them (ISO/IEC 18004)."""


class QrCode(QWidget):
    """Shows what it was told to; whoever cannot scan it finds the same in words beside it."""

    def __init__(self, name: str, edge: int = 196, parent: QWidget | None = None):
        super().__init__(parent)
        self._edge = edge
        self._rows: Sequence[Sequence[bool]] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Sequence[bool]]) -> None:
        """Show these squares; none to forget them."""
        self._rows = rows
        self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(theme().px(self._edge), theme().px(self._edge))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole device pixels for each square: a blurred edge is a square that may be misread."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._rows:
            return
        ratio = self.devicePixelRatio()
        painter.scale(1 / ratio, 1 / ratio)
        room = int(self.width() * ratio)
        square = room // (len(self._rows) + 2 * QUIET)
        start = (room - square * len(self._rows)) // 2
        for down, row in enumerate(self._rows):
            for across, is_dark in enumerate(row):
                if is_dark:
                    spot = QRect(start + across * square, start + down * square, square, square)
                    painter.fillRect(spot, Qt.GlobalColor.black)
