"""What is due, and how the caseload stands, on the day the adviser opens the laptop."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.people import WorkingFor
from sia_desktop.domain.time_limits import Strength
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.ports import Clock, Frameworks
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, KeptMeeting, MeetingLine, NoteLine, SyncFacts
from sia_desktop.services.queries.meetings import OwedPaper, in_hand, owed_now
from sia_desktop.services.queries.returned import ReturnedWork, returned_works

if TYPE_CHECKING:  # the first answer of the day has no casework, and is not to wait for its rules
    from sia_desktop.services.queries.deadlines import OwedDeadline

SOON: Final = timedelta(days=14)
"""Ten working days, bank holidays apart: casework further off stands on Deadlines alone."""


@dataclass(frozen=True, slots=True)
class AskToday:
    """The Today page opens; notes, papers and visits come at once where the casework may follow."""

    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class DueNote:
    """One note owed, and by when."""

    note: NoteLine
    due: Due


@dataclass(frozen=True, slots=True)
class Today:
    """The next obligation first: overdue, then today, then what comes."""

    day: date
    is_whole: bool
    """False while the casework has not been asked about."""
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
    casework: tuple["OwedDeadline", ...] = ()
    """What inspections, records, actions and standing make due of us by `SOON`, soonest first."""
    waiting_casework: tuple["OwedDeadline", ...] = ()
    """The same of others."""
    meetings: tuple[tuple[str, KeptMeeting], ...] = ()
    """Those from today until `SOON`, each with what the council calls it; the earliest first."""
    returned: tuple[ReturnedWork, ...] = ()
    """What came back to us for correction and waits, the earliest first."""
    later: int = 0
    """How much more of it comes later, or has no date yet."""

    @property
    def overdue(self) -> int:
        """How many hard limits have passed."""
        return self._standing(Standing.LATE)

    @property
    def due_today(self) -> int:
        """How many end today."""
        return self._standing(Standing.TODAY)

    def _standing(self, standing: Standing) -> int:
        dues = (
            *(each.due for each in self.due),
            *(each.step.due for each in self.papers),
            *(each.due for each in self.casework if standing is not Standing.LATE or _binds(each.due)),
        )
        return sum(due.standing is standing for due in dues)


def ask_today(asked: AskToday, facts: Facts, frameworks: Frameworks, now: Clock) -> Today:
    """Gather the open notes with their deadlines, soonest first; one without a date stands last."""
    day = day_in_england(now())
    dates = DueDates(frameworks, day)
    owed = [
        DueNote(note, dates.of_note(note.pack, note.pack_version, note.form, note.urn, note.visited_on))
        for note in facts.open_notes()
    ]
    schools = facts.schools(day)
    lines = facts.meeting_lines()
    meetings = in_hand(lines, facts, frameworks, day)
    papers = owed_now(meetings, frameworks, dates, day)
    me = facts.working_for().person_id
    today = Today(
        day=day,
        is_whole=asked.is_whole,
        due=tuple(sorted(owed, key=lambda each: (each.due.due_on or date.max, each.note.school_name))),
        schools=len(schools),
        not_categorised=sum(school.category is None for school in schools),
        visits_today=tuple(each.note for each in owed if each.note.visited_on == day),
        calendar_valid_to=frameworks.calendar().valid_to,
        sync=facts.sync(),
        papers=tuple(each for each in papers if not each.is_from_others),
        waiting=tuple(each for each in papers if each.is_from_others),
        meetings=tuple(
            (frameworks.pinned(each.pack, each.pack_version).meeting(each.kind).label, kept)
            for kept in meetings
            for each in (kept.meeting,)
            if day <= each.meeting_on <= day + SOON
        ),
        returned=tuple(
            each
            for each in returned_works(facts, frameworks, date.max)
            if each.writer == me and each.answer is None
        ),
    )
    if not asked.is_whole:
        return today
    return _with_casework(today, facts, frameworks, dates, lines, {each.urn: each.name for each in schools})


def _with_casework(
    today: Today,
    facts: Facts,
    frameworks: Frameworks,
    dates: DueDates,
    meetings: tuple[MeetingLine, ...],
    names: dict[Urn, str],
) -> Today:
    from sia_desktop.services.queries.deadlines import of_standing_work

    casework = of_standing_work(facts, frameworks, dates, today.day, names, meetings)
    near = [each for each in casework if each.due.due_on and each.due.due_on <= today.day + SOON]
    me = facts.working_for()
    return replace(
        today,
        casework=tuple(each for each in near if not _is_from_others(each, me)),
        waiting_casework=tuple(each for each in near if _is_from_others(each, me)),
        later=len(casework) - len(near),
    )


def _binds(due: Due) -> bool:
    return due.deadline is not None and due.deadline.turns_red


def _is_from_others(owed: "OwedDeadline", me: WorkingFor) -> bool:
    """An action of somebody else's, or what an outside body is expected to do."""
    if owed.owner:
        return owed.owner.casefold().strip() not in me.person_name.casefold()
    return owed.timeframe is not None and owed.timeframe.strength is Strength.EXPECTED
