"""Beside the words of a record: the steps that lead on, who may take them, and its history."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.dates import long_date, short_date
from sia_desktop.services.queries.record_page import RecordPage, StepTaken
from sia_desktop.services.record_steps import OpenStep
from sia_desktop.ui.follow_list import FollowList
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.reasoned import Reasoned
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words


class Steps(Scrolling):
    """Buttons for what may be done now; under each that may not, why and who could."""

    move_wanted = Signal(str, str)
    """The step's code and the reason, where one was asked for."""
    approval_wanted = Signal(str)
    follow_wanted = Signal(object)
    """What follows from the inspection, to be gone to."""

    def __init__(self) -> None:
        super().__init__(margin=16)
        self._trouble = Banner(Tone.DANGER, "")
        self._inside = QWidget()
        self.column.addWidget(self._trouble)
        self._trouble.hide()
        self.column.addWidget(self._inside)
        self.column.addStretch(1)
        self.setAccessibleName("Steps")

    def show_record(self, page: RecordPage) -> None:
        """The steps from here, and those taken."""
        self._trouble.hide()
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addWidget(Words("Steps", "section"))
        for step in page.steps:
            layout.addWidget(self._step(step))
        if not page.steps:
            layout.addWidget(Words("No step leads on from here.", "body", "text_2", wrap=True))
        if page.follows:
            layout.addSpacing(theme().space.l)
            layout.addWidget(Words("After the inspection", "section"))
            layout.addWidget(FollowList(page.follows, self.follow_wanted.emit, narrow=True))
        layout.addSpacing(theme().space.l)
        layout.addWidget(Words("History", "section"))
        begun = f"Begun by {page.opened_by}, {short_date(page.record.opened_on)}."
        layout.addWidget(Words(begun, "body", wrap=True))
        for taken in page.history:
            layout.addWidget(Words(step_words(taken), "body", wrap=True))
        self.column.replaceWidget(self._inside, fresh)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = fresh

    def say_trouble(self, sentence: str) -> None:
        """Why a step was not taken."""
        self._trouble.say(Tone.DANGER, sentence)
        self._trouble.show()

    def _step(self, step: OpenStep) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.xs)
        code, label = step.move.code, step.move.label
        if step.why_not:
            barred = Button(label, Variant.SECONDARY, icon="lock")
            barred.setEnabled(False)
            layout.addWidget(barred, 0, Qt.AlignmentFlag.AlignLeft)
            layout.addWidget(Words(step.why_not, "caption", "text_2", wrap=True))
        elif step.missed is not None and step.missed.due_on is not None:
            hint = "your line manager reads it"
            reasoned = Reasoned(label, "arrow-right", "Why it is late", label, hint=hint)
            reasoned.given.connect(lambda reason: self.move_wanted.emit(code, reason))
            layout.addWidget(reasoned)
            last = f"{step.missed.timeframe.name}: the last day was {long_date(step.missed.due_on)}."
            layout.addWidget(Words(last, "caption", "danger", wrap=True))
        elif step.move.needs_reason:
            reasoned = Reasoned(label, "arrow-right", "Why", label, hint="it stays with the record")
            reasoned.given.connect(lambda reason: self.move_wanted.emit(code, reason))
            layout.addWidget(reasoned)
        else:
            act = Button(label, icon="arrow-right", press=lambda: self.move_wanted.emit(code, ""))
            layout.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        if step.move.approved_by and not step.why_not_approve:
            approve = Button(f"Approve: {label}", Variant.LINK, icon="stamp")
            approve.clicked.connect(lambda: self.approval_wanted.emit(code))
            layout.addWidget(approve, 0, Qt.AlignmentFlag.AlignLeft)
        return holder


def step_words(taken: StepTaken) -> str:
    """Agree the plan, by Priya Nair, Wed 20 May 2026: Agreed. Reason: …"""
    what = f"Approved: {taken.label}" if taken.is_approval else taken.label
    why = f" Reason: {taken.reason}" if taken.reason else ""
    return f"{what}, {taken.by_name}, {short_date(taken.on)}.{why}"
