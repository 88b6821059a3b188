"""Calendars that the council loaded: each stands over the earlier ones for the days it knows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sia_desktop.domain.calendar import ONE_DAY, SchoolCalendar, Span, SpanKind, WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn

OF_SCHOOLS = frozenset({SpanKind.TERM, SpanKind.HALF_TERM_BREAK, SpanKind.HOLIDAY, SpanKind.INSET})
_BREAKS = frozenset({SpanKind.HOLIDAY, SpanKind.HALF_TERM_BREAK})


@dataclass(frozen=True, slots=True)
class LoadedCalendar:
    """One file as it was loaded: whose days, between which dates, from whom and when."""

    id: UUID
    school: Urn | None
    """The only school it is for; None for the council's own."""
    valid_from: date
    valid_to: date
    spans: tuple[Span, ...]
    source: str
    reason: str
    by: UUID
    at: datetime

    def of(self, kinds: Iterable[SpanKind]) -> tuple[Span, ...]:
        """Its stretches of these kinds."""
        wanted = set(kinds)
        return tuple(span for span in self.spans if span.kind in wanted)


def terms_over(known: SchoolCalendar | None, loaded: Iterable[LoadedCalendar]) -> SchoolCalendar | None:
    """The terms as they stand after every calendar that has any, the earliest loaded first."""
    for each in sorted(loaded, key=lambda one: one.at):
        if spans := each.of(OF_SCHOOLS):
            known = _laid_over(known, SchoolCalendar(each.valid_from, each.valid_to, spans))
    return known


def days_over(known: WorkingCalendar, loaded: Iterable[LoadedCalendar]) -> WorkingCalendar:
    """Closures and bank holidays as they stand after every calendar of the council's own."""
    for each in sorted(loaded, key=lambda one: one.at):
        if holidays := each.of((SpanKind.BANK_HOLIDAY,)):
            known = _with_holidays(known, each, holidays)
        if closures := each.of((SpanKind.CLOSURE,)):
            kept = (*_outside(known.closures, each.valid_from, each.valid_to), *closures)
            known = replace(known, closures=tuple(kept))
    return known


def must_join(known_from: date, known_to: date, first: date, last: date, what: str) -> None:
    """Refuse a calendar that would leave days between it and what is known already."""
    if last < known_from - ONE_DAY or first > known_to + ONE_DAY:
        ends = (last, known_from) if last < known_from else (known_to, first)
        raise RuleBroken(
            f"The {what} known so far run from {long_date(known_from)} to {long_date(known_to)}, so the days "
            f"between {long_date(ends[0])} and {long_date(ends[1])} would stay unknown. "
            "Load those first; or, where the file knows them, begin it with a line valid_from that says so."
        )


def _with_holidays(
    known: WorkingCalendar, loaded: LoadedCalendar, holidays: tuple[Span, ...]
) -> WorkingCalendar:
    within = {
        day: name
        for day, name in known.bank_holidays.items()
        if not loaded.valid_from <= day <= loaded.valid_to
    }
    for span in holidays:
        within |= {span.first_day + n * ONE_DAY: span.name for n in range(_days(span))}
    return replace(
        known,
        valid_from=min(known.valid_from, loaded.valid_from),
        valid_to=max(known.valid_to, loaded.valid_to),
        bank_holidays=within,
    )


def _days(span: Span) -> int:
    return (span.last_day - span.first_day).days + 1


def _laid_over(known: SchoolCalendar | None, newer: SchoolCalendar) -> SchoolCalendar:
    if known is None:
        return newer
    spans = [*_outside(known.spans, newer.valid_from, newer.valid_to), *newer.spans]
    return SchoolCalendar(
        min(known.valid_from, newer.valid_from), max(known.valid_to, newer.valid_to), tuple(_joined(spans))
    )


def _outside(spans: Iterable[Span], first: date, last: date) -> Iterator[Span]:
    """What of these stretches lies before or after the days from first to last."""
    for span in spans:
        if span.first_day < first:
            yield replace(span, last_day=min(span.last_day, first - ONE_DAY))
        if span.last_day > last:
            yield replace(span, first_day=max(span.first_day, last + ONE_DAY))


def _joined(spans: list[Span]) -> Iterator[Span]:
    """A holiday that two files cut in two is one holiday again."""
    held: Span | None = None
    for span in sorted(spans, key=lambda each: (each.first_day, each.last_day)):
        touches = held and span.kind in _BREAKS and span.first_day == held.last_day + ONE_DAY
        if held and touches and held.kind is span.kind:
            held = replace(held, last_day=span.last_day)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held
