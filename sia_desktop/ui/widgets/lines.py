"""Lines of words, each with its icon: facts that are read, not pressed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One fact; the note stands below it in quieter words."""

    words: str
    icon: str = ""
    colour: str = "text_2"
    note: str = ""


class Lines(QWidget):
    """As many lines as there are, or one sentence that says there are none."""

    def __init__(self, name: str, *, none: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self._name, self._none = name, none
        self.lines: tuple[Line, ...] = ()
        self._inside = QWidget(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._inside)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other lines."""
        self.lines = tuple(lines)
        fresh = QWidget(self)
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.s)
        for line in self.lines:
            layout.addWidget(_line(line))
        if not self.lines and self._none:
            layout.addWidget(Words(self._none, "body", "text_2", wrap=True))
        self._layout.replaceWidget(self._inside, fresh)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = fresh
        fresh.show()
        said = ". ".join(f"{each.words}. {each.note}".rstrip(". ") for each in self.lines)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(said or self._none)


def _line(line: Line) -> QWidget:
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme().space.s)
    if line.icon:
        across.addWidget(Icon(line.icon, line.colour, 18), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Words(line.words, "body", wrap=True))
    if line.note:
        words.addWidget(Words(line.note, "caption", "text_2", wrap=True))
    across.addLayout(words, 1)
    return holder
