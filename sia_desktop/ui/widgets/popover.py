"""A popover: an explanation beside the link that asked for it. Esc or a click elsewhere closes it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.tab_order import edge_stop, next_stop

_ARROW = 9
_EDGE = 12  # kept clear between a popover and the window's edge


class Popover(QWidget):
    """Floats in its window over `anchor`, holds the Tab key, and gives the focus back when closed."""

    closed = Signal()

    def __init__(self, anchor: QWidget, content: QWidget, name: str, *, has_arrow: bool = True):
        super().__init__(anchor.window())
        self._anchor, self._content, self._has_arrow = anchor, content, has_arrow
        self._blur = theme().tokens.popover.blur
        self._back_to = QApplication.focusWidget() or anchor
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)  # setWidget turns it on
        layout = QVBoxLayout(self)
        layout.setContentsMargins(self._blur, self._blur, self._blur, self._blur)
        layout.addWidget(self._scroll)
        self._is_below = True

    def open(self) -> None:
        """Show it and move the keyboard into it."""
        self._place()
        self.show()
        self.raise_()
        self.window().installEventFilter(self)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        # The last is Close; where it would have to be scrolled to, reading starts at the top instead.
        start = edge_stop(self._content, forward=bool(self._scroll.verticalScrollBar().maximum()))
        if start is not None:
            start.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_it(self) -> None:
        """Close and give the focus back."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.hide()
        self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press elsewhere closes; a resized window moves the popover along."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            inside = self._card().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if isinstance(watched, QWidget) and not inside and watched.window() is self.window():
                self.close_it()
        elif watched is self.window() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes this layer only."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes round inside."""
        here = QApplication.focusWidget()
        is_inside = here is not None and self._content.isAncestorOf(here)
        there = (
            next_stop(here, self._content, forward=next)
            if here is not None and is_inside
            else edge_stop(self._content, forward=next)
        )
        if there is not None:
            there.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(there, 0, 24)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Soft shadow, surface, edge and the arrow to where it was asked."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_shadow(painter)
        path = self._outline()
        painter.setPen(QPen(theme().colour("border"), 1))
        painter.setBrush(theme().colour("surface"))
        painter.drawPath(path)

    def _card(self) -> QRect:
        return self.rect().adjusted(self._blur, self._blur, -self._blur, -self._blur)

    def _place(self) -> None:
        """Below the anchor if there is room, else above, else wherever it fits; never outside the window."""
        window = self.window().rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        asked = QRect(self._anchor.mapTo(self.window(), QPoint(0, 0)), self._anchor.size())
        hint = self._content.sizeHint()
        width = min(max(hint.width() + 2, 280), window.width())
        tall = self._content.heightForWidth(width) if self._content.hasHeightForWidth() else hint.height()
        size = QSize(width, min(tall, window.height()))
        below, above = asked.bottom() + _ARROW + 2, asked.top() - _ARROW - 2 - size.height()
        self._is_below = below + size.height() <= window.bottom() or above < window.top()
        top = min(below, window.bottom() - size.height()) if self._is_below else above
        left = min(max(asked.center().x() - size.width() // 2, window.left()), window.right() - size.width())
        card = QRect(QPoint(left, max(top, window.top())), size)
        self.setGeometry(card.adjusted(-self._blur, -self._blur, self._blur, self._blur))

    def _outline(self) -> QPainterPath:
        card = QRectF(self._card()).adjusted(-0.5, -0.5, 0.5, 0.5)
        path = QPainterPath()
        path.addRoundedRect(card, theme().radius.dialog, theme().radius.dialog)
        tip = self.mapFrom(self.window(), self._anchor.mapTo(self.window(), self._anchor.rect().center()))
        across = min(max(tip.x(), card.left() + 24), card.right() - 24)
        base, point = (card.top(), -_ARROW) if self._is_below else (card.bottom(), _ARROW)
        gap = card.top() - tip.y() if self._is_below else tip.y() - card.bottom()
        if gap < 0 or not self._has_arrow:
            return path  # nothing to point at, or no room: the card covers its own anchor
        arrow = QPainterPath(QPointF(across - _ARROW, base))
        arrow.lineTo(across, base + point)
        arrow.lineTo(across + _ARROW, base)
        return path.united(arrow)

    def _paint_shadow(self, painter: QPainter) -> None:
        """Rings of fading grey; cheaper than a shadow effect, which would repaint the whole page."""
        lift = theme().tokens.popover
        if theme().is_high_contrast:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        base = QRectF(self._card()).translated(0, lift.y)
        for step in range(lift.blur):
            fade = (1 - step / lift.blur) ** 2
            colour = QColor(theme().colour("shadow"))
            colour.setAlphaF(lift.opacity * fade * 0.6)
            painter.setPen(QPen(colour, 1.6))
            radius = theme().radius.dialog + step
            painter.drawRoundedRect(base.adjusted(-step, -step, step, step), radius, radius)


def is_popover_open(window: QWidget) -> bool:
    """Whether one holds this window's keyboard, which what arrives behind it must not take away."""
    return any(each.isVisible() for each in window.findChildren(Popover))


def open_popover(anchor: QWidget, content: QWidget, name: str, *, has_arrow: bool = True) -> Popover:
    """Explain something at its link; `content` may carry a `close_wanted` signal for its own Close button."""
    popover = Popover(anchor, content, name, has_arrow=has_arrow)
    wanted = getattr(content, "close_wanted", None)
    if wanted is not None:
        wanted.connect(popover.close_it)
    popover.open()
    return popover
