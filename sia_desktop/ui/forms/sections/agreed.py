"""The agreed actions: added with Ctrl+., changed in place, moved, and removed with a way back."""

from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.answers import AgreedAction, actions
from sia_desktop.domain.framework import Choice, FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.action_card import ActionCard
from sia_desktop.ui.forms.sections.action_words import to_add
from sia_desktop.ui.forms.sections.editor import Days, SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.words import Words


class Agreed(SectionEditor):
    """A list of actions, one open at a time."""

    counted = Signal(int)
    """How many there are now."""

    def __init__(
        self,
        section: FormSection,
        days: Days,
        schools: tuple[Choice, ...] = (),
        parent: QWidget | None = None,
    ):
        super().__init__(section, parent)
        self._days, self._schools, self._cards = days, schools, list[ActionCard]()
        self._rules: dict[ActionCard, Rule] = {}
        self._removed: tuple[int, AgreedAction] | None = None
        self._is_locked = False
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._gone = Banner(Tone.NEUTRAL, "Removed.", icon="trash-2", act="Put it back", press=self._put_back)
        self._gone.hide()
        self._none = Words("No actions agreed yet.", "body", "text_2", wrap=True)
        self._add = Button("Add action", Variant.LINK, icon="plus", press=self.add)
        self._key = Words("Ctrl .", "caption", "text_2")
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addWidget(self._key)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addLayout(self._list)
        layout.addWidget(self._none)
        layout.addWidget(self._gone)
        layout.addLayout(foot)
        self.setAccessibleName(section.label)

    @property
    def answer(self) -> Json:
        """The actions where something is written."""
        return [card.action.as_answer() for card in self._cards if not card.action.is_blank]

    @property
    def cards(self) -> tuple[ActionCard, ...]:
        """The actions from first to last."""
        return tuple(self._cards)

    @property
    def count(self) -> int:
        """How many actions say something."""
        return sum(not card.action.is_blank for card in self._cards)

    def show_answer(self, answer: Json) -> None:
        """Show other actions; those that stand here already keep their place and their cursor."""
        wanted = actions(answer)
        if list(wanted) == [card.action for card in self._cards if not card.action.is_blank]:
            return
        while len(self._cards) > len(wanted):
            self._take_out(self._cards[-1])
        for card, action in zip(self._cards, wanted, strict=False):
            if card.action != action:
                card.show_action(action)
        for action in wanted[len(self._cards) :]:
            self._put(ActionCard(self._days, action, self._schools), len(self._cards))
        self._number()

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        self._is_locked = is_locked
        self._add.setVisible(not is_locked)
        self._key.setVisible(not is_locked)
        self._gone.setVisible(self._gone.isVisible() and not is_locked)
        for card in self._cards:
            card.lock(is_locked)

    def add(self) -> None:
        """A new action, open, the keyboard in it; an empty one already there is used."""
        if self._is_locked:
            return
        blank = next((card for card in self._cards if card.action.is_blank), None)
        if blank is None:
            blank = ActionCard(self._days, AgreedAction(id=str(uuid4())), self._schools)
            self._put(blank, len(self._cards))
            self._number()
        blank.open_it()

    @property
    def first(self) -> QWidget:
        """The first action, or the way to add one."""
        for card in self._cards:
            return card.form.first if card.is_open else card.glance
        return self._add

    def go_to_problem(self) -> None:
        """Open the first action that lacks something, at what it lacks."""
        for card in self._cards:
            if to_add(card.action):
                card.open_it(at_missing=True)
                return
        self.first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the open action; its words stay."""
        opened = next((card for card in self._cards if card.is_open), None)
        if event.key() == Qt.Key.Key_Escape and opened is not None:
            self._done(opened)
            return
        super().keyPressEvent(event)

    def _put(self, card: ActionCard, at: int) -> None:
        self._cards.insert(at, card)
        self._rules[card] = Rule()
        self._list.insertWidget(2 * at, card)
        self._list.insertWidget(2 * at + 1, self._rules[card])
        card.lock(self._is_locked)
        card.typed.connect(self._tell)
        card.opened.connect(lambda: self._close_others(card))
        card.left.connect(lambda: self._done(card))
        card.removed.connect(lambda: self._remove(card))
        card.moved.connect(lambda step: self._move(card, step))

    def _take_out(self, card: ActionCard) -> None:
        self._cards.remove(card)
        for widget in (card, self._rules.pop(card)):
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _close_others(self, opened: ActionCard) -> None:
        for card in self._cards:
            if card is not opened:
                card.close_it()

    def _done(self, card: ActionCard) -> None:
        if card.action.is_blank:
            self._take_out(card)
            self._number()
            self._add.setFocus()
            return
        card.close_it()
        card.glance.setFocus()

    def _remove(self, card: ActionCard) -> None:
        at = self._cards.index(card)
        self._removed = (at, card.action)
        self._take_out(card)
        self._tell()
        if not self._removed[1].is_blank:
            self._gone.say(Tone.NEUTRAL, f"Action {at + 1} removed.")
            self._gone.show()
        (self._cards[min(at, len(self._cards) - 1)].glance if self._cards else self._add).setFocus()

    def _put_back(self) -> None:
        self._gone.hide()
        if self._removed is None:
            return
        at, action = self._removed
        self._removed = None
        card = ActionCard(self._days, action, self._schools)
        self._put(card, min(at, len(self._cards)))
        self._tell()
        card.glance.setFocus()

    def _move(self, card: ActionCard, step: int) -> None:
        at = self._cards.index(card)
        to = at + step
        if not 0 <= to < len(self._cards):
            return
        self._cards.insert(to, self._cards.pop(at))
        for widget in (card, self._rules[card]):
            self._list.removeWidget(widget)
        self._list.insertWidget(2 * to, card)
        self._list.insertWidget(2 * to + 1, self._rules[card])
        self._tell()
        (card.up if step < 0 else card.down).setFocus()

    def _tell(self) -> None:
        self._number()
        self.typed.emit()

    def _number(self) -> None:
        for number, card in enumerate(self._cards, 1):
            card.number(number, len(self._cards))
        self._none.setVisible(not self._cards)
        self.counted.emit(self.count)
