"""A meeting: its papers by their days, who belongs to it, what was decided and agreed, and what is next."""

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.facts import KeptMeeting
from sia_desktop.services.queries.meeting_page import AskMeeting, MeetingPage, PaperLine, meeting_about
from sia_desktop.services.save_calendar import SaveCalendar
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.explain import explain
from sia_desktop.ui.history_words import history_words
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.meetings.paper_dialog import CallOffDialog, PaperDialog
from sia_desktop.ui.meetings.plan_dialog import MeetingDialog, Planning
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.meeting import words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card, column, row
from sia_desktop.ui.widgets.chip import Chip
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.due_rows import WHY_KEY, DueList
from sia_desktop.ui.widgets.lines import Line, Lines
from sia_desktop.ui.widgets.painting import ChipWords, Tone
from sia_desktop.ui.widgets.save_as import ask_where
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

SIDE = 328


class MeetingPageView(DeskPage):
    """Papers and what came of the meeting at the left; its members, its days and the next at the right."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Meeting")
        self._meeting_id: UUID | None = None
        self._page: MeetingPage | None = None
        self.dialog: Dialog | None = None
        self.chip = Chip(ChipWords(""))
        self.header.mark(self.chip)
        self.move_button = Button("Move…", small=True, press=self._move)
        self.off_button = Button("Call off…", Variant.QUIET, small=True, press=self._call_off)
        self.calendar_button = Button("Calendar file…", icon="calendar", press=self._ask_where)
        self.calendar_button.setAccessibleName("Save this meeting for your calendar")
        self.school_button = Button("School", icon="school", press=self._go_to_school)
        self.add_header(self.calendar_button, self.school_button)
        self.trouble = Banner(Tone.DANGER, "")
        self.papers = DueList("Papers of the meeting")
        self.papers.show_whole()
        self.write_button = Button("Write", icon="pencil", small=True, press=self._write)
        self.record_button = Button("Record…", Variant.QUIET, small=True, press=self._record)
        self.record_button.setAccessibleName("Record the day this paper went out or came in")
        self.paper_words = Words("", "caption", "text_2", wrap=True)
        self.attended = Lines("Who came", none="Nobody’s attendance is written down yet.")
        self.decided = Lines("Decisions", none="No decision is written down yet.")
        self.agreed = Lines("Actions agreed", none="No action is written down yet.")
        self.schools = Lines("Schools in turn")
        self.members, self.days = Lines("Members"), Lines("Its day")
        self.purpose = Words("", "caption", "text_2", wrap=True)
        self.next_words = Words("", "body", wrap=True)
        self.next_button = Button("Plan the next…", icon="plus", small=True, press=self._next)
        self.last_button = Button("The last meeting", Variant.LINK, small=True, press=self._last)
        self._build()
        self.papers.opened.connect(lambda _: self._write())
        self.papers.why_wanted.connect(lambda row, anchor: self._explain(row.key, anchor))
        self.papers.selectionModel().currentChanged.connect(lambda *_: self._fit_acts())
        why = QShortcut(QKeySequence(WHY_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        why.activated.connect(self.papers.ask_why)

    def open(self, **args: Any) -> None:
        """The meeting with this `meeting_id`."""
        self._meeting_id = UUID(str(args["meeting_id"]))
        self.trouble.hide()
        super().open()

    def question(self) -> AskMeeting:
        """This meeting."""
        assert self._meeting_id is not None
        return AskMeeting(self._meeting_id)

    def main_stop(self) -> QWidget:
        """Its papers."""
        return self.papers if self.papers.rows else self.next_button

    def show_answer(self, answer: MeetingPage) -> None:
        """Everything of one moment; an answer about the meeting before is too late."""
        if answer.view.meeting.id != self._meeting_id:
            return
        self._page = answer
        stands = answer.view.meeting.called_off is None
        self.say_title(answer.view.kind.label, words.when_and_where(answer), trail=words.trail(answer))
        of_council = answer.view.meeting.urn is None
        self.tools.navigation.belongs.emit("team" if of_council else "caseload")
        self.chip.show_state(words.state_of(answer))
        self.papers.show_rows(words.paper_rows(answer))
        self._papers_card.setVisible(bool(answer.papers))
        self.members.show_lines(words.member_lines(answer))
        self._members_card.setVisible(bool(answer.members or answer.chairs))
        self.school_button.setVisible(not of_council)
        self.schools.show_lines([Line(name) for name in answer.schools])
        self._schools_card.setVisible(bool(answer.schools))
        self.purpose.say(words.purpose_words(answer))
        self.purpose.setVisible(bool(answer.view.kind.purposes))
        self.attended.show_lines(words.attended_lines(answer))
        self.decided.show_lines(words.decided_lines(answer))
        self.agreed.show_lines(words.agreed_lines(answer))
        self.days.show_lines(words.day_lines(answer))
        self.next_words.say(words.next_words(answer))
        self.next_button.setText("Open the next" if answer.after else "Plan the next…")
        self.next_button.setEnabled(bool(answer.after) or answer.may_call)
        self.last_button.setVisible(answer.before is not None)
        for act in (self.move_button, self.off_button):
            act.setVisible(stands and answer.may_call)
        self._fit_acts()

    def _build(self) -> None:
        space = theme().space
        self._papers_card = papers = Card("Papers", padding=7)
        papers.head.setContentsMargins(10, 0, 10, 0)
        papers.body.addWidget(self.papers)
        acts = row(self.write_button, self.record_button)
        acts.setContentsMargins(6, 0, 6, 6)
        papers.body.addWidget(acts)
        self.paper_words.setContentsMargins(10, 0, 10, 10)
        papers.body.addWidget(self.paper_words)
        held = Card("At the meeting")
        for title, lines in (
            ("Who came", self.attended),
            ("Decisions", self.decided),
            ("Actions agreed", self.agreed),
        ):
            held.body.addWidget(Words(title, "caption_strong", "text_2"))
            held.body.addWidget(lines)
            held.body.addSpacing(space.s)
        self._schools_card = Card("Schools in turn")
        self._schools_card.body.addWidget(self.schools)
        self._members_card, days, after = Card("Members"), Card("Its day"), Card("Next")
        self._members_card.body.addWidget(self.purpose)
        self._members_card.body.addWidget(self.members)
        days.body.addWidget(self.days)
        days.body.addWidget(row(self.move_button, self.off_button))
        after.body.addWidget(self.next_words)
        after.body.addWidget(row(self.next_button, self.last_button))
        main = column(papers, held, spacing=space.m)
        side = column(self._schools_card, self._members_card, days, after, spacing=space.m)
        side.setFixedWidth(theme().px(SIDE))
        across = QWidget()
        beside = QHBoxLayout(across)
        beside.setContentsMargins(space.page, space.xs, space.page, space.page)
        beside.setSpacing(space.l)
        beside.addWidget(main, 1)
        beside.addWidget(side)
        scroll = Scrolling(margin=0)
        scroll.column.addWidget(self.trouble)
        scroll.column.addWidget(across, 1)
        self.trouble.hide()
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        for widget, name in (
            (papers, "Papers"),
            (held, "At the meeting"),
            (days, "Its day"),
            (after, "Next"),
        ):
            pane(widget, name)

    def _current(self) -> PaperLine | None:
        at = self.papers.current_row()
        if at is None or self._page is None:
            return None
        return next((each for each in self._page.papers if each.paper.code == at.key), None)

    def _fit_acts(self) -> None:
        line, page = self._current(), self._page
        stands = page is not None and page.view.meeting.called_off is None
        can_write = line is not None and line.record_id is not None and page is not None and page.may_write
        self.write_button.setText("Open" if line is not None and line.is_begun else "Write")
        self.write_button.setEnabled(
            bool(line and line.record_id and (line.is_begun or (can_write and stands)))
        )
        is_open = line is not None and line.step is not None and line.step.is_open
        self.record_button.setEnabled(bool(is_open and stands and page and page.may_issue))
        is_only_brought = line is not None and line.record_id is None and line.step is None
        self.paper_words.say(words.ONLY_BROUGHT if is_only_brought else "")
        self.paper_words.setVisible(is_only_brought)

    def _write(self) -> None:
        line, page = self._current(), self._page
        if line is None or page is None or not self.write_button.isEnabled():
            return
        assert line.record_id is not None  # or the button is off
        assert line.paper.form is not None
        record_id = line.record_id
        if line.is_begun:
            self._go_to_record(record_id)
            return
        meeting = page.view.meeting
        command = OpenCaseRecord(line.paper.form, meeting.urn, meeting_about(meeting))
        self.tools.commands.send(command, self, lambda _: self._go_to_record(record_id), self._say_trouble)

    def _go_to_record(self, record_id: UUID) -> None:
        self.tools.navigation.go("record", record_id=record_id)

    def _say_trouble(self, trouble: BaseException) -> None:
        self.trouble.say(Tone.DANGER, sentence_for(trouble))
        self.trouble.show()

    def _record(self) -> None:
        line, page = self._current(), self._page
        if line is not None and page is not None:
            code, commands = line.paper.code, self.tools.commands
            self._show(PaperDialog(page.view, code, page.day, page.calendar, commands, self))

    def _move(self) -> None:
        if self._page is not None:
            self._show(MeetingDialog(self._planning(self._page), self.tools, self, self._page.view))

    def _next(self) -> None:
        page = self._page
        if page is None:
            return
        if page.after is not None:
            self.tools.navigation.go("meeting", meeting_id=page.after.id)
        else:
            self._show(MeetingDialog(self._planning(page), self.tools, self))

    def _last(self) -> None:
        if self._page is not None and self._page.before is not None:
            self.tools.navigation.go("meeting", meeting_id=self._page.before.id)

    def _planning(self, page: MeetingPage) -> Planning:
        view = page.view
        taken = view.meeting.schools
        return Planning(
            view.meeting.urn, view.school_name, (view.kind,), page.day, page.calendar,
            tuple(zip(taken, page.schools, strict=True)), taken,
        )  # fmt: skip

    def _call_off(self) -> None:
        if self._page is not None:
            self._show(CallOffDialog(self._page.view, self.tools.commands, self))

    def _show(self, dialog: MeetingDialog | PaperDialog | CallOffDialog) -> None:
        self.dialog = dialog
        dialog.ask()

    def _explain(self, paper: str, anchor: QWidget) -> None:
        line = self._current()
        if line is not None and line.step is not None and line.paper.code == paper:
            explain(anchor, line.step.due, history_words(line.step.history))

    def _ask_where(self) -> None:
        ask_where(self, "Save for your calendar", "meeting.ics", "Calendar (*.ics)", self.save_calendar)

    def save_calendar(self, target: Path) -> None:
        """Write this meeting into a calendar file; one called off strikes itself out there."""
        if self._page is None:
            return
        view = self._page.view
        kept = KeptMeeting(view.meeting, view.school_name, ())
        done = (
            f"Saved as {target.name}. Open it with your calendar; save it again whenever the meeting moves."
        )

        def said(_: Changed) -> None:
            self.trouble.say(Tone.SUCCESS, done)
            self.trouble.show()

        self.tools.commands.send(SaveCalendar(target, (), (kept,)), self, said, self._say_trouble)

    def _go_to_school(self) -> None:
        if self._page is not None:
            self.tools.navigation.go("school", urn=self._page.view.meeting.urn)
