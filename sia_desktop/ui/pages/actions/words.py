"""The list of agreed actions in words: cells, filters and totals; pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sia_desktop.domain.action import Action, ActionStatus, Rag
from sia_desktop.services.queries.actions_page import ListedAction
from sia_desktop.ui.when_words import plural, row_date
from sia_desktop.ui.widgets.table import Column
from sia_desktop.ui.widgets.table_delegate import Cell

ALL: Final = ""
OPEN, OVERDUE = "open", "overdue"
DUE: Final = 3
"""The column of the day."""
STATES: Final = (
    (OPEN, "open"),
    (OVERDUE, "overdue"),
    ("next_meeting", "due at the next meeting"),
    ("done", "done"),
    ("dropped", "dropped"),
    (ALL, "all"),
)
RATINGS: Final = (
    (Rag.NONE.value, "Not rated"),
    (Rag.RED.value, "Red"),
    (Rag.AMBER.value, "Amber"),
    (Rag.GREEN.value, "Green"),
)
ANY_RATING: Final = "any"
RATING_CHOICES: Final = ((ANY_RATING, "any"), *((code, word.lower()) for code, word in RATINGS))
STATUSES: Final = (
    (ActionStatus.OPEN, "Open"),
    (ActionStatus.DONE, "Done"),
    (ActionStatus.DROPPED, "Dropped"),
)
_RATED: Final = {
    Rag.NONE: ("Not rated", "", "text_3"),
    Rag.RED: ("Red", "octagon-alert", "danger"),
    Rag.AMBER: ("Amber", "triangle-alert", "warning"),
    Rag.GREEN: ("Green", "circle-check", "success"),
}


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked for in the filters."""

    typed: str = ""
    owner: str = ALL
    rating: str = ANY_RATING
    state: str = OPEN

    def keeps(self, listed: ListedAction) -> bool:
        """Whether an action matches all of it."""
        action = listed.action
        said = f"{listed.school_name} {action.urn} {action.text} {action.owner}".lower()
        return (
            all(word in said for word in self.typed.lower().split())
            and self.owner in (ALL, action.owner)
            and self.rating in (ANY_RATING, action.rag.value)
            and self._keeps_state(listed)
        )

    def _keeps_state(self, listed: ListedAction) -> bool:
        match self.state:
            case "overdue":
                return listed.is_overdue
            case "next_meeting":
                return listed.action.status is ActionStatus.OPEN and listed.action.at_next_meeting
            case "":
                return True
            case status:
                return listed.action.status.value == status


def owners(actions: Iterable[ListedAction]) -> tuple[tuple[str, str], ...]:
    """Everybody who owes something, by name; and all of them."""
    return ((ALL, "all"), *((name, name) for name in sorted({each.action.owner for each in actions})))


def columns(today: Callable[[], date]) -> tuple[Column[ListedAction], ...]:
    """What, school, who, due, rating."""
    return (
        Column("What will be done", what_cell, lambda row: row.action.text.casefold()),
        Column("School", lambda row: Cell(row.school_name), lambda row: row.school_name.casefold(), 216),
        Column("Who", lambda row: Cell(row.action.owner), lambda row: row.action.owner.casefold(), 150),
        Column("Due", lambda row: due_cell(row, today()), lambda row: row.order, 224),
        Column("Rating", rating_cell, rating_order, 116),
    )


def what_cell(listed: ListedAction) -> Cell:
    """What is to be done."""
    return Cell(listed.action.text, "medium", "text")


def due_cell(listed: ListedAction, today: date) -> Cell:
    """The day and how far off it is, the next meeting, or when it was closed."""
    action = listed.action
    if action.status is not ActionStatus.OPEN:
        word, icon = ("Done", "circle-check") if action.status is ActionStatus.DONE else ("Dropped", "ban")
        on = row_date(action.closed_on, today) if action.closed_on else ""
        return Cell(f"{word} {on}".strip(), icon=icon)
    if action.due_on is None:
        return Cell("Next meeting", icon="users")
    words = row_date(action.due_on, today)
    if listed.is_overdue:
        late = plural((today - action.due_on).days, "day") + " overdue"
        return Cell(words, "strong", "text", "octagon-alert", "danger", note=late, note_colour="danger")
    if action.due_on == today:
        return Cell(words, "strong", "text", "clock-alert", "warning", note="Today", note_colour="warning")
    is_soon = action.due_on - today <= timedelta(days=14)
    note = f"in {plural((action.due_on - today).days, 'day')}" if is_soon else ""
    return Cell(words, icon="calendar-clock", note=note)


def rating_cell(listed: ListedAction) -> Cell:
    """Red, amber or green, in words and with its icon."""
    word, icon, colour = _RATED[listed.action.rag]
    return Cell(word, icon=icon, icon_colour=colour, colour="text_3" if not icon else "text_2")


def rating_order(listed: ListedAction) -> int:
    """Red first, what is not rated last."""
    return [Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE].index(listed.action.rag)


def totals(shown: Sequence[ListedAction], of: int) -> tuple[str, str]:
    """How many are shown, and how they stand."""
    late = sum(each.is_overdue for each in shown)
    meeting = sum(each.action.status is ActionStatus.OPEN and each.action.at_next_meeting for each in shown)
    parts = (f"{late} overdue" if late else "", f"{meeting} due at the next meeting" if meeting else "")
    some = f"{len(shown)} of " if len(shown) != of else ""
    return f"{some}{plural(of, 'action')} shown", " · ".join(part for part in parts if part)


def agreed_words(listed: ListedAction, today: date) -> str:
    """Where and when it was agreed."""
    where = f", {listed.origin.label}" if listed.origin.label else ""
    return f"{listed.school_name}{where}. Agreed {row_date(listed.action.agreed_on, today)}."


def said_of(action: Action) -> str:
    """The action in one sentence, for the title of its dialog."""
    return action.text if len(action.text) <= 90 else f"{action.text[:88].rstrip()}…"
