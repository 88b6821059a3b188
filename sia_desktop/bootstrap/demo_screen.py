"""One laptop of the demonstration: the real window, and a pair of hands."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QPoint,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from sia_desktop.bootstrap.demo_central import PASSPHRASE, PASSWORD, DemoStopped
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.bootstrap.settings import Settings
from sia_desktop.bootstrap.window import surroundings
from sia_desktop.ui.desktop import DesktopWindow

T = TypeVar("T")


def _pass_on(_: QtMsgType, __: QMessageLogContext, message: str) -> None:
    """What Qt has to say, but for what every offscreen window says of itself."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


qInstallMessageHandler(_pass_on)

PATIENCE: Final = 60_000
"""Milliseconds before a step that does not come is given up."""
STROKES: Final = (
    ((0.18, 0.62), (0.24, 0.30), (0.30, 0.66), (0.38, 0.36), (0.44, 0.60)),
    ((0.46, 0.56), (0.56, 0.48), (0.64, 0.60), (0.76, 0.50)),
)


@dataclass
class Screen:
    """One laptop's window, and a pair of hands."""

    output: Path
    who: str
    taken: int = 0
    window: DesktopWindow = field(init=False)

    def __post_init__(self) -> None:
        """Start the program on an empty laptop."""
        paths = Paths(self.output / f"laptop-{self.who}")
        paths.data.mkdir(parents=True)
        self.window = DesktopWindow(surroundings(paths, Settings(theme="light"), is_demonstration=True))
        self.window.resize(1366, 768)
        self.window.begin()
        self.window.show()
        self.window.activateWindow()
        self.waits(self.window.isActiveWindow)

    @property
    def code(self) -> str:
        """The page in front."""
        return self.window.navigation.current

    @property
    def page(self) -> Any:
        """The page in front."""
        return self.window.navigation.page(self.code)

    def enrols(self, address: str, email: str) -> None:
        """First run."""
        page = self.page
        for box, words in (
            (page.address, address),
            (page.email, email),
            (page.password, PASSWORD),
            (page.passphrase, PASSPHRASE),
            (page.again, PASSPHRASE),
        ):
            self.types(box, words)
        self.picture("set-up")
        page.button.click()
        self.waits(lambda: self.code == "today")
        self.waits(lambda: not self.window.tools.syncing.is_running)
        self.rests()

    def goes(self, code: str, **args: Any) -> None:
        """To another page, until its answer is there."""
        self.window.navigation.go(code, **args)
        self.rests()

    def asks(self, question: Any) -> Any:
        """What the store says now."""
        answers: list[Any] = []
        self.window.tools.questions.ask(question, self.window, answers.append)
        self.waits(lambda: bool(answers))
        return answers[0]

    def types(self, widget: QWidget, words: str) -> None:
        """As at a keyboard, which a closed dialog gives back to the window: offscreen nobody else does."""
        widget.window().activateWindow()
        self.waits(widget.isActiveWindow)
        widget.setFocus()
        for number, line in enumerate(words.split("\n")):
            if number:
                QTest.keyClick(widget, Qt.Key.Key_Return)
            QTest.keyClicks(widget, line)

    def clicks(self, words: str) -> None:
        """The button that says so."""

        def found() -> list[QPushButton]:
            buttons = self.window.findChildren(QPushButton)
            return [each for each in buttons if each.text() == words and each.isVisible()]

        self.waits(lambda: bool(found()))
        QTest.mouseClick(found()[-1], Qt.MouseButton.LeftButton)

    def draws(self, pad: QWidget) -> None:
        """A signature, with the mouse."""

        def at(point: tuple[float, float]) -> QPoint:
            return QPoint(round(point[0] * pad.width()), round(point[1] * pad.height()))

        for first, *others in STROKES:
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at(first))
            for point in others:
                QTest.mouseMove(pad, at(point))
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at(others[-1]))

    def finds(self, kind: str) -> Any:
        """A dialog of this kind, once it is there."""

        def found() -> list[QWidget]:
            return [each for each in self.window.findChildren(QWidget) if type(each).__name__ == kind]

        self.waits(lambda: bool(found()))
        return found()[-1]

    def waits(self, until: Callable[[], T]) -> T:
        """Let the window work until this is so."""
        loop, found = QEventLoop(), []

        def look() -> None:
            if answer := until():
                found.append(answer)
                loop.quit()
            else:
                QTimer.singleShot(20, look)

        QTimer.singleShot(0, look)
        QTimer.singleShot(PATIENCE, loop.quit)
        loop.exec()
        if not found:
            raise DemoStopped(f"A step on the page “{self.code}” did not come to its end.")
        return found[0]

    def rests(self, milliseconds: int = 400) -> None:
        """Let answers arrive and what moves come to rest."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self.rests(150)
        self.taken += 1
        self.window.grab().save(str(self.output / f"{self.who}-{self.taken:02}-{name}.png"))

    def shuts(self) -> None:
        """Close the window; what writes is finished."""
        self.window.close()
        self.window.shut()
