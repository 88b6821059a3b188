"""The bar over the headteacher's view: whose note it is, larger text, and back to the adviser."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Rule
from sia_desktop.ui.widgets.chip import DEMONSTRATION, Chip
from sia_desktop.ui.widgets.rail import draw_mark
from sia_desktop.ui.widgets.words import Words


class _Sign(QWidget):
    """The program's mark; says nothing to a screen reader, for the council's name stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        edge = theme().px(28)
        self.setFixedSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_mark(QPainter(self), QRect(0, 0, self.width(), self.height()))


class TopBar(QWidget):
    """Names the council and no school but this one."""

    larger_wanted = Signal()
    return_wanted = Signal()

    def __init__(self, *, is_demonstration: bool, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._council = Words("", "strong")
        self._line = Words("", "caption", "text_2")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._council)
        words.addWidget(self._line)
        demonstration = Chip(DEMONSTRATION)
        if not is_demonstration:
            demonstration.hide()
        larger = Button("Larger text", icon="a-large-small", press=self.larger_wanted.emit)
        back = Button("Return to adviser", icon="lock", press=self.return_wanted.emit)
        inside = QHBoxLayout()
        inside.setContentsMargins(32, 10, 32, 10)
        inside.setSpacing(theme().space.m)
        inside.addWidget(_Sign())
        inside.addLayout(words)
        inside.addStretch(1)
        for act in (demonstration, larger, back):
            inside.addWidget(act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inside)
        layout.addWidget(Rule())

    def show_note(self, page: NotePage) -> None:
        """Whose note this is."""
        self._council.say(page.working_for.council_full_name)
        is_signed = page.note.is_signed
        self._line.say(
            "Signed note of visit, to be marked by the headteacher"
            if is_signed
            else "Note of visit for your school, read before signing"
        )
