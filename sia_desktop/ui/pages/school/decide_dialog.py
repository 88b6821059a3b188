"""Decide where a school stands, or propose it: the pack's criteria and the evidence beside the choice."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.about import About
from sia_desktop.domain.category import Grounds, Track
from sia_desktop.services.decide import Decide, Propose
from sia_desktop.services.queries.decision_page import BandChoice, DecisionPage, TrackChoice
from sia_desktop.services.queries.standings import ProposalLine
from sia_desktop.ui.band_words import name_of
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.pages.school import category_words as words
from sia_desktop.ui.ratings import Ratings
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.date_field import DateField
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.tick_line import TickLine
from sia_desktop.ui.widgets.words import Words
from sia_desktop.ui.working_days import working_days_of

NONE = ""
KEPT = "A decision is never edited: a later one stands after it, and this one stays in the history."


class DecideDialog(Dialog):
    """Closes once it is kept; what this person may not decide says who could."""

    def __init__(self, page: DecisionPage, commands: Commands, parent: QWidget):
        title = (
            "Decide where the school stands" if page.may_decide else "Propose where the school should stand"
        )
        super().__init__(title, f"{page.school_name}. {KEPT}", parent)
        self._page, self._commands = page, commands
        self._ticks: dict[str, TickLine] = {}
        self._evidence: dict[About, TickLine] = {}
        self.track = ChoiceBox(tuple((each.track.value, each.word) for each in page.tracks))
        self.answers, self.band = ChoiceBox(), ChoiceBox()
        self.on = DateField("Holds from", lambda: page.day, working_days_of(page.calendar), hint="")
        self.on.show_day(page.day)
        people = tuple((str(id_), name) for id_, name in page.colleagues)
        self.recommended_by = ChoiceBox(((NONE, "Nobody"), *people))
        self.recommended_on = DateField("on", lambda: page.day, working_days_of(page.calendar), hint="")
        self.reason = GrowingTextEdit(role="body", lines=2)
        self.disagreement = GrowingTextEdit(role="body", lines=2)
        self.ratings: Ratings | None = None
        self._fault = FaultLine()
        self._who = Words("", "caption", "text_2", wrap=True)
        self.propose = Button(
            "Propose", Variant.SECONDARY if page.may_decide else Variant.PRIMARY, press=self._propose
        )
        self.button = Button("Decide", Variant.PRIMARY, press=self._decide)
        self._lay_out(parent.window())
        self.track.picked.connect(lambda _: self._offer())
        self.answers.picked.connect(lambda _: self._answer())
        self.band.picked.connect(lambda _: self._ask_of_band())
        self._offer()

    def ask(self) -> None:
        """Show it, ready for the choice."""
        self.open()
        self.band.setFocus()

    @property
    def criteria(self) -> tuple[TickLine, ...]:
        """The pack's criteria of what is chosen."""
        return tuple(self._ticks.values())

    @property
    def evidence(self) -> tuple[TickLine, ...]:
        """What it may rest on, the latest first."""
        return tuple(self._evidence.values())

    def _lay_out(self, around: QWidget) -> None:
        space = theme().space
        self.setMinimumWidth(theme().px(600))
        self.resize(
            min(theme().px(980), around.width() - theme().px(48)),
            min(theme().px(680), around.height() - theme().px(24)),
        )
        left = Scrolling("surface", margin=0, spacing=space.m)
        self._answers = LabelledField("Answers", self.answers)
        self._recommended = QWidget()
        across = QHBoxLayout(self._recommended)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(LabelledField("Recommended by", self.recommended_by), 1)
        across.addWidget(self.recommended_on, 1)
        track = LabelledField("What is decided", self.track)
        for widget in (
            track,
            self._answers,
            LabelledField("Stands at", self.band),
            self.on,
            LabelledField("Reason", self.reason),
            self._recommended,
            LabelledField(
                "Disagreement", self.disagreement, hint="who did not agree, and why; may stay empty"
            ),
        ):
            left.column.addWidget(widget)
        left.column.addStretch(1)
        track.setVisible(len(self._page.tracks) > 1)
        self.on.setVisible(self._page.may_decide)
        self._recommended.setVisible(self._page.may_decide)
        self._right = Scrolling("surface", margin=0, spacing=space.s)
        both = QHBoxLayout()
        both.setSpacing(space.xl)
        both.addWidget(left, 1)
        both.addWidget(self._right, 1)
        self.body.addLayout(both, 1)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)  # as Dialog made it
        whole.setStretchFactor(self.body, 100)
        self.body.addWidget(self._who)
        self.body.addWidget(self._fault)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.propose)
        self.acts.addWidget(self.button)
        self.propose.setVisible(self._page.may_propose)
        self.button.setVisible(self._page.may_decide)

    def _track(self) -> TrackChoice:
        return next(each for each in self._page.tracks if each.track.value == self.track.code)

    def _band(self) -> BandChoice:
        return next(each for each in self._track().bands if each.band.code == self.band.code)

    def _proposal(self) -> ProposalLine | None:
        code = self.answers.code
        return next((each for each in self._track().proposals if str(each.proposal.id) == code), None)

    def _offer(self) -> None:
        """Another track: its bands, and what is proposed on it."""
        track = self._track()
        self.band.offer(tuple((each.band.code, name_of(each.band)) for each in track.bands))
        if track.stands_at:
            self.band.choose(track.stands_at)
        proposals = tuple((str(each.proposal.id), words.proposal_words(each)) for each in track.proposals)
        self.answers.offer((*proposals, (NONE, "No proposal")))
        self.answers.choose(proposals[0][0] if proposals else NONE)
        self._answers.setVisible(bool(proposals) and self._page.may_decide)
        self._answer()

    def _answer(self) -> None:
        """What was proposed stands ready to be decided, with its grounds."""
        line = self._proposal() if self._page.may_decide else None
        self._recommended.setVisible(self._page.may_decide and line is None)
        if line is not None:
            self.band.choose(line.proposal.category)
            self.reason.show_text(line.proposal.reason)
            self.disagreement.show_text(line.proposal.grounds.disagreement)
        self._ask_of_band()
        if line is not None:
            for criterion, tick in self._ticks.items():
                tick.box.setChecked(criterion in line.proposal.grounds.criteria)
            for about, tick in self._evidence.items():
                tick.box.setChecked(about in line.proposal.grounds.evidence)

    def _ask_of_band(self) -> None:
        """The pack's criteria of this band, and who decides it."""
        choice = self._band()
        chosen = {about for about, tick in self._evidence.items() if tick.box.isChecked()}
        column = self._right.fresh_column()
        if self._page.ratings is not None and Track(self.track.code) is Track.CATEGORY:
            self.ratings = Ratings(self._page.ratings)
            column.addWidget(Words("Indicators", "strong"))
            column.addWidget(self.ratings)
            column.addSpacing(theme().space.s)
        self._ticks = {each: TickLine(each) for each in choice.band.criteria}
        said = "Criteria met" if self._ticks else f"The framework states no criteria for {choice.band.label}."
        column.addWidget(Words(said, "strong", wrap=True))
        _add(column, self._ticks)
        column.addSpacing(theme().space.s)
        self._evidence = {each.about: TickLine(each.words) for each in self._page.evidence}
        said = "Evidence" if self._evidence else "No record of this school can be named as evidence yet."
        column.addWidget(Words(said, "strong", wrap=True))
        for about, tick in self._evidence.items():
            tick.box.setChecked(about in chosen)
        _add(column, self._evidence)
        column.addStretch(1)
        self._follow_in_order()
        self._who.say(f"{choice.why_not_decide} Propose it to them." if choice.why_not_decide else "")
        self._who.setVisible(bool(choice.why_not_decide))
        self.button.setEnabled(not choice.why_not_decide)
        (self.propose if choice.why_not_decide else self.button).setDefault(True)

    def _follow_in_order(self) -> None:
        """Tab goes down the left, then down the right, then to the buttons."""
        before: QWidget = self.disagreement
        for tick in (*self._ticks.values(), *self._evidence.values()):
            self.setTabOrder(before, tick.box)
            before = tick.box
        self.setTabOrder(before, self.propose)

    def _grounds(self) -> Grounds:
        return Grounds(
            tuple(each for each, tick in self._ticks.items() if tick.box.isChecked()),
            tuple(each for each, tick in self._evidence.items() if tick.box.isChecked()),
            self.disagreement.text.strip(),
        )

    def _decide(self) -> None:
        on = self.on.day
        if on is None:
            self._fault.say("Say from which day the decision holds.")
            self.on.setFocus()
            return
        line, who = self._proposal(), self.recommended_by.code
        self._send(
            Decide(
                self._page.urn,
                Track(self.track.code),
                self.band.code,
                on,
                self.reason.text,
                self._grounds(),
                UUID(who) if who and line is None else None,
                self.recommended_on.day if who and line is None else None,
                line.proposal.id if line else None,
            )
        )

    def _propose(self) -> None:
        track, band = Track(self.track.code), self.band.code
        self._send(Propose(self._page.urn, track, band, self.reason.text, self._grounds()))

    def _send(self, command: Decide | Propose) -> None:
        if not command.reason.strip():
            self._fault.say("Say why: a decision, and a proposal of one, stands with its reason.")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._fault.say("")
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self._fault.say(sentence_for(trouble))


def _add(column: QVBoxLayout, ticks: dict[str, TickLine] | dict[About, TickLine]) -> None:
    for tick in ticks.values():
        column.addWidget(tick)
