"""A box to tick beside words that wrap: a click on the words counts, too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import CheckBox
from sia_desktop.ui.widgets.words import Words


class TickLine(QWidget):
    """`box` carries the words as its name."""

    def __init__(self, words: str):
        super().__init__()
        self.box = CheckBox("")
        self.box.setAccessibleName(words)
        self.box.setFixedWidth(theme().px(26))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().space.s)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Words(words, "body", wrap=True), 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As a click on the box."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
