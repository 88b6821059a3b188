"""Long text with headings, lists and tables, written as in any word processor, kept as words with marks."""

import re

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextTable

from sia_desktop.domain.prose import LineKind
from sia_desktop.ui.forms.rich.document import add_table, kind_of, shape, words_of, write_into
from sia_desktop.ui.forms.rich.pasted import words_of_html, words_of_text
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit

_MARKS = {"#": LineKind.HEADING, "-": LineKind.POINT, "*": LineKind.POINT}
_NUMBER = re.compile(r"1[.)]")
_CONTROL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
KEYS = {
    (Qt.Key.Key_1, _CONTROL_ALT): LineKind.HEADING,
    (Qt.Key.Key_0, _CONTROL_ALT): LineKind.WORDS,
    (Qt.Key.Key_L, _CONTROL_SHIFT): LineKind.POINT,
    (Qt.Key.Key_N, _CONTROL_SHIFT): LineKind.NUMBER,
}
"""Ctrl+Alt+1 a heading, Ctrl+Alt+0 plain words, Ctrl+Shift+L a list, Ctrl+Shift+N a numbered one."""


class RichTextEdit(GrowingTextEdit):
    """Words with marks in, words with marks out; what was shown and not changed comes back as it was."""

    _kept = ""

    @property
    def text(self) -> str:
        """The words, each line with the mark of what it is."""
        return words_of(self.document()) if self.document().isModified() else self._kept

    @property
    def table(self) -> QTextTable | None:
        """The table the cursor is in."""
        return self.textCursor().currentTable()

    def toggle(self, kind: LineKind) -> None:
        """Make the chosen lines of this kind, or plain words where they are already."""
        cursor = self.textCursor()
        if self.isReadOnly() or cursor.currentTable() is not None:
            return
        at, end = cursor.selectionStart(), cursor.selectionEnd()
        wanted = LineKind.WORDS if kind_of(cursor.block()) is kind else kind
        cursor.beginEditBlock()
        cursor.setPosition(at)
        while True:
            if cursor.currentTable() is None:
                shape(cursor, wanted, self._role)
            if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock) or cursor.position() > end:
                break
        cursor.endEditBlock()

    def insert_table(self) -> None:
        """A table of two columns under the line the cursor is in; its head is written first."""
        cursor = self.textCursor()
        if self.isReadOnly() or cursor.currentTable() is not None:
            return
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.beginEditBlock()
        table = add_table(cursor, (("", ""), ("", "")), self._role)
        cursor.endEditBlock()
        self.setTextCursor(table.cellAt(0, 0).firstCursorPosition())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words, however they come."""
        return source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste cleaned words; inside a table or a line they join what stands there."""
        words = words_of_html(source.html()) if source.hasHtml() else words_of_text(source.text())
        cursor = self.textCursor()
        if cursor.currentTable() is not None or "\n" not in words:
            cursor.insertText(" ".join(words.split()))
            return
        cursor.removeSelectedText()
        write_into(cursor, words, self._role)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that shape lines; marks typed at the beginning of a line do the same."""
        kind = KEYS.get((Qt.Key(event.key()), event.modifiers()))
        if kind is not None and not self.isReadOnly():
            self.toggle(kind)
        elif self.isReadOnly() or not (self._shape_as_typed(event) or self._move_in_table(event)):
            super().keyPressEvent(event)

    def _shape_as_typed(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        block, is_plain = cursor.block(), not event.modifiers()
        if cursor.hasSelection() or cursor.currentTable() is not None:
            return False
        kind = kind_of(block)
        match event.key():
            case Qt.Key.Key_Space if is_plain and kind is LineKind.WORDS:
                return self._take_mark(cursor)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if kind is LineKind.HEADING and is_plain:
                cursor.beginEditBlock()
                cursor.insertBlock()
                shape(cursor, LineKind.WORDS, self._role)
                cursor.endEditBlock()
                self.setTextCursor(cursor)
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if kind is not LineKind.WORDS and not block.text():
                shape(cursor, LineKind.WORDS, self._role)
                return True
            case Qt.Key.Key_Backspace if kind is not LineKind.WORDS and cursor.atBlockStart():
                shape(cursor, LineKind.WORDS, self._role)
                return True
            case _:
                return False

    def _take_mark(self, cursor: QTextCursor) -> bool:
        before = cursor.block().text()[: cursor.positionInBlock()]
        kind = LineKind.NUMBER if _NUMBER.fullmatch(before) else _MARKS.get(before)
        if kind is None:
            return False
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        shape(cursor, kind, self._role)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        return True

    def _move_in_table(self, event: QKeyEvent) -> bool:
        """Enter goes down, with a new row at the end, and Tab leaves the field as elsewhere."""
        table = self.table
        if table is None or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        cell = table.cellAt(self.textCursor())
        if cell.row() + 1 == table.rows():
            table.appendRows(1)
        self.setTextCursor(table.cellAt(cell.row() + 1, cell.column()).firstCursorPosition())
        return True

    def _put(self, text: str) -> None:
        self._kept = text
        self.clear()
        cursor = self.textCursor()
        write_into(cursor, text, self._role)
        self.document().setModified(False)

    def _space_lines(self) -> None:
        """Line height is no change of the words."""
        was = self.document().isModified()
        super()._space_lines()
        self.document().setModified(was)
