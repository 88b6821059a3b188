"""The head of a record: whose it is, where it stands, whether it is saved, and what is due and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.completeness import Missing
from sia_desktop.services.queries.record_page import RecordPage
from sia_desktop.ui.forms.saved_line import SavedLine
from sia_desktop.ui.forms.words import due_tone, due_words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.chip import DEMONSTRATION, Chip
from sia_desktop.ui.widgets.due_line import DueLine
from sia_desktop.ui.widgets.painting import ChipWords
from sia_desktop.ui.widgets.words import Words

_LINK_AIR = 5
_ROOMY = 1180


class RecordHead(QWidget):
    """Title, state, what is saved, the check, and the due line where something is due."""

    school_wanted = Signal()
    check_wanted = Signal()
    paper_wanted = Signal()
    return_wanted = Signal()

    def __init__(self, *, is_demonstration: bool):
        super().__init__()
        self.setProperty("ground", "window")
        self.school = Button("", Variant.LINK, small=True, press=self.school_wanted.emit)
        self._title, self._state = Words("", "title"), Chip(ChipWords(""))
        self.saved, self.due = SavedLine(), DueLine()
        self.check = Button("Check", icon="list-checks", press=self.check_wanted.emit)
        self.returning = Button("Return…", icon="undo-2", press=self.return_wanted.emit)
        self.returning.hide()
        self.paper = Button("", icon="printer", name="As it prints", press=self.paper_wanted.emit)
        self.paper.setToolTip("As it prints (Ctrl+P)")
        named = QHBoxLayout()
        named.setContentsMargins(_LINK_AIR, 0, 0, 0)
        named.setSpacing(theme().space.m)
        named.addWidget(self._title)
        named.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        named.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.school, 0, Qt.AlignmentFlag.AlignLeft)
        left.addLayout(named)
        top = QHBoxLayout()
        top.setSpacing(theme().space.l)
        top.addLayout(left, 1)
        quiet, acts = QHBoxLayout(), QHBoxLayout()
        self._right = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for layout_ in (quiet, acts, self._right):
            layout_.setSpacing(theme().space.l)
        quiet.addStretch(1)
        quiet.addWidget(self.saved)
        if is_demonstration:
            quiet.addWidget(Chip(DEMONSTRATION), 0, Qt.AlignmentFlag.AlignVCenter)
        acts.addStretch(1)
        for act in (self.returning, self.paper, self.check):
            acts.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
        self._right.addLayout(quiet)
        self._right.addLayout(acts)
        top.addLayout(self._right)
        inside = QVBoxLayout()
        margin = theme().space.page
        inside.setContentsMargins(margin - _LINK_AIR, 8, margin, 10)
        inside.setSpacing(theme().space.xs)
        inside.addLayout(top)
        inside.addWidget(self.due)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inside)
        layout.addWidget(Rule())

    def show_record(self, page: RecordPage) -> None:
        """Show where it stands."""
        self.school.setText(page.school_name or "Council records")
        self._title.say(page.form.label)
        is_fixed = bool(page.why_not_write)
        state = "Read-only" if is_fixed else "Open"
        self._state.show_state(ChipWords(page.state_label or state, "lock" if is_fixed else "pencil"))
        self.saved.setVisible(not is_fixed)
        self.due.setVisible(page.due is not None)
        if page.due is not None:
            sentence, strong = due_words(page.due)
            has_why = page.due.due_on is not None
            self.due.say(sentence, strong=strong, tone=due_tone(page.due), has_why=has_why)
        self.setAccessibleName(f"{page.form.label}, {page.school_name}, {page.state_label}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is saved stands under the acts, and the title keeps its line."""
        super().resizeEvent(event)
        is_roomy = self.width() >= theme().px(_ROOMY)
        wanted = QBoxLayout.Direction.LeftToRight if is_roomy else QBoxLayout.Direction.BottomToTop
        if self._right.direction() != wanted:
            self._right.setDirection(wanted)

    def say_check(self, problems: tuple[Missing, ...]) -> None:
        """How complete it is, on the button that goes through what is missing."""
        count = len(problems)
        self.check.setText(plural(count, "thing") + " to fix" if count else "Nothing is missing")
