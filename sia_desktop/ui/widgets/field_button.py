"""A button that looks like the field it opens, with its shortcut written inside."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import CENTRE, outline, put_icon, width_of, write


class FieldButton(QPushButton):
    """“Go to school  Ctrl K”; narrows to its icon where there is no room."""

    def __init__(
        self,
        hint: str,
        shortcut: str,
        press: Callable[[], object],
        *,
        icon: str = "search",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._hint, self._shortcut, self._icon = hint, shortcut.replace("+", " "), icon
        self.setAccessibleName(hint)
        self.setAccessibleDescription(f"Shortcut {shortcut}")
        self.setToolTip(f"{hint} ({shortcut})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: press())

    def sizeHint(self) -> QSize:
        """As wide as a search box."""
        return QSize(theme().px(248), theme().px(theme().size.control))

    def minimumSizeHint(self) -> QSize:
        """Square, with the icon only."""
        edge = theme().px(theme().size.control)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Edge, icon, hint, shortcut; the words go first when it is narrow."""
        look, painter = theme(), QPainter(self)
        outline(
            painter, self.rect(), look.radius.control, "border", "hover" if self.underMouse() else "surface"
        )
        edge = look.px(look.tokens.icon.inline)
        is_narrow = self.width() < look.px(120)
        left = (self.width() - edge) // 2 if is_narrow else look.px(10)
        put_icon(painter, QPoint(left, (self.height() - edge) // 2), self._icon, "text_2", edge)
        if is_narrow:
            return
        inset = look.px(7)
        width = width_of(self._shortcut, "caption") + look.px(12)
        key = QRect(self.width() - width - inset, inset, width, self.height() - 2 * inset)
        edge_role = "hairline" if look.is_high_contrast else None
        outline(painter, key, look.radius.chip, edge_role, "neutral_tint")
        write(painter, key, self._shortcut, "caption", "text_2", CENTRE)
        words = QRect(left + edge + look.px(8), 0, key.left() - left - edge - look.px(16), self.height())
        write(painter, words, self._hint, "body", "text_3")
