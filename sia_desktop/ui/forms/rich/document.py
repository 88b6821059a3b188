"""From the words of a record to a document on the screen and back, line for line (`domain/prose.py`)."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)

from sia_desktop.domain.prose import Line, LineKind, read_lines, write_lines
from sia_desktop.ui.theme import theme

_FIXED_HEIGHT = 2  # QTextBlockFormat.LineHeightTypes.FixedHeight, which setLineHeight wants as a number
_STYLES = {
    LineKind.POINT: QTextListFormat.Style.ListDisc,
    LineKind.NUMBER: QTextListFormat.Style.ListDecimal,
}


def write_into(cursor: QTextCursor, words: str, role: str) -> None:
    """Put these words in at the cursor, each line as what it is; one step for undo."""
    cursor.beginEditBlock()
    has_line = False
    for is_table, lines in groupby(read_lines(words), lambda line: line.kind is LineKind.ROW):
        if is_table:
            add_table(cursor, [line.cells for line in lines], role)
            has_line = False  # the line after a table is there already
            continue
        for line in lines:
            if has_line:
                cursor.insertBlock(plain_block(role), QTextCharFormat())
            shape(cursor, line.kind, role)
            cursor.insertText(line.words, letters(line.kind))
            has_line = True
    cursor.endEditBlock()


def words_of(document: QTextDocument) -> str:
    """The words that read as this document."""
    return write_lines(_read(document))


def kind_of(block: QTextBlock) -> LineKind:
    """What a line outside a table is."""
    if block.blockFormat().headingLevel():
        return LineKind.HEADING
    listed = block.textList()
    if listed is None:
        return LineKind.WORDS
    is_numbered = listed.format().style() == QTextListFormat.Style.ListDecimal
    return LineKind.NUMBER if is_numbered else LineKind.POINT


def shape(cursor: QTextCursor, kind: LineKind, role: str) -> None:
    """Make the cursor's line a heading, a point of a list, or plain words."""
    block = cursor.block()
    if kind_of(block) is kind:
        return
    if (listed := block.textList()) is not None:
        listed.remove(block)
    form = plain_block(role)
    if kind is LineKind.HEADING:
        form.setHeadingLevel(1)
    cursor.setBlockFormat(form)
    whole = QTextCursor(block)
    whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    whole.setCharFormat(letters(kind))
    cursor.setBlockCharFormat(letters(kind))
    if kind not in _STYLES:
        return
    before = block.previous()
    if before.isValid() and kind_of(before) is kind and (listed := before.textList()) is not None:
        listed.add(block)
        return
    made = QTextListFormat()
    made.setStyle(_STYLES[kind])
    cursor.createList(made)


def plain_block(role: str) -> QTextBlockFormat:
    """A line at the design's line height."""
    form = QTextBlockFormat()
    form.setLineHeight(theme().line(role), _FIXED_HEIGHT)
    return form


def letters(kind: LineKind) -> QTextCharFormat:
    """Headings stand out by weight; the size is the reading size throughout."""
    form = QTextCharFormat()
    if kind is LineKind.HEADING:
        form.setFontWeight(600)
    return form


def add_table(cursor: QTextCursor, rows: Sequence[Sequence[str]], role: str) -> QTextTable:
    """A table at the cursor, its first row the head; the cursor goes to the line after it."""
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setCellPadding(theme().space.xs)
    form.setCellSpacing(0)
    form.setTopMargin(theme().space.s)
    form.setBottomMargin(theme().space.xs)
    form.setBorderCollapse(True)
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(theme().colour("border"))
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    wide = max(len(row) for row in rows)
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, 100 / wide)] * wide)
    table = cursor.insertTable(len(rows), wide, form)
    for down, row in enumerate(rows):
        for across in range(wide):
            inside = table.cellAt(down, across).firstCursorPosition()
            look = letters(LineKind.WORDS if down else LineKind.HEADING)
            inside.setBlockFormat(plain_block(role))
            inside.setBlockCharFormat(look)
            inside.insertText(row[across] if across < len(row) else "", look)
    cursor.setPosition(table.lastPosition() + 1)
    return table


def _read(document: QTextDocument) -> Iterator[Line]:
    block, read = document.begin(), None
    while block.isValid():
        table = QTextCursor(block).currentTable()
        if table is None:
            if not _is_air(block):
                yield Line(kind_of(block), block.text().replace("\u2028", " "))
        elif table.firstPosition() != read:
            read = table.firstPosition()
            yield from _rows(table)
        block = block.next()


def _rows(table: QTextTable) -> Iterator[Line]:
    for down in range(table.rows()):
        cells = (table.cellAt(down, across) for across in range(table.columns()))
        yield Line(LineKind.ROW, cells=tuple(map(_cell_words, cells)))


def _cell_words(cell: QTextTableCell) -> str:
    inside = cell.firstCursorPosition()
    inside.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    return " ".join(inside.selectedText().split())


def _is_air(block: QTextBlock) -> bool:
    """An empty first or last line that only stands there because a table may not."""
    if block.text():
        return False
    beside = block.next() if not block.previous().isValid() else block.previous()
    is_outermost = not (block.previous().isValid() and block.next().isValid())
    return is_outermost and beside.isValid() and QTextCursor(beside).currentTable() is not None
