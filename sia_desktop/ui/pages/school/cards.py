"""The cards beside a school's history: facts, where it stands, what is due next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sia_desktop.domain.category import Track
from sia_desktop.services.queries.school_page import SchoolPage
from sia_desktop.services.queries.standings import TrackStanding
from sia_desktop.ui.band_words import letter_of, name_of
from sia_desktop.ui.pages.school import category_words, words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.chip import LetterBox
from sia_desktop.ui.widgets.words import Words


class FactsCard(Card):
    """What the register says of the school, and whose words these are."""

    def __init__(self) -> None:
        super().__init__("Facts")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        holder = QWidget()
        holder.setProperty("ground", "none")
        holder.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 8, 0)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._credit = Words("", "caption", "text_2", wrap=True)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(Rule())
        self.body.addWidget(self._credit)

    def show_facts(self, page: SchoolPage) -> None:
        """Another school, or other facts of it."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for fact in words.facts(page):
            value = Words(fact.words, "body", wrap=True)
            value.setAccessibleName(f"{fact.caption}: {fact.words}")
            self._column.addWidget(Words(fact.caption, "caption", "text_2"))
            self._column.addWidget(value)
            self._column.addSpacing(theme().space.m - 2)
        self._column.addStretch(1)
        self._credit.say(words.credit(page.school))


class StandingRow(QWidget):
    """One track: the band's letter where it has one, its name, and since when; its history at a press."""

    def __init__(self, track: Track) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.track = track
        self.history = Button("History and criteria", Variant.LINK, small=True)
        self._letter = LetterBox("–", "None")
        self._caption = Words("", "caption", "text_2")
        self._label = Words("", "medium", wrap=True)
        self._since = Words("", "caption", "text_2", wrap=True)
        self._proposed = Words("", "caption_strong", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        for words_ in (self._caption, self._label, self._since, self._proposed):
            column.addWidget(words_)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().space.m)
        line.addWidget(self._letter, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        line.addWidget(self.history, 0, Qt.AlignmentFlag.AlignTop)

    def show_standing(self, standing: TrackStanding, *, is_alone: bool) -> None:
        """Letter, name, date; the track's own word where there are several."""
        band = standing.in_force.category if standing.in_force else None
        letter = letter_of(band) if band else "–"
        self._letter.setText(letter)
        self._letter.setAccessibleName(f"{standing.word} {letter}" if band else f"No {standing.word.lower()}")
        self._letter.setVisible(bool(letter) and is_alone)
        self._letter.update()
        self._caption.say(standing.word)
        self._caption.setVisible(not is_alone)
        shown = name_of(band) if band and not is_alone else ""
        self._label.say(shown or category_words.standing_words(standing))
        self._since.say(category_words.since_words(standing))
        proposed = category_words.proposed_words(standing)
        self._proposed.say(proposed)
        self._proposed.setVisible(bool(proposed))
        self.history.setAccessibleName(f"History and criteria: {standing.word}")
        self.history.setVisible(bool(standing.decisions))


class CategoryCard(Card):
    """Where the school stands on each track of its council; history and criteria at a press."""

    history_wanted = Signal(QWidget, str)
    """Where to show it, and of which track."""
    decide_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Category")
        self.rows = {track: StandingRow(track) for track in Track}
        self.decide = Button("Decide…", Variant.QUIET, small=True, press=self.decide_wanted.emit)
        self.decide.hide()
        self.head.addWidget(self.decide)
        self.body.setSpacing(theme().space.m)
        for row in self.rows.values():
            row.hide()
            row.history.clicked.connect(
                lambda _=False, row=row: self.history_wanted.emit(row.history, row.track)
            )
            self.body.addWidget(row)

    def show_standings(self, page: SchoolPage) -> None:
        """Those tracks that the council has."""
        found = {each.track: each for each in page.standings}
        is_alone = len(found) == 1
        self.decide.setText("Decide…" if page.may_decide else "Propose…")
        self.decide.setAccessibleName(
            "Decide where the school stands" if page.may_decide else "Propose where the school should stand"
        )
        self.decide.setVisible(page.may_decide or page.may_propose)
        self.retitle(next(iter(found.values())).word if is_alone else "Where it stands")
        for track, row in self.rows.items():
            row.setVisible(track in found)
            if track in found:
                row.show_standing(found[track], is_alone=is_alone)


class NextDueCard(Card):
    """The note of visit that is due next here, and why; what else is due stands on Deadlines."""

    why_wanted = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__("Next note of visit")
        self._icon = Icon("calendar-clock", "text_2", 20)
        self._what = Words("", "strong", wrap=True)
        self._far = Words("", "caption", "text_2", wrap=True)
        self.why = Button("Why this date?", Variant.LINK, small=True)
        self.why.clicked.connect(lambda: self.why_wanted.emit(self.why))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._what)
        column.addWidget(self._far)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        line.setSpacing(theme().space.m)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        self.body.addLayout(line)

    def show_due(self, page: SchoolPage) -> None:
        """The soonest note owed, or that nothing is."""
        line = words.next_due(page)
        if line is None:
            self._icon.become("circle-check", "text_2")
            self._what.say("No note is due here")
            self._far.say("A note falls due when a visit is logged.", colour="text_2")
            self.why.hide()
            return
        what, far = words.next_due_words(line, page.day)
        icon, colour = words.next_due_look(line)
        self._icon.become(icon, colour)
        self._what.say(what)
        self._far.say(far, colour=colour)
        self.why.setVisible(line.due.due_on is not None)
