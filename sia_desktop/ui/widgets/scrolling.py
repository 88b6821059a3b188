"""A page that scrolls: one column, never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Scrolling(QScrollArea):
    """Put widgets into `column`; what does not fit scrolls."""

    def __init__(self, ground: str = "window", *, margin: int = 24, spacing: int = 16):
        super().__init__()
        self._ground, self._margin, self._spacing = ground, margin, spacing
        self.setProperty("ground", ground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column = self.fresh_column()

    def fresh_column(self) -> QVBoxLayout:
        """Throw away what is shown and begin an empty column."""
        inside = QWidget()
        inside.setProperty("ground", self._ground)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(self._margin, self._margin, self._margin, self._margin)
        self.column.setSpacing(self._spacing)
        self.setWidget(inside)
        inside.show()
        return self.column
