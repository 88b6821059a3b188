"""Every deadline that notes, categories and the year itself ask for."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid5

import pytest

from sia_contract.resources import resources
from sia_desktop.domain.anchors import Recalculation
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.time_limits import Direction
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.queries.deadlines import AskDeadlines, Deadlines, OwedDeadline
from sia_desktop.services.queries.due import DueDates
from sia_desktop.ui.history_words import history_words
from sia_desktop.ui.pages.deadlines.words import (
    Sieve,
    row,
    rules,
    schools,
    state_of,
    totals,
)
from tests.helpers.a_desk import MANAGER, TODAY, Laptop, a_laptop

DAY = TODAY.date()


def decides(laptop: Laptop, begins: str, letter: str, on: date) -> CategoryDecision:
    """A decision of category for this school."""
    urn = laptop.urn_of(begins)
    decision = CategoryDecision(uuid5(MANAGER, f"{begins} {on}"), urn, letter, on, MANAGER, "Review")
    laptop.store.categories.kept.append(decision)
    return decision


def asked(laptop: Laptop) -> Deadlines:
    """What the page is told."""
    answer: Deadlines = laptop.desk.ask(AskDeadlines())
    return answer


def under(answer: Deadlines, rule: str) -> list[OwedDeadline]:
    """Those of one rule."""
    return [each for each in answer.owed if each.rule == rule]


def test_open_notes_are_due_soonest_first_and_nothing_that_was_given_or_voided() -> None:
    notes = under(asked(a_laptop()), "T-RD-02")
    assert len(notes) == 7
    assert [each.due.standing for each in notes[:3]] == [Standing.LATE, Standing.TODAY, Standing.TODAY]
    assert notes[0].note_id is not None
    assert notes[0].key == f"T-RD-02-{notes[0].note_id}"


def test_a_category_of_concern_has_a_year_from_the_first_decision_of_its_run() -> None:
    laptop = a_laptop()
    decides(laptop, "Micklands", "R", date(2024, 3, 1))
    decides(laptop, "Micklands", "G", date(2024, 9, 2))
    first = decides(laptop, "Micklands", "R", date(2025, 9, 1))
    decides(laptop, "Micklands", "C", date(2026, 3, 2))
    (owed,) = under(asked(laptop), "T-RD-09")
    assert (owed.record_id, owed.due.due_on) == (str(first.id), date(2026, 9, 1))
    assert owed.timeframe is not None
    assert state_of(owed, DAY) == "later"


def test_a_decision_still_to_come_and_one_that_left_concern_start_nothing() -> None:
    laptop = a_laptop()
    decides(laptop, "Micklands", "R", DAY + timedelta(days=1))
    decides(laptop, "Thameside", "R", date(2025, 9, 1))
    decides(laptop, "Thameside", "G", date(2026, 5, 1))
    assert under(asked(laptop), "T-RD-09") == []


def test_a_target_and_an_unverified_rule_never_turn_red() -> None:
    laptop = a_laptop()
    decides(laptop, "Micklands", "R", date(2025, 6, 2))
    (target,) = under(asked(laptop), "T-RD-09")
    assert (target.due.standing, state_of(target, DAY)) == (Standing.LATE, "passed")
    assert row(target, DAY).tone.value == "warning"
    assert "target" in row(target, DAY).subtitle
    laptop.clock.move(date(2026, 9, 1) - DAY)
    (yearly,) = under(asked(laptop), "T-TB-18")
    assert (yearly.urn, yearly.school_name, yearly.due.due_on) == (None, "Every school", date(2026, 9, 1))
    assert "not yet verified" in row(yearly, DAY).subtitle


def test_a_limit_without_a_time_asks_for_a_date_and_stands_last() -> None:
    laptop = a_laptop()
    decides(laptop, "Micklands", "R", date(2025, 9, 1))
    (owed,) = under(asked(laptop), "T-RD-09")
    assert owed.timeframe is not None
    limit = replace(owed.timeframe.limit, direction=Direction.UNDEFINED)
    dates = DueDates(laptop.frameworks, DAY)
    unstated = dates.of_rule(replace(owed.timeframe, limit=limit), date(2025, 9, 1))
    shown = row(replace(owed, due=unstated), DAY)
    assert (shown.date, shown.distance, shown.has_why) == ("Date to be set", "by you", False)
    assert state_of(replace(owed, due=unstated), DAY) == "none"


def test_each_filter_keeps_what_it_says() -> None:
    laptop = a_laptop()
    decides(laptop, "Micklands", "R", date(2025, 6, 2))
    answer = asked(laptop)

    def kept(**asked_for: str) -> set[str]:
        sieve = Sieve(DAY, **asked_for)
        return {f"{each.rule} {each.school_name.split()[0]}" for each in answer.owed if sieve.keeps(each)}

    urn = str(laptop.urn_of("Micklands"))
    assert kept(school=urn) == {"T-RD-02 Micklands", "T-RD-09 Micklands"}
    assert kept(school=urn, rule="T-RD-09") == {"T-RD-09 Micklands"}
    assert kept(strength="target") == {"T-RD-09 Micklands"}
    assert kept(state="overdue") == {"T-RD-02 Alfred"}
    assert kept(state="passed") == {"T-RD-09 Micklands"}
    assert kept(typed="mick concern") == {"T-RD-09 Micklands"}
    assert (urn, "Micklands Primary School") in schools(answer)
    assert ("T-RD-09", "T-RD-09 Out of a category of concern") in rules(answer)


def test_the_totals_are_words() -> None:
    answer = asked(a_laptop())
    assert totals(answer.owed, answer) == (
        "8 deadlines shown",
        "1 overdue · 2 today · 4 next 10 working days · 1 later",
    )
    assert totals(answer.owed[:1], answer)[0] == "1 of 8 deadlines shown"


def test_a_date_that_moved_says_from_when_and_why() -> None:
    moved = Recalculation(
        "meeting_held",
        date(2026, 6, 1),
        date(2026, 6, 8),
        date(2026, 5, 18),
        date(2026, 5, 22),
        TODAY,
        None,
        "Head away",
    )
    assert history_words((moved,)) == ("Moved on Wednesday 10 June 2026 from Monday 18 May 2026: Head away.")


@pytest.mark.parametrize("council", ["reading", "oxfordshire", "tri-borough"])
def test_every_pack_answers_and_refusals_are_sentences(council: str) -> None:
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = Shelf(resources())
    laptop.store.me = laptop.store.me.__class__(
        **{name: getattr(laptop.store.me, name) for name in laptop.store.me.__slots__}
        | {"council_code": council}
    )
    for each in asked(laptop).owed:
        assert each.due.due_on or each.due.sentence.endswith(".")
