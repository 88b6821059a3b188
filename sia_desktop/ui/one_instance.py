"""One window a folder: a second start brings the first one's window forward instead."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:  # Qt's network library is loaded when the window is up, or when another has to be called
    from PySide6.QtNetwork import QLocalServer

_GREETING_MS = 1000


class OneInstance(QObject):
    """Holds the folder for this process, and hears when another one wanted it."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None):
        super().__init__(parent)
        self._lock = QLockFile(str(folder / "running.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        # A hash, because a socket's path may have only 108 letters and a folder's may have more.
        self._name = f"sia-desktop-{sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"

    def take(self) -> bool:
        """True if the folder is ours; otherwise the one who has it has been called."""
        if self._lock.tryLock(0):
            return True
        self._call()
        return False

    def listen(self) -> None:
        """From now on be called; before that, the window is only just coming forward anyway."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def release(self) -> None:
        """Let go, at the end."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _call(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(_GREETING_MS)
        socket.disconnectFromServer()

    def _answer(self) -> None:
        connection = self._server.nextPendingConnection() if self._server else None
        if connection is not None:
            connection.deleteLater()
        self.called.emit()
