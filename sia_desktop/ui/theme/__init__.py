"""The look: tokens, type, colours, icons, focus ring. Pages take every value from here."""

from sia_desktop.ui.theme.theme import CHOICES, Theme, install_theme, theme

__all__ = ["CHOICES", "Theme", "install_theme", "theme"]
