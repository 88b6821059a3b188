"""One agreed action: who, by when and how success is seen; and, once agreed, what has come of it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.action import Action, ActionStatus, Rag
from sia_desktop.services.agree_action import AgreeAction
from sia_desktop.services.queries.actions_page import ActionsPage, ListedAction
from sia_desktop.services.update_action import UpdateAction
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.pages.actions import words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, CheckBox, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.working_days import working_days_of

_TALLEST, _AROUND, _LINES = 500, 220, 2


class _ActionDialog(Dialog):
    """The four parts that every action has."""

    def __init__(self, title: str, sentence: str, page: ActionsPage, commands: Commands, parent: QWidget):
        super().__init__(title, sentence, parent)
        self.setMinimumWidth(theme().px(700))
        self._commands = commands
        self.text = GrowingTextEdit(role="body", lines=_LINES)
        self.owner = TextField(placeholder="A name or a role")
        self.due = DateField("By", lambda: page.day, working_days_of(page.calendar))
        self.next_meeting = CheckBox("At the next meeting")
        self.success = GrowingTextEdit(role="body", lines=_LINES)
        self._fault = FaultLine()
        self.save = Button("Save", Variant.PRIMARY, press=self._save)
        self._scroll = Scrolling("surface", margin=2, spacing=theme().space.m)
        column = self._scroll.column
        column.addWidget(LabelledField("What will be done", self.text))
        due = QVBoxLayout()
        due.setSpacing(theme().space.s)
        due.addWidget(self.due)
        due.addWidget(self.next_meeting)
        column.addLayout(_across(_topped(LabelledField("Who", self.owner)), due))
        column.addWidget(LabelledField("How success will be seen", self.success))
        self._ask_more()
        column.addStretch(1)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._fault)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.save)
        self.next_meeting.toggled.connect(self._fit_due)
        wanted = column.sizeHint().height() + 2 * theme().space.m
        room = parent.window().height() - theme().px(_AROUND)
        self._scroll.setMinimumHeight(min(wanted, theme().px(_TALLEST), room))

    def ask(self) -> None:
        """Show it, ready for the first word."""
        self.open()
        self.text.setFocus()

    def _ask_more(self) -> None:
        """Fields that only one kind of this dialog has."""

    def _command(self) -> object:
        raise NotImplementedError

    def _save(self) -> None:
        self.save.setEnabled(False)
        self._commands.send(self._command(), self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.save.setEnabled(True)
        self._fault.say(sentence_for(trouble))

    def _fit_due(self, is_at_meeting: bool) -> None:
        self.due.field.setEnabled(not is_at_meeting)
        if is_at_meeting:
            self.due.show_day(None)


class NewActionDialog(_ActionDialog):
    """Closes once the action is agreed; a refusal stands above the buttons."""

    def __init__(
        self, agree: Callable[..., AgreeAction], page: ActionsPage, commands: Commands, parent: QWidget
    ):
        """`agree` makes the command from what stands in the fields."""
        super().__init__("Agree an action", f"{page.school_name}.", page, commands, parent)
        self._agree = agree
        self.save.setText("Agree it")

    def _command(self) -> AgreeAction:
        return self._agree(
            text=self.text.text,
            owner=self.owner.text(),
            due_on=self.due.day,
            at_next_meeting=self.next_meeting.isChecked(),
            success_measure=self.success.text,
        )


class ActionDialog(_ActionDialog):
    """Everything of an action; closes once it is kept. `origin_wanted` goes to where it was agreed."""

    origin_wanted = Signal()

    def __init__(self, listed: ListedAction, page: ActionsPage, commands: Commands, parent: QWidget):
        self.listed = listed
        action = listed.action
        super().__init__(words.said_of(action), words.agreed_words(listed, page.day), page, commands, parent)
        self._show(action)
        label = "Go to its school" if listed.origin.place == "school" else "Go to its record"
        self.origin = Button(label, Variant.LINK, icon="arrow-right", press=self._go)
        self.acts.insertWidget(0, self.origin)
        if not listed.may_change:
            self._only_read()

    def ask(self) -> None:
        """Show it at what is most often new: the progress."""
        self.open()
        self.progress.setFocus()

    def _ask_more(self) -> None:
        self.progress = GrowingTextEdit(role="body", lines=_LINES)
        self.impact = GrowingTextEdit(role="body", lines=_LINES)
        self.rating = ChoiceBox(words.RATINGS)
        self.status = ChoiceBox(tuple((status.value, word) for status, word in words.STATUSES))
        column = self._scroll.column
        column.addLayout(
            _across(
                _topped(LabelledField("Progress", self.progress)),
                _topped(LabelledField("Impact", self.impact)),
            )
        )
        column.addLayout(
            _across(
                _topped(LabelledField("Rating", self.rating)), _topped(LabelledField("State", self.status))
            )
        )

    def _show(self, action: Action) -> None:
        self.text.show_text(action.text)
        self.owner.setText(action.owner)
        self.due.show_day(action.due_on)
        self.next_meeting.setChecked(action.at_next_meeting)
        self.success.show_text(action.success_measure)
        self.progress.show_text(action.progress)
        self.impact.show_text(action.impact)
        self.rating.choose(action.rag.value)
        self.status.choose(action.status.value)

    def _only_read(self) -> None:
        for text in (self.text, self.success, self.progress, self.impact):
            text.lock(True)
        for field in (self.owner, self.due.field, self.next_meeting, self.rating, self.status, self.save):
            field.setEnabled(False)
        self._fault.say(f"You may read this: {self.listed.school_name} is not on your caseload.")

    def _command(self) -> UpdateAction:
        is_at_meeting = self.next_meeting.isChecked()
        due_on: date | None = None if is_at_meeting else self.due.day
        return UpdateAction(
            self.listed.action.id,
            text=self.text.text,
            owner=self.owner.text(),
            due_on=due_on,
            at_next_meeting=is_at_meeting,
            success_measure=self.success.text,
            progress=self.progress.text,
            impact=self.impact.text,
            rag=Rag(self.rating.code),
            status=ActionStatus(self.status.code),
        )

    def _go(self) -> None:
        self.reject()
        self.origin_wanted.emit()


def _topped(field: QWidget) -> QVBoxLayout:
    """A field at the top of its half, however tall the other half is."""
    half = QVBoxLayout()
    half.addWidget(field)
    half.addStretch(1)
    return half


def _across(*halves: QVBoxLayout) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(theme().space.l)
    for half in halves:
        across.addLayout(half, 1)
    return across
