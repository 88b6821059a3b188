"""Records are opened, written and followed up; inspections, decisions and actions are recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from sia_desktop.domain.about import About
from sia_desktop.domain.action import ActionStatus, Rag
from sia_desktop.domain.category import Grounds, Track
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.inspection import Improvement, Inspection
from sia_desktop.services.agree_action import AgreeAction, agree_action
from sia_desktop.services.answer_section import AnswerSection, answer_section
from sia_desktop.services.decide import Decide, Propose, decide, propose
from sia_desktop.services.move_case_record import MoveCaseRecord, move_case_record
from sia_desktop.services.open_case_record import OpenCaseRecord, open_case_record
from sia_desktop.services.queries.record_page import AskRecord
from sia_desktop.services.queries.school_records import AskSchoolRecords
from sia_desktop.services.record_inspection import RecordInspection, record_inspection
from sia_desktop.services.update_action import UpdateAction, update_action
from tests.helpers.a_desk import MANAGER, ME, TODAY, Laptop, a_laptop, with_real_packs
from tests.helpers.flow_walk import NOON, a_walk
from tests.packs.test_flows_oxfordshire import CAST, IMPROVEMENT

DAY = TODAY.date()


@pytest.fixture
def laptop() -> Laptop:
    """Priya Nair's laptop under Reading's own pack; she has every school."""
    return with_real_packs(a_laptop(with_visits=False))


def does(laptop: Laptop, carry_out: Callable[..., Changed], command: Any) -> Changed:
    """Carry a command out on this laptop."""
    return carry_out(command, laptop.store, laptop.frameworks, laptop.clock)


def an_opening(laptop: Laptop, form: str = "categorisation") -> OpenCaseRecord:
    """A record of this form about Micklands."""
    at = laptop.urn_of("Micklands")
    return OpenCaseRecord(form, at, About("school", str(at)))


def test_a_record_begins_under_the_pack_in_force_at_the_start_of_its_flow(laptop: Laptop) -> None:
    opening = an_opening(laptop)
    assert does(laptop, open_case_record, opening).touches("case_record")
    record = laptop.store.case_records.get(opening.record_id)
    assert (record.pack, record.pack_version, record.state) == ("reading", "2016.1", "evidence")
    assert (record.opened_by, record.opened_on, record.compartment) == (ME, DAY, "")


def test_a_restricted_form_is_offered_to_and_begun_by_those_it_is_open_to(laptop: Laptop) -> None:
    offered = laptop.desk.ask(AskSchoolRecords(laptop.urn_of("Micklands")))
    codes = {each.code for each in offered.forms}
    assert "headteacher_appraisal" in codes, "the adviser advises the governing body"
    assert "performance_report" not in codes
    with pytest.raises(RuleBroken, match="Ask the Head of Education to begin it"):
        does(laptop, open_case_record, an_opening(laptop, "performance_report"))
    head = with_real_packs(laptop, "head_of_education")
    head.store.me = replace(head.store.me, person_id=MANAGER)
    opening = an_opening(head, "performance_report")
    does(head, open_case_record, opening)
    assert head.store.case_records.get(opening.record_id).compartment == "performance_report"


def test_one_inspection_has_one_record_of_a_form_and_opening_it_again_changes_nothing(
    laptop: Laptop,
) -> None:
    at, about = laptop.urn_of("Micklands"), About("inspection", str(uuid4()))
    first, second = (OpenCaseRecord("statement_of_action", at, about) for _ in range(2))
    assert first.record_id == second.record_id
    does(laptop, open_case_record, first)
    kept = laptop.store.case_records.get(first.record_id)
    assert does(laptop, open_case_record, second) == Changed()
    assert laptop.store.case_records.get(first.record_id) == kept


def test_a_restricted_form_says_who_alone_may_read_it(laptop: Laptop) -> None:
    opening = an_opening(laptop, "headteacher_appraisal")
    does(laptop, open_case_record, opening)
    assert laptop.store.case_records.get(opening.record_id).compartment == "headteacher_appraisal"


@pytest.mark.parametrize(("form", "is_given"), [("warning_notice_evidence", False), ("warning_notice", True)])
def test_a_step_that_needs_a_section_of_another_form_is_no_step_of_this_one(
    laptop: Laptop, form: str, is_given: bool
) -> None:
    laptop.store.me = replace(laptop.store.me, council_code="oxfordshire")
    opening = an_opening(laptop, form)
    does(laptop, open_case_record, opening)
    record = laptop.store.case_records.get(opening.record_id)
    laptop.store.case_records.save(replace(record, state="approved"))
    page = laptop.desk.ask(AskRecord(record.id))
    assert ("give" in {step.move.code for step in page.steps}) is is_given


def test_writing_what_stands_there_changes_nothing(laptop: Laptop) -> None:
    opening = an_opening(laptop)
    does(laptop, open_case_record, opening)
    words = AnswerSection(opening.record_id, {"discussion": "Held in June"}, {"meeting_held": DAY})
    assert does(laptop, answer_section, words).touches("case_record")
    assert does(laptop, answer_section, words) == Changed()
    record = laptop.store.case_records.get(opening.record_id)
    assert (record.answers["discussion"], record.dates) == ("Held in June", {"meeting_held": DAY})


def test_nothing_is_begun_or_written_about_a_colleague_s_school(laptop: Laptop) -> None:
    opening = an_opening(laptop)
    does(laptop, open_case_record, opening)
    laptop.store.assignments.kept.clear()
    with pytest.raises(RuleBroken, match="may not write in the records about Micklands"):
        does(laptop, open_case_record, an_opening(laptop))
    with pytest.raises(RuleBroken, match="may not write"):
        does(laptop, answer_section, AnswerSection(opening.record_id, {"discussion": "No"}))


def test_a_step_of_tomorrow_is_not_taken_today(laptop: Laptop) -> None:
    opening = an_opening(laptop)
    does(laptop, open_case_record, opening)
    with pytest.raises(RuleBroken, match="still to come"):
        does(laptop, move_case_record, MoveCaseRecord(opening.record_id, "share", date(2026, 6, 11)))


def test_a_chronology_is_only_added_to(tmp_path: Path) -> None:
    with a_walk(tmp_path, IMPROVEMENT, CAST) as walk:
        record = walk.opens()
        added = {"who": "Anna Adviser", "at": "2026-03-30T12:00:00+00:00"}
        first = {"id": "1", "on": "2026-03-02", "what": "Visited", **added}
        more = {"id": "2", "on": "2026-03-30", "what": "Visited again", **added}

        def write(*rows: dict[str, Any]) -> None:
            words = AnswerSection(record.id, {"progress": list(rows)})
            answer_section(words, walk.hands("adviser"), walk.shelf, lambda: NOON)

        write(first)
        write(first, more)
        for wrong in ((first,), (more, first), ({**first, "what": "Rewritten"}, more), ()):
            with pytest.raises(RuleBroken, match="only ever added to"):
                write(*wrong)
        assert walk.get(record.id).answers["progress"] == [first, more]


def an_inspection(laptop: Laptop, **known: Any) -> Inspection:
    """What is known of an inspection of Micklands."""
    return Inspection(laptop.urn_of("Micklands"), "10012345", "report_card_2025", "graded", ME, **known)


def test_an_inspection_is_known_better_day_by_day(laptop: Laptop) -> None:
    begun = an_inspection(laptop, started_on=date(2026, 5, 12))
    assert does(laptop, record_inspection, RecordInspection(begun)).touches("inspection")
    assert does(laptop, record_inspection, RecordInspection(begun)) == Changed()
    ended = replace(begun, ended_on=date(2026, 5, 13), improvements=(Improvement("1", "Reading"),))
    does(laptop, record_inspection, RecordInspection(replace(ended, recorded_by=uuid4())))
    assert laptop.store.inspections.get(begun.id) == ended
    with pytest.raises(RuleBroken, match="which is before it began"):
        does(
            laptop,
            record_inspection,
            RecordInspection(an_inspection(laptop, started_on=DAY, ended_on=date(2026, 6, 1))),
        )
    with pytest.raises(RuleBroken, match="number"):
        does(laptop, record_inspection, RecordInspection(replace(begun, number=" ")))


def test_an_adviser_proposes_and_the_manager_decides_once_a_day(laptop: Laptop) -> None:
    at = laptop.urn_of("Micklands")
    proposal = Propose(at, Track.CATEGORY, "G", "Standards rose", Grounds(disagreement="The head: “late”"))
    does(laptop, propose, proposal)
    with pytest.raises(RuleBroken, match="may not decide where to place Micklands"):
        does(laptop, decide, Decide(at, Track.CATEGORY, "G", DAY, "Agreed"))
    lead_decides(laptop)
    answer = Decide(at, Track.CATEGORY, "G", DAY, "Agreed", proposal_id=proposal.proposal_id)
    does(laptop, decide, answer)
    decision = laptop.store.categories.latest(at, DAY)
    assert decision is not None
    assert (decision.recommended_by, decision.recommended_on) == (ME, DAY)
    assert (decision.grounds.pack, decision.grounds.pack_version) == ("reading", "2016.1")
    with pytest.raises(RuleBroken, match="stands already"):
        does(laptop, decide, Decide(at, Track.CATEGORY, "S", DAY, "Otherwise"))


def lead_decides(laptop: Laptop) -> None:
    """From now on the laptop is the Strategic Lead's, with the same schools as her own."""
    laptop.store.me = replace(laptop.store.me, role="strategic_lead", person_id=uuid4())
    for assigned in tuple(laptop.store.assignments.kept):
        theirs = replace(assigned, id=uuid4(), person_id=laptop.store.me.person_id)
        laptop.store.assignments.kept.append(theirs)
    person = laptop.store.people.kept[ME]
    laptop.store.people.kept[ME] = replace(person, reports_to=laptop.store.me.person_id)


def test_what_the_head_of_education_decides_the_strategic_lead_does_not(laptop: Laptop) -> None:
    at = laptop.urn_of("Micklands")
    lead_decides(laptop)
    with pytest.raises(RuleBroken, match="decided by the Head of Education"):
        does(laptop, decide, Decide(at, Track.CATEGORY, "R", DAY, "Slow"))
    for wrong, words in (
        (Decide(at, Track.CATEGORY, "Z", DAY, "Why"), "has no category"),
        (Decide(at, Track.LEVEL, "G", DAY, "Why"), "has no level"),
        (Decide(at, Track.CATEGORY, "G", DAY, " "), "Say why"),
        (Decide(at, Track.CATEGORY, "G", DAY, "Why", proposal_id=uuid4()), "proposal"),
    ):
        with pytest.raises(RuleBroken, match=words):
            does(laptop, decide, wrong)


def test_an_action_is_agreed_followed_and_done(laptop: Laptop) -> None:
    at = laptop.urn_of("Micklands")
    agreed = AgreeAction(at, About("visit", str(uuid4())), "Coach", "Deputy", date(2026, 7, 1))
    does(laptop, agree_action, agreed)
    news = UpdateAction(agreed.action_id, progress="Two lessons seen", rag=Rag.AMBER)
    assert does(laptop, update_action, news).touches("action")
    assert does(laptop, update_action, news) == Changed()
    does(laptop, update_action, UpdateAction(agreed.action_id, status=ActionStatus.DONE))
    action = laptop.store.actions.get(agreed.action_id)
    assert (action.progress, action.rag, action.closed_on) == ("Two lessons seen", Rag.AMBER, DAY)
    does(laptop, update_action, UpdateAction(agreed.action_id, status=ActionStatus.OPEN))
    assert laptop.store.actions.get(agreed.action_id).closed_on is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": " "}, "what will be done"),
        ({"owner": ""}, "who will do it"),
        ({"due_on": None}, "next meeting"),
    ],
)
def test_an_action_says_what_who_and_when(laptop: Laptop, wrong: dict[str, Any], words: str) -> None:
    at = laptop.urn_of("Micklands")
    whole = AgreeAction(at, About("visit", "v"), "Coach", "Deputy", date(2026, 7, 1))
    with pytest.raises(RuleBroken, match=words):
        does(laptop, agree_action, replace(whole, **wrong))
