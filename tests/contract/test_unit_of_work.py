"""What services may count on, whichever store is behind their ports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from sia_contract.changes import Record
from sia_desktop.domain.about import About
from sia_desktop.domain.act import PAPER
from sia_desktop.domain.category import CategoryDecision, CategoryProposal, Grounds, Track, decision_id
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.mark import MarkWay
from sia_desktop.domain.meeting import MeetingDay
from sia_desktop.domain.people import AssignmentAction
from tests.contract.backends import Backend, Encrypted, InMemory
from tests.helpers.samples import (
    ANNA,
    BEN,
    NOON,
    OTHER_URN,
    URN,
    VISITED_ON,
    a_case_record,
    a_category_record,
    a_file,
    a_meeting,
    a_note,
    a_person_record,
    a_school_record,
    a_step,
    a_visit,
    an_action,
    an_inspection,
    annas_laptop,
    issued,
    provided,
    signed,
)

ME = annas_laptop()


@pytest.fixture(params=["in memory", "encrypted"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """Each store in turn."""
    if request.param == "in memory":
        yield InMemory(ME)
        return
    encrypted = Encrypted(tmp_path, ME)
    yield encrypted
    encrypted.store.close()


def test_nothing_is_kept_without_commit(backend: Backend) -> None:
    visit, content = a_visit(), b"bytes"
    note = a_note(visit)
    file = a_file(note, content)
    with backend.unit_of_work() as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.attachments.add(file, content)
        uow.acts.add(provided(note))
    with backend.unit_of_work() as uow:
        with pytest.raises(RuleBroken):
            uow.visits.get(visit.id)
        with pytest.raises(OutsideTrouble):
            uow.attachments.content(file)
        assert uow.notes.of_visit(visit.id) == ()
        assert uow.attachments.of_record("note_of_visit", note.id) == ()
        assert uow.acts.of_record("note_of_visit", note.id) == ()


def test_what_goes_wrong_half_way_leaves_nothing(backend: Backend) -> None:
    visit = a_visit()

    def fail_half_way() -> None:
        with backend.unit_of_work() as uow:
            uow.visits.save(visit)
            raise RuleBroken("half way")

    with pytest.raises(RuleBroken, match="half way"):
        fail_half_way()
    with backend.unit_of_work() as uow, pytest.raises(RuleBroken):
        uow.visits.get(visit.id)


def test_what_is_committed_comes_back_as_it_went(backend: Backend) -> None:
    visit = a_visit().void("logged to the wrong school", ANNA, NOON)
    note = signed(a_note(visit, next_steps="Coach the maths lead – “first”, then Ж and 😀"))
    content = bytes(range(256)) * 10
    file, act = a_file(note, content), provided(note)
    with backend.unit_of_work() as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.attachments.add(file, content)
        uow.acts.add(act)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.visits.get(visit.id) == visit
        assert uow.notes.get(note.id) == note
        assert uow.notes.get(note.id).digest == note.digest
        assert uow.attachments.of_record("note_of_visit", note.id) == (file,)
        assert uow.attachments.content(file) == content
        assert uow.acts.of_record("note_of_visit", note.id) == (act,)


def test_a_meeting_comes_back_as_it_went_alone_and_in_the_list(backend: Backend) -> None:
    backend.receive([a_school_record()])
    meeting = a_meeting()
    moved = meeting.move(MeetingDay(date(2026, 5, 6), NOON, ANNA, "Head away – “ill”", "Chair agreed"))
    off = a_meeting(meeting_on=date(2026, 3, 2)).call_off("School closed", ANNA, NOON)
    act = issued(meeting)
    with backend.unit_of_work() as uow:
        for each in (meeting, moved, off):
            uow.meetings.save(each)
        uow.acts.add(act)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.meetings.get(meeting.id) == moved
        assert uow.meetings.get(off.id) == off
    listed = backend.facts().meetings(URN)
    assert [(each.meeting, each.school_name, each.acts) for each in listed] == [
        (off, "Reading School", ()),
        (moved, "Reading School", (act,)),
    ]
    assert backend.facts().meetings() == listed
    assert backend.facts().meetings(OTHER_URN) == ()
    assert backend.facts().meetings_named([str(moved.id)]) == listed[1:]
    lines = backend.facts().meeting_lines(URN)
    assert [(line.meeting_id, line.meeting_on, line.is_called_off, line.papers) for line in lines] == [
        (str(off.id), off.meeting_on, True, frozenset()),
        (str(moved.id), moved.meeting_on, False, {act.details[PAPER]}),
    ]
    assert backend.facts().meeting_lines() == lines
    assert backend.facts().meeting_lines(OTHER_URN) == ()


def test_a_meeting_that_is_not_here_is_refused_in_words(backend: Backend) -> None:
    with backend.unit_of_work() as uow, pytest.raises(RuleBroken, match="not on this laptop"):
        uow.meetings.get(a_meeting().id)


def test_decisions_stand_school_by_school_the_oldest_first(backend: Backend) -> None:
    backend.receive(
        [
            a_school_record(),
            a_category_record(URN, "R", date(2026, 3, 1)),
            a_category_record(URN, "G", date(2025, 9, 1)),
        ]
    )
    assert [each.category for each in backend.facts().decided()] == ["G", "R"]
    with backend.unit_of_work() as uow:
        assert [each.category for each in uow.categories.of_school(URN)] == ["G", "R"]


def test_decisions_of_other_tracks_and_proposals_stand_apart(backend: Backend) -> None:
    backend.receive([a_school_record(), a_category_record(URN, "R", date(2026, 3, 1))])
    grounds = Grounds(
        ("KS2 – below floor", "2"), (About("visit", "v"),), "The head: “unfair”", "reading", "1"
    )
    proposal = CategoryProposal(uuid4(), URN, "high", VISITED_ON, ANNA, "Slow", Track.LEVEL, grounds)
    other = CategoryProposal(uuid4(), URN, "high", VISITED_ON, ANNA, "Slower", Track.LEVEL)
    decision = CategoryDecision(
        decision_id(URN, Track.LEVEL, VISITED_ON),
        URN,
        "high",
        VISITED_ON,
        BEN,
        "Agreed",
        Track.LEVEL,
        VISITED_ON,
        ANNA,
        proposal.id,
        grounds,
    )
    with backend.unit_of_work() as uow:
        uow.categories.propose(proposal)
        uow.categories.propose(other)
        uow.categories.decide(decision)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.categories.latest(URN, VISITED_ON, Track.LEVEL) == decision
        assert uow.categories.of_school(URN, Track.LEVEL) == (decision,)
        assert set(uow.categories.proposals(URN, Track.LEVEL)) == {proposal, other}
        assert category(uow.categories.latest(URN, VISITED_ON)) == "R"
        with pytest.raises(RuleBroken, match=r"stands already|never edited"):
            uow.categories.decide(replace(decision, category="light"))
    facts = backend.facts()
    assert [(each.track, each.category, each.decided_on) for each in facts.decided()] == [
        (Track.CATEGORY, "R", date(2026, 3, 1)),
        (Track.LEVEL, "high", VISITED_ON),
    ]
    assert facts.open_proposals() == (other,)
    (line,) = facts.schools(VISITED_ON)
    assert line.category == "R"


def test_an_inspection_comes_back_as_it_went_alone_and_in_the_list(backend: Backend) -> None:
    backend.receive([a_school_record()])
    rung, ended = an_inspection("rung-2026-03-30"), an_inspection("10012345", ended_on=VISITED_ON)
    with backend.unit_of_work() as uow:
        assert uow.inspections.find(rung.id) is None
        uow.inspections.save(ended)
        uow.inspections.save(rung)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.inspections.get(ended.id) == uow.inspections.find(ended.id) == ended
        assert uow.inspections.of_school(URN) == (rung, ended)
        with pytest.raises(RuleBroken, match="not on this laptop"):
            uow.inspections.get(uuid4())
    listed = backend.facts().inspections(URN)
    assert [each.inspection for each in listed] == [rung, ended]
    assert {each.school_name for each in listed} == {"Reading School"}
    assert backend.facts().inspections() == listed
    assert backend.facts().inspections(OTHER_URN) == ()


def test_a_case_record_comes_back_as_it_went_alone_and_in_the_list(backend: Backend) -> None:
    backend.receive([a_school_record(), a_person_record()])
    record, of_the_council = a_case_record(), a_case_record(urn=None)
    moved = record.step(a_step(), is_locked=True, is_closed=False)
    with backend.unit_of_work() as uow:
        assert uow.case_records.find(record.id) is None
        for each in (record, moved, of_the_council):
            uow.case_records.save(each)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.case_records.get(record.id) == uow.case_records.find(record.id) == moved
        assert uow.case_records.of_school(URN) == (moved,)
        assert uow.case_records.of_school(None) == (of_the_council,)
        with pytest.raises(RuleBroken, match="not on this laptop"):
            uow.case_records.get(uuid4())
    (line,) = backend.facts().case_records(URN)
    assert (line.record_id, line.school_name, line.opened_by_name) == (
        moved.id,
        "Reading School",
        "Anna Adviser",
    )
    assert (line.state, line.is_locked, line.moves, line.dates) == (
        moved.state,
        True,
        moved.moves,
        moved.dates,
    )
    assert {each.record_id for each in backend.facts().case_records()} == {moved.id, of_the_council.id}


def test_a_closed_record_is_kept_as_it_is(backend: Backend) -> None:
    closed = a_case_record().step(a_step(), is_locked=True, is_closed=True)
    with backend.unit_of_work() as uow:
        uow.case_records.save(closed)
        uow.commit()
    with backend.unit_of_work() as uow, pytest.raises(RuleBroken, match="closed"):
        uow.case_records.save(replace(closed, answers={"focus": "Other words"}))


def test_an_action_comes_back_as_it_went_and_the_soonest_stands_first(backend: Backend) -> None:
    backend.receive([a_school_record()])
    later, soon, at_next = (
        an_action(due_on=date(2026, 6, 1)),
        an_action(due_on=date(2026, 5, 1)),
        an_action(due_on=None, at_next_meeting=True),
    )
    with backend.unit_of_work() as uow:
        for each in (at_next, later, soon):
            uow.actions.save(each)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.actions.get(soon.id) == soon
        assert set(uow.actions.of_record(soon.about)) == {later, soon, at_next}
        assert uow.actions.of_record(About("visit", "none")) == ()
        with pytest.raises(RuleBroken, match="not on this laptop"):
            uow.actions.get(uuid4())
    listed = backend.facts().actions(URN)
    assert [each.action for each in listed] == [soon, later, at_next]
    assert {each.school_name for each in listed} == {"Reading School"}
    assert backend.facts().actions(OTHER_URN) == ()


def test_every_way_of_marking_comes_back_as_it_went(backend: Backend) -> None:
    note = a_note(a_visit(), next_steps="Coach")
    ways = {
        MarkWay.TYPED: {"typed": "H. Teacher"},
        MarkWay.DEFERRED: {},
        MarkWay.DECLINED: {"reason": "Wants to read it again"},
    }
    for way, said in ways.items():
        base = signed(note).head_mark
        assert base is not None
        mark = type(base)(
            way=way,
            name=base.name,
            role=base.role,
            at=base.at,
            digest=base.digest,
            response=base.response,
            comment="A comment",
            typed=said.get("typed", ""),
            reason=said.get("reason", ""),
        )
        marked = note.with_head_mark(mark)
        with backend.unit_of_work() as uow:
            uow.notes.save(marked)
            uow.commit()
        with backend.unit_of_work() as uow:
            assert uow.notes.get(note.id) == marked


def test_answers_of_every_shape_come_back_as_they_went(backend: Backend) -> None:
    note = a_note(a_visit()).write(
        {
            "agreed": True,
            "count": 3,
            "empty": None,
            "actions": [{"what": "Coach", "by": None}],
            "table": {"a": 1.5},
        }
    )
    with backend.unit_of_work() as uow:
        uow.notes.save(note)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.notes.get(note.id) == note


def test_versions_stand_first_to_last(backend: Backend) -> None:
    first = signed(a_note(a_visit(), next_steps="Coach"))
    second = first.next_version("A name was misspelt", ANNA)
    with backend.unit_of_work() as uow:
        uow.notes.save(second)
        uow.notes.save(first)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.notes.of_visit(first.visit_id) == (first, second)
        assert uow.notes.of_visit(uuid4()) == ()


def test_what_is_unknown_here_is_said_in_words(backend: Backend) -> None:
    with backend.unit_of_work() as uow:
        with pytest.raises(RuleBroken, match="on this laptop"):
            uow.visits.get(uuid4())
        with pytest.raises(RuleBroken, match="on this laptop"):
            uow.notes.get(uuid4())
        with pytest.raises(RuleBroken, match="on this laptop"):
            uow.people.get(uuid4())
        with pytest.raises(RuleBroken, match="on this laptop"):
            uow.schools.get(Urn(999_999))
        assert uow.schools.find(Urn(999_999)) is None


def test_what_central_owns_can_be_read(backend: Backend) -> None:
    backend.receive(
        [
            a_school_record(),
            a_person_record(ANNA, "Anna Adviser"),
            a_person_record(BEN, "Ben Manager"),
            assignment(URN, "ends", date(2026, 3, 1)),
            assignment(URN, "begins", date(2025, 9, 1)),
            assignment(OTHER_URN, "begins", date(2025, 9, 1)),
            a_category_record(URN, "requiring_support", date(2026, 3, 1)),
            a_category_record(URN, "good", date(2025, 9, 1)),
        ]
    )
    with backend.unit_of_work() as uow:
        school = uow.schools.get(URN)
        assert (school.name, school.address, school.heads[0].name) == (
            "Reading School",
            ("Erleigh Road", "Reading"),
            "Mr Example",
        )
        assert school.opened_on == date(2011, 2, 1)
        assert uow.people.get(BEN).name == "Ben Manager"
        assert {person.id for person in uow.people.all()} == {ANNA, BEN}
        assert [each.action for each in uow.assignments.of_school(URN)] == [
            AssignmentAction.BEGINS,
            AssignmentAction.ENDS,
        ]
        assert category(uow.categories.latest(URN, VISITED_ON)) == "requiring_support"
        assert category(uow.categories.latest(URN, date(2026, 2, 28))) == "good"
        assert uow.categories.latest(URN, date(2025, 8, 31)) is None
        assert uow.working_for() == ME


def test_a_list_of_open_notes_is_the_same_from_either(backend: Backend) -> None:
    backend.receive([a_school_record(), a_person_record()])
    early, late, given = (a_visit(visited_on=date(2026, 3, day)) for day in (2, 9, 4))
    with backend.unit_of_work() as uow:
        for visit in (late, early, given):
            uow.visits.save(visit)
            uow.notes.save(a_note(visit))
        uow.acts.add(provided(a_note(given)))
        uow.commit()
    facts = backend.facts()
    assert [line.visit_id for line in facts.open_notes()] == [early.id, late.id]
    assert [line.visit_id for line in facts.notes(URN)] == [late.id, given.id, early.id]
    (school,) = facts.schools(VISITED_ON)
    assert (school.urn, school.last_visit_on) == (URN, date(2026, 3, 9))


def assignment(urn: Urn, action: str, on: date) -> Record:
    """An assignment as central sends it."""
    payload = {"person_id": str(ANNA), "urn": urn, "action": action, "on": on.isoformat()}
    return Record(kind="caseload_assignment", id=str(uuid4()), revision=1, payload=dict(payload))


def category(decision: object) -> object:
    """The category of a decision, if there is one."""
    return getattr(decision, "category", None)
