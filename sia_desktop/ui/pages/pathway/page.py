"""A pathway: what is next and who may, what is late, its records in order, its meetings and its clocks."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.ids import Urn
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.pathway import AskPathway, PathwayPage, about_school
from sia_desktop.services.queries.pathway_record import PathwayRecord
from sia_desktop.services.queries.ratings import RatingGrid
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.explain import explain
from sia_desktop.ui.history_words import history_words
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.meetings.plan_dialog import MeetingDialog, Planning
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.pathway import words
from sia_desktop.ui.pages.pathway.record_row import RecordRows
from sia_desktop.ui.ratings import Ratings
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.card import Card, column
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.due_rows import WHY_KEY, DueList
from sia_desktop.ui.widgets.event_rows import EventList
from sia_desktop.ui.widgets.lines import Lines
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

SIDE = 380


class PathwayPageView(DeskPage):
    """At the left what is next and the records; at the right meetings, clocks and milestones."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Pathway")
        self._asked = AskPathway(Urn(0), "")
        self._page: PathwayPage | None = None
        self.dialog: Dialog | None = None
        self.school_button = Button("School", icon="school", press=self._go_to_school)
        self.add_header(self.school_button)
        self.trouble = Banner(Tone.DANGER, "")
        self.now = Lines("What is next, and what is late", none="Nothing is next here.")
        self.stages = RecordRows("Stages", self._open_record, self._begin)
        self.each_time = RecordRows("What comes round", self._open_record, self._begin, again=True)
        self.beside = RecordRows("Beside the way", self._open_record, self._begin, again=True)
        self.meetings = EventList("Meetings")
        self.meetings.show_whole()
        self.no_meetings = Words("No meeting is fixed here.", "body", "text_2", wrap=True)
        self.plan_button = Button("Plan…", icon="plus", small=True, press=self._plan)
        self.plan_button.setAccessibleName("Plan a meeting")
        self.owed = DueList("What is watched here")
        self.owed.show_whole()
        self.milestones = Lines("Milestones", none="No milestone is written down yet.")
        self.ratings: Ratings | None = None
        self._grid: RatingGrid | None = None
        self._build()
        self.meetings.opened.connect(lambda row: self._open_meeting(UUID(row.key)))
        self.owed.why_wanted.connect(lambda row, anchor: self._explain(row.key, anchor))
        why = QShortcut(QKeySequence(WHY_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        why.activated.connect(self.owed.ask_why)

    def open(self, **args: Any) -> None:
        """This `pathway`, by its code, with the school of this `urn`."""
        asked = AskPathway(Urn(args["urn"]), str(args["pathway"]))
        if asked != self._asked:
            self._page = None
        self._asked = asked
        self.trouble.hide()
        super().open()

    def question(self) -> AskPathway:
        """This pathway with this school."""
        return self._asked

    def main_stop(self) -> QWidget:
        """The way into the record that is worked on."""
        now = self._page.now if self._page else None
        row = self.stages.rows.get(now.form) if now else None
        if row is None:
            return self.school_button
        return row.open_button if now and now.record_id else row.begin_button

    def show_answer(self, answer: PathwayPage) -> None:
        """Everything of one moment; an answer about the school before is too late."""
        if (answer.urn, answer.pathway.code) != (self._asked.urn, self._asked.code):
            return
        self._page = answer
        self.say_title(answer.pathway.label, words.subtitle(answer), trail="Caseload › School › Pathway")
        self.now.show_lines(words.now_lines(answer))
        self.stages.show_records(answer, answer.stages)
        self.each_time.show_records(answer, answer.each_time)
        self.beside.show_records(answer, answer.beside)
        self._each_time_card.setVisible(bool(answer.each_time))
        self._beside_card.setVisible(bool(answer.beside))
        self.meetings.show_rows(words.meeting_rows(answer))
        self.meetings.setVisible(bool(answer.meetings))
        self.no_meetings.setVisible(not answer.meetings)
        self.plan_button.setEnabled(answer.may_call and bool(answer.meeting_kinds))
        self.owed.show_rows(words.owed_rows(answer))
        self._owed_card.setVisible(bool(answer.owed))
        self.milestones.show_lines(words.milestone_lines(answer))
        self._show_ratings(answer.ratings)

    def _build(self) -> None:
        space = theme().space
        now, stages = Card("Next"), Card("From first to last")
        self._each_time_card, self._beside_card = Card("Comes round"), Card("Beside the way")
        meetings, milestones = Card("Meetings"), Card("Milestones")
        self._ratings_card = Card("Indicators")
        self._owed_card = Card("Watched", padding=7)
        self._owed_card.head.setContentsMargins(10, 0, 10, 0)
        for card, widget in (
            (now, self.now),
            (stages, self.stages),
            (self._each_time_card, self.each_time),
            (self._beside_card, self.beside),
            (meetings, self.no_meetings),
            (meetings, self.meetings),
            (self._owed_card, self.owed),
            (milestones, self.milestones),
        ):
            card.body.addWidget(widget)
        meetings.head.addWidget(self.plan_button)
        main = column(now, stages, self._each_time_card, self._beside_card, spacing=space.m)
        side = column(meetings, self._owed_card, milestones, self._ratings_card, spacing=space.m)
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
        for card, name in (
            (stages, "From first to last"),
            (self._each_time_card, "Comes round"),
            (self._beside_card, "Beside the way"),
            (meetings, "Meetings"),
            (self._owed_card, "Watched"),
        ):
            pane(card, name)

    def _show_ratings(self, grid: RatingGrid | None) -> None:
        self._ratings_card.setVisible(grid is not None)
        if grid == self._grid or grid is None:
            return
        fresh = Ratings(grid)
        if self.ratings is None:
            self._ratings_card.body.addWidget(fresh)
        else:
            self._ratings_card.body.replaceWidget(self.ratings, fresh)
            self.ratings.hide()
            self.ratings.deleteLater()
        self.ratings, self._grid = fresh, grid

    def _open_record(self, record: PathwayRecord) -> None:
        self.tools.navigation.go("record", record_id=record.record_id)

    def _begin(self, form: str) -> None:
        command = OpenCaseRecord(form, self._asked.urn, about_school(self._asked.urn))

        def done(_: object) -> None:
            self.tools.navigation.go("record", record_id=command.record_id)

        self.tools.commands.send(command, self, done, self._say_trouble)

    def _say_trouble(self, trouble: BaseException) -> None:
        self.trouble.say(Tone.DANGER, sentence_for(trouble))
        self.trouble.show()

    def _plan(self) -> None:
        page = self._page
        if page is not None:
            at = Planning(page.urn, page.school_name, page.meeting_kinds, page.day, page.calendar)
            dialog = MeetingDialog(at, self.tools, self)
            self.dialog = dialog
            dialog.ask()

    def _open_meeting(self, meeting_id: UUID) -> None:
        self.tools.navigation.go("meeting", meeting_id=meeting_id)

    def _explain(self, key: str, anchor: QWidget) -> None:
        found = (each for each in self._page.owed) if self._page else iter(())
        owed = next((each for each in found if f"{each.rule}-{each.record_id}" == key), None)
        if owed is not None:
            explain(anchor, owed.due, history_words(owed.history))

    def _go_to_school(self) -> None:
        self.tools.navigation.go("school", urn=self._asked.urn)
