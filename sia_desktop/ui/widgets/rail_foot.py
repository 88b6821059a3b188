"""The foot of the rail: sync in words, and the person."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import CENTRE, outline, put_icon, write
from sia_desktop.ui.widgets.tips import plain_tip


@dataclass(frozen=True, slots=True)
class SyncState:
    """How things stand between this laptop and the council, in words."""

    headline: str
    lines: tuple[str, ...] = ()
    icon: str = "wifi-off"
    tone: str = "info"


class SyncCard(QPushButton):
    """How sync stands, at the foot of the rail; pressing it opens the sync page."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._state, self._is_narrow = SyncState("Not yet synced"), False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(self._state)

    def say(self, state: SyncState) -> None:
        """Show how things stand now."""
        self._state = state
        words = ". ".join((state.headline, *state.lines))
        self.setAccessibleName(f"Sync: {words}")
        self.setToolTip(plain_tip(words))
        self.updateGeometry()
        self.update()

    def narrow(self, is_narrow: bool) -> None:
        """Icon only, with the words as tooltip."""
        self._is_narrow = is_narrow
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A line for each sentence."""
        look = theme()
        if self._is_narrow:
            return QSize(look.px(40), look.px(40))
        return QSize(look.px(120), look.line("caption") * (1 + len(self._state.lines)) + 18)

    def minimumSizeHint(self) -> QSize:
        """The rail decides the width."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A small card: icon, headline, lines."""
        look, painter = theme(), QPainter(self)
        edge, line = look.px(look.tokens.icon.inline), look.line("caption")
        if self._is_narrow:
            at = QPoint((self.width() - edge) // 2, (self.height() - edge) // 2)
            if self.underMouse():
                outline(painter, self.rect(), look.radius.control, None, "hover")
            put_icon(painter, at, self._state.icon, self._state.tone, edge)
            return
        outline(painter, self.rect(), look.radius.card, "hairline", "surface")
        put_icon(painter, QPoint(11, 9 + (line - edge) // 2), self._state.icon, self._state.tone, edge)
        left = 11 + edge + 9
        place = QRect(left, 9, self.width() - left - 8, line)
        write(painter, place, self._state.headline, "caption_strong", "text")
        for words in self._state.lines:
            place.translate(0, line)
            write(painter, place, words, "caption", "text_2")


class PersonCard(QPushButton):
    """Initials, name and role; pressing it opens settings."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._name, self._role, self._is_narrow = "", "", False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say("", "")

    def say(self, name: str, role: str) -> None:
        """Show who is at the keyboard."""
        self._name, self._role = name, role
        self.setAccessibleName(f"{name}, {role}" if name else "You")
        self.setToolTip(plain_tip(self.accessibleName()))
        self.update()

    def narrow(self, is_narrow: bool) -> None:
        """Initials only."""
        self._is_narrow = is_narrow
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(theme().px(40), max(theme().line("caption") * 2 + 8, theme().px(40)))

    def minimumSizeHint(self) -> QSize:
        """The rail decides the width."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A round of initials, then the words."""
        look, painter = theme(), QPainter(self)
        if self.underMouse():
            outline(painter, self.rect(), look.radius.control, None, "hover")
        edge = look.px(28)
        left = (self.width() - edge) // 2 if self._is_narrow else 4
        disc = QRect(left, (self.height() - edge) // 2, edge, edge)
        outline(painter, disc, edge / 2, "hairline", "surface")
        initials = "".join(part[0] for part in self._name.split()[:2])
        write(painter, disc, initials, "caption_strong", "text_2", CENTRE)
        if self._is_narrow:
            return
        line = look.line("caption")
        place = QRect(
            disc.right() + 9, (self.height() - 2 * line) // 2, self.width() - disc.right() - 12, line
        )
        write(painter, place, self._name, "caption_strong", "text")
        place.translate(0, line)
        write(painter, place, self._role, "caption", "text_2")
