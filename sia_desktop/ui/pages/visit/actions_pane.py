"""The agreed actions beside the text; in a narrow window, behind a tab over it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.pages.visit.sections.agreed import Agreed
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

_WIDE = 316


class ActionsPane(QWidget):
    """A heading with its count over the list of actions."""

    def __init__(self, editor: Agreed, parent: QWidget | None = None):
        super().__init__(parent)
        self.editor = editor
        self.setProperty("ground", "window")
        self._count = Words("", "caption", "text_2")
        head = QHBoxLayout()
        head.setContentsMargins(16, 11, 16, 9)
        head.setSpacing(theme().space.s)
        head.addWidget(Words(editor.section.label, "strong"))
        head.addWidget(self._count)
        head.addStretch(1)
        scroll = Scrolling(margin=12)
        scroll.column.setContentsMargins(12, 0, 12, 16)
        scroll.column.addWidget(editor)
        scroll.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Rule())
        layout.addWidget(scroll, 1)
        editor.counted.connect(self._say_count)
        self._say_count(editor.count)
        self.setAccessibleName(editor.section.label)

    def stand_beside(self, is_beside: bool) -> None:
        """A fixed column beside the text, or as wide as the text where it takes its place."""
        wide = theme().px(_WIDE)
        self.setMinimumWidth(wide if is_beside else 0)
        self.setMaximumWidth(wide if is_beside else theme().px(theme().size.column_of_text_max))

    def _say_count(self, count: int) -> None:
        self._count.say(str(count))
        self._count.setAccessibleName(plural(count, "action"))


class ActionsStandIn(QWidget):
    """In the text, where the actions belong: how many there are, and the way to them."""

    def __init__(self, editor: Agreed, parent: QWidget | None = None):
        super().__init__(parent)
        self._words = Words("", "body", "text_2")
        self.go = Button("Go to the actions", Variant.LINK, press=editor.go_to_problem)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.m)
        layout.addWidget(self._words)
        layout.addWidget(self.go)
        layout.addStretch(1)
        editor.counted.connect(self._say_count)
        self._say_count(editor.count)

    def _say_count(self, count: int) -> None:
        beside = f"{plural(count, 'action')}, in a list of their own"
        self._words.say(beside if count else "None agreed yet")
