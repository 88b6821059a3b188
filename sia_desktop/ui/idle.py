"""Notices that nobody has touched keyboard, mouse or pen for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """Watches whichever window has the keyboard; `idled` once the time has passed without a touch."""

    idled = Signal()

    def __init__(self, milliseconds: int, parent: QObject):
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self.idled)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.watch)

    def start(self) -> None:
        """From now."""
        self._timer.start()

    def stop(self) -> None:
        """Locked already."""
        self._timer.stop()

    def watch(self, window: QWindow | None) -> None:
        """The native window hears every key and touch before any widget does."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there: begin again."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return False
