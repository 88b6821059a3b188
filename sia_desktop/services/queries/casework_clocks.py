"""The clocks that inspections and records of forms have running, and the duties of a school's standing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sia_desktop.domain.anchors import starts_of
from sia_desktop.domain.cadences import Cadence
from sia_desktop.domain.category import Track
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import WITHDRAWN, Inspection
from sia_desktop.domain.judgement import judged
from sia_desktop.domain.time_limits import Condition, Timeframe, holds
from sia_desktop.services.queries.facts import CaseRecordLine, KeptInspection

LOOKED_BACK: Final = timedelta(days=366)
"""What began longer ago than this, and was never taken up here, is history and no work to be done."""

VISITED: Final = "visited"
_STANDING: Final = frozenset({*(track.value for track in Track), "overall", "concern"})

SchoolFacts = Mapping[str, tuple[str, ...]]
"""What holds of a school: its standing on every track, its latest judgement, its concern."""


@dataclass(frozen=True, slots=True)
class CaseClock:
    """One rule that runs from a dated fact of a record."""

    timeframe: Timeframe
    record_kind: str
    record_id: str
    urn: Urn
    anchor: str
    on: date


def dates_of(inspection: Inspection) -> dict[str, date]:
    """The facts of an inspection on which clocks start; a tentative day is none."""
    found = {
        "inspection_announced": inspection.call.rung_on if inspection.call else None,
        "inspection_started": inspection.started_on,
        "inspection_ended": inspection.ended_on,
        "oral_feedback_given": inspection.feedback_on,
        "report_published": inspection.published_on,
        "judgement_made": inspection.feedback_on or inspection.ended_on or inspection.published_on,
    }
    return {anchor: day for anchor, day in found.items() if day}


def latest_inspections(inspections: Iterable[KeptInspection]) -> dict[Urn, Inspection]:
    """The latest of each school itself; one of the school before it judges another school."""
    found: dict[Urn, Inspection] = {}
    for kept in inspections:
        each = kept.inspection
        if is_its_own(each):
            before = found.get(each.urn)
            if before is None or begun(before) <= begun(each):
                found[each.urn] = each
    return found


def is_its_own(inspection: Inspection) -> bool:
    """Whether it judges the school itself: none of the school before it, none withdrawn or gone on."""
    is_one = inspection.continued_as is None and inspection.kind != WITHDRAWN
    return is_one and inspection.predecessor_urn is None


def begun(inspection: Inspection) -> date:
    """Its first day, or the day of the call."""
    return inspection.started_on or (inspection.call.rung_on if inspection.call else date.min)


def continuations(inspections: Iterable[KeptInspection]) -> dict[str, str]:
    """In which inspection each one that Ofsted numbered later goes on, by their ids."""
    return {
        str(kept.inspection.id): str(kept.inspection.continued_as)
        for kept in inspections
        if kept.inspection.continued_as is not None
    }


def school_facts(
    framework: Framework,
    categories: Mapping[Track, str],
    inspection: Inspection | None,
) -> dict[str, tuple[str, ...]]:
    """What holds of a school with this standing on each track, and this its latest judgement."""
    facts = dict(framework.setting_facts)
    facts.update({track.value: (category,) for track, category in categories.items()})
    if inspection is not None:
        counts_as = judged(framework, inspection).judgement
        facts["overall"] = (counts_as,) if counts_as else ()
        facts["concern"] = (inspection.concern,) if inspection.concern else ()
    return facts


def clocks_of_inspection(
    framework: Framework, inspection: Inspection, facts: SchoolFacts, today: date
) -> Iterator[CaseClock]:
    """What this inspection has running."""
    dates = dates_of(inspection)
    if any(on > today - LOOKED_BACK for on in dates.values()):  # nearly all are long over
        yield from _clocks(framework, "inspection", str(inspection.id), inspection.urn, dates, facts, today)


def clocks_of_record(
    framework: Framework, record: CaseRecordLine, facts: SchoolFacts, today: date
) -> Iterator[CaseClock]:
    """What this record has running, from its dated facts and from those its steps made."""
    made = {move.sets: move.on for move in record.moves if move.sets}
    done = {move.does for move in record.moves if move.does}
    dates = {**made, **record.dates}
    if record.urn is None:
        return
    id_ = str(record.record_id)
    for clock in _clocks(framework, "case_record", id_, record.urn, dates, facts, today):
        if clock.timeframe.stops_at not in done:
            yield clock


def is_answered(clock: CaseClock, records: Iterable[CaseRecordLine], visit_days: Iterable[date]) -> bool:
    """Whether the school's records show that it was done: one of the form it asks for, or a visit."""
    timeframe = clock.timeframe
    for record in records:
        answers = record.about.id == clock.record_id or record.opened_on >= clock.on
        if answers and any(move.does == timeframe.stops_at for move in record.moves if move.does):
            return timeframe.produces is None or record.form == timeframe.produces
    return timeframe.stops_at == VISITED and any(day > clock.on for day in visit_days)


def _clocks(
    framework: Framework,
    kind: str,
    record_id: str,
    urn: Urn,
    dates: Mapping[str, date],
    facts: SchoolFacts,
    today: date,
) -> Iterator[CaseClock]:
    for timeframe in framework.timeframes:
        if not holds(timeframe.when, facts):
            continue
        for anchor, on in starts_of(timeframe, dates):
            if timeframe.runs_on(on) and on > today - LOOKED_BACK:
                yield CaseClock(timeframe, kind, record_id, urn, anchor, on)


def duties(framework: Framework, facts: SchoolFacts) -> Iterator[Cadence]:
    """What comes round for a school because of where it stands; what holds of every school is not here."""
    for cadence in framework.cadences:
        if _of_standing(cadence.when) and holds(cadence.when, facts):
            yield cadence


def _of_standing(when: Iterable[Condition]) -> bool:
    return any(condition.fact in _STANDING or any(map(_of_standing, condition.either)) for condition in when)
