"""A dialog, only for what cannot be undone; and a plain one to tell something."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.words import Words


class Dialog(QDialog):
    """Title, words, whatever is put into `body`, and two acts. Opened without blocking anything."""

    def __init__(self, title: str, sentence: str, parent: QWidget):
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(440))
        layout = QVBoxLayout(self)
        edge = theme().space.xl
        layout.setContentsMargins(edge, edge - 4, edge, edge - 4)
        layout.setSpacing(theme().space.m)
        layout.addWidget(Words(title, "heading", wrap=True))
        if sentence:
            layout.addWidget(Words(sentence, "body", "text_2", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().space.m)
        layout.addLayout(self.body)
        layout.addStretch(1)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(theme().space.s)
        self.acts.addStretch(1)
        layout.addSpacing(theme().space.xs)
        layout.addLayout(self.acts)


def confirm(
    parent: QWidget,
    title: str,
    sentence: str,
    act: str,
    then: Callable[[], object],
    *,
    otherwise: str = "Cancel",
) -> Dialog:
    """Ask once, say what cannot be undone, name the act on its button; Esc and Enter both mean no."""
    dialog = Dialog(title, sentence, parent)
    no = Button(otherwise, Variant.SECONDARY, press=dialog.reject)
    yes = Button(act, Variant.PRIMARY, press=dialog.accept)
    dialog.acts.addWidget(no)
    dialog.acts.addWidget(yes)
    no.setDefault(True)
    dialog.accepted.connect(lambda: then())
    dialog.open()
    no.setFocus()
    return dialog


def tell(parent: QWidget, title: str, sentence: str, act: str = "Close") -> Dialog:
    """Say something that must not be missed."""
    dialog = Dialog(title, sentence, parent)
    close = Button(act, Variant.PRIMARY, press=dialog.accept)
    dialog.acts.addWidget(close)
    dialog.open()
    close.setFocus()
    return dialog
