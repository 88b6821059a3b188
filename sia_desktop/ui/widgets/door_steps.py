"""The cards before the desk is open: one in front at a time, in the middle, scrolling where it must."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.ui.widgets.door_card import DoorCard


class DoorSteps(QStackedWidget):
    """A stack of door cards."""

    def __init__(self, *cards: DoorCard):
        super().__init__()
        self.cards = cards
        for card in cards:
            self.addWidget(_in_the_middle(card))

    def show_card(self, card: DoorCard) -> None:
        """Bring one to the front."""
        self.setCurrentIndex(self.cards.index(card))

    @property
    def card(self) -> DoorCard:
        """The one in front."""
        return self.cards[self.currentIndex()]

    def mark_demonstration(self) -> None:
        """Say on each that nothing here is real casework."""
        for card in self.cards:
            card.mark_demonstration()


def _in_the_middle(card: DoorCard) -> QScrollArea:
    holder = QWidget()
    holder.setProperty("ground", "none")
    column = QVBoxLayout(holder)
    column.addStretch(1)
    column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidget(holder)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll
