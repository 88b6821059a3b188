"""Meetings: fixed in time or with a reason, moved openly, their papers recorded in time or with a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from sia_contract.resources import resources
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.issue_paper import IssuePaper
from sia_desktop.services.move_meeting import CallOffMeeting, MoveMeeting
from sia_desktop.services.queries.deadlines import OwedDeadline
from sia_desktop.services.queries.meeting_plan import AskMeetingPlan, ProposedDay, kinds_to_plan
from sia_desktop.services.queries.team import AskTeam
from sia_desktop.services.save_calendar import entries_of
from sia_desktop.ui.history_words import history_words
from tests.helpers.a_desk import MANAGER, ME, TODAY, Laptop, a_laptop
from tests.helpers.reading_framework import READING
from tests.unit.services.test_deadlines import asked

DAY = TODAY.date()  # Wednesday 10 June 2026
FAR = date(2026, 7, 1)
"""The agenda of a meeting on this day is due on Wednesday 17 June."""


def fixed(laptop: Laptop, on: date = FAR, override: str = "", kind: str = "rap_meeting") -> UUID:
    """A meeting at Micklands."""
    command = FixMeeting(laptop.urn_of("Micklands"), kind, on, override)
    laptop.desk.do(command)
    return command.meeting_id


def papers(laptop: Laptop) -> dict[str, OwedDeadline]:
    """What is owed for meetings, by paper."""
    return {
        each.record_id.partition("-")[0]: each for each in asked(laptop).owed if each.record_kind == "meeting"
    }


def test_a_fixed_meeting_owes_its_papers_each_by_its_day() -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    due = {code: owed.due.due_on for code, owed in papers(laptop).items()}
    assert due == {
        "agenda": date(2026, 6, 17),
        "evidence": date(2026, 6, 24),
        "minutes": date(2026, 7, 11),
    }
    (kept,) = laptop.store.meetings.kept.values()
    assert (kept.id, kept.called_by, kept.days[0].override) == (meeting, ME, "")


def test_inside_its_lead_time_it_is_refused_unless_somebody_answers_for_it() -> None:
    laptop = a_laptop()
    soon = DAY + timedelta(days=7)
    with pytest.raises(RuleBroken, match=r"leaves no time: Agenda.*Choose Wednesday 24 June 2026 or later"):
        fixed(laptop, soon)
    with pytest.raises(RuleBroken, match="leaves no time"):
        fixed(laptop, soon, "  ")
    assert laptop.store.meetings.kept == {}
    fixed(laptop, soon, "The governors can only come then")
    (kept,) = laptop.store.meetings.kept.values()
    assert (kept.days[0].override, kept.days[0].by) == ("The governors can only come then", ME)


def test_an_override_that_was_not_needed_is_not_kept() -> None:
    laptop = a_laptop()
    fixed(laptop, override="Just in case")
    (kept,) = laptop.store.meetings.kept.values()
    assert kept.days[0].override == ""


def test_the_plan_shows_the_chain_the_refusal_and_the_earliest_day() -> None:
    laptop = a_laptop()
    urn = laptop.urn_of("Micklands")
    soon: ProposedDay = laptop.desk.ask(AskMeetingPlan(urn, "rap_meeting", DAY + timedelta(days=7)))
    assert [step.paper for step in soon.plan.steps] == ["agenda", "evidence", "minutes"]
    assert [step.paper for step in soon.plan.missed] == ["agenda"]
    assert soon.refusal
    assert laptop.desk.ask(AskMeetingPlan(urn, "rap_meeting", soon.plan.earliest_on)).refusal == ""


def test_only_the_meetings_a_school_of_this_category_has_are_offered() -> None:
    assert [kind.code for kind in kinds_to_plan(READING, "R")] == ["rap_meeting", "spa_meeting"]
    assert [kind.code for kind in kinds_to_plan(READING, "G")] == ["spa_meeting"]
    assert [kind.code for kind in kinds_to_plan(READING, None)] == ["spa_meeting"]


def test_a_meeting_without_limits_is_offered_too_but_none_of_the_whole_council() -> None:
    oxfordshire = Shelf(resources()).current("oxfordshire", DAY)
    at_high = [kind.code for kind in kinds_to_plan(oxfordshire, "high")]
    assert at_high[0] == "task_group"
    assert {"team_around_school", "next_steps_discussion", "challenge_meeting"} <= set(at_high)
    assert "scc_meeting" not in at_high
    assert "task_group" not in [kind.code for kind in kinds_to_plan(oxfordshire, "additional")]


def test_an_agenda_in_time_stops_its_clock_and_late_asks_why() -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    laptop.clock.move(timedelta(days=8))  # the day after its last
    with pytest.raises(RuleBroken, match=r"Wednesday 17 June 2026 the last day.*T?"):
        laptop.desk.do(IssuePaper(meeting, "agenda", DAY + timedelta(days=8)))
    laptop.desk.do(IssuePaper(meeting, "agenda", DAY + timedelta(days=7)))  # it went out yesterday
    (act,) = laptop.store.acts.of_record("meeting", meeting)
    assert (act.act, act.on, act.late_reason) == ("issued", date(2026, 6, 17), "")
    assert set(papers(laptop)) == {"evidence", "minutes"}


def test_a_late_agenda_is_kept_with_its_reason() -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    laptop.clock.move(timedelta(days=8))
    laptop.desk.do(IssuePaper(meeting, "agenda", DAY + timedelta(days=8), "Waited for the chair"))
    (act,) = laptop.store.acts.of_record("meeting", meeting)
    assert (act.late_reason, act.by) == ("Waited for the chair", ME)
    laptop.store.me = replace(laptop.store.me, person_id=MANAGER)
    (late,) = [each for each in laptop.desk.ask(AskTeam()).duties if each.why_late]
    assert (late.due.standing, late.due.due_on) == (Standing.MET_LATE, date(2026, 6, 17))
    assert (late.adviser, late.done_on) == ("Priya Nair", date(2026, 6, 18))
    assert late.why_late == "Waited for the chair"


def test_a_heads_late_evidence_is_recorded_without_asking() -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    laptop.clock.move(timedelta(days=16))
    laptop.desk.do(IssuePaper(meeting, "evidence", date(2026, 6, 26)))
    assert set(papers(laptop)) == {"agenda", "minutes"}


@pytest.mark.parametrize(
    ("paper", "on", "said"),
    [
        ("minutes", DAY, "follows the meeting of Wednesday 1 July 2026"),
        ("agenda", DAY + timedelta(days=1), "still to come"),
        ("poster", DAY, "has no paper “poster”"),
    ],
)
def test_what_cannot_have_been_is_refused(paper: str, on: date, said: str) -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    with pytest.raises(RuleBroken, match=said):
        laptop.desk.do(IssuePaper(meeting, paper, on))


def test_a_paper_is_recorded_once() -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    laptop.desk.do(IssuePaper(meeting, "agenda", DAY))
    with pytest.raises(RuleBroken, match="on record already, on Wednesday 10 June 2026"):
        laptop.desk.do(IssuePaper(meeting, "agenda", DAY))


def test_a_moved_meeting_moves_its_dates_says_so_and_moves_its_calendar_entry() -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    with pytest.raises(RuleBroken, match="Say why the meeting moves"):
        laptop.desk.do(MoveMeeting(meeting, FAR + timedelta(days=7), " "))
    with pytest.raises(RuleBroken, match="already"):
        laptop.desk.do(MoveMeeting(meeting, FAR, "Twice"))
    laptop.desk.do(MoveMeeting(meeting, FAR + timedelta(days=7), "The headteacher is away"))
    agenda = papers(laptop)["agenda"]
    assert agenda.due.due_on == date(2026, 6, 24)
    assert history_words(agenda.history) == (
        "Moved on Wednesday 10 June 2026 from Wednesday 17 June 2026: The headteacher is away."
    )
    (entry,) = entries_of([agenda], "reading")
    assert (entry.uid, entry.sequence) == (f"T-RD-04-agenda-{meeting}@reading", 1)
    assert "rap" not in entry.title.lower()


def test_moved_inside_the_lead_time_it_needs_a_reason_but_an_agenda_already_out_counts() -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    nearer = DAY + timedelta(days=9)
    with pytest.raises(RuleBroken, match="leaves no time"):
        laptop.desk.do(MoveMeeting(meeting, nearer, "Sooner is better"))
    laptop.desk.do(IssuePaper(meeting, "agenda", DAY))
    laptop.clock.move(timedelta(days=2))
    laptop.desk.do(MoveMeeting(meeting, date(2026, 6, 24), "Sooner is better"))
    (kept,) = laptop.store.meetings.kept.values()
    assert [day.on for day in kept.days] == [FAR, date(2026, 6, 24)]
    assert kept.days[1].override == ""
    laptop.desk.do(MoveMeeting(meeting, date(2026, 6, 18), "Sooner still", "The chair agreed"))
    assert laptop.store.meetings.get(meeting).days[2].override == "The chair agreed"


def test_a_meeting_called_off_owes_nothing_and_changes_no_more() -> None:
    laptop = a_laptop()
    meeting = fixed(laptop)
    with pytest.raises(RuleBroken, match="Say why"):
        laptop.desk.do(CallOffMeeting(meeting, ""))
    laptop.desk.do(CallOffMeeting(meeting, "The school closes"))
    assert papers(laptop) == {}
    for command in (
        CallOffMeeting(meeting, "Again"),
        MoveMeeting(meeting, FAR + timedelta(days=1), "Why"),
        IssuePaper(meeting, "agenda", DAY),
    ):
        with pytest.raises(RuleBroken, match="called off"):
            laptop.desk.do(command)


def test_who_may_not_call_meetings_is_told_who_can() -> None:
    laptop = a_laptop()
    laptop.store.assignments.kept.clear()
    with pytest.raises(RuleBroken, match="you may not call a meeting about Micklands"):
        fixed(laptop)


def test_readings_own_pack_plans_its_meeting_as_it_is_printed() -> None:
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = Shelf(resources())
    laptop.clock.now = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
    command = FixMeeting(laptop.urn_of("Micklands"), "rap_meeting", date(2026, 5, 12))
    laptop.desk.do(command)
    assert {code: owed.due.due_on for code, owed in papers(laptop).items()} == {
        "agenda": date(2026, 4, 27),
        "self_evaluation_comments": date(2026, 5, 5),
        "evidence": date(2026, 5, 5),
        "written_record": date(2026, 5, 19),
        "minutes": date(2026, 5, 22),
    }
    laptop.clock.now = datetime(2026, 4, 28, 9, 0, tzinfo=UTC)
    with pytest.raises(RuleBroken, match="Monday 27 April 2026 the last day"):
        laptop.desk.do(IssuePaper(command.meeting_id, "agenda", date(2026, 4, 28)))
