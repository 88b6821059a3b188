"""F7: from one wrong word to the next through every long text of a form, each with what may be meant."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.spelling.speller import Speller, words_in


class Stepping(QObject):
    """Goes round once and says when nothing is left."""

    def __init__(self, speller: Speller, fields: Callable[[], Sequence[RichTextEdit]], parent: QObject):
        """`fields` are the long texts of the form, from top to bottom."""
        super().__init__(parent)
        self._speller, self._fields = speller, fields
        self.menu: QMenu | None = None

    def next_word(self, here: RichTextEdit | None, nothing: Callable[[], None]) -> None:
        """Choose the next wrong word after the cursor, and offer what may be meant."""
        fields = list(self._fields())
        at = fields.index(here) if here in fields else 0
        order = [*fields[at:], *fields[:at]]

        def go() -> None:
            for n, field in enumerate((*order, *order[:1])):
                after = _end_of(field) if n == 0 and field is here else 0
                if (found := self._wrong_after(field, after)) is not None:
                    self._offer(field, found)
                    return
            nothing()

        self._speller.when_known((field.toPlainText() for field in order), go)

    def _wrong_after(self, field: RichTextEdit, position: int) -> QTextCursor | None:
        block = field.document().findBlock(position)
        while block.isValid():
            for start, word in words_in(block.text()):
                whole = block.position() + start
                if whole >= position and self._speller.is_wrong(word):
                    cursor = QTextCursor(block)
                    cursor.setPosition(whole)
                    cursor.setPosition(whole + len(word), QTextCursor.MoveMode.KeepAnchor)
                    return cursor
            block = block.next()
        return None

    def _offer(self, field: RichTextEdit, found: QTextCursor) -> None:
        field.setFocus()
        field.setTextCursor(found)
        word, menu = found.selectedText(), QMenu(field)
        looking = menu.addAction("Looking for what may be meant…")
        looking.setEnabled(False)
        end = menu.addSeparator()
        menu.addAction(f"&Add “{word}” to my words").triggered.connect(lambda: self._speller.add(word))
        menu.addAction("&Let it pass").triggered.connect(lambda: self._speller.let_pass(word))
        menu.setAccessibleName(f"Spelling of {word}")

        def suggest(words: tuple[str, ...]) -> None:
            if menu is not self.menu:
                return
            menu.removeAction(looking)
            for other in words:
                action = menu.addAction(other)
                menu.insertAction(end, action)
                action.triggered.connect(lambda _=False, other=other: _replace(field, word, other))
            if words:
                menu.setActiveAction(menu.actions()[0])
            else:
                looking.setText("Nothing like it is known")
                menu.insertAction(end, looking)

        self.menu = menu
        menu.popup(field.viewport().mapToGlobal(field.cursorRect().bottomLeft() + QPoint(0, 4)))
        self._speller.suggest(word, suggest)


def _replace(field: RichTextEdit, word: str, other: str) -> None:
    """Only where the very word is still chosen."""
    cursor = field.textCursor()
    if cursor.selectedText() == word:
        cursor.insertText(other)
        field.setTextCursor(cursor)


def _end_of(field: RichTextEdit) -> int:
    """After what is chosen; the word the cursor is in counts as still to come."""
    cursor = field.textCursor()
    if not cursor.hasSelection():
        cursor.movePosition(QTextCursor.MoveOperation.StartOfWord)
    return cursor.selectionEnd()
