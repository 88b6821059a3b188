"""The sections down the left: which is current, which are done, which need something."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from sia_desktop.ui.forms.words import to_fix_words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Rule
from sia_desktop.ui.widgets.painting import hairline, outline, put_icon, write
from sia_desktop.ui.widgets.row_list import ROW, Index, RowDelegate, RowList
from sia_desktop.ui.widgets.words import Words

_WIDE = 228


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One section: its name, whether something is written, and what it needs."""

    key: str
    label: str
    is_written: bool
    problem: str = ""

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return f"{self.label}, {self.problem or ('written' if self.is_written else 'empty')}"


class _Delegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, RowList)
        is_current = index.row() == view.currentIndex().row()
        rect, row = option.rect.adjusted(12, 1, 0, -1), index.data(ROW)
        if is_current:
            outline(painter, rect, theme().radius.chip, None, "selected")
            hairline(painter, QRect(rect.left() - 4, rect.top() + 4, 3, rect.height() - 8), "accent")
        self.paint_row(painter, rect, row, is_current, index)

    def paint_row(
        self, painter: QPainter, rect: QRect, row: OutlineRow, is_selected: bool, index: Index
    ) -> None:
        look, edge = theme(), theme().px(theme().tokens.icon.status)
        icon, colour = _mark(row, is_selected)
        at = QPoint(rect.left() + look.px(8), rect.top() + (rect.height() - edge) // 2)
        put_icon(painter, at, icon, look.on_row(colour, is_selected), edge)
        words = rect.adjusted(look.px(18) + edge, 0, -look.px(4), 0)
        role = "strong" if is_selected else "body"
        write(painter, words, row.label, role, look.on_row("text", is_selected))


def _mark(row: OutlineRow, is_current: bool) -> tuple[str, str]:
    if row.problem:
        return "triangle-alert", "warning"
    if is_current:
        return "circle-dot", "text_2"
    return ("circle-check", "success") if row.is_written else ("circle", "text_3")


class Outline(QWidget):
    """The list, its counter, and what is left to fix."""

    chosen = Signal(str)
    """A section's code: go there."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("ground", "window")
        self._count = Words("", "caption", "text_2")
        self.rows = RowList("Sections", _Delegate())
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setProperty("ground", "window")
        self.rows.opened.connect(lambda row: self.chosen.emit(row.key))
        self._icon = Icon("triangle-alert", "warning", 18)
        self._left, self._key = Words("", "caption_strong"), Words("", "caption", "text_2")
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 8)
        head.addWidget(Words("Sections", "section"))
        head.addStretch(1)
        head.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.rows, 1)
        self._foot = self._build_foot()
        layout.addWidget(self._foot)
        self.setFixedWidth(theme().px(_WIDE))
        theme().changed.connect(self._measure)

    def show_rows(self, rows: Sequence[OutlineRow], problems: int) -> None:
        """Show how the sections stand; the current one stays."""
        if tuple(rows) != self.rows.rows:
            self.rows.show_rows(rows)
        done = sum(row.is_written and not row.problem for row in rows)
        self._count.say(f"{done} of {len(rows)}")
        left, key = to_fix_words(problems)
        self._icon.become(*(("triangle-alert", "warning") if problems else ("circle-check", "success")))
        self._left.say(left)
        self._key.say(key)

    def lock(self, is_locked: bool) -> None:
        """Nothing is to be fixed, nor signed, in a note that is only read."""
        self._foot.setHidden(is_locked)

    def point_to(self, section: str) -> None:
        """The keyboard is in this section now."""
        for n, row in enumerate(self.rows.rows):
            if row.key == section and n != self.rows.currentIndex().row():
                self.rows.setCurrentIndex(self.rows.model().index(n, 0))

    @property
    def current(self) -> str:
        """The section pointed to, or nothing."""
        row = self.rows.current_row()
        return row.key if row else ""

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._left, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._key, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(16, 0, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(Rule())
        layout.addLayout(line)
        return foot

    def _measure(self) -> None:
        self.setFixedWidth(theme().px(_WIDE))
