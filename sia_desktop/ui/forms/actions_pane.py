"""The agreed actions beside the text; in a narrow window, behind a tab over it."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.forms.sections.action_card import ActionCard
from sia_desktop.ui.forms.sections.agreed import Agreed
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words


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
        self.area = Scrolling(margin=12)
        self.area.column.setContentsMargins(12, 0, 12, 16)
        self.area.column.addWidget(editor)
        self.area.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Rule())
        layout.addWidget(self.area, 1)
        editor.counted.connect(self._say_count)
        self._say_count(editor.count)
        self.setAccessibleName(editor.section.label)

    def bring(self, widget: QWidget) -> None:
        """Scroll to the action that was opened, whole if it fits; its fields have only just been laid out."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        card: QWidget | None = widget
        while card is not None and not isinstance(card, ActionCard):
            card = card.parentWidget()
        if card is not None:
            self.area.ensureWidgetVisible(card, 0, 8)
        self.area.ensureWidgetVisible(widget, 0, theme().px(60))

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
