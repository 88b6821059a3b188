"""Two to four answers side by side, all of equal weight."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import hairline, outline, put_icon, width_of, write


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer."""

    code: str
    label: str
    icon: str


class _Segment(QRadioButton):
    """A real radio button: arrows move between them, screen readers count them."""

    def __init__(self, choice: Choice, parent: QWidget):
        super().__init__(choice.label, parent)
        self.choice = choice
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme()
        width = look.px(look.tokens.icon.control) + look.px(8 + 16) + width_of(self.text(), "strong")
        return QSize(width, look.px(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        is_on = self.isChecked()
        if is_on:
            outline(painter, self.rect(), look.radius.control, "accent", "accent_tint", 2)
        elif self.underMouse():
            outline(painter, self.rect().adjusted(2, 2, -2, -2), look.radius.chip, None, "hover")
        ink = "text" if self.isEnabled() else "disabled"
        edge, role = look.px(look.tokens.icon.control), "strong" if is_on else "body"
        taken = edge + look.px(8) + width_of(self.text(), role)
        left = (self.width() - taken) // 2
        put_icon(painter, QPoint(left, (self.height() - edge) // 2), self.choice.icon, ink, edge)
        words = QRect(left + edge + look.px(8), 0, self.width(), self.height())
        write(painter, words, self.text(), role, ink)


class SegmentedChoice(QWidget):
    """A row of radio buttons drawn as one control; `chosen` carries the code."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: tuple[Choice, ...], parent: QWidget | None = None):
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._segments = {choice.code: _Segment(choice, self) for choice in choices}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for code, segment in self._segments.items():
            self._group.addButton(segment)
            layout.addWidget(segment, 1)
            segment.toggled.connect(lambda is_on, code=code: self._tell(code, is_on))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def code(self) -> str:
        """What is chosen, or nothing."""
        return next((code for code, one in self._segments.items() if one.isChecked()), "")

    def choose(self, code: str) -> None:
        """Choose for the person, as when a saved answer is shown again; without a code, nothing is chosen."""
        if code:
            self._segments[code].setChecked(True)
            return
        self._group.setExclusive(False)  # a group in Qt must be opened to show that nothing is chosen
        for segment in self._segments.values():
            segment.setChecked(False)
        self._group.setExclusive(True)

    def segment(self, code: str) -> QRadioButton:
        """The radio button of one answer."""
        return self._segments[code]

    def _tell(self, code: str, is_on: bool) -> None:
        self.update()
        if is_on:
            self.chosen.emit(code)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One edge round all, hairlines between those not chosen."""
        painter = QPainter(self)
        outline(painter, self.rect(), theme().radius.control, "border", "surface")
        for segment in list(self._segments.values())[1:]:
            hairline(painter, QRect(segment.x(), 10, 1, self.height() - 20))
