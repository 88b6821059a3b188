"""What is due, and how the caseload stands, on the day the adviser opens the laptop."""

from dataclasses import dataclass
from datetime import date

from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.ports import Clock, Frameworks
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, NoteLine, SyncFacts
from sia_desktop.services.queries.meetings import OwedPaper, owed_now


@dataclass(frozen=True, slots=True)
class AskToday:
    """The Today page opens."""


@dataclass(frozen=True, slots=True)
class DueNote:
    """One note owed, and by when."""

    note: NoteLine
    due: Due


@dataclass(frozen=True, slots=True)
class Today:
    """The next obligation first: overdue, then today, then what comes."""

    day: date
    due: tuple[DueNote, ...]
    schools: int
    not_categorised: int
    visits_today: tuple[NoteLine, ...]
    calendar_valid_to: date
    sync: SyncFacts
    papers: tuple[OwedPaper, ...] = ()
    """Papers of meetings that are ours to issue, soonest first."""
    waiting: tuple[OwedPaper, ...] = ()
    """Papers that others are to bring."""

    @property
    def overdue(self) -> int:
        """How many hard limits have passed."""
        return self._standing(Standing.LATE)

    @property
    def due_today(self) -> int:
        """How many end today."""
        return self._standing(Standing.TODAY)

    def _standing(self, standing: Standing) -> int:
        dues = (*(each.due for each in self.due), *(each.step.due for each in self.papers))
        return sum(due.standing is standing for due in dues)


def ask_today(_: AskToday, facts: Facts, frameworks: Frameworks, now: Clock) -> Today:
    """Gather the open notes with their deadlines, soonest first; one without a date stands last."""
    day = day_in_england(now())
    dates = DueDates(frameworks, day)
    owed = [
        DueNote(note, dates.of_note(note.pack, note.pack_version, note.form, note.visited_on))
        for note in facts.open_notes()
    ]
    schools = facts.schools(day)
    papers = owed_now(facts.meetings(), frameworks, dates, day)
    return Today(
        day=day,
        due=tuple(sorted(owed, key=lambda each: (each.due.due_on or date.max, each.note.school_name))),
        schools=len(schools),
        not_categorised=sum(school.category is None for school in schools),
        visits_today=tuple(each.note for each in owed if each.note.visited_on == day),
        calendar_valid_to=frameworks.calendar().valid_to,
        sync=facts.sync(),
        papers=tuple(each for each in papers if not each.is_from_others),
        waiting=tuple(each for each in papers if each.is_from_others),
    )
