"""What the framework asks for when something happens: an inspection ends, a report is published."""

from dataclasses import dataclass

from sia_desktop.domain.time_limits import Condition


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows; a person always does it."""

    do: str
    """`open_form`, `call_meeting`, `arrange_visit` and so on, as packs name it."""
    what: str
    by: tuple[str, ...] = ()
    form: str | None = None
    section: str | None = None
    """The section of that form in which it is written down."""
    meeting: str | None = None
    category: str | None = None
    rule: str | None = None
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event, of which schools it speaks, and what follows."""

    code: str
    label: str
    event: str
    on: str | None
    """The dated fact that is the event; None where no record dates it."""
    when: tuple[Condition, ...]
    then: tuple[Consequence, ...]
