"""What inspections, records of forms, agreed actions and a school's standing make due."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sia_desktop.domain.about import About
from sia_desktop.domain.anchors import Recalculation
from sia_desktop.domain.cadences import Cadence
from sia_desktop.domain.calendar import CalendarTooShort, WorkingCalendar
from sia_desktop.domain.category import Track
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.judgement import judged, judgements_asked
from sia_desktop.domain.recurrences import count_so_far
from sia_desktop.domain.time_limits import Recurrence, Timeframe
from sia_desktop.services.ports import Frameworks
from sia_desktop.services.queries.by_hand import ByHand
from sia_desktop.services.queries.casework_clocks import (
    SchoolFacts,
    clocks_of_inspection,
    clocks_of_record,
    continuations,
    duties,
    is_answered,
    latest_inspections,
    school_facts,
)
from sia_desktop.services.queries.due import Due, DueDates, also_saying
from sia_desktop.services.queries.facts import CaseRecordLine, DecidedLine, Facts, MeetingLine

ACTION_DUE = "action_due"

MeetingDays = Mapping[tuple[Urn, str], Sequence[date]]
"""When meetings were fixed for, by school and kind."""


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """One thing that is due, and the record to which what is done about it belongs."""

    record_kind: str
    record_id: str
    urn: Urn
    label: str
    due: Due
    rule: Timeframe | None
    history: tuple[Recalculation, ...] = ()
    is_duty: bool = False
    """True for what comes round."""
    owner: str = ""
    """Who agreed to do it, where somebody did."""
    about: About | None = None
    """The record an action was agreed in."""


class Casework:
    """Everything one question needs to know of the casework, read once."""

    def __init__(
        self, facts: Facts, frameworks: Frameworks, framework: Framework, dates: DueDates, today: date
    ) -> None:
        """Read the lists."""
        self._frameworks, self._framework, self._dates, self._today = frameworks, framework, dates, today
        inspections = facts.inspections()
        goes_on_in = continuations(inspections)
        self._by_hand = ByHand(facts.acts_of_rules(), goes_on_in)
        self._records: dict[Urn | None, list[CaseRecordLine]] = {}
        for record in facts.case_records():
            self._records.setdefault(record.urn, []).append(_goes_on(record, goes_on_in))
        self._inspections = latest_inspections(inspections)
        self._actions = facts.open_actions()
        self._facts = facts
        self._entries: dict[tuple[str, str], Mapping[Urn, tuple[date, ...]]] = {}
        self._next_times: dict[str, Timeframe] = {}
        self._decided = facts.decided()
        self._standings = {
            track: _standing((each for each in self._decided if each.track is track), today)
            for track in Track
        }

    @property
    def categories(self) -> Iterator[DecidedLine]:
        """Every decision of category, school by school, the oldest first."""
        return (each for each in self._decided if each.track is Track.CATEGORY)

    @property
    def by_hand(self) -> ByHand:
        """What somebody settled for one record."""
        return self._by_hand

    @cached_property
    def _visit_days(self) -> Mapping[Urn, tuple[date, ...]]:
        return self._facts.visit_days()

    def _entered(self, form: str, section: str) -> Mapping[Urn, tuple[date, ...]]:
        """The days of the entries of a running record, school by school; read once."""
        if (form, section) not in self._entries:
            self._entries[form, section] = self._facts.entry_days(form, section)
        return self._entries[form, section]

    def facts_of(self, urn: Urn, inspection: Inspection | None) -> SchoolFacts:
        """What holds of a school now, judged by this inspection."""
        categories = {
            track: decided[urn].category for track, decided in self._standings.items() if urn in decided
        }
        return school_facts(self._framework, categories, inspection)

    def deadlines(self, schools: Iterable[Urn], meetings: Iterable[MeetingLine]) -> Iterator[CaseDeadline]:
        """What is open for these schools."""
        yield from self._of_actions()
        held: dict[tuple[Urn, str], list[date]] = {}
        for meeting in meetings:
            if not meeting.is_called_off:
                for urn in meeting.schools if meeting.urn is None else (meeting.urn,):
                    held.setdefault((urn, meeting.kind), []).append(meeting.meeting_on)
        for urn in schools:
            inspection = self._inspections.get(urn)
            stands = inspection is not None or any(urn in each for each in self._standings.values())
            if not stands and urn not in self._records:
                continue
            facts = self.facts_of(urn, inspection)
            if inspection:
                yield from self._of_inspection(inspection, facts)
            yield from self._of_records(urn, facts)
            yield from self._of_duties(urn, inspection, facts, held)

    def _of_actions(self) -> Iterator[CaseDeadline]:
        rule = next((each for each in self._framework.timeframes if each.limit.anchor == ACTION_DUE), None)
        for line in self._actions:
            action = line.action
            if action.due_on is None:
                continue
            due = self._dates.of_rule(rule, action.due_on) if rule else self._dates.agreed(action.due_on)
            yield CaseDeadline(
                "action",
                str(action.id),
                action.urn,
                f"{action.text} ({action.owner})",
                due,
                rule,
                owner=action.owner,
                about=action.about,
            )

    def _of_inspection(self, inspection: Inspection, facts: SchoolFacts) -> Iterator[CaseDeadline]:
        records, visited = self._records.get(inspection.urn, ()), self._visit_days.get(inspection.urn, ())
        for clock in clocks_of_inspection(self._framework, inspection, facts, self._today):
            if not is_answered(clock, records, visited):
                rests = judgements_asked(clock.timeframe.when)
                why = judged(self._framework, inspection).why if rests else ""
                for each in self._open(
                    clock.record_kind, clock.record_id, clock.urn, clock.timeframe, clock.anchor, clock.on
                ):
                    yield replace(each, due=also_saying(each.due, why))

    def _of_records(self, urn: Urn, facts: SchoolFacts) -> Iterator[CaseDeadline]:
        for record in self._records.get(urn, ()):
            if record.is_closed:
                continue
            framework = self._frameworks.pinned(record.pack, record.pack_version)
            for clock in clocks_of_record(framework, record, facts, self._today):
                yield from self._open(
                    clock.record_kind, clock.record_id, clock.urn, clock.timeframe, clock.anchor, clock.on
                )

    def _open(
        self, kind: str, record_id: str, urn: Urn, rule: Timeframe, anchor: str, on: date
    ) -> Iterator[CaseDeadline]:
        if self._by_hand.done(record_id, rule.name, rule.stops_at):
            return
        read = self._by_hand.read(record_id, rule)
        due = self._dates.of_rule(read, on, anchor, calendar=self._calendar(urn))
        chosen = self._by_hand.date_set(record_id, rule.name)
        if chosen:
            due = self._dates.set_by_hand(due, chosen)
        history = self._by_hand.history(record_id, rule.name, anchor, on)
        yield CaseDeadline(kind, record_id, urn, rule.label, due, read, history)

    def _of_duties(
        self,
        urn: Urn,
        inspection: Inspection | None,
        facts: SchoolFacts,
        meetings: MeetingDays,
    ) -> Iterator[CaseDeadline]:
        for cadence in duties(self._framework, facts):
            begun = self._since(cadence, urn, inspection)
            if begun is None or cadence.recurs is Recurrence.UNSTATED:
                continue
            kind, record_id, since = begun
            days = self._occurred(cadence, urn, record_id, meetings)
            calendar = self._calendar(urn)
            label, is_done = _counted(cadence, days, self._today, calendar)
            if is_done:
                continue
            last = max((day for day in days if day >= since), default=None)
            anchor = "" if last else cadence.starts_with or "category_decided"
            rule = self._next_time(cadence)
            due = self._dates.of_rule(rule, last or since, anchor, calendar=calendar)
            yield CaseDeadline(kind, record_id, urn, label, due, rule, is_duty=True)

    def _next_time(self, cadence: Cadence) -> Timeframe:
        """The same for every school."""
        if cadence.name not in self._next_times:
            self._next_times[cadence.name] = cadence.as_timeframe()
        return self._next_times[cadence.name]

    def _since(
        self, cadence: Cadence, urn: Urn, inspection: Inspection | None
    ) -> tuple[str, str, date] | None:
        """The record that begins the duty, and its day: the standing it rests on, else the inspection."""
        tracks = {condition.fact for condition in cadence.when}
        for track, decisions in self._standings.items():
            if track.value in tracks and urn in decisions:
                decision = decisions[urn]
                return "category_decision", decision.decision_id, decision.decided_on
        if inspection and (day := inspection.ended_on or inspection.published_on or inspection.started_on):
            return "inspection", str(inspection.id), day
        return None

    def _occurred(self, cadence: Cadence, urn: Urn, record_id: str, meetings: MeetingDays) -> list[date]:
        days = self._by_hand.occurred(record_id, cadence.name)
        if cadence.meeting:
            days += meetings.get((urn, cadence.meeting), ())
        if cadence.entered_in:
            days += self._entered(*cadence.entered_in).get(urn, ())
        if cadence.produces == "note_of_visit":
            days += self._visit_days.get(urn, ())
        elif cadence.produces:
            done = (self._done_on(each, cadence.produces) for each in self._records.get(urn, ()))
            days += [day for day in done if day]
        return [day for day in days if day <= self._today]

    def _done_on(self, record: CaseRecordLine, form: str) -> date | None:
        """The day a record of this form counts for: where its flow has an end, when it came there."""
        if record.form != form:
            return None
        flow = self._frameworks.pinned(record.pack, record.pack_version).flow_of(form)
        ends = {state.code for state in flow.states if state.final} if flow else set()
        if not ends:
            return record.opened_on
        return next(
            (move.on for move in record.moves if move.to_state in ends and not move.is_approval), None
        )

    def _calendar(self, urn: Urn) -> WorkingCalendar:
        return self._dates.calendar_of(self._framework.code, urn)


def _goes_on(record: CaseRecordLine, goes_on_in: Mapping[str, str]) -> CaseRecordLine:
    """A record about an inspection that is continued is about the one it is continued in."""
    about = record.about
    return (
        replace(record, about=replace(about, id=goes_on_in[about.id])) if about.id in goes_on_in else record
    )


def _standing(decisions: Iterable[DecidedLine], today: date) -> Mapping[Urn, DecidedLine]:
    """The decision in force for each school; they come the oldest first."""
    return {each.urn: each for each in decisions if each.decided_on <= today}


def _counted(
    cadence: Cadence, days: Iterable[date], today: date, calendar: WorkingCalendar
) -> tuple[str, bool]:
    """The label with how many are done so far, and whether that is enough for now."""
    if cadence.recurs is not Recurrence.COUNT:
        return cadence.label, False
    try:
        count = count_so_far(cadence, [(day, 1) for day in days], today, calendar)
    except CalendarTooShort:  # the date itself says which calendar is missing
        return cadence.label, False
    return f"{cadence.label} ({count.so_far:g} of {count.at_least})", not count.still_to_come
