"""PySide6 6.12.0 on Python 3.11 loses references to None and dies after some thousands of brush strokes."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

STROKES = 4000


def test_painting_keeps_its_references(qapp: object) -> None:
    picture = QPixmap(8, 8)
    painter = QPainter(picture)
    before = sys.getrefcount(None)
    for _ in range(STROKES):
        painter.setBrush(Qt.BrushStyle.SolidPattern)
        painter.setPen(QColor("black"))
        painter.fillRect(0, 0, 8, 8, QColor("white"))
    painter.end()
    # From Python 3.12 on None is immortal, its count is fixed, and this holds by itself.
    assert abs(before - sys.getrefcount(None)) < STROKES / 10
