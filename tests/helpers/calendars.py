"""Calendars for tests of dates."""

from datetime import date

from sia_contract.resources import resources
from sia_desktop.domain.calendar import SchoolCalendar, Span, SpanKind, WorkingCalendar
from sia_desktop.frameworks.shelf import load_calendar


def published() -> WorkingCalendar:
    """The shipped bank holidays."""
    return load_calendar(resources())


def oxfordshire_2025_26() -> SchoolCalendar:
    """Oxfordshire's published breaks of 2025–26."""
    breaks = (
        (SpanKind.HOLIDAY, date(2025, 12, 20), date(2026, 1, 2), "Christmas holiday"),
        (SpanKind.HALF_TERM_BREAK, date(2026, 2, 16), date(2026, 2, 20), "February half-term"),
        (SpanKind.HOLIDAY, date(2026, 3, 30), date(2026, 4, 10), "Easter holiday"),
        (SpanKind.HALF_TERM_BREAK, date(2026, 5, 25), date(2026, 5, 29), "May half-term"),
    )
    terms = (
        (SpanKind.TERM, date(2025, 9, 2), date(2025, 12, 19), "Autumn term"),
        (SpanKind.TERM, date(2026, 1, 5), date(2026, 3, 27), "Spring term"),
        (SpanKind.TERM, date(2026, 4, 13), date(2026, 7, 20), "Summer term"),
    )
    spans = tuple(Span(*each) for each in (*breaks, *terms))
    return SchoolCalendar(date(2025, 9, 1), date(2026, 7, 20), spans)
