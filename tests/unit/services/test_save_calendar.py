"""Deadlines taken along into a calendar: lasting ids, and titles that give no school away."""

from datetime import date
from pathlib import Path

import pytest

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.queries.deadlines import AskDeadlines
from sia_desktop.services.save_calendar import SaveCalendar, entries_of
from tests.helpers.a_desk import a_laptop
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


def test_nothing_with_a_date_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="None of these has a date"):
        a_laptop().desk.do(SaveCalendar(tmp_path / "due.ics", ()))
    assert list(tmp_path.iterdir()) == []
