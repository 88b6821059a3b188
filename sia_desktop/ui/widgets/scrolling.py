"""A page that scrolls: one column, never sideways."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme


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
        self._widest = 0
        self._measure = QTimer(self, singleShot=True, interval=0)
        self._measure.timeout.connect(
            lambda: QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        )
        self.column = self.fresh_column()

    def centre(self, widest: int) -> None:
        """Keep the column in the middle, no wider than this at text size 100 %."""
        self._widest = widest
        self._set_margins()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The middle moves."""
        super().resizeEvent(event)
        self._set_margins()

    def showEvent(self, event: QShowEvent) -> None:
        """Words that wrap grow as they are shown, of which Qt tells a hidden page nothing: measure again."""
        super().showEvent(event)
        self._measure.start()

    def fresh_column(self) -> QVBoxLayout:
        """Throw away what is shown and begin an empty column."""
        inside = QWidget()
        inside.setProperty("ground", self._ground)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(self._margin, self._margin, self._margin, self._margin)
        self.column.setSpacing(self._spacing)
        self._set_margins()
        self.setWidget(inside)
        inside.show()
        return self.column

    def _set_margins(self) -> None:
        if not self._widest:
            return
        side = max(self._margin, (self.viewport().width() - theme().px(self._widest)) // 2)
        self.column.setContentsMargins(side, self._margin, side, self._margin)
