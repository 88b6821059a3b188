"""A year in Oxfordshire: an RI judgement, its follow-up, High level, and a Warning Notice recommended.

Through the real windows of the adviser and of the Improvement and Development Manager, their encrypted
stores and the real central. The school is a demonstration school among the county's real ones.
"""

import csv
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sia_desktop.domain.ids import Urn
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.queries.deadlines import AskDeadlines
from sia_desktop.ui.follow_list import FollowRow, spoken
from tests.helpers.at_the_desk import AtTheDesk, at_the_desk, it_is
from tests.helpers.county_hall import CountyHall
from tests.helpers.fixed_clock import FixedClock
from tests.helpers.laptops import Laptop
from tests.ui.conftest import look

__all__ = ["look"]

HILLSIDE = Urn(999900)
SCHOOLS = Path(__file__).parents[1] / "data" / "gias_7_las.csv"
AREAS = (
    "Teach reading in the same way in every class.",
    "Give subject leaders time to check what pupils know.",
)


@pytest.fixture
def county_hall(tmp_path: Path) -> CountyHall:
    """Oxfordshire's central, with a demonstration school at Additional level among the real ones."""
    hall = CountyHall(tmp_path / "central", is_long_ago=True)
    hall.runs("init", "--council", "oxfordshire", "--demonstration")
    hall.runs("import-schools", str(with_hillside(tmp_path)), "--as-at", "2023-09-01")
    hall.employs("Dana Deputy", "dana@oxfordshire.example", "deputy_director")
    hall.employs("Ines Manager", "ines@oxfordshire.example", "idm", reports_to="dana@oxfordshire.example")
    hall.employs("Sam Leader", "sam@oxfordshire.example", "adviser", reports_to="ines@oxfordshire.example")
    hall.runs("assign", "--email", "sam@oxfordshire.example", "--all", "--on", "2023-09-01")
    decided = (
        "--by",
        "ines@oxfordshire.example",
        "--reason",
        "Builds its capacity",
        "--on",
        "2023-09-11",
    )
    hall.runs("decide-category", "--urn", str(HILLSIDE), "--category", "additional", *decided)
    return hall


def with_hillside(folder: Path) -> Path:
    """Ten of the county's published schools, and one that is made up."""
    with SCHOOLS.open(encoding="cp1252", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["LA (code)"] == "931"][:10]
    made_up = {**rows[0], "URN": str(HILLSIDE), "EstablishmentNumber": "9999", "UKPRN": ""}
    made_up["EstablishmentName"] = "Hillside Primary School (demonstration)"
    for part in ("HeadTitle (name)", "HeadFirstName", "HeadLastName"):
        if part in made_up:
            made_up[part] = ""
    target = folder / "schools.csv"
    with target.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows([*rows, made_up])
    return target


def test_a_year_from_an_ri_judgement_to_a_recommended_warning(
    qtbot: QtBot, county_hall: CountyHall, laptops: Callable[[str], Laptop]
) -> None:
    clock = FixedClock(datetime(2023, 11, 6, 9, 0, tzinfo=UTC))
    with ExitStack() as open_ones:
        address = open_ones.enter_context(county_hall.serving())
        people = []
        for name in ("sam", "ines"):
            laptop = laptops(name)
            laptop.is_enrolled_at(address, f"{name}@oxfordshire.example")
            people.append(open_ones.enter_context(at_the_desk(qtbot, name, laptop, clock)))
        sam, ines = people

        ofsted_rings_and_judges(sam, clock)
        the_school_is_visited_and_the_record_completed(sam, clock)
        the_monitoring_visit_begins_the_running_record(sam, clock)
        improvement_is_too_slow_and_the_level_is_raised(sam, ines, clock)
        six_weeks_run_from_update_to_update(sam, clock)
        a_warning_notice_is_recommended(sam, ines, clock)


def ofsted_rings_and_judges(sam: AtTheDesk, clock: FixedClock) -> None:
    """The call starts no clock; the end of the inspection starts two weeks and four."""
    page = sam.goes("inspections")
    sam.clicks(page.rung)
    dialog = page.dialog
    sam.chooses(dialog.school, str(HILLSIDE))
    dialog.school.picked.emit(dialog.school.code)
    assert dialog.attendance.code == "mandatory"
    sam.types(dialog.rung_at.field, "10.40am")
    sam.types(dialog.lead, "The lead inspector (demonstration)")
    sam.types(dialog.tentative.field, "7/11/23")
    sam.types(dialog.until.field, "8/11/23")
    sam.clicks(dialog.button)
    sam.waits(lambda: page.table.shown_rows)
    assert owed(sam, "T-OX-02") == owed(sam, "T-OX-03") == []

    it_is(clock, date(2023, 11, 9))
    page = sam.goes("inspections")
    sam.clicks(page.edit)
    dialog = page.dialog
    for field, day in ((dialog.started, "7/11/23"), (dialog.ended, "8/11/23"), (dialog.feedback, "8/11/23")):
        sam.types(field.field, day)
        QTest.keyClick(field.field, Qt.Key.Key_Tab)
    sam.chooses(dialog.overall, "requires_improvement")
    sam.chooses(dialog.areas["leadership"], "good")
    sam.types(dialog.improvements, AREAS[0])
    QTest.keyClick(dialog.improvements, Qt.Key.Key_Return)
    sam.types(dialog.improvements, AREAS[1])
    sam.clicks(dialog.button)
    sam.waits(lambda: owed(sam, "T-OX-02"))
    assert owed(sam, "T-OX-02") == [date(2023, 11, 22)]
    assert owed(sam, "T-OX-03") == [date(2023, 12, 6)]
    sam.syncs()


def the_school_is_visited_and_the_record_completed(sam: AtTheDesk, clock: FixedClock) -> None:
    """Within two weeks: an action for each area, next steps with the manager, the plan, the programme."""
    it_is(clock, date(2023, 11, 15))
    sam.does(LogVisit(HILLSIDE, date(2023, 11, 15), "post_inspection"))
    page = what_follows(sam)
    assert spoken(row(page, "Visit within two weeks").step).startswith("Done")
    sam.clicks(lambda: way_to(page, "Post Inspection Record"))
    record = sam.reads_record("post_inspection_record")
    assert record._page.record.answers["grades"]["overall"] == "requires_improvement"
    answers_each_area(sam, record)
    sam.writes(
        {
            "visited_on": "t",
            "next_steps": "Headteacher, adviser and manager met on the day of the visit.",
            "plan_revision": {"plan": {"needed": "yes"}, "summary": {"needed": "yes"}},
            "programme": [{"support": "Reading specialist, six half days", "ends_on": "28/3/24"}],
            "monitoring_visit_on": "29/11/23",
        }
    )
    sam.takes("Visit the school", to="School visited")
    sam.takes("Complete the record", to="Completed")
    assert owed(sam, "T-OX-02/record") == []
    sam.syncs()


def the_monitoring_visit_begins_the_running_record(sam: AtTheDesk, clock: FixedClock) -> None:
    """Within four weeks: the School Improvement Record, under the priorities that the inspection set."""
    it_is(clock, date(2023, 11, 29))
    page = what_follows(sam)
    sam.clicks(lambda: way_to(page, "Monitoring visit"))
    record = sam.reads_record("school_improvement_record")
    assert record._page.record.answers["level"] == "Additional support, since 11 September 2023"
    adds_entry(sam, AREAS[0], "Two of six classes teach reading as agreed.", "amber")
    page = what_follows(sam)
    sam.clicks(lambda: way_to(page, "Post Inspection Record"))
    sam.reads_record("post_inspection_record")
    sam.takes("Make the monitoring visit", to="Monitoring visit made")
    assert owed(sam, "T-OX-03") == []
    sam.syncs()


def improvement_is_too_slow_and_the_level_is_raised(
    sam: AtTheDesk, ines: AtTheDesk, clock: FixedClock
) -> None:
    """The adviser's next look finds little; the manager reviews in her own lane, escalates and decides."""
    it_is(clock, date(2024, 1, 17))
    opens_running_record(sam)
    adds_entry(sam, AREAS[0], "Still two of six classes.", "red")
    assert sam.page.editing.editor("manager_reviews").add.isHidden(), "the manager's lane is hers alone"
    assert "Improvement and Development Manager" in sam.is_refused("Escalate")
    sam.syncs()

    it_is(clock, date(2024, 1, 24))
    ines.syncs()
    opens_running_record(ines)
    lane = ines.page.editing.editor("manager_reviews")
    for code, words in (("on", "t"), ("what", "No class has changed."), ("decision", "High level")):
        ines.types(lane.draft.cells[code].field, words)
    ines.clicks(lane.add)
    kept(ines)
    ines.takes("Review", to="Reviewed by the manager")
    ines.takes("Escalate", to="Escalated", reason="Improvement is too slow for the pupils in Year 2")
    ines.decides(HILLSIDE, "high", "Not improving within the time that was set")
    ines.syncs()
    sam.syncs()


def six_weeks_run_from_update_to_update(sam: AtTheDesk, clock: FixedClock) -> None:
    """At most 42 days from the decision, and from each entry to the next."""
    assert owed(sam, "C-07") == [date(2024, 3, 6)]
    for day, due in ((date(2024, 3, 4), date(2024, 4, 15)), (date(2024, 4, 15), date(2024, 5, 27))):
        it_is(clock, day)
        opens_running_record(sam)
        adds_entry(sam, AREAS[1], f"Looked at on {day:%d %B}: leaders have no release time yet.", "red")
        assert owed(sam, "C-07") == [due]
    page = opens_running_record(sam)
    assert "Due Monday 27 May 2024" in page.head.due.accessibleName()
    sam.syncs()


def a_warning_notice_is_recommended(sam: AtTheDesk, ines: AtTheDesk, clock: FixedClock) -> None:
    """Not before its evidence is written; then by the manager, with her reason, to the Deputy Director."""
    it_is(clock, date(2024, 5, 8))
    ines.syncs()
    opens_running_record(ines)
    assert "Evidence for a performance" in ines.is_refused("Recommend a Warning Notice")
    begins(sam, "warning_notice_evidence")
    evidence = sam.page.editing.editor("evidence")
    sam.types(evidence.first, "Six entries of the running record since November; results of Year 2.")
    kept(sam)
    sam.syncs()
    ines.syncs()
    opens_running_record(ines)
    ines.takes(
        "Recommend a Warning Notice",
        to="Warning Notice recommended",
        reason="Standards are low and leaders have not acted",
    )
    ines.syncs()
    sam.syncs()
    page = opens_running_record(sam)
    assert page._page.state_label == "Warning Notice recommended"
    assert "Deputy Director" in sam.is_refused("Decide on the notice")
    assert [each.label for each in page._page.history] == ["Review", "Escalate", "Recommend a Warning Notice"]


def owed(person: AtTheDesk, rule: str) -> list[date | None]:
    """The days on which this rule's clocks fall due for the school."""
    answer = person.sees(AskDeadlines())
    return [each.due.due_on for each in answer.owed if each.urn == HILLSIDE and each.rule == rule]


def what_follows(person: AtTheDesk) -> Any:
    """From the list of inspections to what follows from this one."""
    page = person.goes("inspections")
    person.waits(lambda: page.table.shown_rows)
    page.table.selectRow(0)
    person.clicks(page.follow)
    person.waits(lambda: person.window.navigation.current == "inspection")
    person.page.ask_again()
    return person.goes("inspection", inspection_id=page.table.shown_rows[0].inspection.id)


def row(page: Any, begins_: str) -> FollowRow:
    """One thing that follows."""
    rows: list[FollowRow] = page.list.rows
    return next(each for each in rows if each.step.what.startswith(begins_))


def way_to(page: Any, begins_: str) -> QWidget:
    """The button beside it."""
    act = row(page, begins_).act
    assert act is not None
    return act


def begins(person: AtTheDesk, form: str) -> Any:
    """A record of this form, from the school's records."""
    page = person.goes("records", urn=HILLSIDE)
    person.chooses(page.form, form)
    person.clicks(page.begin)
    return person.reads_record(form)


def opens_running_record(person: AtTheDesk) -> Any:
    """The School Improvement Record, from the school's records."""
    page = person.goes("records", urn=HILLSIDE)
    line = next(each.line for each in page._page.records if each.line.form == "school_improvement_record")
    return person.goes("record", record_id=line.record_id)


def kept(person: AtTheDesk) -> None:
    """What was typed is on disk."""
    page = person.page
    page.autosave.flush()
    person.waits(lambda: not page.autosave.unsaved)


def answers_each_area(person: AtTheDesk, record: Any) -> None:
    """One action for each area for improvement: what, who and by when."""
    editor = record.editing.editor("actions")
    assert [card.action.area for card in editor.cards] == list(AREAS)
    for card, what in zip(editor.cards, ("Train every teacher", "Release each leader weekly"), strict=True):
        card.open_it()
        person.types(card.form.what, what)
        person.types(card.form.who, "Headteacher")
        person.types(card.form.by.field, "28/3/24")
        QTest.keyClick(card.form.by.field, Qt.Key.Key_Tab)
        person.types(card.form.success, "Seen in books")
    kept(person)


def adds_entry(person: AtTheDesk, priority: str, evidence: str, pace: str) -> None:
    """To the chronology, under its priority; nobody changes it afterwards."""
    chronology = person.page.editing.editor("progress")
    cells = chronology.draft.cells
    cells["action"].field.freshen()
    person.chooses(cells["action"].field, priority)
    cells["action"].field.picked.emit(priority)
    person.types(cells["on"].field, "t")
    person.types(cells["evidence"].field, evidence)
    person.chooses(cells["pace"].field, pace)
    cells["pace"].field.picked.emit(pace)
    person.clicks(chronology.add)
    kept(person)
