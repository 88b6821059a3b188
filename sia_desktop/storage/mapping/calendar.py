"""Loaded calendars, both ways."""

from uuid import UUID

from sia_contract.payloads.calendar import CalendarPayload, SpanPayload
from sia_desktop.domain.calendar import Span, SpanKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.loaded_calendar import LoadedCalendar


def calendar_of(calendar_id: str, payload: CalendarPayload) -> LoadedCalendar:
    """The calendar a payload describes."""
    return LoadedCalendar(
        id=UUID(calendar_id),
        school=Urn(payload.school) if payload.school else None,
        valid_from=payload.valid_from,
        valid_to=payload.valid_to,
        spans=tuple(
            Span(SpanKind(each.kind), each.first_day, each.last_day, each.name) for each in payload.spans
        ),
        source=payload.source,
        reason=payload.reason,
        by=payload.by,
        at=payload.at,
    )


def calendar_payload(calendar: LoadedCalendar) -> CalendarPayload:
    """The payload that describes a calendar."""
    return CalendarPayload(
        school=calendar.school,
        valid_from=calendar.valid_from,
        valid_to=calendar.valid_to,
        spans=tuple(
            SpanPayload(kind=each.kind, first_day=each.first_day, last_day=each.last_day, name=each.name)
            for each in calendar.spans
        ),
        source=calendar.source,
        reason=calendar.reason,
        by=calendar.by,
        at=calendar.at,
    )
