"""A year in Reading: a good school in trouble, its plan, two reviews, and the way back to good.

Through the real windows of the adviser, the Strategic Lead and the Head of Education, their encrypted
stores and the real central. The school is a demonstration school among the borough's real ones.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.services.load_calendar import LoadCalendar
from sia_desktop.services.queries.pathway import AskPathway
from sia_desktop.services.queries.team import AskTeam
from tests.helpers.at_the_desk import AtTheDesk, at_the_desk, it_is
from tests.helpers.county_hall import CountyHall
from tests.helpers.fixed_clock import FixedClock
from tests.helpers.laptops import Laptop
from tests.helpers.meadowside import MEADOWSIDE, with_meadowside
from tests.ui.conftest import look

__all__ = ["look"]

TERMS = resources() / "frameworks" / "reading" / "2016-12-13" / "school-calendar-2025-26.csv"
LATE = "The clerk was away; the notes came back after half term."
INDICATORS = {
    "outcomes": "red",
    "complaints": "green",
    "inspection_risk": "amber",
    "attendance": "amber",
    "exclusions": "green",
    "council_reviews": "amber",
    "siams": "green",
    "hmi_monitoring": "green",
    "safeguarding": "green",
    "beyond_ofsted": "amber",
}
TOLD = "Governing body and headteacher told in writing; category G"
CRITERIA = ("self_evaluation", "plan", "leadership", "tracking", "development")


@pytest.fixture
def county_hall(tmp_path: Path) -> CountyHall:
    """Reading's central, with a demonstration school in category G among the real ones."""
    hall = CountyHall(tmp_path / "central", is_long_ago=True)
    hall.runs("init", "--council", "reading", "--demonstration")
    hall.runs("import-schools", str(with_meadowside(tmp_path)), "--as-at", "2025-09-01")
    hall.employs("Hana Head", "hana@reading.example", "head_of_education")
    hall.employs("Morgan Lead", "morgan@reading.example", "strategic_lead", reports_to="hana@reading.example")
    hall.employs("Priya Adviser", "priya@reading.example", "adviser", reports_to="morgan@reading.example")
    hall.runs("assign", "--email", "priya@reading.example", "--all", "--on", "2025-09-01")
    decided = ("--by", "morgan@reading.example", "--reason", "Outcomes as national", "--on", "2025-01-13")
    hall.runs("decide-category", "--urn", str(MEADOWSIDE), "--category", "G", *decided)
    return hall


def test_a_year_from_good_to_raising_achievement_and_back(
    qtbot: QtBot, county_hall: CountyHall, laptops: Callable[[str], Laptop]
) -> None:
    clock = FixedClock(datetime(2025, 9, 8, 8, 0, tzinfo=UTC))
    with ExitStack() as open_ones:
        address = open_ones.enter_context(county_hall.serving())
        people = []
        for name in ("priya", "morgan", "hana"):
            laptop = laptops(name)
            laptop.is_enrolled_at(address, f"{name}@reading.example")
            people.append(open_ones.enter_context(at_the_desk(qtbot, name, laptop, clock)))
        priya, morgan, hana = people
        priya.does(LoadCalendar(TERMS, MEADOWSIDE))

        a_category_is_proposed_heard_and_endorsed(priya, morgan, hana, clock)
        a_plan_is_agreed_twice(priya, morgan, clock)
        first = a_review_in_time(priya, morgan, clock)
        second = a_review_whose_minutes_are_late(priya, morgan, clock)
        the_line_manager_reads_why_it_was_late(morgan)
        the_school_leaves_intervention(priya, morgan, hana, clock)
        nothing_is_owed_any_more(priya, first, second)


def a_category_is_proposed_heard_and_endorsed(
    priya: AtTheDesk, morgan: AtTheDesk, hana: AtTheDesk, clock: FixedClock
) -> None:
    """Indicators, provisional category, shared, recommended, heard, endorsed, told in writing, decided."""
    priya.goes("records", urn=MEADOWSIDE)
    priya.chooses(priya.page.form, "categorisation")
    priya.clicks(priya.page.begin)
    priya.reads_record("categorisation")
    team = {"contributor": "School Improvement Team"}
    officers = {"contributor": "Finance and early help"}
    rated = {
        code: {"rag": rag} | (officers if code == "beyond_ofsted" else team)
        for code, rag in INDICATORS.items()
    }
    priya.writes({"indicators": rated, "provisional": "R", "information_visit": "t"})
    priya.takes("Agree a provisional category", to="Provisional")
    priya.takes("Share with the school", to="Shared with the school")
    assert "Strategic Lead" in priya.is_refused("Recommend intervention")
    priya.writes({"school_view": "The school moderates Year 5 writing already."})
    priya.syncs()

    it_is(clock, date(2025, 9, 15))
    morgan.syncs()
    morgan.opens(MEADOWSIDE, "categorisation")
    morgan.takes(
        "Recommend intervention", to="Intervention recommended", reason="Progress fell for three years"
    )
    morgan.syncs()

    it_is(clock, date(2025, 9, 22))
    hana.syncs()
    hana.opens(MEADOWSIDE, "categorisation")
    hana.takes("Hear the school", to="School heard")
    hana.takes("Endorse", to="Endorsed", reason="The evidence is sufficient")
    assert "Letter to the governing body" in hana.is_refused("Write to the governing body")
    hana.decides(MEADOWSIDE, "R", "Endorsed after hearing the school")
    hana.syncs()

    priya.syncs()
    priya.begins(MEADOWSIDE, "category_letter")
    priya.writes({"category": "R, Raising Achievement", "process": "A plan, agreed twice and reviewed."})
    priya.syncs()
    morgan.syncs()
    morgan.opens(MEADOWSIDE, "categorisation")
    morgan.takes("Write to the governing body", to="School told in writing")
    morgan.syncs()
    priya.syncs()


def a_plan_is_agreed_twice(priya: AtTheDesk, morgan: AtTheDesk, clock: FixedClock) -> None:
    """By the adviser and by the Strategic Lead; what the second one asks for is written first."""
    it_is(clock, date(2025, 9, 29))
    page = priya.opens_pathway(MEADOWSIDE)
    assert page.now.lines[0].words == "Begin: Raising Achievement Plan"
    priya.begins(MEADOWSIDE, "raising_achievement_plan")
    priya.writes(
        {
            "priorities": "Writing in Years 4 to 6.",
            "actions": [("Moderate writing together", "English lead", "28/11/25")],
            "success_criteria": "Disadvantaged pupils in Year 5 write as well as others nationally.",
            "milestones": [
                {"milestone": "Every teacher moderates", "by": "19/12/25", "reached": "yes"},
                {"milestone": "Year 5 on track", "by": "27/3/26", "reached": "yes"},
            ],
            "targets": [{"group": "Disadvantaged, Year 5", "target": "65% at the expected standard"}],
            "criteria_explained": "t",
        }
    )
    priya.takes("Agree the draft", to="Agreed by the adviser")
    assert "Strategic Lead" in priya.is_refused("Agree the plan")
    priya.syncs()
    morgan.syncs()
    morgan.opens(MEADOWSIDE, "raising_achievement_plan")
    morgan.takes("Agree the plan", to="Agreed by the Strategic Lead")
    morgan.syncs()
    priya.syncs()
    page = priya.opens(MEADOWSIDE, "raising_achievement_plan")
    assert [(each.by_name, each.stands, each.fault) for each in page._page.signed] == [
        ("Morgan Lead", True, ""),
        ("Priya Adviser", True, ""),
    ]
    priya.presses(page.steps, "Open the signed PDF")
    priya.waits(lambda: priya.window.navigation.current == "record_paper")
    priya.waits(lambda: priya.page.preview.findChildren(QLabel))


def a_review_in_time(priya: AtTheDesk, morgan: AtTheDesk, clock: FixedClock) -> date:
    """Agenda ten working days ahead, evidence and comments in time, verified, minuted within ten days."""
    it_is(clock, date(2025, 10, 1))
    on = priya.plans_a_meeting(MEADOWSIDE)
    assert on == date(2025, 10, 15)
    priya.writes_paper(
        MEADOWSIDE, on, "agenda", {"headings": [{"heading": "Writing in Year 5", "led_by": "Headteacher"}]}
    )
    priya.records_paper(MEADOWSIDE, on, "agenda")
    it_is(clock, date(2025, 10, 8))
    priya.records_paper(MEADOWSIDE, on, "evidence")
    priya.records_paper(MEADOWSIDE, on, "self_evaluation_comments")
    priya.begins(MEADOWSIDE, "rap_verification")
    seen = {"criterion": "Year 5 writing", "evidence": "Books of twelve pupils", "rag": "amber"}
    priya.writes({"findings": [seen]})
    priya.takes("Verify the evidence", to="Verified")
    it_is(clock, date(2025, 10, 22))
    priya.records_paper(MEADOWSIDE, on, "written_record")
    minuted(priya, on, "continue")
    priya.records_paper(MEADOWSIDE, on, "minutes")
    approved(priya, morgan, on)
    page = priya.opens_meeting(MEADOWSIDE, on)
    assert [row.distance for row in page.papers.rows if row.date] == [
        "Issued in time",
        "Presented in time",
        "Received in time",
        "Provided in time",
        "Circulated in time",
    ]
    return on


def a_review_whose_minutes_are_late(priya: AtTheDesk, morgan: AtTheDesk, clock: FixedClock) -> date:
    """The second review: all before it in time; its minutes after their last day, with the reason."""
    it_is(clock, date(2026, 1, 26))
    on = priya.plans_a_meeting(MEADOWSIDE, date(2026, 2, 11))
    headings = {"headings": [{"heading": "Writing in Year 5"}, {"heading": "Readiness to leave"}]}
    priya.writes_paper(MEADOWSIDE, on, "agenda", headings)
    priya.records_paper(MEADOWSIDE, on, "agenda")
    it_is(clock, date(2026, 2, 3))
    priya.records_paper(MEADOWSIDE, on, "evidence")
    priya.records_paper(MEADOWSIDE, on, "self_evaluation_comments")
    it_is(clock, date(2026, 2, 18))
    priya.records_paper(MEADOWSIDE, on, "written_record")
    it_is(clock, date(2026, 2, 25))
    page = priya.opens_pathway(MEADOWSIDE)
    assert "Minutes of Wed 11 Feb" in [line.words for line in page.now.lines]
    minuted(priya, on, "ready_to_exit")
    priya.records_paper(MEADOWSIDE, on, "minutes", late_because=LATE)
    approved(priya, morgan, on)
    page = priya.opens_meeting(MEADOWSIDE, on)
    minutes = page.papers.rows[-1]
    assert (minutes.distance, LATE in minutes.subtitle) == ("Circulated late", True)
    return on


def minuted(priya: AtTheDesk, on: date, outcome: str) -> None:
    """Who came, heading by heading, actions, impact and outcome."""
    priya.writes_paper(
        MEADOWSIDE,
        on,
        "minutes",
        {
            "attendance": {"Headteacher": {"state": "present"}, "Chair of Governors": {"state": "present"}},
            "key_points": "Books are moderated in every year group.",
            "agreed_actions": [("Report the impact of the tutors", "Headteacher", "")],
            "impact": "Year 5 writing improved.",
            "outcome": outcome,
        },
    )


def approved(priya: AtTheDesk, morgan: AtTheDesk, on: date) -> None:
    """The chair approves the minutes, and the plan is reviewed on them."""
    priya.syncs()
    morgan.syncs()
    page = morgan.opens_meeting(MEADOWSIDE, on)
    morgan._points_to(page, "minutes")
    morgan.clicks(page.write_button)
    morgan.reads_record("rap_minutes")
    morgan.takes("Approve the minutes", to="Approved by the chair")
    morgan.opens(MEADOWSIDE, "raising_achievement_plan")
    reviews = len(morgan.page._page.history)
    morgan.takes("Review at a meeting", to="Under review")
    morgan.waits(lambda: len(morgan.page._page.history) > reviews)
    morgan.syncs()
    priya.syncs()


def the_line_manager_reads_why_it_was_late(morgan: AtTheDesk) -> None:
    """On the team page, with the rule and the reason."""
    team = morgan.sees(AskTeam())
    late = [each for each in team.duties if each.why_late == LATE]
    assert [(each.rule, each.adviser) for each in late] == [("T-RD-06", "Priya Adviser")]


def the_school_leaves_intervention(
    priya: AtTheDesk, morgan: AtTheDesk, hana: AtTheDesk, clock: FixedClock
) -> None:
    """Five criteria, requested, approved, told in writing, the plan closed, and category G."""
    it_is(clock, date(2026, 5, 11))
    priya.begins(MEADOWSIDE, "exit_record")
    met = {code: {"met": "yes", "evidence": "Last review", "assessed_on": "t"} for code in CRITERIA}
    judged = ("Books in every year group", "Ready to leave")
    priya.writes(
        {"criteria": met, "impact": [{"what": "Spring results above the floor"}], "recommendation": judged}
    )
    assert "Strategic Lead" in priya.is_refused("Request removal")
    priya.syncs()
    morgan.syncs()
    page = morgan.opens_pathway(MEADOWSIDE)
    assert page.stages.rows["exit_record"].note.text() == "5 of 5 met"
    morgan.opens(MEADOWSIDE, "exit_record")
    morgan.takes("Request removal", to="Removal requested")
    morgan.syncs()

    hana.syncs()
    hana.opens(MEADOWSIDE, "exit_record")
    hana.takes("Approve", to="Approved")
    hana.opens(MEADOWSIDE, "raising_achievement_plan")
    hana.approves("Close, on leaving intervention")
    hana.syncs()

    morgan.syncs()
    morgan.opens(MEADOWSIDE, "exit_record")
    morgan.takes(
        "Tell the governing body and the headteacher",
        to="Governing body and headteacher told in writing; category G",
    )
    morgan.opens(MEADOWSIDE, "raising_achievement_plan")
    morgan.takes("Close, on leaving intervention", to="Closed")
    page = morgan.opens_pathway(MEADOWSIDE)
    assert page.now.lines[0].words == "Decide category G, Strengthening Good"
    morgan.decides(MEADOWSIDE, "G", "Left intervention: five criteria met")
    morgan.syncs()


def nothing_is_owed_any_more(priya: AtTheDesk, first: date, second: date) -> None:
    """The adviser's laptop tells the same: good again, every record closed, no clock running."""
    priya.syncs()
    page = priya.sees(AskPathway(MEADOWSIDE, "raising_achievement"))
    assert page.category is not None
    assert page.category.code == "G"
    assert [each.is_done for each in page.stages] == [True, True, True]
    assert {view.meeting.meeting_on for view in page.meetings} == {first, second}
    assert (page.owed, page.late_papers) == ((), ())
