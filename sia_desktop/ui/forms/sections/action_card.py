"""One agreed action: read at a glance, opened to be written."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sia_desktop.domain.answers import NEXT_MEETING, AgreedAction
from sia_desktop.domain.framework import Choice
from sia_desktop.ui.forms.sections.action_words import by_words, spoken, to_add
from sia_desktop.ui.forms.sections.dated import day_or_words, show_day_or_words
from sia_desktop.ui.forms.sections.editor import Days
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, CheckBox, Variant
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, LabelledField, TextField
from sia_desktop.ui.widgets.painting import outline
from sia_desktop.ui.widgets.words import Words


class _Line(QWidget):
    """An icon and what it stands for; nothing while there is nothing to say."""

    def __init__(self, icon: str, colour: str = "text_2", *, is_long: bool = True):
        super().__init__()
        role = "caption_strong" if colour == "warning" else "caption"
        self._words = Words("", role, colour, wrap=is_long)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Icon(icon, colour, 14), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)

    def say(self, text: str) -> None:
        self._words.say(text)
        self.setVisible(bool(text))


class ActionGlance(QAbstractButton):
    """The action as it will be read; pressing it opens it."""

    def __init__(self) -> None:
        super().__init__()
        self._number = Words("", "caption_strong", "text_2")
        self._number.setFixedWidth(theme().px(16))
        self._what = Words("", "medium", wrap=True)
        self._who, self._by = _Line("user", is_long=False), _Line("calendar-days", is_long=False)
        self._area = Words("", "caption", "text_2", wrap=True)
        self._success, self._missing = _Line("target"), _Line("triangle-alert", "warning")
        words = QVBoxLayout()
        words.setSpacing(theme().space.xs)
        together = QHBoxLayout()
        together.setSpacing(theme().space.m)
        together.addWidget(self._who)
        together.addWidget(self._by)
        together.addStretch(1)
        words.addWidget(self._area)
        words.addWidget(self._what)
        words.addLayout(together)
        words.addWidget(self._success)
        words.addWidget(self._missing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 8, 4, 10)
        layout.setSpacing(theme().space.s)
        layout.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ring", "inside")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, number: int, action: AgreedAction) -> None:
        """Show this action."""
        self._number.say(str(number))
        over = action.school or action.area
        self._area.say(over)
        self._area.setVisible(bool(over))
        self._what.say(action.what or "Nothing written yet", colour="text" if action.what else "text_3")
        self._who.say(action.who)
        self._by.say(by_words(action))
        self._success.say(action.success)
        self._missing.say(to_add(action))
        self.setAccessibleName(spoken(number, action))
        self.setAccessibleDescription("Press to change")

    def sizeHint(self) -> QSize:
        """As its words need."""
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """Narrower means taller."""
        layout = self.layout()
        assert layout is not None
        return layout.heightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Quiet ground under the pointer."""
        if self.underMouse() and self.isEnabled():
            outline(QPainter(self), self.rect(), theme().radius.control, None, "hover")


class ActionForm(QWidget):
    """The four parts of an action, and what may be done with it."""

    typed = Signal()

    def __init__(self, days: Days, schools: tuple[Choice, ...] = ()):
        super().__init__()
        self._days = days
        self.school = ChoiceBox((("", "No one school"), *((each.code, each.label) for each in schools)))
        self.what = GrowingTextEdit(role="body", lines=2)
        self.who = TextField(placeholder="A role: headteacher, English lead")
        self.by = DateField("By", days.today, days.add_working_days, hint="t, +5wd, next tue, 11/6/26")
        self.next_meeting = CheckBox("At the next meeting")
        self.success = GrowingTextEdit(role="body", lines=2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.m)
        if schools:
            layout.addWidget(LabelledField("School", self.school, hint="it stands on that school’s list"))
        layout.addWidget(LabelledField("What will be done", self.what))
        layout.addWidget(LabelledField("Who", self.who))
        layout.addWidget(self.by)
        layout.addWidget(self.next_meeting)
        layout.addWidget(LabelledField("How success will be seen", self.success))
        self.what.typed.connect(self.typed)
        self.success.typed.connect(self.typed)
        self.school.picked.connect(lambda _: self.typed.emit())
        self.who.typed.connect(lambda _: self.typed.emit())
        self._line.textEdited.connect(lambda _: self.typed.emit())
        self.by.dated.connect(lambda _: self.typed.emit())
        self.next_meeting.clicked.connect(self._at_next_meeting)

    @property
    def _line(self) -> QLineEdit:
        line = self.by.field
        assert isinstance(line, QLineEdit)
        return line

    @property
    def action(self) -> AgreedAction:
        """What stands in the fields."""
        is_next = self.next_meeting.isChecked()
        by = NEXT_MEETING if is_next else day_or_words(self._line.text(), self._days)
        school = self.school.currentText() if self.school.code else ""
        return AgreedAction(
            self.what.text, self.who.text(), by, self.success.text, school=school, urn=self.school.code
        )

    def show_action(self, action: AgreedAction) -> None:
        """Put it into the fields, without telling anyone."""
        if action.urn and self.school.findData(action.urn) < 0:  # no longer one this person writes about
            self.school.addItem(action.school, action.urn)
        self.school.choose(action.urn)
        self.what.show_text(action.what)
        if self.who.text() != action.who:
            self.who.setText(action.who)
        self.success.show_text(action.success)
        self.next_meeting.setChecked(action.by == NEXT_MEETING)
        self._line.setEnabled(action.by != NEXT_MEETING)
        show_day_or_words(self.by, "" if action.by == NEXT_MEETING else action.by)

    @property
    def first(self) -> QWidget:
        """Where writing begins: the school, where there are several."""
        return self.school if self.school.count() > 1 else self.what

    def first_missing(self) -> QWidget:
        """The field to go to."""
        action = self.action
        by = action.by if action.by == NEXT_MEETING or action.by_date else ""
        wanted = ((action.what, self.what), (action.who, self.who), (by, self._line))
        return next((field for value, field in wanted if not value.strip()), self.success)

    def _at_next_meeting(self) -> None:
        self._line.setEnabled(not self.next_meeting.isChecked())
        if self.next_meeting.isChecked():
            self.by.show_day(None)
        self.typed.emit()


class ActionCard(QWidget):
    """One action in the list: at a glance, or open."""

    typed = Signal()
    opened = Signal()
    left = Signal()
    """Done with, by Done or Esc."""
    removed = Signal()
    moved = Signal(int)
    """Up (-1) or down (1)."""

    def __init__(self, days: Days, action: AgreedAction, schools: tuple[Choice, ...] = ()):
        super().__init__()
        self._action, self._number, self._is_locked = action, 1, False
        self.glance = ActionGlance()
        self.form = ActionForm(days, schools)
        self.form.show_action(action)
        self._open = QWidget()
        inside = QVBoxLayout(self._open)
        inside.setContentsMargins(4, 10, 4, 12)
        inside.setSpacing(theme().space.m)
        self._title = Words("", "strong")
        self._area = Words(action.area, "caption", "text_2", wrap=True)
        self._area.setVisible(bool(action.area))
        inside.addWidget(self._title)
        inside.addWidget(self._area)
        inside.addWidget(self.form)
        inside.addLayout(self._acts())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.glance)
        layout.addWidget(self._open)
        self._open.hide()
        self.glance.clicked.connect(self._press)
        self.form.typed.connect(self._take)

    @property
    def action(self) -> AgreedAction:
        """As it stands."""
        return self._action

    @property
    def is_open(self) -> bool:
        """True while its fields are shown."""
        return not self._open.isHidden()

    def number(self, number: int, count: int) -> None:
        """Its place among how many."""
        self._number = number
        self._title.say(f"Action {number}")
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        self.up.setAccessibleName(f"Move action {number} up")
        self.down.setAccessibleName(f"Move action {number} down")
        self.remove.setAccessibleName(f"Remove action {number}")
        self.glance.say(number, self._action)

    def show_action(self, action: AgreedAction) -> None:
        """Another one stands here now."""
        self._action = action
        self._area.say(action.area)
        self._area.setVisible(bool(action.area))
        self.form.show_action(action)
        self.glance.say(self._number, action)

    def open_it(self, *, at_missing: bool = False) -> None:
        """Show its fields and put the keyboard there; a locked one is only read."""
        if self._is_locked:
            self.glance.setFocus()
            return
        self.glance.hide()
        self._open.show()
        (self.form.first_missing() if at_missing else self.form.first).setFocus()
        self.opened.emit()

    def close_it(self) -> None:
        """Back to the glance."""
        if self.is_open:
            self._open.hide()
            self.glance.show()

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        self._is_locked = is_locked
        self.glance.setCursor(Qt.CursorShape.ArrowCursor if is_locked else Qt.CursorShape.PointingHandCursor)
        if is_locked:
            self.close_it()

    def _press(self) -> None:
        if not self._is_locked:
            self.open_it()

    def _take(self) -> None:
        self._action = replace(self.form.action, id=self._action.id, area=self._action.area)
        self.glance.say(self._number, self._action)
        self.typed.emit()

    def _acts(self) -> QHBoxLayout:
        def quiet(icon: str, name: str, press: Callable[[], object]) -> Button:
            return Button("", Variant.QUIET, icon=icon, small=True, name=name, press=press)

        self.up = quiet("arrow-up", "Move up", lambda: self.moved.emit(-1))
        self.down = quiet("arrow-down", "Move down", lambda: self.moved.emit(1))
        self.remove = quiet("trash-2", "Remove", self.removed.emit)
        self.done = Button("Done", Variant.SECONDARY, small=True, press=self.left.emit)
        acts = QHBoxLayout()
        acts.setSpacing(theme().space.xs)
        for act in (self.up, self.down, self.remove):
            acts.addWidget(act)
        acts.addStretch(1)
        acts.addWidget(self.done)
        return acts
