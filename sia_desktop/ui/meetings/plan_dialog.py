"""Plan a meeting, or move one: the chain of a proposed day, and the way past a lead time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.framework import MeetingKind
from sia_desktop.domain.ids import Urn
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.move_meeting import MoveMeeting
from sia_desktop.services.queries.meeting_plan import AskMeetingPlan, ProposedDay
from sia_desktop.services.queries.meetings import MeetingView
from sia_desktop.ui.meetings.chain import Chain
from sia_desktop.ui.meetings.words import kind_choices
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.when_words import row_date
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import column
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField, TimeField
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.tick_line import TickLine
from sia_desktop.ui.widgets.words import Words
from sia_desktop.ui.working_days import working_days_of

WIDTH = 600


@dataclass(frozen=True, slots=True)
class Planning:
    """Where a meeting is planned, and what may be."""

    urn: Urn | None
    """None for a meeting of the council."""
    school_name: str
    kinds: tuple[MeetingKind, ...]
    """The first is offered first."""
    day: date
    calendar: WorkingCalendar
    schools: tuple[tuple[Urn, str], ...] = ()
    """Those a meeting of the council may take in turn."""
    taken: tuple[Urn, ...] = ()
    """Those that the last one took."""


class MeetingDialog(Dialog):
    """Opens on the earliest day that keeps every lead time; without `view`, it plans a new meeting."""

    def __init__(self, at: Planning, tools: PageTools, parent: QWidget, view: MeetingView | None = None):
        title = "Move the meeting" if view else "Plan a meeting"
        sentence = f"{view.kind.label}, {at.school_name}" if view else at.school_name
        super().__init__(title, sentence, parent)
        self.setMinimumWidth(WIDTH)
        self._at, self._tools, self._view = at, tools, view
        self._proposed: ProposedDay | None = None
        self.kind = ChoiceBox(kind_choices(at.kinds))
        self.on = DateField("Day of the meeting", lambda: at.day, working_days_of(at.calendar))
        self.time = TimeField("Time", hint="if agreed")
        self.chain = Chain()
        self.earliest = Button("", Variant.LINK, small=True, press=self._take_earliest)
        self.why = TextField()
        self._why = LabelledField("Why it moves", self.why, hint="shown with every date that moves")
        self.override = TextField()
        self._override = LabelledField(
            "Why it may stand all the same",
            self.override,
            hint="kept with your name; your line manager reads it",
        )
        self.schools = {urn: TickLine(name) for urn, name in at.schools}
        for urn in at.taken:
            if urn in self.schools:
                self.schools[urn].box.setChecked(True)
        self._fault = FaultLine()
        self.button = Button("Move it" if view else "Fix the meeting", Variant.PRIMARY, press=self._fix)
        self.button.setDefault(True)
        self._build()
        self.kind.picked.connect(lambda _: self._ask_earliest())
        self.on.dated.connect(lambda day: self._ask(day) if day else None)

    def ask(self) -> None:
        """Show it, with the earliest day filled in."""
        self._ask_earliest()
        self.open()
        self.on.setFocus()

    def _build(self) -> None:
        is_new = self._view is None
        what = LabelledField("Kind of meeting", self.kind)
        what.setVisible(is_new)
        self.time.setVisible(is_new)
        when = QWidget()
        across = QHBoxLayout(when)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.on, 3)
        across.addWidget(self.time, 1)
        self._why.setVisible(not is_new)
        self._override.hide()
        self.earliest.hide()
        first = QHBoxLayout()
        first.addWidget(self.earliest)
        first.addStretch(1)
        before: tuple[QWidget, ...] = (what, when, self.chain)
        if is_new and self.schools:
            before = (what, when, self._in_turn(), self.chain)
        after: tuple[QWidget, ...] = (self._why, self._override, self._fault)
        for widget in before:
            self.body.addWidget(widget)
        self.body.addLayout(first)
        for widget in after:
            self.body.addWidget(widget)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def _in_turn(self) -> QWidget:
        """The schools to tick, in a list of its own."""
        inside = Scrolling("surface", margin=0, spacing=theme().space.xs)
        inside.setFixedHeight(theme().px(180))
        for line in self.schools.values():
            inside.column.addWidget(line)
        inside.column.addStretch(1)
        return column(Words("Schools in turn", "caption_strong"), inside, stretch=False)

    @property
    def _kind(self) -> str:
        return self._view.meeting.kind if self._view else self.kind.code

    def _ask_earliest(self) -> None:
        """Ask about today, only to learn the earliest day there is."""
        self._question(self._at.day, lambda proposed: self._show_and_ask(proposed.plan.earliest_on))

    def _show_and_ask(self, day: date) -> None:
        self.on.show_day(day)
        self._ask(day)

    def _ask(self, day: date) -> None:
        self._question(day, lambda proposed: self._heard(day, proposed))

    def _question(self, day: date, then: Callable[[ProposedDay], None]) -> None:
        meeting_id = self._view.meeting.id if self._view else None
        question = AskMeetingPlan(self._at.urn, self._kind, day, meeting_id)
        self._tools.questions.ask(question, self, then, self._hit)

    def _heard(self, day: date, proposed: ProposedDay) -> None:
        self._fault.say("")
        self._proposed = proposed
        self.chain.show_day(proposed, self._at.day)
        self._override.setVisible(bool(proposed.refusal))
        earliest = proposed.plan.earliest_on
        self.earliest.setText(f"Take {row_date(earliest, self._at.day)}, the earliest that keeps them all")
        self.earliest.setVisible(earliest != day)
        self.earliest.updateGeometry()

    def _take_earliest(self) -> None:
        if self._proposed is not None:
            self._show_and_ask(self._proposed.plan.earliest_on)
            self.on.setFocus()

    def _fix(self) -> None:
        day = self.on.day
        if day is None:
            self.on.setFocus()
            return
        self._fault.say("")
        self.button.setEnabled(False)
        override = self.override.text() if not self._override.isHidden() else ""
        command = (
            MoveMeeting(self._view.meeting.id, day, self.why.text(), override)
            if self._view
            else FixMeeting(
                self._at.urn,
                self._kind,
                day,
                override,
                self.time.time,
                schools=tuple(urn for urn, line in self.schools.items() if line.box.isChecked()),
            )
        )
        self._tools.commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))
