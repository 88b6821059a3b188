"""The theme as a QPalette, for everything Fusion draws by itself."""

from PySide6.QtGui import QColor, QPalette

from sia_desktop.ui.theme.tokens import Colours


def palette_of(c: Colours) -> QPalette:
    """Grounds, words, selection and links by role; disabled words in their own colour."""
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.surface,
        role.AlternateBase: c.sunken,
        role.Text: c.text,
        role.PlaceholderText: c.text_3,
        role.Button: c.surface,
        role.ButtonText: c.text,
        role.BrightText: c.on_accent,
        role.ToolTipBase: c.surface,
        role.ToolTipText: c.text,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.link,
        role.LinkVisited: c.link,
        role.Light: c.surface,
        role.Midlight: c.hover,
        role.Mid: c.hairline,
        role.Dark: c.border,
        role.Shadow: c.shadow,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.disabled))
    return palette
