"""The focus ring: one overlay a window, always round whatever has the keyboard."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from sia_desktop.ui.theme.theme import Theme

_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.Paint,
    QEvent.Type.LayoutRequest,
}


class Ring(QWidget):
    """The painted ring; ignores the mouse and is silent to screen readers."""

    def __init__(self, window: QWidget, theme: Theme):
        super().__init__(window)
        self._theme = theme
        self.radius = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded line, inside this widget's edge."""
        width = self._theme.ring_width
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus"), width))
        edge = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(edge, self.radius, self.radius)
        painter.end()


class FocusRing(QObject):
    """Follows the focus from widget to widget, and its widget through scrolling and resizing."""

    def __init__(self, app: QApplication, theme: Theme):
        super().__init__(app)
        self._theme = theme
        self._widget: QWidget | None = None
        self._ring: Ring | None = None
        self._watched: list[QObject] = []
        # Never moved in the middle of somebody's paint event: at the next turn of the loop, once.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)
        app.focusChanged.connect(self._move_to)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something the focused widget stands in moved or was painted: see whether the ring still fits."""
        if event.type() in _MOVES:
            self._soon.start()
        return False

    def _move_to(self, old: QWidget | None, new: QWidget | None) -> None:
        self._forget()
        if new is None or new.property("ring") == "none":
            return
        self._widget = new
        self._ring = _ring_of(new.window(), self._theme)
        self._watched = [new, *_ancestors(new)]
        if isinstance(new, QAbstractScrollArea):
            self._watched.append(new.viewport())
        for one in self._watched:
            one.installEventFilter(self)
        self._ring.raise_()
        self._fit()

    def _forget(self) -> None:
        for one in filter(shiboken6.isValid, self._watched):
            one.removeEventFilter(self)
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
        self._watched, self._widget, self._ring = [], None, None

    def _fit(self) -> None:
        widget, ring = self._widget, self._ring
        if widget is None or ring is None or not shiboken6.isValid(ring):
            return
        if not shiboken6.isValid(widget) or not widget.isVisible():
            ring.hide()
            return
        target = _target(widget, self._theme)
        ring.radius = _radius(widget, self._theme)
        if ring.geometry() != target:
            ring.setGeometry(target)
            ring.raise_()
        ring.setVisible(not target.isEmpty())


def _ring_of(window: QWidget, theme: Theme) -> Ring:
    found = window.findChild(Ring, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Ring) else Ring(window, theme)


def _ancestors(widget: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    parent = widget.parentWidget()
    while parent is not None and not widget.isWindow():
        found.append(parent)
        if parent.isWindow():
            break
        parent = parent.parentWidget()
    return found


def _is_row(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractItemView)


def _target(widget: QWidget, theme: Theme) -> QRect:
    """Where the ring goes, in window coordinates: round the control, or inside the current row's edge."""
    window = widget.window()
    if isinstance(widget, QAbstractItemView):
        view = widget.viewport()
        row = _row_of(widget)
        shown = row.intersected(view.rect()) if row.isValid() else view.rect()
        return QRect(view.mapTo(window, shown.topLeft()), shown.size())
    inside = widget.property("ring") == "inside"
    out = 0 if inside else theme.tokens.focus.offset + theme.ring_width
    around = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-out, -out, out, out)
    return around.intersected(_seen(widget, window, out))


def _row_of(view: QAbstractItemView) -> QRect:
    current = view.currentIndex()
    if not current.isValid():
        return QRect()
    cell = view.visualRect(current)
    return QRect(0, cell.top(), view.viewport().width(), cell.height())


def _seen(widget: QWidget, window: QWidget, out: int) -> QRect:
    """What scroll areas around the widget leave visible, with room for the ring at their edges."""
    seen = window.rect()
    for parent in _ancestors(widget):
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            hole = QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
            seen = seen.intersected(hole.adjusted(-out, -out, out, out))
    return seen


def _radius(widget: QWidget, theme: Theme) -> float:
    if _is_row(widget):
        return theme.radius.chip
    return theme.radius.control + theme.tokens.focus.radius_extra
