"""What every section's editor can do, and what it is told when it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sia_desktop.domain.answers import EvidenceItem, Person
from sia_desktop.domain.framework import Choice, FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.widgets.date_words import AddWorkingDays


@dataclass(frozen=True, slots=True)
class Days:
    """What date fields count with."""

    today: Callable[[], date]
    add_working_days: AddWorkingDays


def _no_rows(_: str) -> tuple[str, ...]:
    return ()


def _no_evidence() -> tuple[EvidenceItem, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Around:
    """What the fields of a form are offered from the world around it."""

    days: Days
    colleagues: tuple[Person, ...] = ()
    """Offered wherever people are named."""
    recipients: tuple[Person, ...] = ()
    """To whom the form goes."""
    members: tuple[Person, ...] = ()
    """Who belongs to the meeting it is about."""
    schools: tuple[Choice, ...] = ()
    """Those that the meeting takes in turn, by their URNs."""
    areas: tuple[Choice, ...] = ()
    """What an inspection judges, on the scale of the framework."""
    grades: tuple[Choice, ...] = ()
    area_grades: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Where an area has grades of its own."""
    carried: Mapping[str, Json] = field(default_factory=dict)
    """By section: what the last such record left to be followed up."""
    evidence: Callable[[], tuple[EvidenceItem, ...]] = _no_evidence
    """What stands in the record now that a judgement may rest on."""
    rows_of: Callable[[str], tuple[str, ...]] = _no_rows
    """What the rows of another list of the record are called now."""
    me: str = ""
    """Who is writing."""
    now: Callable[[], str] = str
    """This instant, as it is kept."""


class SectionEditor(QWidget):
    """The fields of one section; `typed` after every change by the person, never by the program."""

    typed = Signal()

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(parent)
        self.section = section

    @property
    def answer(self) -> Json:
        """What stands in the fields, in the shape that its kind is kept in."""
        raise NotImplementedError

    def show_answer(self, answer: Json) -> None:
        """Show what is kept, without telling anyone."""
        raise NotImplementedError

    def lock(self, is_locked: bool) -> None:
        """Read-only: still selectable and reachable by keyboard where there are words."""
        raise NotImplementedError

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes when the section is chosen."""
        raise NotImplementedError

    def go_to_problem(self) -> None:
        """Put the keyboard where something is missing."""
        self.first.setFocus()
