"""A step of a record that stops a clock comes in time, or late with a reason that the line manager reads."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.inspection import Inspection
from sia_desktop.services.load_calendar import LoadCalendar
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.move_case_record import MoveCaseRecord
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.deadlines import AskDeadlines, OwedDeadline
from sia_desktop.services.queries.record_page import AskRecord
from sia_desktop.services.queries.team import AskTeam
from sia_desktop.services.queries.today import AskToday
from sia_desktop.services.record_done import RecordDone
from sia_desktop.ui.why_words import why_of
from tests.helpers.a_desk import MANAGER, ME, TODAY, Laptop, a_laptop, with_real_packs

DAY = TODAY.date()  # Wednesday 10 June 2026


def of(council: str, role: str) -> Laptop:
    laptop = with_real_packs(a_laptop(with_visits=False), role)
    laptop.store.me = replace(laptop.store.me, council_code=council)
    return laptop


def under(laptop: Laptop, rule: str) -> list[OwedDeadline]:
    return [each for each in laptop.desk.ask(AskDeadlines()).owed if each.rule == rule]


def inspected(laptop: Laptop, days_ago: int) -> Inspection:
    ended = DAY - timedelta(days=days_ago)
    made = Inspection(
        laptop.urn_of("Micklands"), "10400001", "ofsted-2019", "graded", ME,
        started_on=ended - timedelta(days=1), ended_on=ended, overall="requires_improvement",
    )  # fmt: skip
    laptop.store.inspections.kept[made.id] = made
    return made


def followed(laptop: Laptop, inspection: Inspection) -> CaseRecord:
    """The Post Inspection Record, begun from the inspection, with the day of the visit written."""
    about = About("inspection", str(inspection.id))
    opening = OpenCaseRecord("post_inspection_record", inspection.urn, about)
    laptop.desk.do(opening)
    kept = laptop.store.case_records.kept
    kept[opening.record_id] = kept[opening.record_id].write({"visited_on": "2026-06-01"})
    return kept[opening.record_id]


def visit_step(laptop: Laptop, record: CaseRecord) -> MoveCaseRecord:
    return MoveCaseRecord(record.id, "visit")


def test_a_step_too_late_for_what_binds_asks_why_and_the_manager_sees_it_with_its_limit() -> None:
    laptop = of("oxfordshire", "adviser")
    inspection = inspected(laptop, 20)
    record = followed(laptop, inspection)
    (step,) = [each for each in laptop.desk.ask(AskRecord(record.id)).steps if each.move.code == "visit"]
    assert step.missed is not None
    assert step.missed.due_on == DAY - timedelta(days=6)
    with pytest.raises(RuleBroken, match="is too late"):
        laptop.desk.do(visit_step(laptop, record))
    laptop.desk.do(replace(visit_step(laptop, record), late_reason="The head was away"))
    manager = with_real_packs(laptop, "line_manager")
    manager.store.me = replace(manager.store.me, person_id=MANAGER)
    (late,) = [each for each in manager.desk.ask(AskTeam()).duties if each.due.standing is Standing.MET_LATE]
    assert (late.adviser, late.rule, late.why_late) == ("Priya Nair", "T-OX-02", "The head was away")
    assert (late.due.due_on, late.done_on) == (DAY - timedelta(days=6), DAY)
    why = why_of(late.due)
    assert why is not None
    assert why.due == DAY - timedelta(days=6)
    assert "within 2 weeks of the inspection" in why.source_words
    assert why.days, "the days are counted one by one"


def test_a_visit_in_time_may_be_written_down_later() -> None:
    laptop = of("oxfordshire", "adviser")
    inspection = inspected(laptop, 20)
    record = followed(laptop, inspection)
    laptop.desk.do(LogVisit(inspection.urn, DAY - timedelta(days=10), "other"))
    (step,) = [each for each in laptop.desk.ask(AskRecord(record.id)).steps if each.move.code == "visit"]
    assert step.missed is None
    laptop.desk.do(visit_step(laptop, record))


def test_in_time_no_reason_is_asked_for() -> None:
    laptop = of("oxfordshire", "adviser")
    record = followed(laptop, inspected(laptop, 9))
    laptop.desk.do(visit_step(laptop, record))
    assert laptop.store.case_records.kept[record.id].moves[-1].late_reason == ""


def test_why_of_a_clock_stopped_late_by_hand_says_the_day_the_rule_and_the_reason() -> None:
    laptop = of("oxfordshire", "adviser")
    inspected(laptop, 20)
    (owed,) = under(laptop, "T-OX-02")
    laptop.desk.do(RecordDone(owed, DAY, "The head was away"))
    manager = with_real_packs(laptop, "line_manager")
    manager.store.me = replace(manager.store.me, person_id=MANAGER)
    (late,) = [each for each in manager.desk.ask(AskTeam()).duties if each.due.standing is Standing.MET_LATE]
    why = why_of(late.due)
    assert why is not None
    assert why.due == DAY - timedelta(days=6)
    assert "T-OX-02" in why.sentence
    assert "Wednesday 10 June 2026: The head was away" in why.sentence
    assert why.source_words == owed.timeframe.wording if owed.timeframe else False
    assert "rule T-OX-02" in why.source_line


HMI = (
    "kind,first_day,last_day,name\nvalid_from,2025-09-01,,\nvalid_to,2026-08-31,,\n"
    "term,2025-09-02,2025-12-19,Autumn\nterm,2026-01-05,2026-03-27,Spring\nterm,2026-04-13,2026-07-21,Summer\n"
)


def test_three_in_an_academic_year_are_counted_until_they_are_enough() -> None:
    laptop = of("tri-borough", "adviser")
    made = replace(inspected(laptop, 90), overall="", concern="special_measures")
    laptop.store.inspections.kept[made.id] = made
    for done in range(3):
        (owed,) = under(laptop, "C-32")
        assert owed.label.endswith(f"({done} of 3)")
        assert owed.due.due_on is not None
        assert owed.due.due_on.month == 8, "the academic year under way ends with August"
        laptop.desk.do(RecordDone(owed, DAY - timedelta(days=40 - 10 * done)))
    assert under(laptop, "C-32") == []


def test_a_notes_date_says_when_it_lies_in_the_schools_own_holiday(tmp_path: Path) -> None:
    laptop = of("reading", "adviser")
    micklands, other = laptop.urn_of("Micklands"), laptop.urn_of("Katesgrove")
    terms = tmp_path / "terms.csv"
    terms.write_text(
        "kind,first_day,last_day,name\nvalid_from,2025-09-01,,\nvalid_to,2026-08-31,,\n"
        "term,2026-04-13,2026-06-10,Summer one\nholiday,2026-06-11,2026-06-19,Trips week\n"
        "term,2026-06-22,2026-07-21,Summer two\n",
        encoding="utf-8",
    )
    laptop.desk.do(LoadCalendar(terms, micklands))
    for urn in (micklands, other):
        laptop.desk.do(LogVisit(urn, DAY - timedelta(days=1), "keeping_in_touch"))
    dues = {each.note.urn: each.due.deadline for each in laptop.desk.ask(AskToday()).due}
    own, without = dues[micklands], dues[other]
    assert own is not None
    assert without is not None
    assert own.due_on == without.due_on, "the date stands"
    assert any("is in this school’s holiday (Trips week" in each for each in own.warnings)
    assert not any("holiday" in each for each in without.warnings)
