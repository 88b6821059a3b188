"""What a page shows when there is nothing, not yet anything, trouble, or nothing to change."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.painting import outline
from sia_desktop.ui.widgets.words import Words

_PATIENCE_MS = 200


class EmptyState(QWidget):
    """A 40 px icon, one sentence, one button."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        act: str = "",
        press: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.sentence = Words(sentence, "body", "text_2", wrap=True)
        self.sentence.setAlignment(middle)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme().space.m)
        layout.addStretch(1)
        layout.addWidget(Icon(icon, "text_3", theme().tokens.icon.empty_state), 0, middle)
        layout.addWidget(self.sentence)
        if act:
            layout.addWidget(Button(act, Variant.SECONDARY, press=press), 0, middle)
        layout.addStretch(2)
        self.setAccessibleName(sentence)


class ErrorState(QWidget):
    """What happened, what is safe, what to do."""

    def __init__(
        self,
        sentence: str,
        again: Callable[[], object] | None = None,
        act: str = "Try again",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        words = Words(sentence, "body", "text", wrap=True)
        words.setAlignment(middle)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme().space.m)
        layout.addStretch(1)
        layout.addWidget(Icon("octagon-alert", "danger", theme().tokens.icon.empty_state), 0, middle)
        layout.addWidget(words)
        if again is not None:
            layout.addWidget(Button(act, Variant.SECONDARY, icon="refresh-cw", press=again), 0, middle)
        layout.addStretch(2)
        self.setAccessibleName(sentence)


class ReadOnlyStrip(QWidget):
    """A lock and who may change it, over what cannot be changed here."""

    def __init__(self, sentence: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._words = Words(sentence, "body", "text_2", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(10)
        layout.addWidget(Icon("lock", "text_2", 16), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.setAccessibleName(sentence)

    def say(self, sentence: str) -> None:
        """Say it otherwise."""
        self._words.say(sentence)
        self.setAccessibleName(sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sunken ground."""
        outline(QPainter(self), self.rect(), theme().radius.control, "hairline", "sunken")


class LoadingRows(QWidget):
    """Nothing for 200 ms, then grey rows that keep still."""

    def __init__(self, rows: int = 6, parent: QWidget | None = None):
        super().__init__(parent)
        self._rows, self._is_shown = rows, False
        self.setAccessibleName("Loading")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        QTimer.singleShot(_PATIENCE_MS, self, self._appear)

    def sizeHint(self) -> QSize:
        """A list row each."""
        return QSize(240, self._rows * theme().px(theme().size.row_two_lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two bars a row, of differing length."""
        if not self._is_shown:
            return
        painter, tall = QPainter(self), theme().px(theme().size.row_two_lines)
        for n in range(self._rows):
            top = n * tall + tall // 4
            for share, down in ((45 + n * 7 % 30, 0), (28 + n * 5 % 20, tall // 4)):
                bar = QRect(16, top + down, self.width() * share // 100, theme().px(9))
                outline(painter, bar, theme().radius.chip, None, "neutral_tint")

    def _appear(self) -> None:
        self._is_shown = True
        self.update()
