"""Go to a school by a few letters of its name: a small list over whatever page is in front."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.ids import Urn
from sia_desktop.services.queries.caseload import AskCaseload, Caseload
from sia_desktop.services.queries.facts import SchoolLine
from sia_desktop.ui.page_tools import Questions
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import RIGHT, write
from sia_desktop.ui.widgets.row_list import Index, RowDelegate, RowList
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.words import Words

SHOWN: Final = 8
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school to go to."""

    key: Urn
    name: str
    place: str

    @property
    def spoken(self) -> str:
        """The full sentence for screen readers."""
        return f"{self.name}, {self.place}"


class _SchoolDelegate(RowDelegate):
    row_height = 36

    def paint_row(
        self, painter: QPainter, rect: QRect, row: SchoolRow, is_selected: bool, index: Index
    ) -> None:
        look = theme()
        inside = rect.adjusted(look.px(10), 0, -look.px(10), 0)
        note = QRect(inside.right() - look.px(150), inside.top(), look.px(150), inside.height())
        name = inside.adjusted(0, 0, -look.px(160), 0)
        write(painter, name, row.name, "medium", look.on_row("text", is_selected))
        write(painter, note, row.place, "caption", look.on_row("text_2", is_selected), RIGHT)


class GoToSchool(QWidget):
    """Type, arrow, Enter. `chosen` carries the URN."""

    chosen = Signal(int)
    close_wanted = Signal()

    def __init__(self, questions: Questions, heading: str):
        super().__init__()
        self._schools: tuple[SchoolLine, ...] = ()
        self.box = SearchBox("Name or URN", width=420)
        self.list = RowList("Schools found", _SchoolDelegate())
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = Words("No school on this laptop has this name or URN.", "body", "text_2", wrap=True)
        found = QWidget()
        found.setFixedHeight(theme().px(36) * SHOWN)
        either = QVBoxLayout(found)
        either.setContentsMargins(0, 0, 0, 0)
        either.addWidget(self.list)
        either.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(theme().space.s)
        layout.addWidget(Words(heading, "section"))
        layout.addWidget(self.box)
        layout.addWidget(found)
        self._none.hide()
        self.box.installEventFilter(self)
        self.box.textChanged.connect(lambda _: self._find())
        self.list.opened.connect(self._choose)
        questions.ask(AskCaseload(), self, self._heard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the keyboard stays in the box; Enter chooses."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                self._speak()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.current_row())
                return True
        return False

    def _heard(self, caseload: Caseload) -> None:
        self._schools = tuple(row.school for row in caseload.rows)
        self._find()

    def _find(self) -> None:
        found = matching(self._schools, self.box.text())
        self.list.show_rows([SchoolRow(each.urn, each.name, f"{each.phase} · {each.urn}") for each in found])
        if found:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._speak()

    def _speak(self) -> None:
        row = self.list.current_row()
        self.box.setAccessibleDescription(row.spoken if row else "No school found")

    def _choose(self, row: SchoolRow | None) -> None:
        if row is None:
            return
        self.close_wanted.emit()
        self.chosen.emit(int(row.key))


def matching(schools: tuple[SchoolLine, ...], typed: str) -> tuple[SchoolLine, ...]:
    """Names that hold every typed word, those that begin with the first one first; or the URN."""
    words = typed.lower().split()
    found = [each for each in schools if all(word in f"{each.name.lower()} {each.urn}" for word in words)]
    if words:
        found.sort(key=lambda each: not each.name.lower().startswith(words[0]))
    return tuple(found)
