"""What painted widgets and delegates share: sharp hairlines, outlines, elided words, chips."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from sia_desktop.ui.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Tone(Enum):
    """What a colour says; the value is the colour role, its ground is `<role>_tint`."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"

    @property
    def tint(self) -> str:
        """The role of the ground under this tone's words."""
        return f"{self.value}_tint"


@dataclass(frozen=True, slots=True)
class ChipWords:
    """A state: icon, word and tone together, never colour alone."""

    text: str
    icon: str = "info"
    tone: Tone = Tone.NEUTRAL


def hairline(painter: QPainter, rect: QRect, role: str = "hairline") -> None:
    """A one-pixel line as a filled rectangle: a drawn line blurs at 150 %."""
    painter.fillRect(rect, theme().colour(role))


def outline(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    edge: QColor | str | None,
    ground: QColor | str | None = None,
    width: float = 1,
) -> None:
    """A rounded box whose edge lies inside the rectangle, half a pixel in so that it is sharp."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_shade(edge), width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(_shade(ground) if ground is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge is not None else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def write(
    painter: QPainter,
    rect: QRect,
    text: str,
    role: str = "body",
    colour: QColor | str = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """One line of words, elided to fit; returns the width it took."""
    font = theme().font(role)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(_shade(colour))
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)


def width_of(text: str, role: str) -> int:
    """How wide one line of words is."""
    return QFontMetrics(theme().font(role)).horizontalAdvance(text)


def put_icon(painter: QPainter, at: QPoint, name: str, colour: QColor | str, size: int) -> None:
    """One icon, sharp on this device."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(at, theme().pixmap(name, colour, size, ratio))


def chip_size(chip: ChipWords) -> QSize:
    """What a chip needs."""
    look = theme()
    icon = look.px(look.tokens.icon.inline)
    return QSize(width_of(chip.text, "button_s") + icon + look.px(24), look.px(look.size.chip))


def draw_chip(painter: QPainter, at: QPoint, chip: ChipWords, *, is_selected: bool = False) -> None:
    """A chip inside a painted row, or a whole Chip widget."""
    look = theme()
    size, icon = chip_size(chip), look.px(look.tokens.icon.inline)
    rect = QRect(at, size)
    edge = chip.tone.value if look.is_high_contrast else None
    outline(painter, rect, look.radius.chip, edge, chip.tone.tint)
    middle = rect.top() + (rect.height() - icon) // 2
    put_icon(painter, QPoint(rect.left() + look.px(8), middle), chip.icon, chip.tone.value, icon)
    words = rect.adjusted(look.px(14) + icon, 0, -look.px(4), 0)
    write(painter, words, chip.text, "button_s", chip.tone.value)


def _shade(colour: QColor | str) -> QColor:
    return theme().colour(colour) if isinstance(colour, str) else colour
