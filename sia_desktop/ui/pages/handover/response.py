"""The headteacher's response: a short notice, whether the facts are right, and a mark of their choosing."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.mark import MarkWay, Response, Strokes
from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.pages.handover.words import (
    NOT_AGREEMENT,
    RECEIPT,
    ROLES,
    SHORT_NOTICE,
    full_notice,
)
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, RadioButton, Variant
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.signature import DECLINE, DRAW, LATER, TYPE, Signature
from sia_desktop.ui.widgets.words import Words

ACTS = {
    MarkWay.DRAWN: "Sign this note",
    MarkWay.TYPED: "Sign this note",
    MarkWay.DEFERRED: "Leave for later",
    MarkWay.DECLINED: "Record that I decline",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What the headteacher gave."""

    way: MarkWay
    name: str
    role: str
    response: Response | None
    comment: str
    strokes: Strokes
    shape: float
    typed: str
    reason: str


class ResponseForm(QWidget):
    """`given` when they press the one button at the foot."""

    given = Signal(object)  # a Given

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._is_later = False
        self._notice = Words("", "caption", "text_2", wrap=True)
        self._more = Button("Privacy notice", Variant.LINK, small=True, press=self._show_notice)
        self._full = Words("", "caption", "text_2", wrap=True)
        self._full.hide()
        self.accurate = RadioButton("I have read this note; the facts are accurate")
        self.to_correct = RadioButton("I have read this note; I want to correct something")
        self._responses = QButtonGroup(self)
        self.comment = GrowingTextEdit(role="body", lines=1)
        self._comment = LabelledField("Comment, printed with the note (optional)", self.comment)
        self.name = TextField()
        self.role = ChoiceBox(tuple((role, role) for role in ROLES))
        self.signature = Signature("How you respond", (DRAW, TYPE, LATER, DECLINE))
        self._fault = FaultLine()
        self.act = Button("", Variant.PRIMARY, press=self._give)
        self._lay_out()
        self.signature.way_chosen.connect(self._name_act)
        self._name_act(self.signature.way.value)
        self.to_correct.toggled.connect(lambda is_on: self._want_comment(is_on))

    def start(self, page: NotePage) -> None:
        """An empty response for this note; under a signed note it can only be signed now or left."""
        self._is_later = page.note.is_signed
        heads = page.school.heads
        self.name.setText(heads[0].name if len(heads) == 1 else "")
        self.name.setCursorPosition(0)
        self.role.choose(ROLES[0])
        self._responses.setExclusive(False)
        self.accurate.setChecked(False)
        self.to_correct.setChecked(False)
        self._responses.setExclusive(True)
        self.comment.show_text("")
        self.signature.clear()
        self.signature.ways.segment(DECLINE.code).setVisible(not self._is_later)
        self._notice.say(SHORT_NOTICE)
        self._full.say(full_notice(page.working_for.council_full_name, page.author.name))
        self._full.hide()
        self.say_trouble("")
        self.busy(False)

    def say_trouble(self, sentence: str) -> None:
        """What is still wanted, beside the button that was pressed."""
        self._fault.say(sentence)

    def busy(self, is_busy: bool) -> None:
        """The response is being kept."""
        self.act.setEnabled(not is_busy)

    def _give(self) -> None:
        self.say_trouble("")
        response = None
        if self.accurate.isChecked() or self.to_correct.isChecked():
            response = Response.ACCURATE if self.accurate.isChecked() else Response.TO_CORRECT
        mine = self.signature
        self.given.emit(
            Given(
                mine.way,
                self.name.text().strip(),
                self.role.code,
                response,
                self.comment.text.strip(),
                mine.strokes,
                mine.shape,
                mine.typed,
                mine.reason,
            )
        )

    def _name_act(self, way: str) -> None:
        self.act.setText(ACTS[MarkWay(way)])
        self.say_trouble("")

    def _want_comment(self, is_wanted: bool) -> None:
        words = "Comment, printed with the note"
        self.comment.setAccessibleName(words if is_wanted else f"{words} (optional)")
        if is_wanted and not self.comment.text:
            self.comment.setFocus()

    def _show_notice(self) -> None:
        self._full.setVisible(self._full.isHidden())
        self._more.setText("Privacy notice" if self._full.isHidden() else "Close the privacy notice")

    def _lay_out(self) -> None:
        space = theme().space
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space.m)
        notice = QVBoxLayout()
        notice.setSpacing(0)
        notice.addWidget(Words("Your response", "heading"))
        notice.addSpacing(space.xs)
        notice.addWidget(self._notice)
        link = QHBoxLayout()
        link.addWidget(self._more)
        link.addStretch(1)
        notice.addLayout(link)
        notice.addWidget(self._full)
        layout.addLayout(notice)
        for button in (self.accurate, self.to_correct):
            self._responses.addButton(button)
        answers = QVBoxLayout()
        answers.setSpacing(0)
        answers.addWidget(self.accurate)
        answers.addWidget(self.to_correct)
        layout.addLayout(answers)
        layout.addWidget(self._comment)
        who = QHBoxLayout()
        who.setSpacing(10)
        who.addWidget(LabelledField("Your name", self.name), 3)
        who.addWidget(LabelledField("Your role", self.role), 2)
        layout.addLayout(who)
        layout.addWidget(self.signature)
        layout.addWidget(Banner(Tone.INFO, NOT_AGREEMENT, lead=RECEIPT))
        layout.addWidget(self._fault)
        self.act.setMinimumHeight(theme().px(44))
        layout.addWidget(self.act)
        layout.addStretch(1)
