"""Due dates in sentences: on screen, on paper, and as a plain distance from today."""

from datetime import date

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.deadlines import Deadline


def due_sentence(deadline: Deadline) -> str:
    """Friday 10 April 2026: five working days after Wednesday 1 April; Good Friday … do not count."""
    raise NotImplementedError


def distance(deadline: Deadline, today: date, calendar: WorkingCalendar) -> str:
    """In 5 working days; Tomorrow; Today; 1 working day late."""
    raise NotImplementedError


def printed_due(deadline: Deadline, produced_on: date) -> tuple[str, str]:
    """The two lines for paper: due and produced; then how it was counted, and its rule."""
    raise NotImplementedError
