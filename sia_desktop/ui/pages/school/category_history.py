"""How the school's category came to be: every decision, and the criteria of the pack beside it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.services.queries.school_page import SchoolPage
from sia_desktop.ui.pages.school.category_words import criteria_title, decision_rows, spoken
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import column
from sia_desktop.ui.widgets.timeline import Timeline
from sia_desktop.ui.widgets.words import Words

WIDTH = 860
LEFT = 400


class CategoryHistory(QWidget):
    """A popover's content; `close_wanted` from its Close button."""

    close_wanted = Signal()

    def __init__(self, page: SchoolPage, parent: QWidget | None = None):
        super().__init__(parent)
        space = theme().space
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(space.xl, 19, 20, 16)
        layout.setSpacing(space.m)
        layout.addWidget(Words(f"Category of {page.school.name}", "heading", wrap=True))
        middle = QHBoxLayout()
        middle.setSpacing(space.xl)
        middle.addWidget(self._decisions(page), 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(_criteria(page), 1)
        layout.addLayout(middle)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button("Close", Variant.PRIMARY, press=self.close_wanted.emit))
        layout.addLayout(foot)
        self.setAccessibleName(f"Category of {page.school.name}")
        self.setAccessibleDescription(spoken(page))

    def sizeHint(self) -> QSize:
        """Two columns wide."""
        return QSize(theme().px(WIDTH), self._column.totalHeightForWidth(theme().px(WIDTH)))

    def _decisions(self, page: SchoolPage) -> QWidget:
        self.list = Timeline("Decisions of its category")
        self.list.show_rows(decision_rows(page))
        self.list.show_whole()
        holder = column(Words("Decisions", "strong"), self.list, stretch=False)
        holder.setFixedWidth(theme().px(LEFT))
        return holder


def _criteria(page: SchoolPage) -> QWidget:
    lines: list[QWidget] = [Words(criteria_title(page), "strong", wrap=True)]
    for criterion in page.category.criteria if page.category else ():
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(Icon("circle-dot", "text_3", 16), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(Words(criterion, "body", "text_2", wrap=True), 1)
        lines.append(line)
    return column(*lines)
