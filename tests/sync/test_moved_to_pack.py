"""A record keeps the version of its framework until somebody moves it, with a reason that travels with it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sia_central.services import council_rules
from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import Meeting, MeetingDay
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.move_to_pack import MoveToPack, move_to_pack
from sia_desktop.services.open_case_record import OpenCaseRecord, open_case_record
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import NOON, Desktop

NOW = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
RETIRED = """
[[retired]]
kind = "section"
code = "documents_received"
label = "Documents received"
became = "papers_received"
since = 2026-01-05
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """Reading's framework and the next one, on laptops and at central: a section renamed, one gone."""
    root = tmp_path / "newer"
    for part in ("frameworks/england-2025", "frameworks/reading", "calendars"):
        shutil.copytree(resources() / part, root / part)
    (now,) = (root / "frameworks" / "reading").iterdir()
    following = shutil.copytree(now, now.parent / "2026-01-05") / "pack.toml"
    words = following.read_text("utf-8")
    for before, after in (
        ('version = "2016.1"', 'version = "2026.1"'),
        ("effective_from = 2016-12-13", "effective_from = 2026-01-05"),
        ('code = "documents_received"', 'code = "papers_received"'),
        ('code = "focus"', 'code = "purpose"'),
    ):
        words = words.replace(before, after, 1)
    following.write_text(words + RETIRED, "utf-8")
    monkeypatch.setattr(council_rules, "resources", lambda: root)
    council_rules._packs.cache_clear()
    yield Shelf(root)
    council_rules._packs.cache_clear()


def moves(
    desktop: Desktop,
    shelf: Shelf,
    record: UUID,
    kind: str = "note_of_visit",
    why: str = "Agreed with the head",
) -> None:
    """Move a record to the newer framework."""
    move_to_pack(MoveToPack(kind, record, "2026.1", why), desktop.uow, shelf, lambda: NOW)


def acts_of(desktop: Desktop, kind: str, record: UUID) -> list[dict[str, str]]:
    """What is told of its moves on this laptop."""
    with desktop.uow as uow:
        return [dict(act.details) for act in uow.acts.of_record(kind, record)]


def a_meeting(desktop: Desktop, urn: int) -> UUID:
    """Fix a meeting under the older framework."""
    day = MeetingDay(date(2026, 5, 12), NOON, desktop.me)
    meeting = Meeting(uuid4(), Urn(urn), "rap_meeting", "reading", "2016.1", desktop.me, (day,))
    with desktop.uow as uow:
        uow.meetings.save(meeting)
        uow.commit()
    return meeting.id


def test_a_note_moves_with_its_words_and_its_reason_and_a_colleague_sees_both(
    stage: Stage, shelf: Shelf
) -> None:
    note = stage.anna.logs_visit(stage.urns[0], documents_received="A plan", teaching="Clear")
    stage.anna.syncs_well()
    stage.ben.syncs_well()
    stage.ben.writes(note, leadership="Steady")
    stage.ben.syncs_well()
    stage.anna.writes(note, teaching="Clear and brisk")
    moves(stage.anna, shelf, note)
    stage.sync_until_quiet()
    for desktop in (stage.anna, stage.ben, stage.helen):
        assert desktop.note(note).pack_version == "2026.1"
        assert desktop.answers(note) == {
            "papers_received": "A plan",
            "teaching": "Clear and brisk",
            "leadership": "Steady",
        }
        assert acts_of(desktop, "note_of_visit", note) == [
            {"from": "2016.1", "to": "2026.1", "reason": "Agreed with the head"}
        ]
    assert stage.anna.outbox() == []


def test_words_that_waited_before_the_move_go_up_with_it_in_one_round(stage: Stage, shelf: Shelf) -> None:
    note = stage.anna.logs_visit(stage.urns[0])
    stage.anna.syncs_well()
    stage.anna.writes(note, teaching="Clear")
    moves(stage.anna, shelf, note)
    stage.anna.syncs_well()
    assert stage.anna.outbox() == []


def test_a_meeting_and_an_open_record_move_too_and_what_began_here_is_sent_as_it_stands(
    stage: Stage, shelf: Shelf
) -> None:
    meeting = a_meeting(stage.anna, stage.urns[0])
    opening = OpenCaseRecord("exit_record", Urn(stage.urns[0]), About("school", str(stage.urns[0])))
    open_case_record(opening, stage.anna.uow, Shelf(resources()), lambda: NOW)
    stage.anna.syncs_well()
    moves(stage.anna, shelf, meeting, "meeting")
    moves(stage.anna, shelf, opening.record_id, "case_record")
    never_sent = stage.anna.logs_visit(stage.urns[1])
    moves(stage.anna, shelf, never_sent)
    stage.sync_until_quiet()
    with stage.helen.uow as uow:
        assert uow.meetings.get(meeting).pack_version == "2026.1"
        assert uow.case_records.get(opening.record_id).pack_version == "2026.1"
        assert uow.notes.get(never_sent).pack_version == "2026.1"
    assert stage.anna.outbox() == []


def test_it_moves_only_with_a_reason_forward_unsigned_by_its_author_and_losing_no_words(
    stage: Stage, shelf: Shelf
) -> None:
    note = stage.anna.logs_visit(stage.urns[0])
    with pytest.raises(RuleBroken, match="Say why"):
        moves(stage.anna, shelf, note, why=" ")
    same = MoveToPack("note_of_visit", note, "2016.1", "Why not")
    with pytest.raises(RuleBroken, match="no newer"):
        move_to_pack(same, stage.anna.uow, shelf, lambda: NOW)
    with pytest.raises(RuleBroken, match="not on this computer"):
        moves(stage.anna, Shelf(resources()), note)
    stage.anna.writes(note, focus="Reading")
    with pytest.raises(RuleBroken, match="no longer show: focus"):
        moves(stage.anna, shelf, note)
    stage.anna.writes(note, focus="")
    meeting = a_meeting(stage.anna, stage.urns[0])
    stage.anna.syncs_well()
    stage.ben.syncs_well()
    with pytest.raises(RuleBroken, match="Ask Anna"):
        moves(stage.ben, shelf, note)
    with pytest.raises(RuleBroken, match="began this"):
        moves(stage.ben, shelf, meeting, "meeting")
    stage.anna.signs(note)
    with pytest.raises(RuleBroken, match="signed"):
        moves(stage.anna, shelf, note)
    assert stage.anna.note(note).pack_version == "2016.1"


def test_central_refuses_a_version_changed_without_its_act(stage: Stage, shelf: Shelf) -> None:
    note = stage.anna.logs_visit(stage.urns[0])
    stage.anna.syncs_well()
    with stage.anna.uow as uow:
        uow.notes.save(replace(uow.notes.get(note), pack_version="2026.1"))
        uow.commit()
    stage.anna.syncs()
    (why,) = stage.anna.parked()
    assert "with the act that says who moved it and why" in why
    stage.helen.syncs_well()
    assert stage.helen.note(note).pack_version == "2016.1"


def test_central_refuses_a_move_to_a_version_it_does_not_have(
    stage: Stage, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(council_rules, "resources", resources)
    council_rules._packs.cache_clear()
    note = stage.anna.logs_visit(stage.urns[0])
    stage.anna.syncs_well()
    moves(stage.anna, shelf, note)
    stage.anna.syncs()
    assert any("Central has no version 2026.1" in each for each in stage.anna.parked())
    stage.helen.syncs_well()
    assert stage.helen.note(note).pack_version == "2016.1"
