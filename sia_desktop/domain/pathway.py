"""A pathway of the framework: which records, meetings and clocks belong to one course of work."""

from dataclasses import dataclass

from sia_desktop.domain.time_limits import Condition


@dataclass(frozen=True, slots=True)
class Pathway:
    """A course of work with a school: its records one after another, its meetings and what comes round."""

    code: str
    label: str
    stages: tuple[str, ...]
    """Forms, in the order in which their records are worked through."""
    each_time: tuple[str, ...] = ()
    """Forms of which a new record is begun whenever it is due again."""
    beside: tuple[str, ...] = ()
    """Forms that may be needed on the way."""
    meetings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    """The time limits and cadences that are watched here."""
    leads_to: str | None = None
    """The category of a school that has come to the end of it."""
    when: tuple[Condition, ...] = ()
