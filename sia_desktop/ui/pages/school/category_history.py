"""How a school came to stand where it does: every decision, and the criteria of the pack beside it."""

from datetime import date

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.services.queries.standings import DecisionLine, TrackStanding
from sia_desktop.ui.pages.school import category_words as words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import column
from sia_desktop.ui.widgets.timeline import Timeline
from sia_desktop.ui.widgets.words import Words

WIDTH = 860
LEFT = 400


class CategoryHistory(QWidget):
    """A popover's content for one track; the decision chosen at the left is told whole at the right."""

    close_wanted = Signal()

    def __init__(self, name: str, standing: TrackStanding, day: date, parent: QWidget | None = None):
        super().__init__(parent)
        space = theme().space
        title = f"{standing.word} of {name}"
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(space.xl, 19, 20, 16)
        layout.setSpacing(space.m)
        layout.addWidget(Words(title, "heading", wrap=True))
        self.told = QStackedWidget()
        for line in standing.decisions:
            self.told.addWidget(_told(line))
        middle = QHBoxLayout()
        middle.setSpacing(space.xl)
        middle.addWidget(self._decisions(standing, day), 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self.told, 1)
        layout.addLayout(middle)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button("Close", Variant.PRIMARY, press=self.close_wanted.emit))
        layout.addLayout(foot)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words.spoken(standing))

    def sizeHint(self) -> QSize:
        """Two columns wide."""
        return QSize(theme().px(WIDTH), self._column.totalHeightForWidth(theme().px(WIDTH)))

    def _decisions(self, standing: TrackStanding, day: date) -> QWidget:
        self.list = Timeline(f"Decisions: {standing.word}")
        self.list.show_rows(words.decision_rows(standing, day))
        self.list.show_whole()
        self.list.selectionModel().currentChanged.connect(self._tell)
        first = standing.decisions.index(standing.in_force) if standing.in_force else 0
        self.list.setCurrentIndex(self.list.model().index(first, 0))
        self.told.setCurrentIndex(first)
        holder = column(Words("Decisions", "strong"), self.list, stretch=False)
        holder.setFixedWidth(theme().px(LEFT))
        return holder

    def _tell(self, now: QModelIndex) -> None:
        self.told.setCurrentIndex(now.row())


def _told(line: DecisionLine) -> QWidget:
    parts: list[QWidget] = [
        column(Words(caption, "caption", "text_2"), Words(said, "body", wrap=True), spacing=0, stretch=False)
        for caption, said in words.details(line)
    ]
    parts.append(Words(words.criteria_title(line), "strong", wrap=True))
    parts += [_criterion(said, is_met=is_met) for said, is_met in words.criteria(line)]
    return column(*parts)


def _criterion(said: str, *, is_met: bool) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    icon = Icon("circle-check", "accent", 16) if is_met else Icon("circle", "text_3", 16)
    across.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(Words(said, "body", "text" if is_met else "text_2", wrap=True), 1)
    if is_met:
        across.addWidget(Words("Met", "caption_strong", "text_2"), 0, Qt.AlignmentFlag.AlignTop)
    return line
