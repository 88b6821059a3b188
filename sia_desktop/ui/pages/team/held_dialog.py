"""Read handed-over work, and take it in or set it aside with a reason."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sia_desktop.domain.held_work import Release
from sia_desktop.services.decide_held_work import DecideHeldWork
from sia_desktop.services.queries.team import HandedOver
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.pages.team import words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField
from sia_desktop.ui.widgets.words import Words

WIDTH, TALLEST = 620, 320


class HeldDialog(Dialog):
    """Every word as it was typed; decided once, for all of it together."""

    def __init__(self, group: HandedOver, commands: Commands, parent: QWidget):
        super().__init__(
            f"Handed over by {group.sender}",
            f"{group.school_name}. {words.why_held(group.works[0])}",
            parent,
        )
        self.setMinimumWidth(theme().px(WIDTH))
        self._group, self._commands = group, commands
        self.reading = self._shown(group)
        self.reason = TextField()
        self._field = LabelledField("Reason", self.reason, hint="kept with the work and shown to its writer")
        self.take_in = Button("Take it in", Variant.PRIMARY, press=lambda: self._decide(Release.TAKEN_IN))
        self.set_aside = Button(
            "Set it aside", Variant.SECONDARY, press=lambda: self._decide(Release.SET_ASIDE)
        )
        self.later = Button("Close", Variant.QUIET, press=self.reject)
        self.body.addWidget(self.reading)
        self.body.addWidget(self._field)
        for act in (self.later, self.set_aside, self.take_in):
            self.acts.addWidget(act)
        for widget in (self._field, self.take_in, self.set_aside):
            widget.setVisible(not group.is_decided)

    def ask(self) -> None:
        """Show it, with the words first."""
        self.open()
        self.reading.setFocus()

    def _shown(self, group: HandedOver) -> QScrollArea:
        holder = QWidget()
        holder.setProperty("ground", "none")
        column = QVBoxLayout(holder)
        column.setContentsMargins(theme().space.s, theme().space.xs, theme().space.m, theme().space.xs)
        column.setSpacing(theme().space.xs // 2)
        for n, work in enumerate(group.works):
            if n:
                column.addSpacing(theme().space.s)
                column.addWidget(Rule())
                column.addSpacing(theme().space.s)
            within = group.forms.get(work.id)
            column.addWidget(Words(words.kind_of(work, within), "strong"))
            for label, said in words.held_lines(work, within):
                column.addSpacing(theme().space.xs)  # a heading stands nearer to its words than to the last
                column.addWidget(Words(label, "caption", "text_2"))
                column.addWidget(_selectable(said))
            if became := words.result_words(work, within):
                column.addWidget(Words(became, "caption_strong", "text_2", wrap=True))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("The handed-over work")
        scroll.setMinimumHeight(min(theme().px(TALLEST), holder.sizeHint().height() + 8))
        return scroll

    def _decide(self, decision: Release) -> None:
        self._field.fault("")
        for act in (self.take_in, self.set_aside):
            act.setEnabled(False)
        ids = tuple(work.id for work in self._group.works if work.decision is None)
        self._commands.send(
            DecideHeldWork(ids, decision, self.reason.text()), self, lambda _: self.accept(), self._hit
        )

    def _hit(self, trouble: BaseException) -> None:
        for act in (self.take_in, self.set_aside):
            act.setEnabled(True)
        self._field.fault(sentence_for(trouble))
        self.reason.setFocus()


def _selectable(text: str) -> Words:
    shown = Words(text, "body", wrap=True)
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return shown
