"""The calendar file, read back by the library and by its lines."""

from datetime import UTC, date, datetime, time

from icalendar import Calendar

from sia_desktop.documents.calendar_file import calendar_file
from sia_desktop.domain.calendar_entry import CalendarEntry

AT = datetime(2026, 6, 10, 13, 32, tzinfo=UTC)
WHOLE_DAY = CalendarEntry("T-RD-02-1@reading", 0, date(2026, 6, 12), "Note of visit due, Kendrick School")
TIMED = CalendarEntry("meeting-2@reading", 3, date(2026, 7, 1), "Meeting", starts_at=time(9, 30))


def lines(*entries: CalendarEntry) -> list[str]:
    """The file as it lies on the disk, long lines joined."""
    return calendar_file(entries, AT).decode().replace("\r\n ", "").split("\r\n")


def test_a_deadline_is_a_private_whole_day_with_a_lasting_id() -> None:
    written = lines(WHOLE_DAY)
    assert "DTSTART;VALUE=DATE:20260612" in written
    assert "UID:T-RD-02-1@reading" in written
    assert "SEQUENCE:0" in written
    assert "CLASS:PRIVATE" in written
    assert "TRANSP:TRANSPARENT" in written
    assert "DTSTAMP:20260610T133200Z" in written
    assert "SUMMARY:Note of visit due\\, Kendrick School" in written
    assert "BEGIN:VTIMEZONE" not in written


def test_a_time_brings_englands_summer_and_winter_rules_along() -> None:
    written = lines(WHOLE_DAY, TIMED)
    assert "DTSTART;TZID=Europe/London:20260701T093000" in written
    assert written.count("BEGIN:VTIMEZONE") == 1
    assert "BEGIN:STANDARD" in written
    assert "BEGIN:DAYLIGHT" in written
    assert "SEQUENCE:3" in written


def test_the_file_reads_back_as_it_was_meant() -> None:
    read = Calendar.from_ical(calendar_file((WHOLE_DAY, TIMED), AT))
    first, second = read.walk("VEVENT")
    assert first.decoded("dtstart") == date(2026, 6, 12)
    assert second.decoded("dtstart").astimezone(UTC) == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)


def test_the_same_dates_make_the_same_bytes() -> None:
    assert calendar_file((WHOLE_DAY, TIMED), AT) == calendar_file((WHOLE_DAY, TIMED), AT)
