"""A meeting between two laptops: it travels, moves on either, and no move is lost unseen."""

from contextlib import closing
from datetime import date
from uuid import UUID, uuid4

from sia_desktop.domain.about import About
from sia_desktop.domain.act import PAPER, Act
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import Meeting, MeetingDay
from sia_desktop.storage.queries.facts import StoredFacts
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import NOON, Desktop, enrols

ON = date(2026, 5, 12)
LATER = date(2026, 5, 19)


def fixes(desktop: Desktop, urn: int) -> UUID:
    """Fix a meeting and issue its agenda."""
    meeting = Meeting(
        uuid4(),
        Urn(urn),
        "rap_meeting",
        "reading",
        "2016.1",
        desktop.me,
        (MeetingDay(ON, NOON, desktop.me),),
    )
    issued = {PAPER: "agenda", "late_reason": "Waited for the chair"}
    act = Act(uuid4(), "issued", "meeting", str(meeting.id), Urn(urn), ON, NOON, desktop.me, issued)
    with desktop.uow as uow:
        uow.meetings.save(meeting)
        uow.acts.add(act)
        uow.commit()
    return meeting.id


def moves(desktop: Desktop, meeting: UUID, on: date, why: str) -> None:
    """Move it."""
    with desktop.uow as uow:
        uow.meetings.save(uow.meetings.get(meeting).move(MeetingDay(on, NOON, desktop.me, why)))
        uow.commit()


def day_at(desktop: Desktop, meeting: UUID) -> date:
    """When it is, on this laptop."""
    with desktop.uow as uow:
        return uow.meetings.get(meeting).meeting_on


def test_a_meeting_with_its_papers_reaches_the_line_manager(stage: Stage) -> None:
    meeting = fixes(stage.anna, stage.urns[0])
    stage.anna.syncs_well()
    stage.helen.syncs_well()
    (seen,) = StoredFacts(stage.helen.store).meetings()
    assert (seen.meeting.id, seen.meeting.meeting_on) == (meeting, ON)
    assert [act.late_reason for act in seen.acts] == ["Waited for the chair"]
    assert stage.anna.outbox() == []


def test_a_move_comes_back_to_who_fixed_it(stage: Stage) -> None:
    meeting = fixes(stage.anna, stage.urns[0])
    stage.sync_until_quiet()
    moves(stage.ben, meeting, LATER, "The head is away")
    stage.sync_until_quiet()
    assert day_at(stage.anna, meeting) == LATER


def test_moved_on_both_the_first_stands_and_the_other_is_kept_to_settle(stage: Stage) -> None:
    meeting = fixes(stage.anna, stage.urns[0])
    stage.sync_until_quiet()
    moves(stage.ben, meeting, LATER, "The head is away")
    moves(stage.anna, meeting, date(2026, 5, 26), "Half term")
    stage.ben.syncs_well()
    stage.anna.syncs_well()
    assert day_at(stage.anna, meeting) == LATER
    assert StoredFacts(stage.anna.store).sync().to_settle == 1


def test_a_meeting_of_the_council_stays_with_those_who_answer_for_more_than_a_caseload(stage: Stage) -> None:
    schools = tuple(map(Urn, stage.urns[:2]))
    meeting = Meeting(
        uuid4(), None, "categorisation_meeting", "reading", "2016.1", stage.helen.me,
        (MeetingDay(ON, NOON, stage.helen.me),), schools=schools,
    )  # fmt: skip
    with stage.helen.uow as uow:
        uow.meetings.save(meeting)
        uow.commit()
    stage.sync_until_quiet()
    assert stage.helen.outbox() == []
    (kept,) = StoredFacts(stage.helen.store).meetings()
    assert (kept.meeting, kept.school_name) == (meeting, "Council meeting")
    assert StoredFacts(stage.anna.store).meetings() == ()
    moves(stage.helen, meeting.id, LATER, "A colleague is away")
    stage.sync_until_quiet()
    assert day_at(stage.helen, meeting.id) == LATER


def test_a_record_of_the_council_stays_with_those_who_answer_for_more_than_a_caseload(stage: Stage) -> None:
    stage.hall.employs("dora", "head_of_education")
    enrolled = enrols("dora", stage.anna.enrolled.path.parent, stage.anna.address)
    with closing(Desktop("dora", enrolled, stage.anna.address)) as dora:
        about = About("council", "reading")
        record = CaseRecord(
            uuid4(), None, "categorisation", "reading", "2016.1", about, dora.me, ON, "evidence"
        )
        with dora.uow as uow:
            uow.case_records.save(record)
            uow.commit()
        dora.syncs_well()
        assert dora.outbox() == []
    stage.sync_until_quiet()
    (kept,) = StoredFacts(stage.helen.store).council_records()
    assert (kept.record_id, kept.urn, kept.school_name) == (record.id, None, "")
    assert StoredFacts(stage.anna.store).council_records() == ()
