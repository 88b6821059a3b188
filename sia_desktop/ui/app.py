"""The QApplication: its look, its end, and a last word when all else fails."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from sia_desktop.ui.collecting import Collecting
from sia_desktop.ui.theme import Theme, install_theme
from sia_desktop.ui.theme.ring import FocusRing
from sia_desktop.ui.widgets.rail import draw_mark


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


def bring_forward(window: QWidget) -> None:
    """Show a window that a second start asked for."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def last_words(sentence: str) -> None:
    """The box of last resort, when there is no window to say it in."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Critical, "SIA Desktop", sentence)
    box.exec()


def run(app: QApplication, once_up: Callable[[], object], at_end: Callable[[], object]) -> int:
    """Run until the last window closes: first what could wait for the window, at the end what tidies up."""
    QTimer.singleShot(0, once_up)
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
