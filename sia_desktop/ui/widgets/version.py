"""One version of some words, to be read or chosen; what differs is heavier, tinted and underlined."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import outline

Spans = Sequence[tuple[int, int]]
"""Where each differing part starts, and how long it is."""

_PAD: Final = 12


class Version(QRadioButton):
    """A card of words; a real radio button, unless it is only read. Grows with its words."""

    def __init__(self, name: str, ground: str, *, is_read_only: bool = False, parent: QWidget | None = None):
        """`ground` is the colour role behind what differs."""
        super().__init__(parent)
        self._name, self._ground, self._is_read_only = name, ground, is_read_only
        self._words, self._spans = "", tuple[tuple[int, int], ...]()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if is_read_only:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setCheckable(False)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, words: str, spans: Spans, difference: str) -> None:
        """Show these words; `difference` says to those who listen what the spans say to those who look."""
        self._words, self._spans = words, tuple(spans)
        self.setAccessibleName(f"{self._name}: {words}")
        self.setAccessibleDescription(difference)
        self._fit()
        self.update()

    @property
    def words(self) -> str:
        """What is shown."""
        return self._words

    @property
    def is_marked(self) -> bool:
        """True where something in it is shown as differing."""
        return bool(self._spans)

    def sizeHint(self) -> QSize:
        """As tall as its words."""
        return QSize(theme().px(200), self._wanted(max(self.width(), theme().px(120))))

    def minimumSizeHint(self) -> QSize:
        """Never cut off below."""
        return QSize(theme().px(120), self._wanted(max(self.width(), theme().px(120))))

    def hitButton(self, pos: object) -> bool:
        """Anywhere on it counts."""
        return not self._is_read_only

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means taller."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, radio mark, words."""
        look, painter = theme(), QPainter(self)
        if self._is_read_only:
            outline(painter, self.rect(), look.radius.control, "hairline", "sunken")
        else:
            edge = "accent" if self.isChecked() else "border"
            ground = "hover" if self.underMouse() and not self.isChecked() else "surface"
            outline(painter, self.rect(), look.radius.control, edge, ground, 2 if self.isChecked() else 1)
            self._paint_mark(painter)
        layout, _ = self._layout(self._text_width())
        ink = "text_2" if self._is_read_only else "text"
        painter.setPen(look.colour(ink if self.isEnabled() else "disabled"))
        layout.draw(painter, QPointF(self._left(), _PAD), [], QRectF())

    def _paint_mark(self, painter: QPainter) -> None:
        edge = theme().px(20)
        mark = QRect(_PAD, _PAD + (theme().line("body") - edge) // 2, edge, edge)
        is_on = self.isChecked()
        outline(painter, mark, edge / 2, "accent" if is_on else "border", "surface", 2 if is_on else 1)
        if is_on:
            inset = edge // 4
            dot = mark.adjusted(inset, inset, -inset, -inset)
            outline(painter, dot, dot.width() / 2, None, "accent")

    def _left(self) -> int:
        return _PAD if self._is_read_only else _PAD + theme().px(20) + theme().px(10)

    def _text_width(self) -> int:
        return max(self.width() - self._left() - _PAD, 40)

    def _fit(self) -> None:
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            wanted = self._wanted(self.width())
            if wanted != self.minimumHeight():
                self.setMinimumHeight(wanted)
                self.updateGeometry()

    def _wanted(self, width: int) -> int:
        _, height = self._layout(max(width - self._left() - _PAD, 40))
        return round(height) + 2 * _PAD

    def _layout(self, width: int) -> tuple[QTextLayout, float]:
        look = theme()
        layout = QTextLayout(self._words.replace("\n", "\u2028"), look.font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        marked = []
        for start, length in self._spans:
            span = QTextLayout.FormatRange()
            span.start, span.length = start, length
            span.format = QTextCharFormat()
            span.format.setFontWeight(600)
            span.format.setFontUnderline(True)
            span.format.setBackground(QBrush(look.colour(self._ground)))
            marked.append(span)
        layout.setFormats(marked)
        layout.beginLayout()
        top, tall = 0.0, look.line("body")
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + (tall - line.height()) / 2))
            top += tall
        layout.endLayout()
        return layout, max(top, float(tall))
