"""Buttons: one primary act a page; secondary, quiet and link for the rest. Radio and check boxes."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import hairline, outline, put_icon, width_of, write
from sia_desktop.ui.widgets.tips import plain_tip


class Variant(Enum):
    """How much a button weighs."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    LINK = "link"


_INK = {
    Variant.PRIMARY: "on_accent",
    Variant.SECONDARY: "text",
    Variant.QUIET: "text_2",
    Variant.LINK: "link",
}


_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_LEAST_WRAPPED = 120


class Button(QPushButton):
    """A button with words and, if it helps, an icon. Without words, `name` is what it is called.

    One that `wraps` takes another line where its words are too long for the place it stands in.
    """

    def __init__(
        self,
        text: str,
        variant: Variant = Variant.SECONDARY,
        *,
        icon: str = "",
        small: bool = False,
        wraps: bool = False,
        name: str = "",
        press: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ):
        super().__init__(text, parent)
        self._small, self._icon, self._variant, self._wraps = small, icon, variant, wraps
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setProperty("variant", variant.value)
        self.setProperty("small", small)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if name:
            self.become(icon, name)
        if press is not None:
            # The lambda drops the `checked` that Qt adds.
            self.clicked.connect(lambda: press())
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size takes another icon size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def become(self, icon: str, name: str) -> None:
        """Another icon and name for a button without words, as when it has been switched."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.update()

    def sizeHint(self) -> QSize:
        """Icon-only buttons are square; others leave a little air between icon and words."""
        look = theme()
        tall = look.px(look.size.control_small if self._small else look.size.control)
        if not self.text():
            return QSize(tall, tall)
        return QSize(width_of(self.text(), self._role) + self._beside_words + 1, tall)

    def minimumSizeHint(self) -> QSize:
        """A button's words are never cut."""
        hint = self.sizeHint()
        widest = theme().px(_LEAST_WRAPPED)
        return QSize(min(hint.width(), widest), hint.height()) if self._wraps else hint

    def heightForWidth(self, width: int) -> int:
        """So many lines as its words take."""
        hint = self.sizeHint()
        if not self._wraps or width >= hint.width():
            return hint.height()
        room = QRect(0, 0, width - self._beside_words, 0)
        words = QFontMetrics(theme().font(self._role)).boundingRect(room, _WRAPPED, self.text())
        return max(hint.height(), words.height() + theme().px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet draws the box; icon and words are set here, a proper gap apart."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        ink = self._ink()
        edge = self.iconSize().width() if self._icon else 0
        words = width_of(self.text(), self._role) if self.text() else 0
        taken = edge + words + (self._gap if edge and words else 0)
        is_wrapped = bool(words) and taken > self.width()
        left = self._pad if is_wrapped else (self.width() - taken) // 2
        if self._icon:
            put_icon(painter, QPoint(left, (self.height() - edge) // 2), self._icon, ink, edge)
            left += edge + self._gap
        if is_wrapped:
            painter.setFont(theme().font(self._role))
            painter.setPen(theme().colour(ink))
            room = QRect(left, 0, self.width() - left - self._pad, self.height())
            painter.drawText(room, _WRAPPED, self.text())
        elif words:
            write(painter, QRect(left, 0, self.width() - left, self.height()), self.text(), self._role, ink)

    @property
    def _beside_words(self) -> int:
        """What icon and padding take of its width."""
        return 2 * self._pad + (self.iconSize().width() + self._gap if self._icon else 0)

    @property
    def _pad(self) -> int:
        return theme().px(5 if self._variant is Variant.LINK else 10 if self._small else 14)

    @property
    def _role(self) -> str:
        return "button_s" if self._small else "strong"

    @property
    def _gap(self) -> int:
        return theme().px(9 if not self._small else 7)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        is_lit = self._variant is Variant.QUIET and self.underMouse()
        return "text" if is_lit else _INK[self._variant]

    def _measure(self) -> None:
        size = theme().tokens.icon
        edge = theme().px(size.inline if self._small else size.control)
        self.setIconSize(QSize(edge, edge))


def _mark_size() -> int:
    return theme().px(20)


def _hint(button: QAbstractButton) -> QSize:
    look = theme()
    return QSize(
        _mark_size() + look.px(10) + width_of(button.text(), "body"), look.px(look.size.control_small)
    )


def _words_beside(painter: QPainter, button: QAbstractButton) -> QRect:
    edge = _mark_size()
    mark = QRect(0, (button.height() - edge) // 2, edge, edge)
    words = QRect(edge + theme().px(9), 0, button.width() - edge - theme().px(9), button.height())
    write(painter, words, button.text(), "body", "text" if button.isEnabled() else "disabled")
    return mark


class RadioButton(QRadioButton):
    """One of several answers; a real radio button for keyboard and screen reader."""

    def sizeHint(self) -> QSize:
        """Mark, air and words."""
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        """The words may be elided, the mark may not."""
        return QSize(_mark_size() * 2, self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """Anywhere on it counts."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring, filled when chosen."""
        painter = QPainter(self)
        mark = _words_beside(painter, self)
        edge = "accent" if self.isChecked() else "border"
        outline(painter, mark, mark.width() / 2, edge, "surface", 2 if self.isChecked() else 1)
        if self.isChecked():
            inset = mark.width() // 4
            dot = mark.adjusted(inset, inset, -inset, -inset)
            outline(painter, dot, dot.width() / 2, None, "accent")


class CheckBox(QCheckBox):
    """Yes or no."""

    def sizeHint(self) -> QSize:
        """Mark, air and words."""
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        """The words may be elided, the mark may not."""
        return QSize(_mark_size() * 2, self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """Anywhere on it counts."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box, ticked on accent when chosen."""
        painter = QPainter(self)
        mark = _words_beside(painter, self)
        is_on = self.isChecked()
        outline(
            painter,
            mark,
            theme().radius.chip,
            "accent" if is_on else "border",
            "accent" if is_on else "surface",
        )
        if is_on:
            inset = theme().px(2)
            put_icon(
                painter, mark.topLeft() + QPoint(inset, inset), "check", "on_accent", mark.width() - 2 * inset
            )


class Rule(QWidget):
    """A hairline across."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Decoration only."""
        hairline(QPainter(self), self.rect())
