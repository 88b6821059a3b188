"""White paper to sign on with a finger, pen, mouse or trackpad."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import outline, put_icon, write

Stroke = tuple[tuple[float, float], ...]
"""Points of one line, each across and down from 0 to 1; when they were drawn is not kept."""


class InkPad(QWidget):
    """Collects strokes; always white paper. Nobody has to draw: offer typing the name beside it."""

    changed = Signal()

    def __init__(self, name: str = "Signature drawing area", parent: QWidget | None = None):
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription("Draw with a finger, pen, mouse or trackpad.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._strokes: list[Stroke] = []
        self._drawing: list[tuple[float, float]] = []

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What was drawn."""
        return tuple(self._strokes)

    @property
    def is_empty(self) -> bool:
        """True before anything was drawn."""
        return not self._strokes

    @property
    def shape(self) -> float:
        """Width over height of the paper, so that the drawing keeps its proportions elsewhere."""
        return self.width() / self.height()

    def clear(self) -> None:
        """Fresh paper."""
        self._strokes.clear()
        self._drawing.clear()
        self.update()
        self.changed.emit()

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Show a drawing made before."""
        self._strokes = list(strokes)
        self.update()

    def sizeHint(self) -> QSize:
        """As in the headteacher's view."""
        return QSize(396, 122)

    def minimumSizeHint(self) -> QSize:
        """Room for a name."""
        return QSize(240, 122)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pen down. A mouse event made from touch is the touch again."""
        if event.button() == Qt.MouseButton.LeftButton and not _is_made_from_touch(event):
            self._down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw."""
        if event.buttons() & Qt.MouseButton.LeftButton and not _is_made_from_touch(event):
            self._move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pen up."""
        if event.button() == Qt.MouseButton.LeftButton and not _is_made_from_touch(event):
            self._up()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A stylus."""
        match event.type():
            case QEvent.Type.TabletPress:
                self._down(event.position())
            case QEvent.Type.TabletMove if self._drawing:
                self._move(event.position())
            case QEvent.Type.TabletRelease:
                self._up()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Touch arrives here; only the first finger draws."""
        if isinstance(event, QTouchEvent) and event.points():
            self._touch(event.points()[0])
            event.accept()
            return True
        return super().event(event)

    def _touch(self, point: QEventPoint) -> None:
        match point.state():
            case QEventPoint.State.Pressed:
                self._down(point.position())
            case QEventPoint.State.Updated:
                self._move(point.position())
            case QEventPoint.State.Released:
                self._up()

    def _down(self, at: QPointF) -> None:
        self._drawing = [self._norm(at)]
        self.update()

    def _move(self, at: QPointF) -> None:
        point = self._norm(at)
        if not self._drawing or self._drawing[-1] == point:
            return
        self._drawing.append(point)
        self.update()

    def _up(self) -> None:
        if not self._drawing:
            return
        self._strokes.append(tuple(self._drawing))
        self._drawing = []
        self.update()
        self.changed.emit()

    def _norm(self, at: QPointF) -> tuple[float, float]:
        across = min(max(at.x() / self.width(), 0.0), 1.0)
        down = min(max(at.y() / self.height(), 0.0), 1.0)
        return round(across, 4), round(down, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, line, hint, ink. The hint's colours are the light theme's: the paper always is."""
        look, painter = theme(), QPainter(self)
        outline(painter, self.rect(), look.radius.control, "border", "paper")
        foot = self.height() - 30
        ink = look.tokens.colours["light"]
        painter.fillRect(20, foot, self.width() - 40, 1, QColor(ink.disabled))
        hint = look.px(16)
        put_icon(painter, QPoint(20, foot - hint - 3), "x", QColor(ink.text_3), hint)
        words = QRect(20, foot + 2, self.width() - 40, 28)
        write(painter, words, "Sign with a finger, pen, mouse or trackpad", "caption", QColor(ink.text_2))
        self._paint_ink(painter)

    def _paint_ink(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme().colour("ink"), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in (*self._strokes, tuple(self._drawing)):
            painter.drawPath(_path(stroke, self.width(), self.height()))


def _is_made_from_touch(event: QMouseEvent) -> bool:
    return event.source() != Qt.MouseEventSource.MouseEventNotSynthesized


def _path(stroke: Stroke, width: int, height: int) -> QPainterPath:
    """A smooth line: curves through the middles between points."""
    path = QPainterPath()
    points = [QPointF(x * width, y * height) for x, y in stroke]
    if not points:
        return path
    path.moveTo(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.1, 0))
    for here, there in pairwise(points[1:]):
        path.quadTo(here, (here + there) / 2)
    path.lineTo(points[-1])
    return path
