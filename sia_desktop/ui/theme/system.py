"""What this computer asks of the look: light or dark, more contrast, no animation."""

import ctypes
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from sia_desktop.ui.theme.tokens import Colours

_GET_CLIENT_AREA_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION


def wants_contrast() -> bool:
    """True when a contrast theme is on."""
    wish = QGuiApplication.styleHints().accessibility().contrastPreference()
    return wish == Qt.ContrastPreference.HighContrast


def wants_dark() -> bool:
    """True when the computer is set to dark."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def animates() -> bool:
    """False when Windows' animation effects are off; elsewhere the two short movements stay."""
    if sys.platform == "win32":
        answer = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(answer), 0)
        return bool(answer.value)
    return True


def colours_of(system: QPalette, ours: Colours) -> Colours:
    """The person's own contrast theme, spread over our roles; status colours stay ours."""

    def take(role: QPalette.ColorRole) -> str:
        return system.color(QPalette.ColorGroup.Active, role).name(QColor.NameFormat.HexRgb).upper()

    ground, words = take(QPalette.ColorRole.Window), take(QPalette.ColorRole.WindowText)
    chosen, on_chosen = take(QPalette.ColorRole.Highlight), take(QPalette.ColorRole.HighlightedText)
    link = take(QPalette.ColorRole.Link)
    is_dark = QColor(ground).lightness() < QColor(words).lightness()
    status = ours if is_dark else ours._replace(danger=words, warning=words, success=words, info=words)
    return status._replace(
        window=ground, rail=ground, surface=ground, sunken=ground, hover=ground,
        selected=chosen, accent=chosen, accent_hover=chosen, on_accent=on_chosen, accent_tint=ground,
        hairline=words, border=words, text=words, text_2=words, text_3=words,
        neutral=words, link=link, focus=ours.focus if is_dark else words,
        danger_tint=ground, warning_tint=ground, success_tint=ground, info_tint=ground,
        neutral_tint=ground, change_mine=ground, change_theirs=ground,
        disabled=system.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name(),
    )  # fmt: skip
