"""Source Sans 3 by role, with figures of one width."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from sia_desktop.ui.theme.tokens import Tokens


def load_fonts(folder: Path) -> None:
    """Make the program's own typeface known to Qt; without it the fallbacks serve."""
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def font_for(tokens: Tokens, role: str, scale: float) -> QFont:
    """The font of one step of the type scale at this text size."""
    step = tokens.type[role]
    font = QFont([tokens.family, *tokens.fallback])
    font.setPixelSize(round(step.size * scale))
    font.setWeight(QFont.Weight(step.weight))
    font.setFeature(QFont.Tag(tokens.figures), 1)
    return font
