"""Lucide icons, drawn sharp at any size and in the theme's own colours."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

Paint = Callable[[QIcon.Mode, QIcon.State], str]
"""Which colour an icon takes when normal, disabled or selected, off or on."""


@lru_cache(maxsize=256)
def _source(file: Path) -> str:
    return file.read_text("utf-8")


@lru_cache(maxsize=1024)
def draw_icon(file: Path, colour: str, size: int, ratio: float, stroke: float) -> QPixmap:
    """One icon as a pixmap; the same request is drawn once."""
    svg = _source(file).replace("currentColor", colour)
    svg = re.sub(r'stroke-width="[^"]*"', f'stroke-width="{stroke}"', svg, count=1)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


class LucideEngine(QIconEngine):
    """Draws one Lucide icon for a button or an action, asking the theme for its colour each time."""

    def __init__(self, file: Path, paint: Paint, stroke: Callable[[int], float]):
        super().__init__()
        self._file, self._paint, self._stroke = file, paint, stroke

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw centred in the rectangle."""
        size = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatio()
        colour = self._paint(mode, state)
        pixmap = draw_icon(self._file, colour, size, ratio, self._stroke(size))
        painter.drawPixmap(
            rect.left() + (rect.width() - size) // 2, rect.top() + (rect.height() - size) // 2, pixmap
        )

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """For callers that ask without a device ratio."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Qt gives the size in device pixels here."""
        edge = round(min(size.width(), size.height()) / scale)
        return draw_icon(self._file, self._paint(mode, state), edge, scale, self._stroke(edge))

    def clone(self) -> QIconEngine:
        """Qt copies icons freely."""
        return LucideEngine(self._file, self._paint, self._stroke)
