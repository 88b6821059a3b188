"""The wavy line under what is in no list."""

from PySide6.QtGui import QSyntaxHighlighter, QTextBlock, QTextCharFormat

from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.spelling.speller import Speller, words_in
from sia_desktop.ui.theme import theme


class SpellingMarks(QSyntaxHighlighter):
    """Looks at a paragraph when it changes; the word being typed is left alone until the cursor leaves it."""

    def __init__(self, field: RichTextEdit, speller: Speller):
        super().__init__(field.document())
        self._field, self._speller = field, speller
        self._at = -1
        speller.learnt.connect(self._again)
        field.cursorPositionChanged.connect(self._leave_word)
        self._again()  # now, for Qt would do it soon and take it for typing

    def highlightBlock(self, text: str) -> None:
        """Underline the wrong words of one paragraph."""
        at = self._cursor_in(self.currentBlock())
        wave: QTextCharFormat | None = None
        for start, word in words_in(text):
            if start <= at <= start + len(word):
                self._at = self.currentBlock().blockNumber()
            elif self._speller.is_wrong(word):
                wave = wave or _wave()
                self.setFormat(start, len(word), wave)

    def _cursor_in(self, block: QTextBlock) -> int:
        cursor = self._field.textCursor()
        if not self._field.hasFocus() or cursor.hasSelection() or cursor.block() != block:
            return -1
        return cursor.positionInBlock()

    def _leave_word(self) -> None:
        """The word that was being typed stands finished when the cursor is no longer in it."""
        if self._at < 0:
            return
        was, self._at = self._at, -1
        block = self._field.document().findBlockByNumber(was)
        if block.isValid():
            self._field.quietly(lambda: self.rehighlightBlock(block))

    def _again(self) -> None:
        self._field.quietly(self.rehighlight)


def _wave() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    form.setUnderlineColor(theme().colour("danger"))
    return form
