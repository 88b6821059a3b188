"""What follows from an event, one thing after another: done or open, by when, and the way to it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.dates import short_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.services.queries.due import Due
from sia_desktop.services.queries.what_follows import Following, NextAct, Step
from sia_desktop.ui.explain import explain
from sia_desktop.ui.forms.words import due_tone
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Icon
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.words import Words

_ICONS = {Tone.DANGER: "octagon-alert", Tone.WARNING: "clock-alert", Tone.SUCCESS: "circle-check"}

Go = Callable[[Step], object]


class FollowList(QWidget):
    """Every step under the event that asks for it; `go` is told which one was chosen."""

    def __init__(self, follows: tuple[Following, ...], go: Go, *, why_not: str = "", narrow: bool = False):
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.s)
        self.rows: list[FollowRow] = []
        for number, following in enumerate(follows):
            if number:
                layout.addSpacing(theme().space.m)
            layout.addWidget(Words(following.label, "strong", wrap=True))
            layout.addWidget(
                Words(f"{following.event}: {short_date(following.on)}.", "caption", "text_2", wrap=True)
            )
            for step in following.steps:
                row = FollowRow(step, go, why_not, is_narrow=narrow)
                self.rows.append(row)
                layout.addWidget(row)
                layout.addWidget(Rule())


class FollowRow(QWidget):
    """One thing that follows."""

    def __init__(self, step: Step, go: Go, why_not_begin: str, *, is_narrow: bool):
        super().__init__()
        self.step = step
        self.act = _act(step, go, why_not_begin)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(step.what, "body", "text_2" if step.is_done else "text", wrap=True))
        for line in _lines(step):
            words.addWidget(Words(line, "caption", "text_2", wrap=True))
        if step.due is not None:
            words.addWidget(_DueWords(step.due))
        across = QHBoxLayout()
        across.setSpacing(theme().space.s)
        across.addWidget(_icon(step), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        if self.act is not None and is_narrow:
            words.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        elif self.act is not None:
            across.addWidget(self.act, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme().space.s, 0, theme().space.s)
        layout.addLayout(across)
        self.setAccessibleName(spoken(step))


def _icon(step: Step) -> Icon:
    """Done, open, or only to be borne in mind: nothing of it is recorded here."""
    if step.is_done:
        return Icon("circle-check", "success", 18)
    return Icon("arrow-right" if step.is_reminder else "circle", "text_2", 18)


class _DueWords(QWidget):
    """By Fri 19 June 2026, and why."""

    def __init__(self, due: Due):
        super().__init__()
        tone = due_tone(due)
        colour = "text_2" if tone is Tone.NEUTRAL else tone.value
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Icon(_ICONS.get(tone, "calendar-clock"), colour, 16))
        layout.addWidget(Words(due_line(due), "caption_strong", wrap=due.due_on is None))
        if due.deadline is not None:
            why = Button("Why?", Variant.LINK, small=True, name=f"Why {due_line(due)}?")
            why.clicked.connect(lambda: explain(why, due))
            layout.addWidget(why)
        layout.addStretch(1)


def due_line(due: Due) -> str:
    """By Fri 19 Jun 2026, in 9 days; or why there is no date."""
    if due.due_on is None:
        return due.sentence
    far = f", {due.distance[:1].lower()}{due.distance[1:]}" if due.distance else ""
    late = "Was due" if due.standing is Standing.LATE else "By"
    return f"{late} {short_date(due.due_on)}{far}"


def spoken(step: Step) -> str:
    """The whole of it for screen readers."""
    state = "Done" if step.is_done else "Bear in mind" if step.is_reminder else "Open"
    parts = [f"{state}: {step.what}", *_lines(step), due_line(step.due) if step.due else ""]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _lines(step: Step) -> list[str]:
    may = "If need be" if step.is_optional else ""
    return [line for line in (", ".join(part for part in (step.by, may) if part), step.so_far) if line]


def _act(step: Step, go: Go, why_not_begin: str) -> Button | None:
    match step.act:
        case NextAct.BEGIN:
            made = Button("Begin", small=True, icon="plus", name=f"Begin: {step.form_label}")
            made.setEnabled(not why_not_begin)
            made.setAccessibleDescription(why_not_begin)
        case NextAct.OPEN:
            made = Button("Open", small=True, name=f"Open: {step.form_label}")
        case NextAct.GO_TO_SCHOOL:
            made = Button("At the school", Variant.LINK, small=True, name=f"At the school: {step.what}")
        case _:
            return None
    made.clicked.connect(lambda: go(step))
    return made
