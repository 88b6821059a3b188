"""The system's own browser, opened from whichever thread asks."""

from concurrent.futures import Future
from typing import Final

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from sia_desktop.domain.errors import RuleBroken

_SECONDS: Final = 10.0
NO_BROWSER: Final = (
    "No web browser could be opened on this computer. Sign in with your e-mail and password, or ask IT."
)


class SystemBrowser(QObject):
    """Made on the main thread; `open` is for the others."""

    _wanted = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted.connect(self._open, Qt.ConnectionType.QueuedConnection)

    def open(self, address: str) -> None:
        """Open a page; raises `RuleBroken` where no browser takes it."""
        opened: Future[bool] = Future()
        self._wanted.emit(address, opened)
        if not opened.result(_SECONDS):
            raise RuleBroken(NO_BROWSER)

    def _open(self, address: str, opened: "Future[bool]") -> None:
        opened.set_result(QDesktopServices.openUrl(QUrl(address)))
