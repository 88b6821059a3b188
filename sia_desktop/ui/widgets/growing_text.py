"""Text that grows as it is written, in reading type; never wider than a good line."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from sia_desktop.ui.theme import theme

_FIXED_HEIGHT = 2  # QTextBlockFormat.LineHeightTypes.FixedHeight, which setLineHeight wants as a number


class GrowingTextEdit(QTextEdit):
    """Plain words in, plain words out; Tab moves on; `typed` after every change by the person."""

    typed = Signal()
    _dressed = 0

    def __init__(
        self, text: str = "", *, role: str = "reading", lines: int = 3, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._role, self._least, self._is_showing = role, lines, False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow_and_tell)
        self.document().setDocumentMargin(12)
        self.show_text(text)
        self._dress()

    @property
    def text(self) -> str:
        """What stands there."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show words without telling anyone; the person's undo starts afresh."""
        if text == self.text:
            return
        self._is_showing = True
        self._put(text)
        self._space_lines()
        self.document().clearUndoRedoStacks()
        self._is_showing = False
        self._grow()

    def quietly(self, act: Callable[[], None]) -> None:
        """Let the program do something to its look, which Qt takes for a change of the words."""
        was, self._is_showing = self._is_showing, True
        act()
        self._is_showing = was

    def lock(self, is_locked: bool) -> None:
        """Read-only: sunken, still selectable and reachable by keyboard."""
        self.setReadOnly(is_locked)
        keys = Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        self.setTextInteractionFlags(keys if is_locked else Qt.TextInteractionFlag.TextEditorInteraction)
        self.setProperty("locked", is_locked)
        self.style().unpolish(self)
        self.style().polish(self)

    def sizeHint(self) -> QSize:
        """As tall as its words, at least a few lines, at most a good line wide."""
        return QSize(theme().size.column_of_text_max, self._wanted())

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off below."""
        return QSize(200, self._wanted())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Esc belong to the page."""
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (
            with_control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means taller."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed != theme().worn:
            self._dress()

    def _put(self, text: str) -> None:
        self.setPlainText(text)

    def _dress(self) -> None:
        self._dressed = theme().worn
        self.setMaximumWidth(theme().px(theme().size.column_of_text_max))
        self.document().setDefaultFont(theme().font(self._role))
        self._space_lines()
        self._grow()

    def _space_lines(self) -> None:
        """The design's line height, on every paragraph; not a step that undo should stop at."""
        spaced = QTextBlockFormat()
        spaced.setLineHeight(theme().line(self._role), _FIXED_HEIGHT)
        was = self._is_showing
        self._is_showing = True
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.joinPreviousEditBlock()
        cursor.mergeBlockFormat(spaced)
        cursor.endEditBlock()
        self._is_showing = was

    def _grow_and_tell(self) -> None:
        self._grow()
        if not self._is_showing:
            self.typed.emit()

    def _wanted(self) -> int:
        line = theme().line(self._role)
        inside = max(self.document().size().height(), line * self._least + 24)
        return round(inside) + 2 * self.frameWidth()

    def _grow(self) -> None:
        height = self._wanted()
        if height != self.height():
            self.setFixedHeight(height)
            self.updateGeometry()
