"""One inspection: what the framework asks for because of it, with the way to each record, and its facts."""

from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.inspection_page import AskInspection, InspectionPage
from sia_desktop.services.queries.what_follows import NextAct, Step
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.follow_list import FollowList
from sia_desktop.ui.inspection_words import areas_words, days_words, found, when_words
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.inspection.count_dialog import CountDialog, counts_words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.details import Details
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

NOTHING = (
    "The framework asks for nothing because of this inspection yet. What follows appears here once it has "
    "ended and its grade is recorded."
)


class InspectionPageView(DeskPage):
    """Begin or open each record that is asked for; everything else is done at the school."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Inspection")
        self._id = uuid4()
        self._page: InspectionPage | None = None
        self.add_header(Button("School", icon="school", press=self._go_to_school))
        self.list = FollowList((), self._go)
        self._trouble = Banner(Tone.DANGER, "")
        self._trouble.hide()
        self.counts = Banner(Tone.INFO, "")
        self.count = Button("Decide what it counts as…", Variant.SECONDARY, press=self._count)
        self._scroll = Scrolling("surface", margin=0, spacing=0)
        self._follows = Card("What follows")
        self._follows.body.addWidget(self._trouble)
        self._follows.body.addWidget(self.counts)
        self._follows.body.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)
        self._follows.body.addWidget(self._scroll, 1)
        self.details = Details()
        layout = QHBoxLayout(self.body)
        space = theme().space
        layout.setContentsMargins(space.page, space.xs, space.page, space.page)
        layout.setSpacing(space.l)
        layout.addWidget(self._follows, 1)
        layout.addWidget(self.details)
        pane(self._follows, "What follows")
        pane(self.details, "The inspection")

    def open(self, **args: Any) -> None:
        """The inspection of this `inspection_id`."""
        self._id = UUID(str(args["inspection_id"]))
        super().open()

    def question(self) -> AskInspection:
        """This inspection."""
        return AskInspection(self._id)

    def main_stop(self) -> QWidget | None:
        """The first thing to begin or open."""
        return next((row.act for row in self.list.rows if row.act is not None), None)

    def show_answer(self, answer: InspectionPage) -> None:
        """What follows, and the facts."""
        self._page = answer
        inspection = answer.inspection
        said = found(inspection, answer.scales)
        self.say_title(
            answer.school_name, f"{when_words(inspection)}: {said}", trail="Inspections › Inspection"
        )
        said_of_scale = counts_words(answer)
        self.counts.say(Tone.WARNING if answer.judged.is_open else Tone.INFO, said_of_scale)
        self.counts.setVisible(bool(said_of_scale))
        self.count.setVisible(bool(answer.judgements))
        self.list = FollowList(answer.follows, self._go, why_not=answer.why_not_begin)
        column = self._scroll.fresh_column()
        column.addWidget(self.list if answer.follows else Words(NOTHING, "body", "text_2", wrap=True))
        column.addStretch(1)
        improvements = "\n".join(each.text for each in inspection.improvements)
        facts = (
            ("Days", days_words(inspection)),
            ("Found", said),
            ("Areas", areas_words(inspection, answer.scales)),
            ("Areas for improvement", improvements),
        )
        self.details.show_facts("The inspection", [(name, words) for name, words in facts if words])

    def _count(self) -> None:
        if self._page is not None:
            self.dialog = CountDialog(self._page, self.tools.commands, self)
            self.dialog.ask()

    def _go(self, step: Step) -> None:
        if self._page is None:
            return
        match step.act:
            case NextAct.OPEN:
                self.tools.navigation.go("record", record_id=step.record_id)
            case NextAct.BEGIN if step.about is not None:
                self._begin(step, self._page)
            case _:
                self._go_to_school()

    def _begin(self, step: Step, page: InspectionPage) -> None:
        assert step.about is not None
        command = OpenCaseRecord(step.form, page.inspection.urn, step.about)

        def done(_: Changed) -> None:
            self.tools.navigation.go("record", record_id=command.record_id)

        def hit(trouble: BaseException) -> None:
            self._trouble.say(Tone.DANGER, sentence_for(trouble))
            self._trouble.show()

        self.tools.commands.send(command, self, done, hit)

    def _go_to_school(self) -> None:
        if self._page is not None:
            self.tools.navigation.go("school", urn=self._page.inspection.urn)
