"""Inspections, records and a school's standing make things due; dates are set, done and read by hand."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4, uuid5

import pytest

from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action
from sia_desktop.domain.case_record import CaseRecord, RecordMove
from sia_desktop.domain.category import CategoryDecision, Track
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.inspection import Improvement, Inspection, InspectionCall
from sia_desktop.services.continue_inspection import ContinueInspection
from sia_desktop.services.load_calendar import LoadCalendar
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.queries.deadlines import AskDeadlines, Deadlines, OwedDeadline
from sia_desktop.services.queries.team import AskTeam
from sia_desktop.services.read_otherwise import ReadOtherwise
from sia_desktop.services.record_done import RecordDone
from sia_desktop.services.record_inspection import RecordInspection
from sia_desktop.services.set_date import SetDate
from sia_desktop.ui.history_words import history_words
from sia_desktop.ui.pages.team.words import state_cell
from tests.helpers.a_desk import MANAGER, ME, TODAY, Laptop, a_laptop, with_real_packs

DAY = TODAY.date()  # Wednesday 10 June 2026
TERMS = (
    "kind,first_day,last_day,name\nvalid_from,2025-09-01,,\nvalid_to,2027-07-31,,\n"
    "term,2025-09-02,2025-12-19,Autumn\nterm,2026-01-05,2026-03-27,Spring\nterm,2026-04-13,2026-07-21,Summer\n"
    "half_term_break,2025-10-27,2025-10-31,Half-term\nhalf_term_break,2026-02-16,2026-02-20,Half-term\n"
    "half_term_break,2026-05-25,2026-05-29,Half-term\n"
    "term,2026-09-02,2026-12-18,Autumn\nterm,2027-01-04,2027-03-25,Spring\nterm,2027-04-12,2027-07-21,Summer\n"
    "half_term_break,2026-10-26,2026-10-30,Half-term\nhalf_term_break,2027-02-15,2027-02-19,Half-term\n"
    "half_term_break,2027-05-31,2027-06-04,Half-term\n"
)


def of(council: str, role: str) -> Laptop:
    laptop = with_real_packs(a_laptop(with_visits=False), role)
    laptop.store.me = replace(laptop.store.me, council_code=council)
    return laptop


@pytest.fixture
def oxfordshire() -> Laptop:
    """An adviser of Oxfordshire's."""
    return of("oxfordshire", "adviser")


@pytest.fixture
def reading() -> Laptop:
    """An adviser of Reading's."""
    return of("reading", "adviser")


def under(laptop: Laptop, rule: str) -> list[OwedDeadline]:
    answer: Deadlines = laptop.desk.ask(AskDeadlines())
    return [each for each in answer.owed if each.rule == rule]


def inspected(laptop: Laptop, overall: str, ended_on: date, **other: object) -> Inspection:
    urn = laptop.urn_of("Micklands")
    made = Inspection(
        urn, "10400001", "ofsted-2019", "graded", ME,
        started_on=ended_on - timedelta(days=1), ended_on=ended_on, overall=overall, **other,  # type: ignore[arg-type]  # spelled out by each test
    )  # fmt: skip
    laptop.store.inspections.kept[made.id] = made
    return made


def stands(laptop: Laptop, code: str, on: date, track: Track = Track.CATEGORY) -> CategoryDecision:
    decision = CategoryDecision(
        uuid5(MANAGER, f"{track} {on}"), laptop.urn_of("Micklands"), code, on, MANAGER, "Review", track
    )
    laptop.store.categories.kept.append(decision)
    return decision


def test_an_ri_judgement_starts_its_two_weeks_and_a_visit_stops_them(oxfordshire: Laptop) -> None:
    inspection = inspected(oxfordshire, "requires_improvement", DAY - timedelta(days=9))
    (owed,) = under(oxfordshire, "T-OX-02")
    assert owed.due.due_on == inspection.ended_on + timedelta(days=14)  # type: ignore[operator]  # it has ended
    assert (owed.record_kind, owed.record_id) == ("inspection", str(inspection.id))
    oxfordshire.desk.do(LogVisit(inspection.urn, DAY, "other"))
    assert under(oxfordshire, "T-OX-02") == []
    assert under(oxfordshire, "T-OX-02/record"), "the record of it is still owed"


def test_neither_a_predecessors_judgement_nor_one_long_past_starts_a_clock(oxfordshire: Laptop) -> None:
    inspected(oxfordshire, "requires_improvement", DAY - timedelta(days=400))
    assert under(oxfordshire, "T-OX-02") == []
    inspected(oxfordshire, "requires_improvement", DAY, predecessor_urn=oxfordshire.urn_of("Katesgrove"))
    assert under(oxfordshire, "T-OX-02") == []


def test_what_was_done_before_ofsted_gave_its_number_still_stops_the_clock(oxfordshire: Laptop) -> None:
    urn, ended_on = oxfordshire.urn_of("Micklands"), DAY - timedelta(days=6)
    told = Inspection(
        urn, "rung-2026-06-01", "ofsted-2019", "graded", ME,
        call=InspectionCall(DAY - timedelta(days=9), ME), ended_on=ended_on, overall="requires_improvement",
        improvements=(Improvement("1", "Teach reading in every year"),),
    )  # fmt: skip
    oxfordshire.desk.do(RecordInspection(told))
    (owed,) = under(oxfordshire, "T-OX-02")
    oxfordshire.desk.do(RecordDone(owed, DAY))
    numbered = inspected(oxfordshire, "requires_improvement", ended_on)
    assert under(oxfordshire, "T-OX-02"), "two inspections, until somebody says that they are one"
    oxfordshire.desk.do(ContinueInspection(told.id, numbered.id))
    assert under(oxfordshire, "T-OX-02") == []
    kept = oxfordshire.store.inspections.kept
    assert kept[told.id].continued_as == numbered.id
    assert (kept[numbered.id].call, kept[numbered.id].improvements) == (told.call, told.improvements)
    with pytest.raises(RuleBroken, match="linked already"):
        oxfordshire.desk.do(ContinueInspection(told.id, numbered.id))


def test_only_inspections_that_may_be_one_are_linked(oxfordshire: Laptop) -> None:
    before = inspected(oxfordshire, "good", DAY - timedelta(days=90))
    told = replace(
        before, number="rung-2026-06-10", started_on=None, ended_on=None, overall="",
        call=InspectionCall(DAY, ME),
    )  # fmt: skip
    elsewhere = replace(told, urn=oxfordshire.urn_of("Katesgrove"), number="10499999")
    for each in (told, elsewhere):
        oxfordshire.store.inspections.kept[each.id] = each
    for other, sentence in ((before, "another one"), (elsewhere, "two schools"), (told, "in itself")):
        with pytest.raises(RuleBroken, match=sentence):
            oxfordshire.desk.do(ContinueInspection(told.id, other.id))


def test_done_late_against_what_binds_needs_a_reason_which_is_kept(oxfordshire: Laptop) -> None:
    inspected(oxfordshire, "requires_improvement", DAY - timedelta(days=20))
    (owed,) = under(oxfordshire, "T-OX-02")
    assert owed.due.standing is Standing.LATE
    with pytest.raises(RuleBroken, match="is too late"):
        oxfordshire.desk.do(RecordDone(owed, DAY))
    with pytest.raises(RuleBroken, match="still to come"):
        oxfordshire.desk.do(RecordDone(owed, DAY + timedelta(days=1)))
    with pytest.raises(RuleBroken, match="cannot have been done before"):
        oxfordshire.desk.do(RecordDone(owed, DAY - timedelta(days=30)))
    oxfordshire.desk.do(RecordDone(owed, DAY, "The head was away"))
    assert under(oxfordshire, "T-OX-02") == []
    assert oxfordshire.store.acts.kept[-1].late_reason == "The head was away"


def test_what_was_done_late_is_on_the_line_managers_page_with_its_reason(oxfordshire: Laptop) -> None:
    inspected(oxfordshire, "requires_improvement", DAY - timedelta(days=20))
    (owed,) = under(oxfordshire, "T-OX-02")
    oxfordshire.desk.do(RecordDone(owed, DAY, "The head was away"))
    laptop = with_real_packs(oxfordshire, "line_manager")
    laptop.store.me = replace(laptop.store.me, person_id=MANAGER)
    (late,) = [each for each in laptop.desk.ask(AskTeam()).duties if each.due.standing is Standing.MET_LATE]
    assert (late.adviser, late.rule, late.done_on) == ("Priya Nair", "T-OX-02", DAY)
    assert (late.due.due_on, late.why_late) == (DAY - timedelta(days=6), "The head was away")
    cell = state_cell(late)
    assert (cell.text, cell.note) == ("Done late", "The head was away")
    laptop.store.people.kept[ME] = replace(laptop.store.people.kept[ME], reports_to=None)
    assert not any(each.why_late for each in laptop.desk.ask(AskTeam()).duties), "no longer of the line"


def supported(laptop: Laptop, since: date) -> CaseRecord:
    """A record that support began."""
    urn = laptop.urn_of("Micklands")
    framework = laptop.frameworks.current("oxfordshire", DAY)
    record = CaseRecord(
        uuid4(), urn, "support_record", framework.code, framework.version, About("school", str(urn)), ME,
        since, dates={"support_started": since},
    )  # fmt: skip
    laptop.store.case_records.kept[record.id] = record
    return record


def test_an_undefined_limit_gets_its_date_from_the_adviser_and_remembers_every_one(
    oxfordshire: Laptop,
) -> None:
    record = supported(oxfordshire, DAY - timedelta(days=5))
    (owed,) = under(oxfordshire, "T-OX-05")
    assert (owed.record_id, owed.due.due_on) == (str(record.id), None)
    with pytest.raises(RuleBroken, match="needs a reason"):
        oxfordshire.desk.do(SetDate(owed, DAY + timedelta(days=10), ""))
    with pytest.raises(RuleBroken, match="is before"):
        oxfordshire.desk.do(SetDate(owed, DAY - timedelta(days=10), "Early"))
    oxfordshire.desk.do(SetDate(owed, DAY + timedelta(days=10), "Agreed with the governors"))
    (owed,) = under(oxfordshire, "T-OX-05")
    assert owed.due.due_on == DAY + timedelta(days=10)
    assert owed.due.deadline is not None
    assert "Set by the adviser: Agreed with the governors" in owed.due.deadline.warnings
    oxfordshire.clock.move(timedelta(minutes=1))
    oxfordshire.desk.do(SetDate(owed, DAY - timedelta(days=1), "Sooner, as the chair asks"))
    (owed,) = under(oxfordshire, "T-OX-05")
    assert owed.due.standing is Standing.LATE
    assert "Moved on Wednesday 10 June 2026 from Saturday 20 June 2026: Sooner" in history_words(owed.history)


def test_one_record_may_be_read_otherwise_by_who_may_and_no_other_is() -> None:
    laptop = of("reading", "head_of_education")
    published = DAY - timedelta(days=2)
    inspected(laptop, "", DAY - timedelta(days=5), published_on=published, concern="special_measures")
    (owed,) = under(laptop, "E-01")
    with pytest.raises(RuleBroken, match="needs a reason"):
        laptop.desk.do(ReadOtherwise(owed, "working_days", ""))
    with pytest.raises(RuleBroken, match="has no reading called"):
        laptop.desk.do(ReadOtherwise(owed, "backwards", "x"))
    laptop.desk.do(ReadOtherwise(owed, "working_days", "As the inspector asked"))
    (owed,) = under(laptop, "E-01")
    assert owed.timeframe is not None
    assert (owed.timeframe.reading, owed.due.due_on is not None) == ("working_days", True)
    assert laptop.frameworks.current("reading", DAY).timeframe("E-01").reading == "literal"
    adviser = of("reading", "adviser")
    inspected(adviser, "", DAY - timedelta(days=5), published_on=published, concern="special_measures")
    (owed,) = under(adviser, "E-01")
    with pytest.raises(RuleBroken, match="may not"):
        adviser.desk.do(ReadOtherwise(owed, "working_days", "As the law counts"))


def test_the_law_is_answered_by_the_councils_own_statement_of_action(reading: Laptop) -> None:
    published = DAY - timedelta(days=2)
    inspection = inspected(
        reading, "", DAY - timedelta(days=5), published_on=published, concern="special_measures"
    )
    assert under(reading, "E-01")
    framework = reading.frameworks.current("reading", DAY)
    submitted = RecordMove(
        "submit", "drafted", "submitted", ME, "head_of_education", TODAY, DAY, does="submitted"
    )
    record = CaseRecord(
        uuid4(), inspection.urn, "statement_of_action", framework.code, framework.version,
        About("inspection", str(inspection.id)), ME, DAY, moves=(submitted,),
    )  # fmt: skip
    reading.store.case_records.kept[record.id] = record
    assert under(reading, "E-01") == []


def test_an_agreed_action_is_due_on_its_day(reading: Laptop) -> None:
    urn = reading.urn_of("Micklands")
    action = Action(
        uuid4(), urn, About("school", str(urn)), DAY, ME, "Share the plan", "Headteacher",
        due_on=DAY - timedelta(days=1),
    )  # fmt: skip
    reading.store.actions.kept[action.id] = action
    (owed,) = under(reading, "T-RD-08")
    assert (owed.label, owed.due.standing) == ("Share the plan (Headteacher)", Standing.LATE)
    assert owed.due.deadline is not None
    assert not owed.due.deadline.turns_red, "expected of somebody outside, and never red"


def test_what_comes_round_for_a_category_is_due_again_after_each_time(
    reading: Laptop, tmp_path: Path
) -> None:
    stands(reading, "R", date(2026, 4, 20))
    (owed,) = under(reading, "T-RD-07")
    assert owed.due.needs_calendar
    assert "Load its school calendar" in owed.due.sentence
    terms = tmp_path / "terms.csv"
    terms.write_text(TERMS, encoding="utf-8")
    reading.desk.do(LoadCalendar(terms, reading.urn_of("Micklands")))
    (owed,) = under(reading, "T-RD-07")
    first = owed.due.due_on
    assert first is not None
    reading.desk.do(RecordDone(owed, DAY, "" if first >= DAY else "Moved by the school"))
    (owed,) = under(reading, "T-RD-07")
    assert owed.due.due_on is not None
    assert owed.due.due_on > max(first, DAY)


def test_six_weeks_run_from_the_last_meeting_of_its_kind(oxfordshire: Laptop) -> None:
    stands(oxfordshire, "high", DAY - timedelta(days=50))
    rule = under(oxfordshire, "C-07")
    assert [each.due.standing for each in rule] == [Standing.LATE]
    oxfordshire.desk.do(RecordDone(rule[0], DAY - timedelta(days=2), "Illness"))
    assert [each.due.due_on for each in under(oxfordshire, "C-07")] == [DAY + timedelta(days=40)]
