"""The theme in force: colours, type, spaces and icons, by role. The only place pages take a look from."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from sia_desktop.ui.theme import system
from sia_desktop.ui.theme.fonts import font_for, load_fonts
from sia_desktop.ui.theme.icons import LucideEngine, draw_icon
from sia_desktop.ui.theme.palette import palette_of
from sia_desktop.ui.theme.sheet import sheet_of
from sia_desktop.ui.theme.tokens import Colours, Radius, Size, Space, Tokens, load_tokens

CHOICES = ("system", "light", "dark", "high_contrast")
_installed: list["Theme"] = []  # one application, one look; painting asks for it thousands of times a second


class Theme(QObject):
    """One look at one text size; `choose` changes both, and every widget is painted again."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path):
        super().__init__(app)
        self._app = app
        self._icons = resources / "icons"
        self._fonts: dict[str, QFont] = {}
        self.tokens: Tokens = load_tokens(resources / "theme" / "tokens.toml")
        self.choice, self.text_size = "system", 100
        self.worn = 0
        """Another number after every change: Qt tells widgets of a new style whenever they are moved."""
        self.name, self.colours = "light", self.tokens.colours["light"]
        load_fonts(resources / "fonts")
        app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        # Kept: when PySide lets go of the hints, what they gave away counts as deleted.
        self._hints, self._contrast = hints, hints.accessibility()
        self._contrast.contrastPreferenceChanged.connect(self._follow_system)

    def choose(self, choice: str, text_size: int = 100) -> None:
        """Take one of CHOICES and a text size in per cent, and paint everything anew."""
        self.choice, self.text_size, self.worn = choice, text_size, self.worn + 1
        self._fonts.clear()
        self.name, self.colours = self._pick()
        self._app.setPalette(palette_of(self.colours))
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(
            sheet_of(self.tokens, self.colours, self.scale, is_high_contrast=self.is_high_contrast)
        )
        self.changed.emit()

    @property
    def space(self) -> Space:
        """The spacing scale; layouts use it unscaled."""
        return self.tokens.space

    @property
    def radius(self) -> Radius:
        """How round corners are."""
        return self.tokens.radius

    @property
    def size(self) -> Size:
        """Heights and widths at text size 100 %; see `px`."""
        return self.tokens.size

    @property
    def scale(self) -> float:
        """The text size as a factor."""
        return self.text_size / 100

    @property
    def is_high_contrast(self) -> bool:
        """True when tints become outlines and a selected row turns over whole."""
        return self.name == "high_contrast"

    def px(self, length: float) -> int:
        """A length that holds text, at the present text size."""
        return round(length * self.scale)

    def ms(self, duration: int) -> int:
        """A duration, or nothing when this computer wants no movement."""
        return duration if system.animates() else 0

    def font(self, role: str) -> QFont:
        """The font of one step of the type scale."""
        if role not in self._fonts:
            self._fonts[role] = font_for(self.tokens, role, self.scale)
        return self._fonts[role]

    def line(self, role: str) -> int:
        """The line height of that step; never less than the font itself needs."""
        return max(self.px(self.tokens.type[role].line), QFontMetrics(self.font(role)).height())

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(getattr(self.colours, role))

    def on_row(self, role: str, is_selected: bool) -> QColor:
        """The same, on a row: in high contrast everything on a selected row turns to `on_accent`."""
        return self.colour("on_accent" if is_selected and self.is_high_contrast else role)

    def icon(self, name: str, colour: str = "text_2", disabled: str = "disabled") -> QIcon:
        """An icon for a button, an action or a menu, that follows the theme."""

        def paint(mode: QIcon.Mode, state: QIcon.State) -> str:
            return self.colour(disabled if mode == QIcon.Mode.Disabled else colour).name()

        return QIcon(LucideEngine(self._file(name), paint, self.stroke))

    def pixmap(self, name: str, colour: str | QColor, size: int, ratio: float) -> QPixmap:
        """An icon to paint by hand."""
        shade = self.colour(colour) if isinstance(colour, str) else colour
        return draw_icon(self._file(name), shade.name(), size, ratio, self.stroke(size))

    def stroke(self, size: int) -> float:
        """Thin lines vanish when small, and when contrast is wanted."""
        if self.is_high_contrast:
            return 2.25
        return 2.0 if size <= 16 else self.tokens.icon.stroke

    @property
    def ring_width(self) -> int:
        """How wide the focus ring is."""
        focus = self.tokens.focus
        return focus.high_contrast_width if self.is_high_contrast else focus.width

    def _file(self, name: str) -> Path:
        return self._icons / f"{name}.svg"

    def _pick(self) -> tuple[str, Colours]:
        if self.choice != "system":
            return self.choice, self.tokens.colours[self.choice]
        if system.wants_contrast():
            self._app.setPalette(QPalette())
            ours = self.tokens.colours["high_contrast"]
            return "high_contrast", system.colours_of(self._app.palette(), ours)
        name = "dark" if system.wants_dark() else "light"
        return name, self.tokens.colours[name]

    def _follow_system(self) -> None:
        if self.choice == "system":
            self.choose("system", self.text_size)


def install_theme(app: QApplication, resources: Path, choice: str = "system", text_size: int = 100) -> Theme:
    """Give the application its look, once; afterwards `theme()` finds it."""
    if not _installed:
        _installed.append(Theme(app, resources))
    _installed[0].choose(choice, text_size)
    return _installed[0]


def theme() -> Theme:
    """The theme in force."""
    return _installed[0]
