"""Today shows the casework that is due now, apart from what others owe and what comes later."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4, uuid5

import pytest

from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.inspection import Inspection
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.queries.deadlines import OwedDeadline
from sia_desktop.services.queries.today import AskToday, Today
from sia_desktop.ui.note_words import due_tone
from sia_desktop.ui.pages.today.words import due_rows, open_words, subtitle, waiting_rows
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.row_list import Heading
from tests.helpers.a_desk import MANAGER, ME, TODAY, Laptop, a_laptop, with_real_packs

DAY = TODAY.date()  # Wednesday 10 June 2026


def of(council: str) -> Laptop:
    laptop = with_real_packs(a_laptop(with_visits=False))
    laptop.store.me = replace(laptop.store.me, council_code=council)
    return laptop


@pytest.fixture
def oxfordshire() -> Laptop:
    """An adviser of Oxfordshire's."""
    return of("oxfordshire")


def today(laptop: Laptop) -> Today:
    answer: Today = laptop.desk.ask(AskToday())
    return answer


def judged(laptop: Laptop, ended_on: date) -> Inspection:
    made = Inspection(
        laptop.urn_of("Micklands"), "10400001", "ofsted-2019", "graded", ME,
        started_on=ended_on - timedelta(days=1), ended_on=ended_on, overall="requires_improvement",
    )  # fmt: skip
    laptop.store.inspections.kept[made.id] = made
    return made


def agreed(laptop: Laptop, owner: str, due_on: date) -> Action:
    urn = laptop.urn_of("Micklands")
    action = Action(
        uuid4(), urn, About("school", str(urn)), DAY - timedelta(days=30), ME, "Phonics audit", owner, due_on
    )
    laptop.store.actions.kept[action.id] = action
    return action


def rules(owed: Iterable[OwedDeadline]) -> set[str]:
    return {each.rule for each in owed}


def test_the_first_answer_does_not_wait_for_the_casework_and_says_so(oxfordshire: Laptop) -> None:
    judged(oxfordshire, DAY - timedelta(days=20))
    first: Today = oxfordshire.desk.ask(AskToday(is_whole=False))
    whole = today(oxfordshire)
    assert (first.is_whole, first.casework, subtitle(first)) == (False, (), "")
    assert (first.schools, first.sync) == (whole.schools, whole.sync)
    assert whole.is_whole
    assert whole.casework


def test_the_foot_counts_only_what_there_is(oxfordshire: Laptop) -> None:
    nothing = replace(today(oxfordshire), due=(), papers=(), casework=(), later=1)
    assert open_words(nothing) == "1 more later or undated"
    assert open_words(replace(nothing, later=0)) == ""


def test_a_judgement_is_overdue_on_today_until_the_visit(oxfordshire: Laptop) -> None:
    inspection = judged(oxfordshire, DAY - timedelta(days=20))
    answer = today(oxfordshire)
    late = [each for each in answer.casework if each.rule == "T-OX-02"]
    assert [each.due.due_on for each in late] == [DAY - timedelta(days=6)]
    red = [each for each in answer.casework if due_tone(each.due) is Tone.DANGER]
    assert answer.overdue == len(red) > 0
    assert f"{answer.overdue} overdue" in subtitle(answer)
    assert "casework" in open_words(answer)
    assert any(isinstance(row, Heading) and row.text == "Overdue" for row in due_rows(answer))
    oxfordshire.desk.do(LogVisit(inspection.urn, DAY, "other"))
    assert "T-OX-02" not in rules(today(oxfordshire).casework)


def test_what_comes_round_is_due_when_it_is_near_and_counted_when_it_is_not(oxfordshire: Laptop) -> None:
    def high_since(days: int) -> CategoryDecision:
        since = DAY - timedelta(days=days)
        return CategoryDecision(
            uuid5(MANAGER, str(days)), oxfordshire.urn_of("Micklands"), "high", since, MANAGER, ""
        )

    oxfordshire.store.categories.kept.append(high_since(40))
    near = today(oxfordshire)
    assert any(each.is_duty for each in near.casework), "six weeks end in two days"
    oxfordshire.store.categories.kept[:] = [high_since(1)]
    far = today(oxfordshire)
    assert len([each for each in far.casework if each.is_duty]) < len(
        [each for each in near.casework if each.is_duty]
    )
    assert far.later > near.later
    assert f"{far.later} more later or undated" in open_words(far)


def test_my_own_action_is_due_and_anothers_is_waited_for(oxfordshire: Laptop) -> None:
    agreed(oxfordshire, "priya nair", DAY + timedelta(days=2))
    agreed(oxfordshire, "Headteacher", DAY - timedelta(days=2))
    agreed(oxfordshire, "Headteacher", DAY + timedelta(days=60))
    answer = today(oxfordshire)
    assert [each.owner for each in answer.casework if each.owner] == ["priya nair"]
    (waited,) = answer.waiting_casework
    assert waited.owner == "Headteacher"
    (row,) = waiting_rows(answer)
    assert row.subtitle.startswith("By Mon 8 Jun · 2 days late · Phonics audit (Headteacher)")


def test_what_a_head_is_expected_to_report_is_waited_for() -> None:
    reading = of("reading")
    agreed(reading, "", DAY + timedelta(days=3))
    answer = today(reading)
    assert rules(answer.waiting_casework) == {"T-RD-08"}
    assert "T-RD-08" not in rules(answer.casework)


def test_nothing_that_does_not_bind_is_called_overdue(oxfordshire: Laptop) -> None:
    agreed(oxfordshire, "Priya Nair", DAY - timedelta(days=3))
    answer = today(oxfordshire)
    assert answer.overdue == 0
    headings = [row.text for row in due_rows(answer) if isinstance(row, Heading)]
    assert "Past its date, but not binding" in headings
    assert "Overdue" not in headings
