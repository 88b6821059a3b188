"""A banner: a tinted strip with one sentence and at most one act."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.painting import Tone, outline, put_icon
from sia_desktop.ui.widgets.words import Words

ICONS = {
    Tone.NEUTRAL: "info",
    Tone.INFO: "info",
    Tone.SUCCESS: "circle-check",
    Tone.WARNING: "triangle-alert",
    Tone.DANGER: "octagon-alert",
}


class Icon(QWidget):
    """One icon beside words that say the same; silent to screen readers."""

    def __init__(self, name: str, colour: str = "text_2", size: int = 18, parent: QWidget | None = None):
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setFixedSize(theme().px(size), theme().px(size))

    def become(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sharp at any device ratio."""
        put_icon(QPainter(self), QPoint(0, 0), self._name, self._colour, self.width())


class Banner(QWidget):
    """Says one thing about the page; `closed` when the person puts it away."""

    closed = Signal()

    def __init__(
        self,
        tone: Tone,
        sentence: str,
        *,
        lead: str = "",
        icon: str = "",
        act: str = "",
        press: Callable[[], object] | None = None,
        closable: bool = False,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._tone, self._of_its_own = tone, icon
        self._icon = Icon(icon or ICONS[tone], tone.value, 18)
        self._lead = Words(lead, "strong", wrap=True)
        self._sentence = Words(sentence, "body", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 9, 10, 9)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._lead)
        words.addWidget(self._sentence)
        layout.addLayout(words, 1)
        self._lead.setVisible(bool(lead))
        if act:
            layout.addWidget(Button(act, Variant.SECONDARY, small=True, press=press))
        if closable:
            layout.addWidget(
                Button(
                    "", Variant.QUIET, icon="x", small=True, name="Close this message", press=self.close_it
                )
            )
        self.setAccessibleName(f"{lead} {sentence}".strip())

    def say(self, tone: Tone, sentence: str, lead: str = "") -> None:
        """Say something else."""
        self._tone = tone
        self._icon.become(self._of_its_own or ICONS[tone], tone.value)
        self._lead.say(lead)
        self._lead.setVisible(bool(lead))
        self._sentence.say(sentence)
        self.setAccessibleName(f"{lead} {sentence}".strip())
        self.update()

    def unfold(self) -> None:
        """Appear in 150 ms, or at once where movement is unwanted; screen readers hear it as an alert."""
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        duration = theme().ms(theme().tokens.motion.banner)
        if duration:
            growth = QPropertyAnimation(self, b"maximumHeight", self)
            growth.setDuration(duration)
            growth.setStartValue(0)
            growth.setEndValue(max(self.sizeHint().height(), 42) * 3)
            growth.setEasingCurve(QEasingCurve.Type.OutCubic)
            growth.finished.connect(lambda: self.setMaximumHeight(16_777_215))
            growth.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def close_it(self) -> None:
        """Put away."""
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint, or an outline in high contrast."""
        edge = self._tone.value if theme().is_high_contrast else None
        outline(QPainter(self), self.rect(), theme().radius.control, edge, self._tone.tint)
