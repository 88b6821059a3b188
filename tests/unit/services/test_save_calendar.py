"""Deadlines taken along into a calendar: lasting ids, and titles that give no school away."""

from datetime import date
from pathlib import Path

import pytest

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.move_meeting import CallOffMeeting, MoveMeeting
from sia_desktop.services.queries.deadlines import AskDeadlines
from sia_desktop.services.save_calendar import SaveCalendar, entries_of
from tests.helpers.a_desk import a_laptop
from tests.helpers.memory_store import MemoryFacts
from tests.unit.services.test_deadlines import asked, decides


def test_ids_last_and_titles_are_discreet() -> None:
    laptop = a_laptop()
    decision = decides(laptop, "Micklands", "R", date(2025, 9, 1))
    entries = {entry.uid: entry for entry in entries_of(asked(laptop).owed, "reading")}
    concern = entries[f"T-RD-09-{decision.id}@reading"]
    assert (concern.title, concern.sequence) == ("Deadline, Micklands Primary School", 0)
    assert "T-TB-18-reading-2026@reading" in entries
    everything = " ".join(f"{entry.title} {entry.description}" for entry in entries.values()).lower()
    assert "concern" not in everything
    assert "note of visit due, kendrick school" in everything


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    laptop = a_laptop()
    laptop.desk.do(SaveCalendar(tmp_path / "due.ics", laptop.desk.ask(AskDeadlines()).owed))
    assert (tmp_path / "due.ics").read_bytes().count(b"BEGIN:VEVENT") == 8


def test_a_meeting_goes_along_at_its_time_without_its_kind(tmp_path: Path) -> None:
    laptop = a_laptop()
    decides(laptop, "Micklands", "R", date(2025, 9, 1))
    fixed = FixMeeting(laptop.urn_of("Micklands"), "rap_meeting", date(2026, 7, 1), starts_at="09:30")
    laptop.desk.do(fixed)
    laptop.desk.do(MoveMeeting(fixed.meeting_id, date(2026, 7, 8), "Head away"))
    answer = asked(laptop)
    laptop.desk.do(SaveCalendar(tmp_path / "due.ics", answer.owed, answer.meetings))
    written = (tmp_path / "due.ics").read_text().replace("\n ", "")
    assert "DTSTART;TZID=Europe/London:20260708T093000" in written
    assert f"UID:meeting-{fixed.meeting_id}@reading" in written
    assert "BEGIN:DAYLIGHT" in written
    assert "SUMMARY:Meeting\\, Micklands Primary School" in written
    titles = [line for line in written.splitlines() if line.startswith("SUMMARY")]
    assert not any("RAP" in title or "Raising" in title for title in titles)


def test_a_meeting_that_is_called_off_strikes_itself_out(tmp_path: Path) -> None:
    laptop = a_laptop()
    decides(laptop, "Micklands", "R", date(2025, 9, 1))
    fixed = FixMeeting(laptop.urn_of("Micklands"), "rap_meeting", date(2026, 7, 1))
    laptop.desk.do(fixed)
    written = []
    for reason in ("", "Inspection that week"):
        if reason:
            laptop.desk.do(CallOffMeeting(fixed.meeting_id, reason))
        laptop.desk.do(SaveCalendar(tmp_path / "one.ics", (), MemoryFacts(laptop.store).meetings()))
        written.append((tmp_path / "one.ics").read_text().replace("\n ", ""))
    first, second = written
    assert ("SEQUENCE:0" in first, "STATUS:CONFIRMED" in first) == (True, True)
    assert ("SEQUENCE:1" in second, "STATUS:CANCELLED" in second) == (True, True)
    assert all(f"UID:meeting-{fixed.meeting_id}@reading" in each for each in written)
    assert "Inspection" not in second


def test_nothing_with_a_date_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="None of these has a date"):
        a_laptop().desk.do(SaveCalendar(tmp_path / "due.ics", ()))
    assert list(tmp_path.iterdir()) == []
