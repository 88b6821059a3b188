"""Over the text: what can be done with the long text that the cursor is in."""

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from sia_desktop.domain.prose import LineKind
from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant

_SHAPES = (
    (LineKind.HEADING, "heading", "Heading (Ctrl+Alt+1)"),
    (LineKind.POINT, "list", "List (Ctrl+Shift+L)"),
    (LineKind.NUMBER, "list-ordered", "Numbered list (Ctrl+Shift+N)"),
)


class TextTools(QWidget):
    """Buttons for the field the keyboard was in last; the keyboard goes back there."""

    def __init__(self) -> None:
        super().__init__()
        self._field: RichTextEdit | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(theme().space.xl, theme().space.xs, theme().space.xl, theme().space.xs)
        self._line.setSpacing(theme().space.xs)
        self.shapes = [self._button(icon, name, partial(_toggle, kind)) for kind, icon, name in _SHAPES]
        self.table = self._button("table", "Table (Ctrl+Alt+T)", lambda _: self.offer_table())
        self._line.addStretch(1)
        self.follow(None)
        self.setAccessibleName("Text tools")

    @property
    def field(self) -> RichTextEdit | None:
        """The long text they work on; None while the keyboard is in none."""
        return self._field if self._field is not None and shiboken6.isValid(self._field) else None

    def add(self, button: QWidget) -> None:
        """One more tool, at the right."""
        self._line.addWidget(button)

    def follow(self, focus: QWidget | None) -> None:
        """The keyboard is there now; on the tools themselves it stays with its text."""
        if focus is not None and self.isAncestorOf(focus):
            return
        self._field = focus if isinstance(focus, RichTextEdit) and not focus.isReadOnly() else None
        for button in (*self.shapes, self.table):
            button.setEnabled(self._field is not None)

    def offer_table(self) -> None:
        """A new table; inside one, what may be done with its rows and columns."""
        field = self.field
        if field is None:
            return
        table = field.table
        if table is None:
            field.insert_table()
            field.setFocus()
            return
        cell, menu = table.cellAt(field.textCursor()), QMenu(self)
        for words, act in (
            ("Add a row below", lambda: table.insertRows(cell.row() + 1, 1)),
            ("Add a column to the right", lambda: table.insertColumns(cell.column() + 1, 1)),
            ("Remove this row", lambda: table.removeRows(cell.row(), 1)),
            ("Remove this column", lambda: table.removeColumns(cell.column(), 1)),
        ):
            menu.addAction(words).triggered.connect(act)
        menu.aboutToHide.connect(field.setFocus)
        menu.popup(self.table.mapToGlobal(QPoint(0, self.table.height())))

    def _button(self, icon: str, name: str, act: Callable[[RichTextEdit], None]) -> Button:
        def press() -> None:
            if self.field is not None:
                act(self.field)
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)

        button = Button("", Variant.QUIET, icon=icon, small=True, name=name, press=press)
        self._line.addWidget(button)
        return button


def _toggle(kind: LineKind, field: RichTextEdit) -> None:
    field.toggle(kind)
