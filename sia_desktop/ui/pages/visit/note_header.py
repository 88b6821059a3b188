"""The head of the note: whose it is, how it stands, whether it is saved, and when it is due and why."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.forms.saved_line import SavedLine
from sia_desktop.ui.forms.words import due_tone, due_words
from sia_desktop.ui.pages.visit.words import state_chip, title_of
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.chip import DEMONSTRATION, Chip
from sia_desktop.ui.widgets.due_line import DueLine
from sia_desktop.ui.widgets.painting import ChipWords
from sia_desktop.ui.widgets.words import Words

TEXT: Final = "text"
"""The page shows what is written."""
CHECK: Final = "check"
"""It shows what is missing, and signs."""
COPIES: Final = "copies"
"""It shows the signed PDF, and gives copies."""
_ROOMY = 1180
_LINK_AIR = 5
"""Clear ground inside a link’s edge; other words are moved as much, so that all begin in one line."""


class NoteHeader(QWidget):
    """Title, chips, acts, and the due line that never leaves."""

    school_wanted = Signal()
    handover_wanted = Signal()
    check_wanted = Signal()
    text_wanted = Signal()
    copies_wanted = Signal()
    return_wanted = Signal()

    def __init__(self, *, is_demonstration: bool, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("ground", "window")
        self.school = Button("", Variant.LINK, small=True, press=self.school_wanted.emit)
        self._title = Words("", "title")
        self._state = Chip(ChipWords(""))
        self.saved = SavedLine()
        self._demonstration = Chip(DEMONSTRATION)
        self.due = DueLine()
        acts = self._make_acts()
        named = QHBoxLayout()
        named.setContentsMargins(_LINK_AIR, 0, 0, 0)
        named.setSpacing(theme().space.m)
        named.addWidget(self._title)
        named.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        named.addStretch(1)
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        self._left.addWidget(self.school, 0, Qt.AlignmentFlag.AlignLeft)
        self._left.addLayout(named)
        self._quiet = QHBoxLayout()
        self._quiet.setSpacing(theme().space.l)
        self._quiet.addStretch(1)
        self._quiet.addWidget(self.saved)
        self._quiet.addWidget(self._demonstration, 0, Qt.AlignmentFlag.AlignVCenter)
        if not is_demonstration:
            self._demonstration.hide()
        self._right = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._right.setSpacing(theme().space.l)
        self._right.addLayout(self._quiet)
        self._right.addLayout(acts)
        top = QHBoxLayout()
        top.setSpacing(theme().space.l)
        top.addLayout(self._left, 1)
        top.addLayout(self._right)
        inside = QVBoxLayout()
        margin = theme().space.page
        inside.setContentsMargins(margin - _LINK_AIR, 8, margin, 10)
        inside.setSpacing(theme().space.xs)
        inside.addLayout(top)
        due = QHBoxLayout()
        due.setContentsMargins(_LINK_AIR, 0, 0, 0)
        due.addWidget(self.due)
        inside.addLayout(due)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inside)
        layout.addWidget(Rule())

    def show_note(self, page: NotePage) -> None:
        """Show whose note it is, how it stands and when it is due."""
        self.school.setText(page.school.name)
        self.school.setAccessibleName(f"{page.school.name}: open the school’s page")
        self._title.say(title_of(page))
        self._state.show_state(state_chip(page))
        sentence, strong = due_words(page.due)
        has_why = page.due.due_on is not None
        self.due.say(sentence, strong=strong, tone=due_tone(page.due), has_why=has_why)
        self.setAccessibleName(f"{title_of(page)}, {page.school.name}")

    def show_acts(self, page: NotePage, view: str) -> None:
        """Offer what can be done from here."""
        self.saved.setVisible(page.may_write)
        self._handover.setVisible(page.may_write)
        self._check.setVisible(page.may_write and view == TEXT)
        self._back.setVisible(page.may_write and view == CHECK)
        self._words.setVisible(page.note.is_signed and view == COPIES)
        self._copies.setVisible(page.note.is_signed and view == TEXT)

    def _make_acts(self) -> QHBoxLayout:
        self._handover = Button("Handover", icon="users", press=self.handover_wanted.emit)
        self._check = Button(
            "Check and sign", Variant.PRIMARY, icon="signature", press=self.check_wanted.emit
        )
        self._back = Button("Back to the note", icon="arrow-left", press=self.text_wanted.emit)
        self._words = Button("Read the words", icon="file-text", press=self.text_wanted.emit)
        self._copies = Button("PDF and copies", icon="file-check", press=self.copies_wanted.emit)
        self.returning = Button("Return…", icon="undo-2", press=self.return_wanted.emit)
        acts = QHBoxLayout()
        acts.setSpacing(theme().space.m)
        for act in (self.returning, self._handover, self._check, self._back, self._words, self._copies):
            act.hide()
            acts.addWidget(act)
        return acts

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is saved stands under the acts."""
        super().resizeEvent(event)
        is_roomy = self.width() >= theme().px(_ROOMY)
        wanted = QBoxLayout.Direction.LeftToRight if is_roomy else QBoxLayout.Direction.BottomToTop
        if self._right.direction() != wanted:
            self._right.setDirection(wanted)
