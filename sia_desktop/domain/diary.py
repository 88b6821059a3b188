"""Every clock a caseload has running, worked out from its dated facts: what is late, due and to come."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from sia_desktop.domain.calendar import NEEDS_SCHOOL, CalendarTooShort, SchoolCalendar, WorkingCalendar
from sia_desktop.domain.day_table import DayTables
from sia_desktop.domain.deadlines import Standing, standing_of
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.time_limits import Direction, NamedDay, Timeframe, Unit, holds


class Fact(NamedTuple):
    """What happened to a school's record, and when: an anchor, from which clocks start."""

    urn: int
    record: str
    anchor: str
    on: date


Start = tuple[int, str, str, str | None]
"""School, record, the anchor's day and the day of the act that stops its clock, as 2026-05-20.

Of thousands few are looked at closely, so their days stay text until then.
"""
About = Callable[[Fact], Mapping[str, Collection[str]]]
"""What is known of a fact's school and record, for rules that hold only for some."""


class DatedFacts(Protocol):
    """Where the facts are kept."""

    def starts(self, anchor: str, act: str | None, *, only_open: bool) -> Iterable[Start]:
        """Every record with this anchor, and the day of this act; `only_open`: those without the act."""


class Owed(NamedTuple):
    """One rule's clock, started by one fact, and where it stands."""

    fact: Fact
    timeframe: Timeframe
    due_on: date | None
    standing: Standing
    done_on: date | None = None
    why_no_date: str = ""
    """The sentence that says which calendar is missing, where the date cannot be worked out."""


class Diary:
    """Answers for a whole caseload at once; a rule and a day are worked out a single time."""

    def __init__(
        self,
        framework: Framework,
        calendar: WorkingCalendar,
        schools: Mapping[int, SchoolCalendar] | None = None,
    ) -> None:
        """Take the rules, the days that count, and the calendars of schools that keep their own."""
        self._framework = framework
        self._calendar = calendar
        self._schools = schools or {}
        self._tables: dict[int | None, DayTables] = {}
        self._known: dict[tuple[str, date, int | None], tuple[date | None, str]] = {}

    def owed(self, facts: DatedFacts, today: date, about: About) -> list[Owed]:
        """Every clock still running on the day, soonest first."""
        found = list(self._clocks(facts, today, about, only_open=True))
        found.sort(key=lambda each: (each.due_on or date.max, each.fact.urn))
        return found

    def standings(self, facts: DatedFacts, today: date, about: About) -> Iterator[Owed]:
        """Every clock that ever ran for these facts: kept, kept late, late or still running."""
        return self._clocks(facts, today, about, only_open=False)

    def _clocks(self, facts: DatedFacts, today: date, about: About, *, only_open: bool) -> Iterator[Owed]:
        for rule in self._framework.timeframes:
            for anchor in (rule.limit.anchor, *rule.also_from):
                better = self._agreed(facts, rule, anchor)
                for urn, record, text, done in facts.starts(anchor, rule.stops_at, only_open=only_open):
                    fact = Fact(urn, record, anchor, date.fromisoformat(text))
                    if record not in better and self._runs(rule, fact, about):
                        yield self._owed(rule, fact, today, date.fromisoformat(done) if done else None)

    def _agreed(self, facts: DatedFacts, rule: Timeframe, anchor: str) -> frozenset[str]:
        """The records whose agreed date stands before this anchor.

        "By dates specified or by the next meeting": the meeting counts only where no date was agreed.
        """
        own = rule.limit.anchor
        if rule.limit.direction is not Direction.ON or anchor == own:
            return frozenset()
        return frozenset(record for _, record, _, _ in facts.starts(own, None, only_open=False))

    def _runs(self, rule: Timeframe, fact: Fact, about: About) -> bool:
        """Whether this rule's clock starts from this fact, in force and under its conditions."""
        if not rule.runs_on(fact.on):
            return False
        return not rule.when or holds(rule.when, {**self._framework.setting_facts, **about(fact)})

    def _owed(self, rule: Timeframe, fact: Fact, today: date, done_on: date | None) -> Owed:
        due_on, why_none = self._due(rule, fact)
        return Owed(fact, rule, due_on, standing_of(due_on, today, done_on), done_on, why_none)

    def _due(self, rule: Timeframe, fact: Fact) -> tuple[date | None, str]:
        own = fact.urn if fact.urn in self._schools and _asks_the_school(rule) else None
        key = (rule.name, fact.on, own)
        if key not in self._known:
            try:
                self._known[key] = (self._tables_of(own).due_on(rule, fact.on), "")
            except CalendarTooShort as short:
                self._known[key] = (None, str(short))
        return self._known[key]

    def _tables_of(self, urn: int | None) -> DayTables:
        if urn not in self._tables:
            own = self._calendar if urn is None else self._calendar.for_school(self._schools[urn])
            self._tables[urn] = DayTables(own)
        return self._tables[urn]


def _asks_the_school(timeframe: Timeframe) -> bool:
    """Whether its date depends on one school's own terms and holidays."""
    limit = timeframe.limit
    by_days = limit.unit is Unit.DAY and limit.day_set in NEEDS_SCHOOL
    by_terms = limit.unit in (Unit.TERM, Unit.HALF_TERM)
    return by_days or by_terms or limit.named_day is NamedDay.AUTUMN_TERM_START
