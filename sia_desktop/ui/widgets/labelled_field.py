"""A field with its label above, a quiet line beside it, and its fault in words below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.words import Words


class FieldLabel(Words):
    """The name of a field; a click on it goes to the field."""

    def __init__(self, text: str, field: QWidget):
        super().__init__(text, "caption_strong")
        self.setBuddy(field)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class FaultLine(QWidget):
    """A sentence in danger's colour with its icon; nothing when there is no fault."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._words = Words("", "caption", "danger", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Icon("circle-alert", "danger", 16), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the fault, or nothing."""
        self._words.say(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleEvent(self._words, QAccessible.Event.Alert))


class LabelledField(QWidget):
    """Label, field, help and fault as one; the field takes the label as its accessible name.

    `is_label_shown` is False where a heading just above says the same.
    """

    def __init__(
        self,
        label: str,
        field: QWidget,
        *,
        hint: str = "",
        is_label_shown: bool = True,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._fault: FaultLine | None = None
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.xs)
        if is_label_shown or hint:
            head = QHBoxLayout()
            layout.addLayout(head)  # before its words, which Qt else measures twice
            head.setSpacing(10)
            if is_label_shown:
                head.addWidget(FieldLabel(label, field))
            if hint:
                head.addWidget(Words(hint, "caption", "text_2"))
            head.addStretch(1)
        layout.addWidget(field)
        field.setAccessibleName(label)
        field.setAccessibleDescription(hint)
        self.setFocusProxy(field)

    def fault(self, sentence: str) -> None:
        """Say beside the field what is wrong with it; empty when it is put right."""
        if self._fault is None and sentence:
            self._fault = FaultLine()
            self._layout.addWidget(self._fault)
        if self._fault is not None:
            self._fault.say(sentence)
        self.field.setAccessibleDescription(f"{sentence} {self._hint}".strip())
        self.field.setProperty("fault", bool(sentence))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)


class TextField(QLineEdit):
    """One line of text; `typed` when the person, not the program, changed it."""

    typed = Signal(str)

    def __init__(self, text: str = "", *, placeholder: str = "", parent: QWidget | None = None):
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self.typed)

    def setText(self, text: str | None) -> None:
        """Show words; what is too long for the line is seen from its beginning."""
        super().setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)


class PassphraseField(QLineEdit):
    """Hidden words with an eye to show them; pasting is allowed."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = Button("", Variant.QUIET, icon="eye", small=True, name="Show passphrase", parent=self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The eye stands inside, at the right."""
        super().resizeEvent(event)
        eye = self._eye.sizeHint()
        self._eye.setGeometry(
            self.width() - eye.width() - 3, (self.height() - eye.height()) // 2, *eye.toTuple()
        )
        self.setTextMargins(0, 0, eye.width(), 0)

    def _show(self, is_shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self._eye.become(
            "eye-off" if is_shown else "eye", "Hide passphrase" if is_shown else "Show passphrase"
        )


class ChoiceBox(QComboBox):
    """One of a list, by code; `picked` carries the code the person chose."""

    picked = Signal(str)

    def __init__(
        self, choices: tuple[tuple[str, str], ...] = (), *, lead: str = "", parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._lead = lead
        self.offer(choices)
        self.activated.connect(lambda _: self.picked.emit(self.code))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def offer(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Offer other choices, as (code, words), keeping the chosen one if it is still there."""
        chosen = self.code
        self.clear()
        for code, words in choices:
            self.addItem(f"{self._lead}: {words}" if self._lead else words, code)
        self.choose(chosen)

    @property
    def code(self) -> str:
        """The code of what is chosen."""
        return str(self.currentData() or "")

    def choose(self, code: str) -> None:
        """Choose by code; an unknown code chooses nothing else."""
        at = self.findData(code)
        if at >= 0:
            self.setCurrentIndex(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chevron; the style sheet draws the rest."""
        super().paintEvent(event)
        painter = QPainter(self)
        edge = theme().px(16)
        colour = "text_2" if self.isEnabled() else "disabled"
        pixmap = theme().pixmap("chevron-down", colour, edge, self.devicePixelRatio())
        painter.drawPixmap(self.width() - edge - 10, (self.height() - edge) // 2, pixmap)


def label(text: str) -> QLabel:
    """A caption in semibold, for a group without one field."""
    return Words(text, "caption_strong")
