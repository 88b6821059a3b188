"""The QApplication: one instance, its look, and a last word when all else fails."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLocale, QLockFile, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from sia_desktop.ui.collecting import Collecting
from sia_desktop.ui.theme import Theme, install_theme
from sia_desktop.ui.theme.ring import FocusRing
from sia_desktop.ui.widgets.rail import draw_mark

_GREETING_MS = 1000


def make_app(
    arguments: Sequence[str], resources: Path, choice: str = "system", text_size: int = 100
) -> tuple[QApplication, Theme]:
    """The application with its fonts, theme and focus ring; called once, before any widget."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(arguments))
    app.setApplicationName("SIA Desktop")
    app.setApplicationDisplayName("SIA Desktop")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    look = dress(app, resources, choice, text_size)
    app.setWindowIcon(_window_icon())
    return app, look


def dress(app: QApplication, resources: Path, choice: str = "system", text_size: int = 100) -> Theme:
    """Theme and focus ring for an application that exists already, as in tests."""
    look = install_theme(app, resources, choice, text_size)
    if app.findChild(FocusRing) is None:
        FocusRing(app, look)
    if app.findChild(Collecting) is None:
        Collecting(app)
    return look


class OneInstance(QObject):
    """Holds the folder for this process; a second start brings the first one's window forward instead."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None):
        super().__init__(parent)
        self._lock = QLockFile(str(folder / "running.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # A hash, because a socket's path may have only 108 letters and a folder's may have more.
        self._name = f"sia-desktop-{sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"

    def take(self) -> bool:
        """True if the folder is ours; otherwise the one who has it has been called."""
        if not self._lock.tryLock(0):
            self._call()
            return False
        QLocalServer.removeServer(self._name)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let go, at the end."""
        self._server.close()
        self._lock.unlock()

    def _call(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(_GREETING_MS)
        socket.disconnectFromServer()

    def _answer(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.deleteLater()
        self.called.emit()


def bring_forward(window: QWidget) -> None:
    """Show a window that a second start asked for."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def last_words(sentence: str) -> None:
    """The box of last resort, when there is no window to say it in."""
    box = QMessageBox(QMessageBox.Icon.Critical, "SIA Desktop", sentence)
    box.exec()


def run(app: QApplication, at_end: Callable[[], object]) -> int:
    """Run until the last window closes, then tidy up."""
    status = app.exec()
    at_end()
    return status


def _window_icon() -> QIcon:
    icon = QIcon()
    for edge in (16, 24, 32, 48, 256):
        pixmap = QPixmap(edge, edge)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_mark(painter, pixmap.rect())
        painter.end()
        icon.addPixmap(pixmap)
    return icon
