"""A calendar file (iCalendar) of dates, for whatever calendar program the adviser uses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from icalendar import Calendar, Event, Timezone

from sia_desktop.domain.calendar_entry import CalendarEntry
from sia_desktop.domain.when import LONDON

LONDON_RULES: Final = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
"""Summer time as it has been since 1996: programs that know no zone names find the rule in the file."""


def calendar_file(entries: Sequence[CalendarEntry], at: datetime) -> bytes:
    """Private events, each with a lasting id: read in again, they move what is there."""
    calendar = Calendar()
    calendar.add("prodid", "-//SIA Desktop//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if any(entry.starts_at for entry in entries):
        calendar.add_component(Timezone.from_ical(LONDON_RULES))
    for entry in entries:
        calendar.add_component(_event(entry, at))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at)
    event.add("summary", entry.title)
    event.add("description", entry.description)
    event.add("dtstart", datetime.combine(entry.on, entry.starts_at, LONDON) if entry.starts_at else entry.on)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.starts_at else "TRANSPARENT")
    return event
