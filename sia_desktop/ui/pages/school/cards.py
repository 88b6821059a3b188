"""The cards beside a school's history: facts, category, what is due next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sia_desktop.services.queries.school_page import SchoolPage
from sia_desktop.ui.pages.school import words
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


class CategoryCard(Card):
    """The category's letter and name, and since when; its history and criteria at a press."""

    history_wanted = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__("Category")
        self.history = Button("History and criteria", Variant.LINK, small=True)
        self.history.clicked.connect(lambda: self.history_wanted.emit(self.history))
        self.head.addWidget(self.history)
        self._line = QHBoxLayout()
        self._line.setSpacing(theme().space.m)
        self._letter = LetterBox("–", "No category")
        self._label = Words("", "medium", wrap=True)
        self._since = Words("", "caption", "text_2", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addWidget(self._since)
        self._line.addWidget(self._letter, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addLayout(column, 1)
        self.body.addLayout(self._line)

    def show_category(self, page: SchoolPage) -> None:
        """Letter, name, date."""
        category = page.category
        self._letter.setText(category.code if category else "–")
        self._letter.setAccessibleName(f"Category {category.code}" if category else "No category")
        self._letter.update()
        self._label.say(category.label if category else "Not yet categorised")
        self._since.say(words.category_since(page))
        self.history.setVisible(bool(page.decisions))


class NextDueCard(Card):
    """What is due next here, and why."""

    why_wanted = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__("Next due")
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
            self._what.say("Nothing is due here")
            self._far.say("A note falls due when a visit is logged.", colour="text_2")
            self.why.hide()
            return
        what, far = words.next_due_words(line, page.day)
        icon, colour = words.next_due_look(line)
        self._icon.become(icon, colour)
        self._what.say(what)
        self._far.say(far, colour=colour)
        self.why.setVisible(line.due.due_on is not None)
