"""A search box with its shortcut written inside."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import CENTRE, outline, put_icon, width_of, write


class SearchBox(QLineEdit):
    """A field with a magnifying glass (or a funnel for filters); Esc empties it."""

    def __init__(
        self,
        hint: str,
        *,
        shortcut: str = "",
        icon: str = "search",
        width: int = 276,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._chip = shortcut.replace("+", " ")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._icon, self._width = icon, width
        self.setTextMargins(theme().px(24), 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme().px(width))
        if shortcut:
            self.setAccessibleDescription(f"Shortcut {shortcut}")
            key = QShortcut(QKeySequence(shortcut), self, context=Qt.ShortcutContext.WindowShortcut)
            key.activated.connect(self.take_focus)

    def sizeHint(self) -> QSize:
        """As wide as its place allows, up to the width asked for."""
        return QSize(theme().px(self._width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a word or two."""
        return QSize(theme().px(140), super().sizeHint().height())

    def take_focus(self) -> None:
        """Ready to type over what is there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties a full box; an empty one lets Esc go on to close the layer."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon at the left; the shortcut at the right while the box is empty and wide enough."""
        super().paintEvent(event)
        painter, edge = QPainter(self), theme().px(theme().tokens.icon.inline)
        put_icon(painter, QPoint(theme().px(9), (self.height() - edge) // 2), self._icon, "text_2", edge)
        if not self._chip or self.text() or self.width() < theme().px(220):
            return
        width = width_of(self._chip, "caption") + theme().px(12)
        inset = theme().px(7)
        place = QRect(self.width() - width - inset, inset, width, self.height() - 2 * inset)
        outline(painter, place, theme().radius.chip, None, "neutral_tint")
        write(painter, place, self._chip, "caption", "text_2", CENTRE)
