"""Beside the words of a record: the steps that lead on, who may take them, and its history."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from sia_desktop.domain.dates import long_date, short_date
from sia_desktop.domain.when import clock_in_england, day_in_england
from sia_desktop.services.queries.record_page import RecordPage, SignedCopy, StepTaken
from sia_desktop.services.queries.record_steps import OpenStep
from sia_desktop.ui.follow_list import FollowList
from sia_desktop.ui.forms.sections.editor import Days
from sia_desktop.ui.pages.record.write_down import WriteDown
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trusted_words import trusted_words
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.reasoned import Reasoned
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.sign_here import SignHere
from sia_desktop.ui.widgets.stated import Stated
from sia_desktop.ui.widgets.words import Words


class Steps(Scrolling):
    """Buttons for what may be done now; under each that may not, why and who could."""

    move_wanted = Signal(str, str)
    """The step's code and the reason, where one was asked for."""
    written_down = Signal(str, object)
    """The step's code, and the `WrittenDown` of whoever outside took it."""
    approval_written_down = Signal(str, object)
    """The same of an approval."""
    sign_wanted = Signal(str, str, object)
    """The step's code, the reason where one was asked for, and what they signed with: a `Signed`."""
    approval_wanted = Signal(str)
    follow_wanted = Signal(object)
    """What follows from the inspection, to be gone to."""
    copy_wanted = Signal(object)
    """The `SignedCopy` to be shown."""

    def __init__(self) -> None:
        super().__init__(margin=16)
        self._trouble = Banner(Tone.DANGER, "")
        self._inside = QWidget()
        self._shown: tuple[object, ...] = ()
        self.signing: dict[str, SignHere] = {}
        """Where each step that is signed is signed."""
        self.column.addWidget(self._trouble)
        self._trouble.hide()
        self.column.addWidget(self._inside)
        self.column.addStretch(1)
        self.setAccessibleName("Steps")

    def show_record(self, page: RecordPage, days: Days) -> None:
        """The steps from here, and those taken; what is being filled in stays while these are the same."""
        self._trouble.hide()
        shown = (page.record.id, page.steps, page.history, page.signed, page.follows)
        if shown == self._shown:
            return
        self._shown = shown
        self.signing = {}
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addWidget(Words("Steps", "section"))
        for step in page.steps:
            layout.addWidget(self._step(step, page.me, days))
        if not page.steps:
            layout.addWidget(Words("No step leads on from here.", "body", "text_2", wrap=True))
        if page.follows:
            layout.addSpacing(theme().space.l)
            layout.addWidget(Words("After the inspection", "section"))
            layout.addWidget(FollowList(page.follows, self.follow_wanted.emit, narrow=True))
        for copy in page.signed:
            layout.addSpacing(theme().space.l)
            layout.addWidget(self._copy(copy))
        layout.addSpacing(theme().space.l)
        layout.addWidget(Words("History", "section"))
        begun = f"Begun by {page.opened_by}, {short_date(page.record.opened_on)}."
        layout.addWidget(Words(begun, "body", wrap=True))
        for taken in page.history:
            layout.addWidget(Words(step_words(taken), "body", wrap=True))
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self._inside.isAncestorOf(focused)
        self.column.replaceWidget(self._inside, fresh)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = fresh
        if had_keyboard:
            buttons = [each for each in fresh.findChildren(QPushButton) if each.isEnabled()]
            (buttons[0] if buttons else self).setFocus()

    def say_trouble(self, sentence: str) -> None:
        """Why a step was not taken."""
        for signing in self.signing.values():
            signing.busy(False)
        self._trouble.say(Tone.DANGER, sentence)
        self._trouble.show()
        self.ensureWidgetVisible(self._trouble)

    def _step(self, step: OpenStep, me: str, days: Days) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.xs)
        code, label = step.move.code, step.move.label
        if step.why_not and not step.written_for:
            barred = Button(label, Variant.SECONDARY, icon="lock", wraps=True)
            barred.setEnabled(False)
            layout.addWidget(barred, 0, Qt.AlignmentFlag.AlignLeft)
            layout.addWidget(Words(step.why_not, "caption", "text_2", wrap=True))
        elif not step.why_not:
            asks, hint = _asks(step)
            if step.move.signs:
                self.signing[code] = signing = SignHere(label, me, asks, hint)
                signing.given.connect(lambda reason, given: self.sign_wanted.emit(code, reason, given))
                layout.addWidget(signing)
            elif asks:
                reasoned = Reasoned(label, "arrow-right", asks, label, hint=hint)
                reasoned.given.connect(lambda reason: self.move_wanted.emit(code, reason))
                layout.addWidget(reasoned)
            else:
                act = Button(
                    label, icon="arrow-right", wraps=True, press=lambda: self.move_wanted.emit(code, "")
                )
                layout.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        if step.written_for:
            written = _write_down(step, label, days)
            written.given.connect(lambda given: self.written_down.emit(code, given))
            layout.addWidget(written)
        if (
            (not step.why_not or step.written_for)
            and step.missed is not None
            and step.missed.due_on is not None
        ):
            last = f"{step.missed.timeframe.name}: the last day was {long_date(step.missed.due_on)}."
            layout.addWidget(Words(last, "caption", "danger", wrap=True))
        if step.move.approved_by and not step.why_not_approve:
            approve = Button(f"Approve: {label}", Variant.LINK, icon="stamp", wraps=True)
            approve.clicked.connect(lambda: self.approval_wanted.emit(code))
            layout.addWidget(approve, 0, Qt.AlignmentFlag.AlignLeft)
        if step.approval_written_for:
            approval = WriteDown(
                f"“{label}” was approved", step.approval_written_for, days, "Why", "if they said so"
            )
            approval.given.connect(lambda given: self.approval_written_down.emit(code, given))
            layout.addWidget(approval)
        return holder

    def _copy(self, copy: SignedCopy) -> QWidget:
        """A signed PDF: who signed it and when, whether it can be relied on, and the way to it."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.xs)
        layout.addWidget(Words("Signed PDF", "section"))
        at = f"{short_date(day_in_england(copy.at))}, {clock_in_england(copy.at)}"
        layout.addWidget(Words(f"{copy.label}: signed by {copy.by_name}, {at}.", "body", wrap=True))
        if not copy.is_here:
            layout.addWidget(
                Words("It is not on this laptop yet. Sync fetches it.", "caption", "text_2", wrap=True)
            )
            return holder
        if not copy.stands:
            changed = "The words were changed since: the PDF has those that were signed."
            layout.addWidget(Stated("triangle-alert", changed, Tone.WARNING))
        words, tone = trusted_words(copy.trusted_at, copy.fault)
        layout.addWidget(Stated("triangle-alert" if copy.fault else "clock", words, tone))
        name = f"Open the signed PDF: {copy.label}, {copy.by_name}, {at}"
        button = Button(
            "Open the signed PDF",
            Variant.LINK,
            icon="stamp",
            name=name,
            press=lambda: self.copy_wanted.emit(copy),
        )
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder


def _write_down(step: OpenStep, label: str, days: Days) -> WriteDown:
    """What somebody outside did; why is asked for only where it must be."""
    asks, hint = _asks(step)
    is_needed = step.asks_reason and step.missed is None
    return WriteDown(
        label,
        step.written_for,
        days,
        asks or "Why",
        hint if is_needed or step.missed else "if they said so",
        last_day=step.missed.due_on if step.missed else None,
        is_reason_needed=is_needed,
    )


def _asks(step: OpenStep) -> tuple[str, str]:
    """What the step asks for in words, and for whom; nothing where it needs no reason."""
    if step.missed is not None and step.missed.due_on is not None:
        return "Why it is late", "your line manager reads it"
    return ("Why", "it stays with the record") if step.asks_reason else ("", "")


def step_words(taken: StepTaken) -> str:
    """Agree the plan, Priya Nair, Wed 20 May 2026. Reason: …"""
    what = f"Approved: {taken.label}" if taken.is_approval else taken.label
    what += ", signed" if taken.is_signed else ""
    why = f" Reason: {taken.reason}" if taken.reason else ""
    who = f"{taken.written_for}, {short_date(taken.on)}, written down by {taken.by_name}"
    return f"{what}, {who if taken.written_for else f'{taken.by_name}, {short_date(taken.on)}'}.{why}"
