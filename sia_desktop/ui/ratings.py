"""Indicators by who judged them: a colour is always a word and an icon, too."""

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.dates import short_date
from sia_desktop.services.queries.ratings import Contribution, Rating, RatingGrid
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.lines import Line, Lines
from sia_desktop.ui.widgets.words import Words

_LOOKS: Final = {
    "red": ("Red", "octagon-alert", "danger"),
    "amber": ("Amber", "triangle-alert", "warning"),
    "green": ("Green", "circle-check", "success"),
    "": ("Not judged yet", "circle", "text_3"),
}


class Ratings(QWidget):
    """One group for each contributor, with how many are red, amber and green."""

    def __init__(self, grid: RatingGrid):
        super().__init__()
        self.groups: dict[str, Lines] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addWidget(
            Words(f"{grid.label}, begun {short_date(grid.opened_on)}", "caption", "text_2", wrap=True)
        )
        for each in grid.contributions:
            lines = Lines(heading(each))
            lines.show_lines([rating_line(rating) for rating in each.ratings])
            layout.addWidget(Words(heading(each), "caption_strong", wrap=True))
            layout.addWidget(lines)
            self.groups[each.contributor] = lines
        self.setAccessibleName("Indicators")


def heading(each: Contribution) -> str:
    """School Improvement Team: 1 red, 2 amber, 5 green."""
    counts = ", ".join(f"{count} {colour}" for colour, count in each.counts)
    who = each.contributor or "Nobody named"
    return f"{who}: {counts}" if counts else who


def rating_line(rating: Rating) -> Line:
    """The indicator, its colour in words, and what it rests on."""
    word, icon, colour = _LOOKS.get(rating.colour, _LOOKS[""])
    return Line(rating.label, icon, colour, f"{word}. {rating.evidence}" if rating.evidence else word)
