"""What the pages over the desk share: a header, one question, and what to show until it is answered."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.chip import DEMONSTRATION, Chip
from sia_desktop.ui.widgets.field_button import FieldButton
from sia_desktop.ui.widgets.page_header import PageHeader
from sia_desktop.ui.widgets.popover import is_popover_open
from sia_desktop.ui.widgets.states import ErrorState, LoadingRows
from sia_desktop.ui.widgets.tab_order import edge_stop


class DeskPage(QWidget):
    """Asks when opened, and again when anything changed while it is in front. Put widgets into `body`."""

    def __init__(self, tools: PageTools, title: str):
        super().__init__()
        self.tools = tools
        self.setProperty("ground", "window")
        self.header = PageHeader(title)
        self._title = title
        self._is_opening = False
        self._was_at: QWidget | None = None
        self.body = QWidget()
        self._error = QWidget()
        QVBoxLayout(self._error)
        self._loading = LoadingRows()
        self._stack = QStackedWidget()
        for state in (self._loading, self.body, self._error):
            self._stack.addWidget(state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.ask_again)
        tools.commands.changed.connect(self._ask_if_in_front)

    @property
    def title(self) -> str:
        """The page's name."""
        return self._title

    @property
    def is_shown(self) -> bool:
        """True once what was asked for at the last opening stands on the screen."""
        return not self._is_opening and self._stack.currentWidget() is self.body

    def question(self) -> object:
        """What this page asks."""
        raise NotImplementedError

    def show_answer(self, answer: Any) -> None:
        """Show the frozen answer."""
        raise NotImplementedError

    def main_stop(self) -> QWidget | None:
        """Where the keyboard lands when the page opens."""
        return None

    def open(self, **args: Any) -> None:
        """Come to the front and ask again."""
        self._is_opening, self._was_at = True, QApplication.focusWidget()
        self.ask_again()

    def leave(self) -> None:
        """Nothing to save."""

    def ask_again(self) -> None:
        """Ask; what is shown stays until the answer comes."""
        self.tools.questions.ask(self.question(), self, self._heard, self._hit)

    def say_title(self, title: str, subtitle: str = "", trail: str = "") -> None:
        """Another title in the header and for the window."""
        self._title = title
        self.header.say(title, subtitle, trail)
        if self.isVisible():
            self.tools.navigation.retitled.emit(title)

    def add_header(self, *acts: QWidget, with_go_to: bool = True) -> None:
        """The demonstration chip, the way to a school, then these acts, the main one last."""
        if self.tools.is_demonstration:
            self.header.add(Chip(DEMONSTRATION))
        if with_go_to:
            self.header.add(FieldButton("Go to school", "Ctrl+K", self.tools.go_to))
        self.header.add(*acts)

    def list_below(self, filters: QLayout, *states: QWidget) -> QStackedWidget:
        """Fill the body with filters and, below them, one of these: the list, or why there is none."""
        stack = QStackedWidget()
        for state in states:
            stack.addWidget(state)
        space = theme().space
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(space.page, 0, space.page, space.page - 4)
        layout.setSpacing(space.m)
        layout.addLayout(filters)
        layout.addWidget(stack, 1)
        return stack

    def _heard(self, answer: Any) -> None:
        self.show_answer(answer)
        self._stack.setCurrentWidget(self.body)
        stop = self.main_stop() if self._is_opening and not self._is_busy() else None
        self._is_opening = False
        if stop is not None and stop.isVisible() and stop.isEnabled():
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_busy(self) -> bool:
        """Whether the person went on with the keyboard while the answer was on its way; they keep it."""
        here = QApplication.focusWidget()
        if is_popover_open(self.window()):
            return True
        return here is not None and self.isAncestorOf(here) and here not in (self._was_at, edge_stop(self))

    def _hit(self, trouble: BaseException) -> None:
        if not isinstance(trouble, RuleBroken | OutsideTrouble):
            self.tools.tasks.tell(trouble, self)
        layout = self._error.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        layout.addWidget(ErrorState(sentence_for(trouble), self.ask_again))
        self._stack.setCurrentWidget(self._error)

    def _ask_if_in_front(self, _: object) -> None:
        if self.isVisible():
            self._again.start()
