"""One field in question: as it stood, mine and the council's side by side, or both written together."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.clash import Way
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.queries.clashes import Field
from sia_desktop.services.settle_clash import Choice
from sia_desktop.ui.pages.clashes import words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.chip import Chip
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.version import Version
from sia_desktop.ui.widgets.words import Words


class FieldBlock(QWidget):
    """Nothing is preselected; `chosen` after every choice."""

    chosen = Signal()

    def __init__(self, field: Field, *, is_locked: bool, is_settled: bool = False):
        """`is_locked` where only what stands can be kept; settled, it shows what there was to choose."""
        super().__init__()
        self.field, self._is_locked, self._is_settled = field, is_locked, is_settled
        self.setAccessibleName(field.label)
        self._chip = Chip(words.NOT_CHOSEN)
        self.before = Version(f"{field.label}, before both changes", "sunken", is_read_only=True)
        self.mine = Version(f"{field.label}, yours, on this laptop", "change_mine")
        self.theirs = Version(f"{field.label}, the council’s copy", "change_theirs")
        self.both = Button("Write both together", Variant.LINK, icon="pen", small=True, press=self.write_both)
        self.written = GrowingTextEdit(role="body", lines=2)
        self.written.setAccessibleName(f"{field.label}, both written together")
        self._group = QButtonGroup(self)
        for button in (self.mine, self.theirs):
            self._group.addButton(button)
            button.toggled.connect(self._look)
        self.written.typed.connect(self.chosen)
        self._build()
        self._fill()

    @property
    def choice(self) -> Choice | None:
        """What was chosen, or None yet."""
        present = self.field.present
        if self.written.isVisibleTo(self):
            text = self.written.text.strip()
            return Choice(Way.WRITTEN, present, text) if text else None
        if self.mine.isChecked():
            return Choice(Way.MINE, present)
        return Choice(Way.THEIRS, present) if self.theirs.isChecked() else None

    @property
    def choices(self) -> dict[str, Choice]:
        """The same way for it and for everything that is one fact with it."""
        choice = self.choice
        if choice is None:
            return {}
        followers = {each.path: Choice(choice.way, each.present) for each in self.field.followers}
        return {self.field.path: choice, **followers}

    def write_both(self) -> None:
        """Open the box with both versions in it."""
        self._group.setExclusive(False)
        for button in (self.mine, self.theirs):
            button.setChecked(False)
        self._group.setExclusive(True)
        self.written.show_text(words.both_together(self.field))
        self.written.show()
        self.written.setFocus()
        self._look()

    def settled(self, way: Way | None, written: Json) -> None:
        """Only to be read: which way it was settled."""
        self.mine.setChecked(way is Way.MINE)
        self.theirs.setChecked(way is Way.THEIRS)
        for button in (self.mine, self.theirs):
            button.setEnabled(False)
        self.both.hide()
        if way is not None:
            self._chip.show_state(words.CHOSEN[way])
        if way is Way.WRITTEN:
            self.written.show_text(words.value_words(self.field, written))
            self.written.lock(True)
            self.written.show()

    def _build(self) -> None:
        space = theme().space
        head = QHBoxLayout()
        head.setSpacing(space.m)
        head.addWidget(Words(self.field.label, "strong"))
        head.addWidget(self._chip)
        head.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(space.l)
        for column, version in enumerate((self.before, self.mine, self.theirs)):
            grid.addWidget(version, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.both)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space.s)
        layout.addLayout(head)
        layout.addLayout(grid)
        layout.addWidget(self.written)
        layout.addLayout(foot)
        self.written.hide()

    def _fill(self) -> None:
        field = self.field
        before, mine, theirs = (
            words.value_words(field, each)
            for each in (
                field.sides.base,
                field.sides.mine,
                field.sides.theirs if self._is_settled else field.present,
            )
        )
        self.before.say(before, (), "")
        self.mine.say(mine, words.new_parts(before, mine), words.difference_words(before, mine))
        self.theirs.say(theirs, words.new_parts(before, theirs), words.difference_words(before, theirs))
        self.both.setVisible(field.is_prose and not self._is_locked)
        if self._is_locked and not self._is_settled:
            self.mine.setEnabled(False)
            self.theirs.setChecked(True)

    def _look(self) -> None:
        if self.mine.isChecked() or self.theirs.isChecked():
            self.written.hide()
        choice = self.choice
        self._chip.show_state(words.NOT_CHOSEN if choice is None else words.CHOSEN[choice.way])
        self.chosen.emit()
