"""A search box with its shortcut written inside."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import CENTRE, outline, width_of, write


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
        self.addAction(theme().icon(icon, "text_2"), QLineEdit.ActionPosition.LeadingPosition)
        self.setFixedWidth(theme().px(width))
        if shortcut:
            self.setAccessibleDescription(f"Shortcut {shortcut}")
            key = QShortcut(QKeySequence(shortcut), self, context=Qt.ShortcutContext.WindowShortcut)
            key.activated.connect(self.take_focus)

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
        """The shortcut stands at the right while the box is empty."""
        super().paintEvent(event)
        if not self._chip or self.text():
            return
        painter = QPainter(self)
        width = width_of(self._chip, "caption") + theme().px(12)
        inset = theme().px(7)
        place = QRect(self.width() - width - inset, inset, width, self.height() - 2 * inset)
        outline(painter, place, theme().radius.chip, None, "neutral_tint")
        write(painter, place, self._chip, "caption", "text_2", CENTRE)
