"""Pictures of meetings and plans: `python -m tests.ui.meeting_pictures FOLDER [LOOK...]`; see pictures.py."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", os.environ.get("SCALE", "1"))

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtWidgets import QApplication

from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.mark import MarkWay
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.issue_paper import IssuePaper
from sia_desktop.services.move_case_record import MoveCaseRecord
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.meeting_page import meeting_about
from sia_desktop.services.sign_step import SignStep
from sia_desktop.ui.app import make_app
from sia_desktop.ui.desktop import DesktopWindow
from tests.helpers.a_desk import MANAGER, Laptop, a_demonstration_school, a_laptop
from tests.helpers.played import PASSPHRASE
from tests.ui.pictures import LOOKS, SIZES, a_window, settle, unlock

SCHOOL = Urn(999901)


def a_laptop_with_casework() -> Laptop:
    """A demonstration school among the real ones, with a plan and its meetings."""
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = Shelf(resources())
    schools = laptop.store.schools.kept
    urn = laptop.urn_of("Micklands")
    schools[SCHOOL] = a_demonstration_school(SCHOOL, "Meadowside Primary School")
    held = laptop.store.assignments.kept
    held += [replace(each, id=uuid4(), urn=SCHOOL) for each in held if each.urn == urn]
    laptop.store.categories.kept.append(
        CategoryDecision(uuid4(), SCHOOL, "R", date(2026, 1, 12), MANAGER, "Progress in Key Stage 2")
    )
    return laptop


def a_meeting(laptop: Laptop) -> UUID:
    """Held a week ago, minuted; the next is fixed."""
    fixed = FixMeeting(SCHOOL, "rap_meeting", date(2026, 6, 3), starts_at="09:30")
    laptop.clock.move(timedelta(days=-30))
    do = laptop.desk.do
    do(fixed)
    do(FixMeeting(SCHOOL, "rap_meeting", date(2026, 7, 8)))
    about = meeting_about(laptop.store.meetings.get(fixed.meeting_id))
    answers: dict[str, dict[str, Any]] = {
        "rap_agenda": {
            "headings": [
                {"id": "a", "heading": "Progress of disadvantaged pupils in Year 5", "led_by": "Headteacher"},
                {"id": "b", "heading": "Middle leaders’ monitoring", "led_by": "Deputy headteacher"},
            ]
        },
        "rap_evidence": {"evidence": [{"id": "a", "what": "Spring tracking, all year groups"}]},
        "rap_minutes": {
            "attendance": [
                {"id": "1", "name": "Headteacher (demonstration)", "role": "Headteacher", "state": "present"},
                {"id": "2", "role": "Chair of Governors", "state": "apologies"},
                {"id": "3", "role": "School Partnership Adviser", "state": "present"},
            ],
            "outcome": "continue",
            "agreed_actions": [
                {"id": "1", "what": "Moderate Year 5 writing with a partner school", "who": "English lead",
                 "by": "2026-06-26", "success": "Books agree"},
                {"id": "2", "what": "Report the impact of the reading tutors", "who": "Headteacher",
                 "by": "next_meeting"},
            ],
        },
    }  # fmt: skip
    for form, said in answers.items():
        begun = OpenCaseRecord(form, SCHOOL, about)
        do(begun)
        do(AnswerSection(begun.record_id, said))
    minutes = begun.record_id
    items = laptop.store.case_records.get(minutes).answers["items"]
    assert isinstance(items, list)
    decided = [{**row, "decision": "Keep the tutors to July"} for row in items[:1] if isinstance(row, dict)]
    do(AnswerSection(minutes, {"items": [*decided, *items[1:]]}))
    do(IssuePaper(fixed.meeting_id, "agenda", date(2026, 5, 11)))
    laptop.clock.move(timedelta(days=30))
    do(IssuePaper(fixed.meeting_id, "evidence", date(2026, 5, 28)))
    return fixed.meeting_id


def a_plan(laptop: Laptop) -> None:
    """Agreed by the adviser and waiting for the Strategic Lead; some milestones reached, one late."""
    about = About("school", str(SCHOOL))
    do = laptop.desk.do
    plan = OpenCaseRecord("raising_achievement_plan", SCHOOL, about)
    do(plan)
    milestones = [
        {"id": "1", "milestone": "Every teacher moderates writing", "by": "2026-04-01", "reached": "yes"},
        {
            "id": "2",
            "milestone": "Disadvantaged pupils in Year 5 on track",
            "by": "2026-05-22",
            "reached": "no",
        },
        {"id": "3", "milestone": "Governors monitor the plan themselves", "by": "2026-07-10", "reached": ""},
    ]
    said: dict[str, Any] = {
        "success_criteria": "Progress in Year 5 at least as national.",
        "milestones": milestones,
    }
    do(AnswerSection(plan.record_id, said))
    words = laptop.store.case_records.get(plan.record_id)
    do(SignStep(words.id, "agree", words.digest, MarkWay.TYPED, PASSPHRASE, typed="Priya Nair"))
    grid = OpenCaseRecord("categorisation", SCHOOL, about)
    do(grid)
    colours = {"outcomes": "red", "attendance": "amber", "exclusions": "green", "safeguarding": "green"}
    rags: list[Any] = [
        {"id": code, "rag": rag, "contributor": "School Improvement Team"} for code, rag in colours.items()
    ]
    rags.append({"id": "beyond_ofsted", "rag": "amber", "contributor": "Finance"})
    do(AnswerSection(grid.record_id, {"indicators": rags, "provisional": "R"}))
    do(MoveCaseRecord(grid.record_id, "agree_provisionally"))


def _decide(window: DesktopWindow) -> None:
    window.navigation.go("school", urn=SCHOOL)
    settle(600)
    page: Any = window.navigation.page("school")
    page.decide()
    settle(900)


def main() -> None:
    """Every screen of casework, in every look and size."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[2:])
    _app, theme = make_app([], resources())
    scale = os.environ["QT_SCALE_FACTOR"]
    for look in [each for each in LOOKS if not only or each in only]:
        for width, height in SIZES:
            theme.choose(look)
            laptop = a_laptop_with_casework()
            meeting = a_meeting(laptop)
            a_plan(laptop)
            window = a_window(laptop, look)
            window.resize(width, height)
            window.show()
            window.activateWindow()
            unlock(window)
            go = window.navigation.go
            places: tuple[tuple[str, str, dict[str, Any]], ...] = (
                ("meeting", "meeting", {"meeting_id": meeting}),
                ("meeting-school", "school", {"urn": SCHOOL}),
                ("pathway", "pathway", {"urn": SCHOOL, "pathway": "raising_achievement"}),
            )
            for name, place, args in places:
                go(place, **args)
                while getattr(window.navigation.page(place), "_page", None) is None:
                    settle(50)
                settle(600)
                window.grab().save(str(folder / f"{name}-{look}-{width}-x{scale}.png"))
            _decide(window)
            front = QApplication.activeModalWidget() or window
            front.grab().save(str(folder / f"decide-{look}-{width}-x{scale}.png"))
            if front is not window:
                front.close()
            window.close()
            window.shut()
    QApplication.processEvents()


if __name__ == "__main__":
    main()
